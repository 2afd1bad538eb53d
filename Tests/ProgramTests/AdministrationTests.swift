import Directory
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access
@testable import wegpunkt

@Suite struct AdministrationTests {
  @Test(arguments: TestEngine.allCases) func anAdministratorRunsTheAccounts(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      try await demo.hire(.ada)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      _ = try await browser.get("/desk/accounts/new")
      let invited = try await browser.post(
        "/desk/accounts", ["name": "Nele <b>", "email": "nele@example.org", "role": "volunteer"])
      let link = try #require(invited.text.firstMatch(of: /https:\/\/wegpunkt\.example(\/desk\/link\/[^<]+)</)).1
      let guest = DeskBrowser(client)
      #expect(try await guest.post(String(link), ["password": DeskCast.password], withToken: false).status == 303)
      let again = try await browser.post(
        "/desk/accounts", ["name": "N", "email": "Nele@example.org", "role": "volunteer"])
      #expect(again.status == 422 && again.text.contains("schon ein Konto") && again.text.contains("value=\"N\""))
      for wrong in [["role": "boss"], ["organisation": "Gibt es nicht e. V."], ["staff-at": "x"]] {
        var items = [("name", "N"), ("email", "n@example.org"), ("form-token", browser.formToken)]
        items += wrong.map { ($0.key, $0.value) }
        #expect(try await browser.post("/desk/accounts", items: items).status == 422)
      }
      let list = try await browser.get("/desk/accounts")
      #expect(list.text.contains("Nele &lt;b&gt;") && list.text.contains("nele@example.org"))
      let sealer = try await demo.sealer
      let nele = try #require(
        try await demo.database.read { reader in try reader.account(email: "nele@example.org", sealer) })
      let path = "/desk/accounts/\(nele.id)"
      let organisation = try #require(demo.town.directory.index.current.organizations.values.first)
      let changed = try await browser.post(
        "\(path)/grants", ["role": "volunteer", "organisation": "\(organisation.id)", "version": "\(nele.version)"])
      #expect(changed.status == 303)
      let grants = try await demo.database.read { reader in try reader.grants(of: nele.id) }
      #expect(
        Set(grants) == [try Grant(.volunteer), try Grant(.organisationEditor, .organisation(of: organisation.id))])
      let outdated = try await browser.post("\(path)/grants", ["role": "staff", "version": "\(nele.version)"])
      #expect(outdated.status == 409 && outdated.text.contains("inzwischen geändert"))
      #expect(try await browser.post("\(path)/link", [:]).text.contains("zwei Stunden"))
      #expect(try await browser.post("\(path)/disabling", [:]).status == 303)
      #expect(try await browser.post("\(path)/sessions/ending", [:]).status == 303)
      #expect(try await browser.post("\(path)/erasure", [:]).location == "/desk/accounts")
      #expect(try await browser.get(path).status == 404)
      #expect(try await browser.post("\(path)/disabling", [:]).status == 404)
      let trail = try await browser.get("/desk/audit?record=\(nele.id)")
      for action in ["invited", "accepted", "read", "grants-changed", "reset", "disabled", "sessions-ended", "erased"] {
        #expect(trail.text.contains("account.\(action)<"), "\(action)")
      }
      #expect(!trail.text.contains("nele@") && !trail.text.contains("Nele"))
    }
  }

  @Test func theLastAdministratorCannotGo() async throws {
    try await withDemoTown { demo, client in
      let id = try await demo.hire(.ada)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      for what in ["disabling", "erasure"] {
        let answer = try await browser.post("/desk/accounts/\(id)/\(what)", [:])
        #expect(answer.status == 422 && answer.text.contains("letzte aktive Administration"))
      }
      let own = try await browser.post("/desk/account/erasure", ["password-old": DeskCast.password])
      #expect(own.status == 422 && own.text.contains("letzte aktive Administration"))
    }
  }

  @Test func theTrailIsFilteredAndPaged() async throws {
    try await withDemoTown { demo, client in
      let ada = try await demo.hire(.ada)
      let vera = try await demo.hire(.vera)
      try await demo.database.write { writer in
        for number in 0..<120 {
          try writer.audit(
            "account.reset", by: .account(vera), of: "account", vera,
            at: DemoTown.start.adding(seconds: Int64(-number) * 86_400))
        }
      }
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      let all = try await browser.get("/desk/audit?account=\(vera)")
      #expect(all.text.contains("120 Einträge") && all.text.contains("Seite 1 von 3"))
      #expect(try await browser.get("/desk/audit?account=\(vera)&page=3").text.contains("Seite 3 von 3"))
      #expect(
        try await browser.get("/desk/audit?account=\(vera)&from=2026-11-19&until=2026-11-20").text.contains(
          "2 Einträge"))
      #expect(try await browser.get("/desk/audit?account=\(ada)").text.contains("account.signed-in"))
      for wrong in ["account=x", "from=gestern", "page=0"] {
        #expect(try await browser.get("/desk/audit?\(wrong)").status == 400)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func onesOwnDataIsTakenAwayAndErased(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let id = try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      let export = try await browser.get("/desk/account/data.json")
      #expect(export.headers[.contentDisposition]?.hasPrefix("attachment") == true)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(export.text.utf8)) as? [String: Any])
      #expect(object["email"] as? String == "vera@example.org" && object["hasPassword"] as? Bool == true)
      #expect(!export.text.contains("$scrypt$"))
      _ = try await browser.get("/desk/account/erasure")
      #expect(try await browser.post("/desk/account/erasure", ["password-old": "falsch"]).status == 422)
      #expect(try await browser.post("/desk/account/erasure", ["password-old": DeskCast.password]).status == 303)
      #expect(try await browser.signIn(.vera).status == 422)
      let (state, sealed, entries) = try await demo.database.read { reader in
        (
          try reader.value("SELECT state FROM accounts WHERE id = \(id)", as: String.self),
          try reader.value("SELECT name_sealed FROM accounts WHERE id = \(id)", as: [UInt8]?.self),
          try reader.auditEntries(AuditFilter(account: id), limit: 10, offset: 0)
        )
      }
      #expect(state == "erased" && sealed == nil && entries.first?.action == "account.erased")
    }
  }

  @Test func withMailOnALinkIsMailedAndNotShown() async throws {
    let change: @Sendable (inout Settings) -> Void = { settings in
      settings.sendmail = MailAddress("w@town.example").map { Sendmail(program: "/bin/false", from: $0, name: "W") }
    }
    try await withDemoTown(change: change) { demo, client in
      try await demo.hire(.ada)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      _ = try await browser.get("/desk/accounts/new")
      let answer = try await browser.post(
        "/desk/accounts", ["name": "Nele", "email": "nele@example.org", "role": "volunteer"])
      #expect(answer.text.contains("per E-Mail") && !answer.text.contains("/desk/link/"))
      let sealer = try await demo.sealer
      let taken = try #require(
        try await demo.database.write { writer in try writer.takeMail(at: DemoTown.start, sealer) })
      #expect(taken.mail.to.text == "nele@example.org")
      let path = try #require(taken.mail.body.firstMatch(of: /https:\/\/wegpunkt\.example(\/desk\/link\/\S+)/)).1
      #expect(try await DeskBrowser(client).get(String(path)).status == 200)
    }
  }
}
