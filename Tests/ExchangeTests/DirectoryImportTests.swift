import Directory
import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Exchange

/// The figures were counted from the same files by a script of their own.
@Suite(.enabled(if: ExchangeFixture.hasData, "skipped: ../shared/data is not there"))
struct RealDirectoryTests {
  @Test(arguments: TestEngine.allCases) func aRealDirectoryComesInWithAnHonestReport(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      let report = try await imports.importHSDS(
        from: ExchangeFixture.baltimore, into: database, at: ExchangeFixture.now)

      #expect(report.counts(.organization) == .init(created: 748, repaired: 70))
      #expect(report.counts(.place) == .init(created: 1482))
      #expect(report.counts(.offer) == .init(created: 1875, refused: 1))
      #expect(report.total(.htmlRemoved) == 70)
      #expect(report.total(.missingCoordinate) == 133)
      #expect(report.total(.offerWithoutTopic) == 204)
      #expect(report.total(.danglingReference) == 2)
      #expect(report.offersWithGaps == 1875)
      #expect(report.entries.contains { $0.reason == .danglingReference && $0.position.line == 7662 })

      func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) } }
      #expect(try await count("SELECT COUNT(*) FROM organizations") == 748)
      #expect(try await count("SELECT COUNT(*) FROM places WHERE latitude IS NOT NULL") == 1349)
      #expect(try await count("SELECT COUNT(*) FROM offers WHERE status = 'published'") == 1875)
      #expect(try await count("SELECT COUNT(*) FROM offers WHERE place_id IS NOT NULL") == 1875)
      #expect(try await count("SELECT COUNT(*) FROM offers WHERE cost = 'free'") == 911)
      #expect(try await count("SELECT COUNT(*) FROM offer_texts WHERE cost_note <> ''") == 948)
      #expect(try await count("SELECT COUNT(*) FROM offers WHERE phone IS NOT NULL") == 1871)
      #expect(try await count("SELECT COUNT(*) FROM offers WHERE email IS NOT NULL") == 1115)
      #expect(try await count("SELECT COUNT(*) FROM organizations WHERE website IS NOT NULL") == 536)
      #expect(try await count("SELECT COUNT(*) FROM offer_search_words") == 8003)

      let again = try await imports.importHSDS(
        from: ExchangeFixture.baltimore, into: database, at: ExchangeFixture.now)
      #expect(again.changedNothing)
      #expect(again.counts(.offer) == .init(unchanged: 1875, refused: 1))
      #expect(again.counts(.place) == .init(unchanged: 1482))
      #expect(again.counts(.organization) == .init(unchanged: 748, repaired: 70))
    }
  }

  @Test(arguments: TestEngine.allCases) func theSpecificationsTablesComeIn(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let report = try await ExchangeFixture.imports().importHSDS(
        from: ExchangeFixture.examples, into: database, at: ExchangeFixture.now)
      #expect(report.counts(.organization).created == 1)
      #expect(report.counts(.place).created == 1)
      #expect(report.counts(.offer).created == 1)
      #expect(report.total(.ignoredFile) == 3)
      try await database.read { try expectExample($0) }
    }
  }

  @Test(arguments: TestEngine.allCases, ["organization_full.json", "service_full.json"])
  func theSpecificationsDocumentsComeInAsItsTablesDo(engine: TestEngine, document: String) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      let file = ExchangeFixture.examples.appendingPathComponent(document)
      let report = try await imports.importHSDS(from: file, into: database, at: ExchangeFixture.now)
      #expect(report.counts(.offer).created == 1)
      try await database.read { try expectExample($0) }
      let again = try await imports.importHSDS(from: file, into: database, at: ExchangeFixture.now)
      #expect(again.changedNothing)
    }
  }

  private func expectExample(_ reader: Reader) throws {
    let id = try #require(Identifier<Offer>("ac148810-d857-441c-9679-408f346de14b"))
    let offer = try #require(try reader.offers([id]).first)
    #expect(offer.texts.source.content.title == "Community Counselling")
    #expect(offer.status == .published)
    #expect(offer.access.minimumAge == 12)
    #expect(offer.access.maximumAge == 100)
    #expect(offer.languages.map(\.code) == ["ur"])
    #expect(offer.contact.phone == "+44 1234 234567 ext. 100")
    #expect(offer.cost.kind == .notStated)
    #expect(offer.texts.source.content.costNote.contains("Under 18s and Over 60s: 35 GBP per 1 hour session"))
    #expect(offer.texts.source.content.bring.hasPrefix("Any official identification document"))
    #expect(offer.schedule == nil, "its times ended in 2005")
    #expect(offer.texts.source.content.scheduleNote.hasPrefix("The service is available from 10 am"))
    #expect(offer.searchWords[.english]?.contains("MyCity Counselling Services") == true)
    #expect(offer.origin?.furtherFields?.contains("Ann Persona") == false, "a person's name is left out")
    let place = try #require(try reader.places().first)
    #expect(place.id == offer.place)
    #expect(place.coordinate == nil, "100° north is not on the earth")
    #expect(place.stepFree == .yes)
    #expect(place.street == "1-30 Main Street, MyVillage")
    let organization = try #require(try reader.organizations().first)
    #expect(organization.carrier == nil)
    #expect(organization.texts.source.content.name == "Example Organization Inc.")
  }
}

struct DirectoryImportTests {
  private struct Stopped: Error {}

  @Test(arguments: TestEngine.allCases) func whatFailsInTheMiddleLeavesNothing(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      try await ExchangeFixture.withFolder(ExchangeFixture.club) { folder in
        let before = try await database.read { try $0.changeMark() }
        await #expect(throws: Stopped.self) {
          try await ExchangeFixture.imports().importHSDS(from: folder, into: database) { progress in
            if progress.phase == .saving, progress.done >= 2 { throw Stopped() }
          }
        }
        let rows = try await database.read { reader in
          try ["organizations", "places", "offers"].map { table in
            let sql: SQL = table == "offers" ? "offers" : table == "places" ? "places" : "organizations"
            return try reader.value("SELECT COUNT(*) FROM \(fragment: sql)", as: Int.self)
          }
        }
        #expect(rows == [0, 0, 0])
        #expect(try await database.read { try $0.changeMark() } == before)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func aChangedRowIsUpdatedAndEditorsWorkStays(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      try await ExchangeFixture.withFolder(ExchangeFixture.club) { folder in
        _ = try await imports.importHSDS(from: folder, into: database)
        try await database.write { writer in
          let id: Identifier<Offer> = try writer.value("SELECT id FROM offers")
          var offer = try #require(try writer.offers([id]).first)
          offer.access.german = .a1
          offer.goals = [.culturation]
          offer.texts.source.content.summary = "Ours"
          offer.texts.translate(.init(.german, .init(title: "Kurs")))
          try writer.save([offer])
        }
        #expect(try await imports.importHSDS(from: folder, into: database).changedNothing)

        let changed = "id,organization_id,name,description,status\ns1,o1,Course,Learn more,temporarily closed\n"
        try Data(changed.utf8).write(to: folder.appendingPathComponent("services.csv"))
        let report = try await imports.importHSDS(from: folder, into: database)
        #expect(report.counts(.offer) == .init(updated: 1))
        #expect(report.counts(.place) == .init(unchanged: 1))
        let offer = try #require(
          try await database.read { reader in try reader.offers(reader.values("SELECT id FROM offers")) }.first)
        #expect(offer.status == .paused)
        #expect(offer.texts.source.content.description == "Learn more")
        #expect(offer.texts.source.content.summary == "Ours")
        #expect(offer.access.german == .a1)
        #expect(offer.goals == [.culturation])
        #expect(offer.texts[.german]?.isStale == true)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func recordsOfOthersAreNotOverwritten(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let id = "0b1f4e7a-1111-4222-8333-444455556666"
      let own = Organization(
        id: try #require(Identifier(id)), kind: .library, texts: Translated(.init(name: "Library"), in: .german))
      try await database.write { try $0.save([own]) }
      let tables = [
        "organizations": "id,name,description\n\(id),Stranger,x\n",
        "services": "id,organization_id,name,status\ns1,\(id),Reading,active\n",
      ]
      try await ExchangeFixture.withFolder(tables) { folder in
        let report = try await ExchangeFixture.imports().importHSDS(from: folder, into: database)
        #expect(report.total(.foreignRecord) == 1)
        #expect(report.counts(.organization) == .init(refused: 1))
        #expect(report.counts(.offer).created == 1)
      }
      #expect(try await database.read { try $0.organizations() } == [own])
    }
  }

  @Test(arguments: TestEngine.allCases) func twoSourcesWithTheSameNumbersKeepApart(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      try await ExchangeFixture.withFolder(ExchangeFixture.club) { folder in
        for name in ["north", "south"] {
          let report = try await imports.importHSDS(from: folder, into: database, sourceName: name)
          #expect(report.counts(.offer).created == 1)
        }
      }
      #expect(try await database.read { try $0.organizations() }.count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatLeftTheSourceStaysAndIsTold(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      try await ExchangeFixture.withFolder(ExchangeFixture.club) { folder in
        _ = try await imports.importHSDS(from: folder, into: database)
        try Data("id,organization_id,name,status\n".utf8).write(to: folder.appendingPathComponent("services.csv"))
        let report = try await imports.importHSDS(from: folder, into: database)
        #expect(report.total(.absentFromSource) == 1)
        #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM offers", as: Int.self) } == 1)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func hostileFieldsComeInAsTextOrNotAtAll(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let long = String(repeating: "ä", count: 1_000_000)
      let sql = "'; DROP TABLE offers; --"
      let tables = [
        "organizations": "id,name,description,website\no1,\(sql),\"\(long)\",javascript:alert(1)\no2,\(long),x,\n",
        "locations": "id,location_type,name,latitude,longitude\nl1,physical,\(long),91,0\nl2,physical,B,1e999,nan\n",
        "addresses": "id,location_id,address_1,city,postal_code\na1,l1,\(long),\(long),\(long)\n",
        "services": """
        id,organization_id,name,description,status,minimum_age,maximum_age,fees_description,eligibility_description,extra
        s1,o1,\(long),\(long),active,-1,1e9,\(long),\(long),\(long)
        s2,o1,<script>alert(1)</script>,<b>x</b>\u{0}y,active,,,,,
        \(long),o1,C,x,active,,,,,

        """,
        "service_at_location": "id,service_id,location_id\nx1,s1,l1\n",
        "phones": "id,service_id,number\np1,s1,\(long)\n",
        "required_documents": "id,service_id,document\nd1,s1,\(long)\n",
        "schedules": "id,service_id,freq,byday,opens_at,closes_at\nt1,s1,WEEKLY,MO,25:00,26:00\n",
      ]
      try await ExchangeFixture.withFolder(tables) { folder in
        let report = try await ExchangeFixture.imports().importHSDS(from: folder, into: database)
        #expect(report.counts(.organization).created == 2)
        #expect(report.counts(.offer) == .init(created: 3, repaired: 3))
        #expect(report.total(.tooLong) >= 8)
        #expect(report.total(.impossibleCoordinate) == 2)
        #expect(report.total(.controlCharacters) == 1)
        #expect(report.total(.unusableTime) == 1)
      }
      let names = try await database.read { try $0.organizations().map(\.texts.source.content.name) }
      #expect(names.contains(sql))
    }
  }
}

extension ImportReport.Counts {
  init(created: Int = 0, updated: Int = 0, unchanged: Int = 0, refused: Int = 0, repaired: Int = 0) {
    self.init()
    (self.created, self.updated, self.unchanged) = (created, updated, unchanged)
    (self.refused, self.repaired) = (refused, repaired)
  }
}
