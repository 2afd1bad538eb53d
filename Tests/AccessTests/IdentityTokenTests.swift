import Foundation
import JWTKit
import Testing
import Vocabulary

@testable import Access

/// What a provider, or somebody who pretends to be one, may send.
@Suite struct IdentityTokenTests {
  private let now = Timestamp(seconds: 1_795_190_400)

  private struct Claims: JWTPayload {
    var iss = "https://login.example"
    var sub = "s-1"
    var aud: [String] = ["wegpunkt"]
    var exp = 1_795_190_700
    var nonce = "n-1"
    var azp: String?
    var email = "Vera@Example.org"
    var email_verified = true

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private func settings() throws -> SignOnSettings {
    try #require(SignOnSettings(issuer: "https://login.example", clientID: "wegpunkt", secret: "x", name: "x"))
  }

  private func keys(_ key: ES256PrivateKey) throws -> String {
    let point = try #require(key.publicKey.parameters)
    return
      #"{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"k","x":"\#(Self.url(point.x))","y":"\#(Self.url(point.y))"}]}"#
  }

  private static func url(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private func fault(_ change: (inout Claims) -> Void, signedBy other: ES256PrivateKey? = nil) async throws -> Bool {
    let key = ES256PrivateKey()
    var claims = Claims()
    change(&claims)
    let signer = await JWTKeyCollection().add(ecdsa: other ?? key, kid: "k")
    let token = try await signer.sign(claims, kid: "k")
    do {
      _ = try await IdentityToken.checked(
        token, keys: try keys(key), settings: try settings(), nonce: "n-1", at: now)
      return false
    } catch is SignOnFault {
      return true
    }
  }

  @Test func aGoodTokenIsTaken() async throws {
    #expect(try await !fault { _ in })
    #expect(
      try await !fault {
        $0.aud = ["wegpunkt", "other"]
        $0.azp = "wegpunkt"
      })
  }

  @Test func everythingElseIsRefused() async throws {
    #expect(try await fault { $0.iss = "https://evil.example" })
    #expect(try await fault { $0.aud = ["other"] })
    #expect(try await fault { $0.aud = ["wegpunkt", "other"] })
    #expect(try await fault { $0.azp = "other" })
    #expect(try await fault { $0.exp = 1_795_190_300 })
    #expect(try await fault { $0.nonce = "n-2" })
    #expect(try await fault { $0.sub = "" })
    #expect(try await fault({ _ in }, signedBy: ES256PrivateKey()), "somebody else's key")
    for text in ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUifQ."] {
      await #expect(throws: SignOnFault.self) {
        try await IdentityToken.checked(
          text, keys: try keys(ES256PrivateKey()), settings: try settings(), nonce: "n-1", at: now)
      }
    }
  }

  @Test(arguments: [
    ("https://login.example/realms/a", true), ("http://localhost:9400", true), ("http://login.example", false),
    ("ftp://login.example", false), ("https://user:pass@login.example", false), ("", false),
  ])
  func theProviderIsReachedSafely(issuer: String, isSafe: Bool) {
    #expect((SignOnSettings(issuer: issuer, clientID: "a", secret: "b", name: "c") != nil) == isSafe)
  }
}
