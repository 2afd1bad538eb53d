import Crypto
import Foundation
import Storage
import Vocabulary

/// What is kept while somebody is away at the provider: sealed, in a cookie of their own browser, for ten minutes.
struct SignOnRequest: Codable, Sendable {
  let state: String
  let nonce: String
  /// Proves at the end that who comes back is who went (PKCE, RFC 7636).
  let verifier: String
  let to: String?
  let end: Int64

  static let lifetime: Int64 = 600
  private enum Browser {}
  private static var purpose: SealPurpose { SealPurpose("sign-on request", of: Identifier<Browser>(high: 0, low: 0)) }

  init(to: String?, at now: Timestamp) {
    state = SecretToken.make().text
    nonce = SecretToken.make().text
    verifier = SecretToken.make().text
    self.to = to
    end = now.seconds + Self.lifetime
  }

  var challenge: String { Array(SHA256.hash(data: Array(verifier.utf8))).base64URL }

  func cookieValue(_ sealer: Sealer) throws -> String {
    try sealer.seal(Array(JSONEncoder().encode(self)), for: Self.purpose).base64URL
  }

  /// The request that a browser brings back, if it is the one that `state` belongs to.
  init?(cookieValue: String, state: String, at now: Timestamp, _ sealer: Sealer) {
    guard let sealed = [UInt8](base64URL: cookieValue), let bytes = try? sealer.open(sealed, for: Self.purpose),
      let request = try? JSONDecoder().decode(SignOnRequest.self, from: Data(bytes)), now.seconds < request.end,
      Array(request.state.utf8).equalsInConstantTime(Array(state.utf8))
    else { return nil }
    self = request
  }
}
