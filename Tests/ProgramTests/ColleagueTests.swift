import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access
@testable import Directory
@testable import wegpunkt

private let hostile = "\"><script>alert(1)</script>"
private let hostileMark = "<script>alert"

extension DemoTown {
  fileprivate func aPublishedOffer() async throws -> Offer {
    try await database.read { reader in
      let id = try #require(
        try reader.first("SELECT id FROM offers WHERE status = 'published' ORDER BY id") {
          try $0["id"] as Identifier<Offer>
        })
      return try #require(try reader.offers([id]).first)
    }
  }

  fileprivate func signIn(_ person: DeskCast, _ client: any TestClientProtocol) async throws -> DeskBrowser {
    try await hire(person)
    let browser = DeskBrowser(client)
    try #require(try await browser.signIn(person).status == 303)
    return browser
  }

  fileprivate func number(_ sql: SQL) async throws -> Int {
    try await database.read { reader in try reader.value(sql) }
  }

  /// What the form of an offer would send, were nothing changed.
  fileprivate func formFields(of offer: Offer) -> [(String, String)] {
    let setting = SheetSetting(catalogue: town.directory.catalogue, clock: .rhineland, now: clock.now)
    let sheet = offer.sheet(setting)
    return Offer.formNames.flatMap { name in sheet[all: name].map { (name, $0) } }
  }
}

@Suite struct VolunteerProposalTests {
  @Test(arguments: TestEngine.allCases) func aVolunteerProposesAndReadsTheAnswer(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let offer = try await demo.aPublishedOffer()
      let path = "/desk/offers/\(offer.id)/proposal"
      let vera = try await demo.signIn(.vera, client)
      #expect(try await vera.get("/desk/offers").text.contains("/proposal\""))
      #expect(try await vera.get(path).status == 200)
      let untouched = demo.formFields(of: offer) + [("base", "0"), ("form-token", vera.formToken)]
      #expect(try await vera.post(path, items: untouched).status == 422, "nothing was changed")
      let changed = untouched.map { ($0.0, $0.0 == "title" ? hostile : $0.1) }
      #expect(try await vera.post(path, items: changed + [("reason", hostile)]).status == 303)
      #expect(try await demo.aPublishedOffer().texts.source.content.title != hostile)
      #expect(try await demo.number("SELECT COUNT(*) FROM proposals WHERE fields = 'title'") == 1)

      let cem = try await demo.signIn(.cem, client)
      let inbox = try await cem.get("/desk/inbox").text
      let review = try #require(inbox.firstMatch(of: /href="(\/desk\/inbox\/[0-9a-f-]+)"/)).1
      let page = try await cem.get(String(review)).text
      #expect(page.contains("Vera") && !page.contains(hostileMark))
      let long = String(repeating: "x", count: 2001)
      #expect(try await cem.post("\(review)/rejection", ["answer": long]).status == 422)
      #expect(try await cem.post("\(review)/rejection", ["answer": "Das ist \(hostile)"]).status == 303)
      for page in ["/desk/proposals", path] {
        let text = try await vera.get(page).text
        #expect(text.contains("Das ist") && text.contains("abgelehnt") && !text.contains(hostileMark), "\(page)")
      }
      #expect(try await vera.get("/desk/inbox").status == 403)
    }
  }

  @Test func acceptingChangesOnlyWhatWasProposed() async throws {
    try await withDemoTown { demo, client in
      let offer = try await demo.aPublishedOffer()
      let vera = try await demo.signIn(.vera, client)
      _ = try await vera.get("/desk/offers/\(offer.id)/proposal")
      let fields = demo.formFields(of: offer).filter { $0.0 != "phone" }
      _ = try await vera.post(
        "/desk/offers/\(offer.id)/proposal",
        items: fields + [("phone", "0211 4710 77"), ("base", "0"), ("status", "ended"), ("form-token", vera.formToken)])
      try await demo.database.write { writer in
        var changed = try #require(try writer.offers([offer.id]).first)
        changed.contact.email = "neu@verein.example"
        try writer.save([changed])
      }
      let cem = try await demo.signIn(.cem, client)
      let inbox = try await cem.get("/desk/inbox").text
      let review = try #require(inbox.firstMatch(of: /href="(\/desk\/inbox\/[0-9a-f-]+)"/)).1
      _ = try await cem.get(String(review))
      #expect(try await cem.post("\(review)/acceptance", [:]).status == 303)
      let now = try await demo.aPublishedOffer()
      #expect(now.contact.phone == "0211 4710 77" && now.contact.email == "neu@verein.example")
      #expect(now.status == .published, "a form cannot carry what it does not show")
    }
  }
}

@Suite struct SearchInVainTests {
  @Test(arguments: TestEngine.allCases) func searchesInVainLeadOn(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      try await demo.database.write { writer in
        for (day, words, count) in [
          ("2026-11-19", "töpfern", 3), ("2026-11-20", "töpfern", 4), ("2026-11-18", "bogenschießen", 5),
          ("2026-10-01", "lange her", 99), ("2026-11-20", hostile, 9),
        ] {
          try writer.run(
            "INSERT INTO unmet_searches (day, language, words, count) VALUES (\(day), 'de', \(words), \(count))")
        }
      }
      let offer = try await demo.aPublishedOffer()
      let cem = try await demo.signIn(.cem, client)
      #expect(try await cem.get("/desk").text.contains("href=\"/desk/searches\">"))
      let list = try await cem.get("/desk/searches").text
      #expect(!list.contains(hostileMark) && !list.contains("lange her"))
      let first = try #require(list.range(of: "töpfern")?.lowerBound)
      #expect(list[first...].contains("bogenschießen") && list.contains("7-mal"))

      #expect(try await cem.get("/desk/searches/words?language=de&words=t%C3%B6pfern").status == 200)
      let none = try await cem.post("/desk/searches/words", ["language": "de", "words": "töpfern"])
      #expect(none.status == 422)
      let added = try await cem.post(
        "/desk/searches/words", ["language": "de", "words": "töpfern", "offer": "\(offer.id)"])
      #expect(added.status == 303)
      #expect(try await demo.aPublishedOffer().searchWords[.german]?.contains("töpfern") == true)
      for _ in 1...2 {
        let gap = try await cem.post("/desk/searches/gap", ["language": "de", "words": "bogenschießen"])
        #expect(gap.status == 303)
      }
      #expect(try await demo.number("SELECT COUNT(*) FROM proposals WHERE kind = 'gap'") == 1)
      #expect(try await cem.get("/desk/inbox").text.contains("bogenschießen"))
      #expect(try await cem.post("/desk/searches/removal", ["language": "de", "words": hostile]).status == 303)
      #expect(try await demo.number("SELECT COUNT(*) FROM unmet_searches") == 1, "what is long ago stays for the year")
    }
  }
}

@Suite struct NoteTests {
  @Test(arguments: TestEngine.allCases) func notesStayInTheTeam(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let offer = try await demo.aPublishedOffer()
      let path = "/desk/offers/\(offer.id)/notes"
      let vera = try await demo.signIn(.vera, client)
      #expect(try await vera.get(path).status == 200)
      #expect(try await vera.post(path, ["note": "", "office": ""]).status == 422)
      let long = try await vera.post(path, ["note": String(repeating: "x", count: 4001), "office": hostile])
      #expect(long.status == 422 && !long.text.contains(hostileMark))
      let written = try await vera.post(path, ["note": "Klingel \(hostile)", "office": "Durchwahl 4711"])
      #expect(written.status == 303)
      let sealed = try await demo.database.read { reader in
        try reader.first("SELECT contact_sealed FROM notes") { try $0["contact_sealed"] as [UInt8] }
      }
      #expect(String(decoding: try #require(sealed), as: UTF8.self).contains("4711") == false)

      let selin = try await demo.signIn(.selin, client)
      let form = try await selin.get("/desk/offers/\(offer.id)").text
      #expect(form.contains("Klingel") && form.contains("Durchwahl 4711") && !form.contains(hostileMark))
      #expect(try await demo.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'note.contacts-read'") >= 1)
      let outside = try await client.execute(uri: "/de/offers/\(offer.id)", method: .get) { $0.text }
      #expect(!outside.contains("Klingel") && !outside.contains("4711"))
      let search = try await client.execute(uri: "/de/offers?q=Klingel", method: .get) { $0.text }
      #expect(!search.contains("offers/\(offer.id)\""))

      #expect(try await selin.post(path, ["note": "Von Selin", "office": ""]).status == 303)
      let removals = try await selin.get(path).text.matches(of: /action="([^"]+\/removal)"/).map { String($0.1) }
      #expect(removals.count == 2, "editors may delete every note")
      let own = try await vera.get(path).text.matches(of: /action="([^"]+\/removal)"/).map { String($0.1) }
      #expect(own.count == 1, "others only their own")
      let foreign = try #require(removals.first { !own.contains($0) })
      #expect(try await vera.post(foreign, [:]).status == 404)
      #expect(try await selin.post(try #require(own.first), [:]).status == 303)
      #expect(try await demo.number("SELECT COUNT(*) FROM notes") == 1)
      for person in [DeskCast.otto, .rina] {
        #expect(try await demo.signIn(person, client).get(path).status == 403, "\(person)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsPastItsTimeIsDeleted(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, _ in
      let offer = try await demo.aPublishedOffer()
      let sealer = try await demo.sealer
      let cem = SignedInAccount(id: try await demo.hire(.cem), name: "Cem", grants: [], language: nil)
      let start = DemoTown.start
      try await demo.database.write { writer in
        var announcement = Proposing(.announcement, in: .german)
        announcement.organization = Sheet()
        announcement.contact = "Frau Bach"
        try writer.proposeNew(announcement, sealer, at: start)
        try writer.recordGap("töpfern", in: .german, by: cem, sealer, at: start)
        try writer.writeNote("Klingel", contact: "", on: offer.id, by: cem, sealer, at: start)
      }
      try await demo.town.directory.maintain(at: start.adding(seconds: 180 * 86400))
      #expect(try await demo.number("SELECT COUNT(*) FROM proposals") == 2)
      try await demo.town.directory.maintain(at: start.adding(seconds: 180 * 86400 + 1))
      #expect(try await demo.number("SELECT COUNT(*) FROM proposals WHERE kind = 'announcement'") == 0)
      #expect(try await demo.number("SELECT COUNT(*) FROM proposals WHERE kind = 'gap'") == 1, "a gap waits")
      #expect(try await demo.number("SELECT COUNT(*) FROM notes") == 1)
      try await demo.town.directory.maintain(at: start.adding(seconds: 3 * 366 * 86400 + 1))
      #expect(try await demo.number("SELECT COUNT(*) FROM notes") == 0)
    }
  }
}
