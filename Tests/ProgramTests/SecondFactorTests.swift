import Foundation
import HummingbirdTesting
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access
@testable import wegpunkt

@Suite struct SecondFactorTests {
  /// Sets the second factor up in the browser and returns its secret and the recovery codes.
  private func setUp(_ browser: DeskBrowser, _ demo: DemoTown, _ id: Identifier<Account>) async throws
    -> (secret: [UInt8], codes: [String])
  {
    let path = "/desk/account/second-factor"
    #expect(try await browser.post(path, ["password-old": "falsch"]).status == 422)
    #expect(try await browser.post(path, ["password-old": DeskCast.password]).status == 303)
    let page = try await browser.get(path)
    let sealer = try await demo.sealer
    let secret = try #require(
      try await demo.database.read { reader in try reader.secondFactor(of: id, sealer)?.secret })
    #expect(page.text.contains("<svg class=\"qr\" role=\"img\""))
    let letters = try #require(page.text.firstMatch(of: /class="secret" dir="ltr">([A-Z2-7 ]+)</)).1
    #expect(letters.replacing(" ", with: "") == TimeCode.base32(secret))
    #expect(try await browser.post("\(path)/confirmation", ["code": "000000"]).status == 422)
    let done = try await browser.post("\(path)/confirmation", ["code": code(secret, demo.clock.now)])
    #expect(done.status == 200)
    let codes = done.text.matches(of: /<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<\/li>/).map { String($0.1) }
    #expect(Set(codes).count == 10)
    return (secret, codes)
  }

  private func code(_ secret: [UInt8], _ now: Timestamp) -> String {
    TimeCode.code(secret: secret, step: TimeCode.step(at: now))
  }

  private func ticket(_ answer: DeskBrowser.Answer) throws -> String {
    String(try #require(answer.text.firstMatch(of: /name="ticket" value="([^"]+)"/)).1)
  }

  @Test(arguments: TestEngine.allCases) func withASecondFactorThePasswordIsNotEnough(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let id = try await demo.hire(.ada)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      let (secret, codes) = try await setUp(browser, demo, id)
      let other = DeskBrowser(client)
      let asked = try await other.signIn(.ada)
      #expect(asked.status == 200 && asked.setCookies.isEmpty)
      let ticket = try ticket(asked)
      let step = "/desk/sign-in/code"
      let used = code(secret, demo.clock.now)
      #expect(
        try await other.post(step, ["ticket": ticket, "code": used], withToken: false).status == 422,
        "the code that switched it on does not count again")
      try demo.clock.set("2026-11-20T16:02:00Z")
      let fresh = code(secret, demo.clock.now)
      for forged in [
        "", "x", ticket + "x", "\(Identifier<Account>.derived(from: "x")).\(ticket.split(separator: ".")[1])",
      ] {
        #expect(try await other.post(step, ["ticket": forged, "code": fresh], withToken: false).status == 422)
      }
      let entered = try await other.post(
        step, ["ticket": ticket, "code": fresh, "to": "/desk/account"], withToken: false)
      #expect(entered.status == 303 && entered.location == "/desk/account")
      #expect(try await other.get("/desk").status == 200)
      let third = DeskBrowser(client)
      let recovery = try await third.post(
        step, ["ticket": ticket, "code": codes[0].uppercased()], withToken: false)
      #expect(recovery.status == 303, "a recovery code opens once")
      #expect(try await third.post(step, ["ticket": ticket, "code": codes[0]], withToken: false).status == 422)
      try demo.clock.set("2026-11-20T16:06:00Z")
      let late = try await third.post(step, ["ticket": ticket, "code": codes[1]], withToken: false)
      #expect(late.status == 422 && late.text.contains("name=\"password\""), "the ticket is over after five minutes")
      #expect(
        try await other.post("/desk/account/second-factor/removal", ["password-old": DeskCast.password]).status == 303)
      #expect(try await DeskBrowser(client).signIn(.ada).status == 303)
    }
  }

  @Test func codesCannotBeTriedAtWill() async throws {
    try await withDemoTown { demo, client in
      let id = try await demo.hire(.ada)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      _ = try await setUp(browser, demo, id)
      let guesser = DeskBrowser(client)
      let ticket = try ticket(try await guesser.signIn(.ada))
      var statuses: [Int] = []
      for code in 0..<7 {
        statuses.append(
          try await guesser.post("/desk/sign-in/code", ["ticket": ticket, "code": "00000\(code)"], withToken: false)
            .status)
      }
      #expect(statuses.first == 422 && statuses.last == 429)
    }
  }

  @Test func aRoleThatNeedsASecondFactorSetsItUpFirst() async throws {
    try await withDemoTown(change: { $0.secondFactorRoles = [.administrator] }) { demo, client in
      let id = try await demo.hire(.ada)
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      try await browser.signIn(.ada)
      #expect(try await browser.get("/desk").location == "/desk/account/second-factor")
      #expect(try await browser.get("/desk/account").location == "/desk/account/second-factor")
      _ = try await browser.get("/desk/account/second-factor")
      #expect(
        try await browser.post("/desk/account/language", ["language": "en"]).location == "/desk/account/second-factor")
      _ = try await setUp(browser, demo, id)
      #expect(try await browser.get("/desk").status == 200)
      let volunteer = DeskBrowser(client)
      try await volunteer.signIn(.vera)
      #expect(try await volunteer.get("/desk").status == 200)
    }
  }
}
