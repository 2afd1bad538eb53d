import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Directory

/// An offer with every field filled.
private func fullOffer(_ organization: Identifier<Organization>, _ place: Identifier<Place>) throws -> Offer {
  var texts = Offer.Texts(title: "Fahrradwerkstatt <b>“offen”</b>")
  texts.summary = "Wir reparieren 'gemeinsam'."
  texts.description = "Zeile 1\n\nZeile 2 – 100 % ehrlich; DROP TABLE offers;"
  texts.accessNote = "Bitte klingeln."
  texts.costNote = "Ersatzteile kosten."
  texts.scheduleNote = "Bei Regen nicht."
  texts.bring = "Flickzeug"
  var english = texts
  english.title = "Bicycle workshop"
  var offer = Offer(
    id: .derived(from: "test/offer"), organization: organization, place: place, format: .outreach,
    topics: ["civil.meeting", "everyday.clothing"].compactMap(TopicCode.init(rawValue:)),
    texts: Translated(texts, in: .german, translations: [.init(.english, english, isStale: true)]))
  offer.goals = [.interaction, .culturation]
  offer.targetGroups = [.youth, .neighbours]
  offer.openness = .targetFirst
  offer.access.registration = .recommended
  offer.access.documents = [.identity, .photo]
  offer.access.residence = .asylumWelcome
  offer.access.german = .a2
  offer.access.minimumAge = 12
  offer.access.maximumAge = 99
  offer.access.gender = .all
  offer.access.area = .quarter
  offer.cost = .init(kind: .paid, cents: 250, period: .visit)
  offer.languages = [.german, .arabic, try #require(Language(code: "ti"))]
  offer.interpreters = .onRequest
  offer.childcare = .yes
  offer.schedule = Schedule(
    rules: [
      .init(days: [.friday, .monday], span: try #require(.init(from: try time("22:00"), to: try time("01:30")))),
      .init(
        days: [.tuesday], span: try #require(.init(from: try time("10:00"), to: try time("12:00"))),
        recurrence: .monthly(nth: [1, -1])),
    ], exceptions: [.init(first: LocalDate(dayNumber: 20_800), last: LocalDate(dayNumber: 20_810))], holidays: .open,
    schoolHolidays: .closed)
  offer.validFrom = LocalDate("2026-01-01")
  offer.validUntil = LocalDate("2027-01-01")
  offer.capacity = 12
  offer.contact = Contact(
    phone: "+49 221 4710 001", email: "rad@werkstatt.example", website: "https://werkstatt.example")
  offer.status = .published
  offer.verification = .init(day: LocalDate(dayNumber: 20_700), method: .visit)
  return offer
}

private func time(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }

private let workshop = Organization(
  id: .derived(from: "test/organization"), kind: .volunteerInitiative, level: .socialSpace,
  texts: Translated(.init(name: "Radverein", summary: "Wir fahren."), in: .german))

private let yard = Place(
  id: .derived(from: "test/place"), street: "Hofweg 3", postalCode: "40472", city: "Düsseldorf",
  coordinate: Coordinate(latitude: 51.26, longitude: 6.82), stepFree: .partly,
  texts: Translated(.init(name: "Hof", stop: "Rath Mitte"), in: .german))

@Suite struct RecordTests {
  @Test(arguments: TestEngine.allCases) func anOfferComesBackAsItWasSaved(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      var offer = try fullOffer(workshop.id, yard.id)
      offer.searchWords = [.german: ["Platten", "Schlauch"], .english: ["flat tyre"]]
      offer.origin = Origin(source: "hsds", externalID: "42", furtherFields: #"{"wait_time":"2 weeks"}"#)
      let saved = offer
      try await database.write { writer in
        try writer.save([workshop])
        try writer.save([yard])
        try writer.save([saved])
      }
      let read = try await database.read { reader in try reader.offers([saved.id]) }
      #expect(read == [saved])
    }
  }

  @Test(arguments: TestEngine.allCases) func savingTwiceReplaces(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      var offer = try fullOffer(workshop.id, yard.id)
      let first = offer
      offer.topics = [try #require(TopicCode(rawValue: "civil.sport"))]
      offer.access.documents = []
      let second = offer
      try await database.write { writer in
        try writer.save([workshop])
        try writer.save([yard])
        try writer.save([first])
        try writer.save([second])
      }
      let read = try await database.read { reader in try reader.offers([second.id]) }
      #expect(read.first?.topics == second.topics)
      #expect(read.first?.access.documents == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func theSchemaRefusesWhatCannotBe(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      var tooOld = try fullOffer(workshop.id, yard.id)
      tooOld.access.minimumAge = 99
      tooOld.access.maximumAge = 12
      var endless = try fullOffer(workshop.id, yard.id)
      endless.texts.source.content.title = String(repeating: "x", count: 301)
      let orphan = try fullOffer(.derived(from: "nobody"), yard.id)
      for wrong in [tooOld, endless, orphan] {
        await #expect(throws: StorageError.self) {
          try await database.write { writer in
            try writer.save([workshop])
            try writer.save([yard])
            try writer.save([wrong])
          }
        }
      }
      let organizations = try await database.read { reader in try reader.organizations() }
      #expect(organizations.isEmpty, "a refused write leaves nothing behind")
    }
  }

  @Test(arguments: TestEngine.allCases) func portionsLoseNoOffer(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      let template = try fullOffer(workshop.id, yard.id)
      try await database.write { writer in
        try writer.save([workshop])
        try writer.save([yard])
        try writer.save(
          (0..<4100).map { number in
            var offer = template
            offer.id = .derived(from: "test/offer/\(number)")
            offer.status = number % 10 == 0 ? .draft : .published
            return offer
          })
      }
      let count = try await database.read { reader in
        var seen: Set<Identifier<Offer>> = []
        try reader.forEachPublishedOffer { seen.insert($0.id) }
        return seen.count
      }
      #expect(count == 3690)
    }
  }

  @Test func bytesKeepEverythingTheIndexNeeds() throws {
    let offer = try fullOffer(workshop.id, yard.id)
    var writer = ByteWriter()
    offer.write(to: &writer)
    let read = writer.bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      return Offer(from: &reader)
    }
    #expect(read == offer)
  }

  @Test func brokenBytesNeverCrash() throws {
    var writer = ByteWriter()
    try fullOffer(workshop.id, yard.id).write(to: &writer)
    var generator = SystemRandomNumberGenerator()
    for round in 0..<2000 {
      var bytes = Array(writer.bytes.prefix(round % writer.bytes.count))
      if !bytes.isEmpty { bytes[round % bytes.count] ^= UInt8.random(in: 1...255, using: &generator) }
      bytes.withUnsafeBytes { raw in
        var reader = ByteReader(raw)
        _ = Offer(from: &reader)
      }
    }
  }
}

@Suite struct AddressTests {
  private let area = (name: AreaName("Rath"), centre: Coordinate(latitude: 51.27, longitude: 6.83))

  @Test func aHiddenAddressLeavesNothingBehind() {
    var hidden = yard
    hidden.visibility = .hidden
    hidden.texts = Translated(.init(name: "Frauenhaus", stop: "Rath Mitte"), in: .german)
    let shown = PublicPlace(hidden, area: area)
    #expect(shown.street == nil && shown.postalCode == nil && shown.coordinate == nil && shown.area == nil)
    #expect(shown.texts.source.content == Place.Texts())
    #expect(shown.isHidden && !shown.isExact)
  }

  @Test func anAreaOnlyAddressShowsTheAreasCentre() {
    var vague = yard
    vague.visibility = .area
    let shown = PublicPlace(vague, area: area)
    #expect(shown.street == nil && shown.coordinate == area.centre && shown.area == area.name && !shown.isExact)
    #expect(shown.texts.source.content.name.isEmpty)
  }

  @Test func slugsAreStable() {
    #expect(AreaName("Flingern Nord").slug == "flingern-nord")
    #expect(AreaName("Mörsenbroich").slug == "moersenbroich")
    #expect(AreaName("Düsseltal").slug == "duesseltal")
  }
}
