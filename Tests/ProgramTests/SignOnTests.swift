import AsyncHTTPClient
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOHTTP1
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access
@testable import wegpunkt

/// Signing in through a real provider process.
@Suite struct SignOnTests {
  private static let people = """
    [{"sub":"s-vera","email":"Vera@Example.org","email_verified":true},
     {"sub":"s-cem","email":"cem@example.org","email_verified":false},
     {"sub":"s-stranger","email":"stranger@example.org","email_verified":true}]
    """

  private func withProvider(
    on engine: TestEngine = .sqlite, _ body: @escaping @Sendable (DemoTown, any TestClientProtocol) async throws -> Void
  ) async throws {
    let service = try TestService("identity_provider.py", [Self.people])
    defer { service.stop() }
    let settings = SignOnSettings(
      issuer: "http://localhost:\(service.port)", clientID: "wegpunkt", secret: "geheim", name: "Stadt")
    // The demo's clock stands still in a year of its own; the provider's tokens are of today.
    try await withDemoTown(on: engine, change: { $0.signOn = settings }) { demo, client in
      try demo.clock.set(Timestamp.now().description)
      try await body(demo, client)
    }
  }

  /// Goes to the provider, signs in there as somebody, and returns the address it sends the browser back to.
  private func visitProvider(_ browser: DeskBrowser, as person: String, to: String = "") async throws -> String {
    let away = try await browser.get("/desk/sign-in/provider\(to)")
    let address = try #require(away.location)
    #expect(away.status == 303 && address.contains("code_challenge_method=S256"))
    var request = HTTPClientRequest(url: address)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: "sub=\(person)"))
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    let web = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let answer: HTTPClientResponse
    do {
      answer = try await web.execute(request, timeout: .seconds(20))
    } catch {
      try await web.shutdown()
      throw error
    }
    try await web.shutdown()
    let back = try #require(answer.headers.first(name: "Location"))
    #expect(back.hasPrefix("https://wegpunkt.example/desk/sign-in/provider/return?"))
    return String(back.dropFirst("https://wegpunkt.example".count))
  }

  @Test(arguments: TestEngine.allCases) func whoIsInvitedComesInThroughTheProvider(engine: TestEngine) async throws {
    try await withProvider(on: engine) { demo, client in
      let id = try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      #expect(try await browser.get("/desk/sign-in").text.contains("Anmelden über Stadt"))
      let back = try await visitProvider(browser, as: "s-vera", to: "?to=%2Fdesk%2Faccount")
      let away = browser.cookie
      let entered = try await browser.get(back)
      #expect(entered.status == 303 && entered.location == "/desk/account")
      let session = try #require(entered.setCookies.first { $0.hasPrefix("__Host-wegpunkt=") })
      browser.cookie = String(session.prefix { $0 != ";" })
      #expect(try await browser.get("/desk").text.contains("Vera"))
      let thief = DeskBrowser(client)
      #expect(try await thief.get(back).status == 502, "without the cookie of the browser that went")
      thief.cookie = away
      #expect(try await thief.get(back).status == 502, "a code works once")
      let sealer = try await demo.sealer
      // Once linked, the subject counts, whatever the address is here.
      try await demo.database.write { writer in
        let address = "vera.neu@example.org"
        try writer.run(
          """
          UPDATE accounts SET email_sealed = \(sealer.seal(address, for: Account.emailPurpose(id))),
            email_index = \(Account.emailIndex(address, sealer)) WHERE id = \(id)
          """)
      }
      let second = DeskBrowser(client)
      #expect(try await second.get(try await visitProvider(second, as: "s-vera")).status == 303)
    }
  }

  @Test func whoIsNotInvitedStaysOutside() async throws {
    try await withProvider { demo, client in
      try await demo.hire(.cem)
      for person in ["s-stranger", "s-cem", "s-nobody"] {
        let browser = DeskBrowser(client)
        let answer = try await browser.get(try await visitProvider(browser, as: person))
        #expect(answer.status == 502 && answer.text.contains("noch nicht eingeladen"), "\(person)")
        #expect(try await DeskBrowser(client).get("/desk").status == 303)
      }
    }
  }

  @Test func aForgedReturnIsRefused() async throws {
    try await withProvider { demo, client in
      try await demo.hire(.vera)
      let browser = DeskBrowser(client)
      let back = try await visitProvider(browser, as: "s-vera")
      for forged in [
        back.replacing(/state=[^&]+/, with: "state=x"), back.replacing(/code=[^&]+/, with: "code=x"),
        "/desk/sign-in/provider/return", "/desk/sign-in/provider/return?error=access_denied",
      ] { #expect(try await browser.get(forged).status == 502, "\(forged)") }
    }
  }

  @Test func anInvitationIsTakenUpThroughTheProvider() async throws {
    try await withProvider { demo, client in
      let sealer = try await demo.sealer
      let now = demo.clock.now
      try await demo.database.write { writer in
        _ = try writer.inviteAccount(
          email: "vera@example.org", name: "Vera", grants: [try Grant(.volunteer)], by: .command, at: now, sealer)
      }
      let browser = DeskBrowser(client)
      #expect(try await browser.get(try await visitProvider(browser, as: "s-vera")).status == 303)
    }
  }
}
