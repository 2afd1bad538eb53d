import Access
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

@Suite struct SignInTests {
  @Test(arguments: TestEngine.allCases)
  func anInvitedPersonChoosesAPasswordAndSignsIn(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let sealer = try await demo.sealer
      let made = try await demo.database.write { writer in
        try writer.inviteAccount(
          email: "Nele@Example.ORG", name: "Nele", grants: [try Grant(.volunteer)], by: .command, at: DemoTown.start,
          sealer)
      }
      let browser = DeskBrowser(client)
      let link = "/desk/link/\(made.link.text)"
      #expect(try await browser.get(link).status == 200)
      for weak in ["kurz", "passwort1234", "Nele@example.org", "wegpunkt2026!", "aaaaaaaaaaaaaaa"] {
        #expect(try await browser.post(link, ["password": weak], withToken: false).status == 422, "\(weak)")
      }
      let chosen = try await browser.post(link, ["password": DeskCast.password], withToken: false)
      #expect(chosen.status == 303 && chosen.location == "/desk/sign-in?done=password")
      #expect(try await browser.get(link).status == 410, "a link works once")
      #expect(try await browser.post(link, ["password": "noch ein anderes Wort"], withToken: false).status == 410)
      let answer = try await browser.post(
        "/desk/sign-in", ["email": " nele@example.org ", "password": DeskCast.password], withToken: false)
      #expect(answer.status == 303 && answer.location == "/desk")
      let cookie = try #require(answer.setCookies.first)
      #expect(cookie.hasPrefix("__Host-wegpunkt="))
      for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part), "\(part)") }
      #expect(!cookie.contains("Domain"))
      let desk = try await browser.get("/desk")
      #expect(desk.status == 200 && desk.text.contains("Nele"))
    }
  }

  @Test func anExpiredOrInventedLinkIsDead() async throws {
    try await withDemoTown { demo, client in
      let sealer = try await demo.sealer
      let made = try await demo.database.write { writer in
        try writer.inviteAccount(
          email: "nele@example.org", name: "Nele", grants: [try Grant(.volunteer)], by: .command, at: DemoTown.start,
          sealer)
      }
      let browser = DeskBrowser(client)
      #expect(try await browser.get("/desk/link/\(SecretToken.make().text)").status == 410)
      #expect(try await browser.get("/desk/link/x").status == 410)
      try demo.clock.set("2026-11-27T16:00:00Z")
      #expect(try await browser.get("/desk/link/\(made.link.text)").status == 410)
      #expect(
        try await browser.post("/desk/link/\(made.link.text)", ["password": DeskCast.password], withToken: false).status
          == 410)
    }
  }

  @Test func theAnswerIsTheSameWhetherThereIsSuchAnAccount() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      let wrong = try await browser.signIn(.vera, password: "etwas ganz anderes")
      let unknown = try await browser.signIn(.otto, password: "etwas ganz anderes")
      #expect(wrong.status == 422 && unknown.status == 422)
      #expect(
        wrong.text.replacing("vera@example.org", with: "") == unknown.text.replacing("otto@example.org", with: ""))
      #expect(wrong.setCookies.isEmpty)
    }
  }

  @Test(arguments: [
    ("/desk/account", "/desk/account"), ("//evil.example/desk", "/desk"), ("https://evil.example/", "/desk"),
    ("/desk/../../evil", "/desk"), ("/desk//evil.example", "/desk"), ("/desk/\\evil", "/desk"), ("/deskevil", "/desk"),
    ("/desk/account?done=password", "/desk/account?done=password"), ("javascript:alert(1)", "/desk"),
    ("/desk\r\nX: y", "/desk"),
  ])
  func afterSignInOneLandsAtTheDeskOnly(wanted: String, expected: String) async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let answer = try await DeskBrowser(client).post(
        "/desk/sign-in", ["email": DeskCast.vera.email, "password": DeskCast.password, "to": wanted], withToken: false)
      #expect(answer.status == 303 && answer.location == expected)
    }
  }

  @Test func aSessionCannotBePlanted() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      browser.cookie = "__Host-wegpunkt=\(SecretToken.make().text)"
      let planted = browser.cookie
      try await browser.signIn(.vera)
      #expect(browser.cookie != planted)
      let first = browser.cookie
      try await browser.signIn(.vera)
      #expect(browser.cookie != first, "each sign-in makes a new token")
      let old = DeskBrowser(client)
      old.cookie = first
      #expect(try await old.get("/desk").status == 303, "and ends the session it replaces")
    }
  }

  @Test func aFormFromElsewhereIsRefused() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      browser.fetchSite = "cross-site"
      #expect(try await browser.signIn(.vera).status == 403, "signing somebody else in")
      browser.fetchSite = nil
      #expect(try await browser.signIn(.vera).status == 403, "without any proof")
      browser.fetchSite = "same-origin"
      try await browser.signIn(.vera)
      browser.fetchSite = "cross-site"
      #expect(try await browser.post("/desk/account/language", ["language": "en"]).status == 403)
      browser.fetchSite = nil
      #expect(try await browser.post("/desk/account/language", ["language": "en"], withToken: false).status == 403)
      #expect(try await browser.post("/desk/account/language", ["language": "en"]).status == 303)
      let other = DeskBrowser(client)
      try await demo.hire(.cem)
      try await other.signIn(.cem)
      browser.formToken = other.formToken
      #expect(try await browser.post("/desk/account/language", ["language": "de"]).status == 403, "another's token")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aChangeOfRightsTakesEffectAtOnceWithANewToken(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      try await demo.hire(.ada)
      let id = try await demo.hire(.vera)
      let sealer = try await demo.sealer
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      let before = browser.cookie
      try await demo.database.write { writer in
        try writer.changeGrants(of: id, to: [try Grant(.staff)], by: .command, at: DemoTown.start, sealer)
      }
      let token = browser.formToken
      let answer = try await browser.get("/desk/account")
      #expect(answer.text.contains("Hauptamt") && browser.cookie != before)
      let second = DeskBrowser(client)
      second.cookie = before
      #expect(try await second.get("/desk").status == 200, "what was asked at the same time is still answered")
      try demo.clock.set("2026-11-20T16:01:00Z")
      #expect(try await second.get("/desk").status == 303, "but not for long")
      browser.formToken = token
      #expect(try await browser.post("/desk/account/language", ["language": "en"]).status == 303, "open forms live on")
      try await demo.database.write { writer in
        try writer.disableAccount(id, by: .command, at: DemoTown.start, sealer)
      }
      #expect(try await browser.get("/desk").status == 303)
      #expect(try await browser.signIn(.vera).status == 422)
    }
  }

  @Test func aSessionEndsWhenItIsIdleOrOld() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      try demo.clock.set("2026-11-20T23:59:00Z")
      #expect(try await browser.get("/desk").status == 200)
      try demo.clock.set("2026-11-21T08:00:00Z")
      #expect(try await browser.get("/desk").status == 303, "eight hours without a look")
      try await browser.signIn(.vera)
      for day in 21...27 {
        for hour in ["09", "16", "22"] {
          try demo.clock.set("2026-11-\(day)T\(hour):00:00Z")
          if day == 21, hour == "09" { #expect(try await browser.get("/desk").status == 200) }
        }
      }
      try demo.clock.set("2026-11-28T08:00:00Z")
      #expect(try await browser.get("/desk").status == 303, "a week at most")
    }
  }

  @Test func nothingTypedIsLostWhenTheSessionEnded() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      try demo.clock.set("2026-11-21T08:00:00Z")
      let refused = try await browser.post("/desk/account/language", ["language": "en", "note": "Zeile <1>\nZeile 2"])
      #expect(refused.status == 401 && refused.text.contains("ist noch da"))
      #expect(refused.text.contains("name=\"carried-path\" value=\"/desk/account/language\""))
      #expect(refused.text.contains(">\nZeile &lt;1&gt;\nZeile 2</textarea>"))
      let again = try await browser.post(
        "/desk/sign-in",
        [
          "email": DeskCast.vera.email, "password": DeskCast.password, "carried-path": "/desk/account/language",
          "carried.language": "en", "carried.form-token": "x", "carried.password": "geheim",
        ], withToken: false)
      #expect(again.status == 200 && again.text.contains("action=\"/desk/account/language\""))
      #expect(again.text.contains("name=\"language\" value=\"en\"") && !again.text.contains("geheim"))
      #expect(try await browser.post("/desk/account/language", ["language": "en"]).status == 303)
      let hostile = try await browser.post(
        "/desk/sign-in",
        [
          "email": DeskCast.vera.email, "password": DeskCast.password, "carried-path": "https://evil.example/",
          "carried.x": "y",
        ], withToken: false)
      #expect(hostile.status == 303 && hostile.location == "/desk")
    }
  }

  @Test func guessingIsSlowedDownButTheOwnerGetsIn() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let owner = DeskBrowser(client)
      #expect(try await owner.signIn(.vera).status == 303)
      let guesser = DeskBrowser(client)
      var statuses: [Int] = []
      for _ in 0..<8 { statuses.append(try await guesser.signIn(.cem, password: "falsch geraten nr 1").status) }
      #expect(
        statuses == [422, 422, 422, 422, 422, 429, 429, 429], "an account that is not there waits like any other")
      for _ in 0..<6 { _ = try await guesser.signIn(.vera, password: "falsch geraten nr 2") }
      #expect(try await owner.signIn(.vera).status == 303, "from an address that signed in before")
    }
  }

  @Test func signingOutEndsTheSession() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      let cookie = browser.cookie
      let answer = try await browser.post("/desk/sign-out", [:])
      #expect(answer.status == 303 && answer.setCookies.first?.contains("Max-Age=0") == true)
      browser.cookie = cookie
      #expect(try await browser.get("/desk").status == 303)
    }
  }

  @Test func onesOwnPasswordIsChangedAndTheOthersGo() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let phone = DeskBrowser(client)
      let office = DeskBrowser(client)
      try await phone.signIn(.vera)
      try await office.signIn(.vera)
      let path = "/desk/account/password"
      #expect(
        try await office.post(path, ["password-old": "falsch", "password": "vier Enten im Nebel"]).status == 422)
      #expect(try await office.post(path, ["password-old": DeskCast.password, "password": "kurz"]).status == 422)
      let changed = try await office.post(
        path, ["password-old": DeskCast.password, "password": "vier Enten im Nebel"])
      #expect(changed.status == 303)
      #expect(try await office.get("/desk").status == 200)
      #expect(try await phone.get("/desk").status == 303)
      #expect(try await phone.signIn(.vera).status == 422)
      #expect(try await phone.signIn(.vera, password: "vier Enten im Nebel").status == 303)
    }
  }

  @Test func anotherPersonsSessionStays() async throws {
    try await withDemoTown { demo, client in
      try await demo.hire(.vera)
      let ada = try await demo.hire(.ada)
      let victim = DeskBrowser(client)
      try await victim.signIn(.ada)
      let session = try await demo.database.read { reader in
        try reader.sessions(of: ada, at: DemoTown.start, SessionLimits()).map(\.id)
      }
      let browser = DeskBrowser(client)
      try await browser.signIn(.vera)
      let id = try #require(session.first)
      #expect(try await browser.post("/desk/account/sessions/ending", ["session": "\(id)"]).status == 303)
      #expect(try await victim.get("/desk").status == 200)
      #expect(try await victim.post("/desk/account/sessions/ending", ["session": "others"]).status == 303)
    }
  }

  @Test func overPlainHTTPNobodySignsIn() async throws {
    try await withDemoTown(change: { $0.municipality.baseURL = "http://wegpunkt.example" }) { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      let page = try await browser.get("/desk/sign-in")
      #expect(page.status == 403 && page.text.contains("nicht verschlüsselt"))
      #expect(!page.text.contains("type=\"password\""))
      let answer = try await browser.signIn(.vera)
      #expect(answer.status == 403 && answer.setCookies.isEmpty)
    }
  }
}
