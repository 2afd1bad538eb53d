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

/// Text that would do harm on a page that does not escape it.
private let hostile = "\"><script>alert(1)</script>"
private let hostileMark = "<script>alert"

extension DeskBrowser {
  /// Opens a public form and sends it a few minutes later.
  fileprivate func send(_ path: String, _ fields: [(String, String)], _ demo: DemoTown) async throws -> Answer {
    let form = try await get(path).text
    let signed = try #require(form.firstMatch(of: /name="signed" value="([^"]+)"/)).1
    try demo.clock.set("\(demo.clock.now.adding(seconds: 300))")
    return try await post(String(path.prefix { $0 != "?" }), items: fields + [("signed", String(signed))])
  }
}

extension DemoTown {
  fileprivate func offer() async throws -> Identifier<Offer> {
    try await database.read { reader in
      try #require(
        try reader.first("SELECT id FROM offers WHERE status = 'published' ORDER BY id") {
          try $0["id"] as Identifier<Offer>
        })
    }
  }

  fileprivate func offer(_ id: Identifier<Offer>) async throws -> Offer {
    try await database.read { reader in try #require(try reader.offers([id]).first) }
  }

  fileprivate func proposals() async throws -> [Proposal] {
    try await database.read { reader in
      let ids = try reader.all("SELECT id FROM proposals ORDER BY id") { try $0["id"] as Identifier<Proposal> }
      return try ids.compactMap(reader.proposal)
    }
  }

  fileprivate func count(_ sql: SQL) async throws -> Int {
    try await database.read { reader in try reader.value(sql) }
  }

  fileprivate func browser(_ person: DeskCast, _ client: any TestClientProtocol) async throws -> DeskBrowser {
    try await hire(person)
    let browser = DeskBrowser(client)
    try #require(try await browser.signIn(person).status == 303)
    return browser
  }

  /// A correction of an offer's phone, as a visitor sends it.
  fileprivate func correct(_ id: Identifier<Offer>, phone: String, _ client: any TestClientProtocol) async throws {
    let answer = try await DeskBrowser(client).send(
      "/ar/feedback?about=offer&offer=\(id)", [("about", "offer"), ("offer", "\(id)"), ("new-phone", phone)], self)
    try #require(answer.status == 200)
  }
}

@Suite struct CorrectionTests {
  @Test(arguments: TestEngine.allCases) func aCorrectionIsTakenOverWithOneClick(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let id = try await demo.offer()
      let sent = try await DeskBrowser(client).send(
        "/ar/feedback?about=offer&offer=\(id)",
        [
          ("about", "offer"), ("offer", "\(id)"), ("message", hostile), ("new-phone", "0211 4710 99"),
          ("new-times", hostile), ("new-cost", "free"), ("place-wrong", "1"),
        ], demo)
      #expect(sent.status == 200)
      let proposal = try #require(try await demo.proposals().first)
      #expect(proposal.kind == .correction && proposal.recordID == id.description && proposal.account == nil)
      #expect(Set(proposal.fields) == ["phone", "cost", "costAmount", "costPeriod"])
      #expect(proposal.message.contains(hostile) && proposal.message.contains("Neue Zeiten"))

      let cem = try await demo.browser(.cem, client)
      let inbox = try await cem.get("/desk/inbox")
      #expect(inbox.text.contains("/desk/inbox/\(proposal.id)"))
      #expect(try await cem.get("/desk").text.contains("href=\"/desk/inbox\">"))
      let page = try await cem.get("/desk/inbox/\(proposal.id)")
      let words = page.text.replacing(/<[^>]+>/, with: "")
      #expect(words.contains("0211 4710 99") && !page.text.contains(hostileMark))
      let accepted = try await cem.post("/desk/inbox/\(proposal.id)/acceptance", [:])
      #expect(accepted.status == 303)
      let offer = try await demo.offer(id)
      #expect(offer.contact.phone == "0211 4710 99" && offer.cost.kind == .free)
      #expect(try await demo.proposals().map(\.state) == [.accepted])
      let versions = try await demo.database.read { reader in try reader.versions(of: id).map(\.source) }
      #expect(versions == [.proposal, .before])
      #expect(try await demo.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'proposal.accepted'") == 1)
      #expect(try await client.execute(uri: "/de/offers/\(id)", method: .get) { $0.text }.contains("0211 4710 99"))
    }
  }

  @Test func whatCannotBeIsSaidAndNothingTypedIsLost() async throws {
    try await withDemoTown { demo, client in
      let id = try await demo.offer()
      let answer = try await DeskBrowser(client).send(
        "/de/feedback?about=offer&offer=\(id)",
        [
          ("about", "offer"), ("offer", "\(id)"), ("new-phone", hostile), ("new-website", "javascript:alert(1)"),
          ("new-cost", "gold"), ("new-times", String(repeating: "x", count: 1001)),
        ], demo)
      #expect(answer.status == 422 && !answer.text.contains(hostileMark))
      for field in ["new-phone", "new-website", "new-cost", "new-times"] {
        #expect(answer.text.contains("href=\"#\(field)\""), "\(field)")
      }
      #expect(answer.text.contains("value=\"javascript:alert(1)\""))
      #expect(try await demo.proposals().isEmpty)
    }
  }

  @Test func aMessageAloneStaysAMessageAndIsSettled() async throws {
    try await withDemoTown { demo, client in
      let id = try await demo.offer()
      let sent = try await DeskBrowser(client).send(
        "/de/feedback?about=offer&offer=\(id)", [("about", "offer"), ("offer", "\(id)"), ("message", hostile)], demo)
      #expect(sent.status == 200)
      #expect(try await demo.proposals().isEmpty)
      let cem = try await demo.browser(.cem, client)
      let inbox = try await cem.get("/desk/inbox").text
      let path = try #require(inbox.firstMatch(of: /href="(\/desk\/inbox\/messages\/[^"]+)"/)).1
      let page = try await cem.get(String(path))
      #expect(page.text.contains("&lt;script&gt;") && !page.text.contains(hostileMark))
      #expect(try await cem.post("\(path)/settlement", [:]).status == 303)
      #expect(try await cem.post("\(path)/settlement", [:]).status == 404)
      #expect(try await demo.count("SELECT COUNT(*) FROM feedback") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func anOvertakenProposalShowsTheCollision(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let id = try await demo.offer()
      try await demo.correct(id, phone: "0211 4710 11", client)
      // Somebody edits the same field beside the desk, and the import keeps no version by itself.
      try await demo.database.write { writer in
        var offer = try #require(try writer.offers([id]).first)
        offer.contact.phone = "0211 4710 22"
        try writer.save([offer])
      }
      let cem = try await demo.browser(.cem, client)
      let proposal = try #require(try await demo.proposals().first)
      let path = "/desk/inbox/\(proposal.id)"
      #expect(try await cem.get(path).text.contains("inzwischen geändert"))
      let collision = try await cem.post("\(path)/acceptance", [:])
      #expect(collision.status == 409)
      #expect(try await demo.offer(id).contact.phone == "0211 4710 22")
      let base = try #require(collision.text.firstMatch(of: /name="base" value="([0-9]+)"/)).1
      #expect(try await cem.post("\(path)/acceptance", ["base": String(base)]).status == 303)
      #expect(try await demo.offer(id).contact.phone == "0211 4710 11")
    }
  }

  @Test(arguments: TestEngine.allCases) func twoReviewersDecideOnce(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let id = try await demo.offer()
      try await demo.correct(id, phone: "0211 4710 11", client)
      let proposal = try #require(try await demo.proposals().first)
      let people = [try await demo.hire(.cem), try await demo.hire(.selin)].map { id in
        SignedInAccount(id: id, name: "", grants: (try? Grant(.coordinator)).map { [$0] } ?? [], language: nil)
      }
      let setting = SheetSetting(catalogue: demo.town.directory.catalogue, clock: .rhineland, now: demo.clock.now)
      let now = demo.clock.now
      let results = await withTaskGroup(of: Bool.self) { group in
        for person in people {
          group.addTask {
            do {
              _ = try await demo.database.write { writer in
                try writer.accept(proposal.id, by: person, setting, at: now)
              }
              return true
            } catch ProposalFault.decided {
              return false
            } catch {
              Issue.record(error)
              return false
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.count(where: { $0 }) == 1)
      #expect(try await demo.database.read { reader in try reader.version(of: id) } == 1)
      let cem = DeskBrowser(client)
      try await cem.signIn(.cem)
      #expect(try await cem.post("/desk/inbox/\(proposal.id)/rejection", ["answer": "zu spät"]).status == 409)
      #expect(try await demo.proposals().first?.state == .accepted)
    }
  }

  @Test func aReviewerMayChangeAProposalInTheForm() async throws {
    try await withDemoTown { demo, client in
      let id = try await demo.offer()
      try await demo.correct(id, phone: "0211 4710 11", client)
      let proposal = try #require(try await demo.proposals().first)
      let path = "/desk/inbox/\(proposal.id)"
      let cem = try await demo.browser(.cem, client)
      let answer = try await cem.post("\(path)/draft", [:])
      #expect(answer.location == "/desk/offers/\(id)?draft=1")
      #expect(try await cem.get("/desk/offers/\(id)?draft=1").text.contains("value=\"0211 4710 11\""))
      #expect(try await demo.proposals().first?.state == .open)
      #expect(try await cem.post("\(path)/acceptance", ["by-hand": "1"]).status == 303)
      #expect(try await demo.offer(id).contact.phone != "0211 4710 11")
      #expect(try await demo.proposals().first?.state == .accepted)
    }
  }
}

@Suite struct AnnouncementTests {
  private static let fields: [(String, String)] = [
    ("name", "Fahrradkreis am Bach"), ("kind", "volunteer-initiative"), ("title", "Räder reparieren"),
    ("summary", "Wir flicken zusammen."), ("topics", "everyday"), ("place", "Hof 3, Bachweg 1"),
    ("scheduleNote", "samstags ab zehn"), ("accessNote", "alle"), ("languages", "de"), ("languages", "ar"),
    ("phone", "0211 4710 33"), ("email", "buero@bach.example"), ("website", "bach.example"),
    ("contact", "Frau Bach, abends"),
  ]

  @Test(arguments: TestEngine.allCases) func anAnnouncementBecomesTwoDrafts(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let organizations = try await demo.count("SELECT COUNT(*) FROM organizations")
      #expect(try await DeskBrowser(client).send("/de/announce", Self.fields, demo).status == 200)
      let proposal = try #require(try await demo.proposals().first)
      #expect(proposal.kind == .announcement && proposal.organization?["name"] == "Fahrradkreis am Bach")
      let sealed = try await demo.database.read { reader in
        try reader.first("SELECT contact_sealed FROM proposals") { try $0["contact_sealed"] as [UInt8] }
      }
      #expect(String(decoding: try #require(sealed), as: UTF8.self).contains("Bach") == false)

      let cem = try await demo.browser(.cem, client)
      let page = try await cem.get("/desk/inbox/\(proposal.id)").text
      #expect(page.contains("Frau Bach, abends") && page.contains("Hof 3, Bachweg 1"))
      #expect(try await demo.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'proposal.contact-read'") == 1)
      let accepted = try await cem.post("/desk/inbox/\(proposal.id)/acceptance", ["organization": ""])
      let location = try #require(accepted.location)
      let key = try #require(location.firstMatch(of: /offers\/([^?]+)/)).1
      let id = try #require(Identifier<Offer>(key))
      let offer = try await demo.offer(id)
      #expect(offer.status == .draft && offer.texts.source.content.scheduleNote == "samstags ab zehn")
      #expect(offer.languages.map(\.code).sorted() == ["ar", "de"] && offer.contact.website == "https://bach.example")
      #expect(try await demo.count("SELECT COUNT(*) FROM organizations") == organizations + 1)
      #expect(try await cem.post("/desk/inbox/\(proposal.id)/acceptance", [:]).status == 409)
    }
  }

  @Test func anOrganisationThatIsKnownIsNotMadeTwice() async throws {
    try await withDemoTown { demo, client in
      let known = try await demo.offer(try await demo.offer()).organization
      let organizations = try await demo.count("SELECT COUNT(*) FROM organizations")
      _ = try await DeskBrowser(client).send("/de/announce", Self.fields, demo)
      let proposal = try #require(try await demo.proposals().first)
      let cem = try await demo.browser(.cem, client)
      let accepted = try await cem.post("/desk/inbox/\(proposal.id)/acceptance", ["organization": "\(known)"])
      #expect(accepted.status == 303)
      #expect(try await demo.count("SELECT COUNT(*) FROM organizations") == organizations)
    }
  }

  @Test(arguments: Language.shipped) func theFormWorksInEveryLanguage(language: Language) async throws {
    try await withDemoTown { demo, client in
      let empty = try await DeskBrowser(client).send("/\(language.code)/announce", [], demo)
      #expect(empty.status == 422)
      for field in ["name", "kind", "title", "topics"] {
        #expect(empty.text.contains("href=\"#\(field)\""), "\(field)")
      }
      let sent = try await DeskBrowser(client).send("/\(language.code)/announce", Self.fields, demo)
      #expect(sent.status == 200 && sent.setCookies.isEmpty)
      #expect(try await demo.proposals().count == 1)
    }
  }

  @Test func hostileTextIsOnlyText() async throws {
    try await withDemoTown { demo, client in
      let faulty = Self.fields.map { ($0.0, hostile) }
      let answer = try await DeskBrowser(client).send("/de/announce", faulty, demo)
      #expect(answer.status == 422 && !answer.text.contains(hostileMark))
      let texts: Set = ["name", "title", "summary", "place", "scheduleNote", "accessNote", "contact"]
      let allowed = Self.fields.map { (name, value) in (name, texts.contains(name) ? hostile : value) }
      #expect(try await DeskBrowser(client).send("/de/announce", allowed, demo).status == 200)
      let cem = try await demo.browser(.cem, client)
      let proposal = try #require(try await demo.proposals().first)
      for path in ["/desk/inbox", "/desk/inbox/\(proposal.id)"] {
        let page = try await cem.get(path).text
        #expect(page.contains("&lt;script&gt;") && !page.contains(hostileMark), "\(path)")
      }
      let accepted = try await cem.post("/desk/inbox/\(proposal.id)/acceptance", [:])
      let form = try await cem.get(try #require(accepted.location)).text
      #expect(form.contains("&lt;script&gt;") && !form.contains(hostileMark))
    }
  }

  @Test func machinesAndFloodsAreStopped() async throws {
    try await withDemoTown(change: { $0.formsPerMinute = 3 }) { demo, client in
      let trapped = try await DeskBrowser(client).send("/de/announce", Self.fields + [("url", "x")], demo)
      #expect(trapped.status == 200)
      #expect(try await demo.proposals().isEmpty)
      let foreign = DeskBrowser(client)
      foreign.fetchSite = "cross-site"
      #expect(try await foreign.send("/de/announce", Self.fields, demo).status == 403)
      #expect(try await DeskBrowser(client).send("/de/announce", Self.fields, demo).status == 200)
      #expect(try await DeskBrowser(client).send("/de/announce", Self.fields, demo).status == 429)
      #expect(try await demo.proposals().count == 1)
    }
  }
}
