import Foundation
import JWTKit
import Vocabulary

/// What the provider says of the person, signed by it (OpenID Connect Core 1.0, section 3.1.3.7).
struct IdentityToken: JWTPayload, Sendable {
  var iss: String
  var sub: String
  var aud: AudienceClaim
  var exp: ExpirationClaim
  var nonce: String?
  var azp: String?
  var email: String?
  var email_verified: Bool?

  /// Everything that needs to know what was asked for is checked in `checked`.
  func verify(using algorithm: some JWTAlgorithm) async throws {}

  /// - Parameter keys: the provider's keys, as JSON.
  static func checked(
    _ text: String, keys: String, settings: SignOnSettings, nonce: String, at now: Timestamp
  ) async throws -> IdentityToken {
    let token: IdentityToken
    do {
      let collection = try await JWTKeyCollection().add(jwksJSON: keys)
      token = try await collection.verify(text, as: IdentityToken.self)
    } catch {
      throw SignOnFault.nonsense("its token is not signed by one of its keys")
    }
    let isForUs =
      token.aud.value == [settings.clientID]
      || (token.aud.value.contains(settings.clientID) && token.azp == settings.clientID)
    guard token.iss == settings.issuer, isForUs, token.azp == nil || token.azp == settings.clientID,
      token.nonce == nonce, !token.sub.isEmpty, token.sub.utf8.count <= 255,
      Int64(token.exp.value.timeIntervalSince1970) > now.seconds - 60
    else { throw SignOnFault.nonsense("its token is for somebody else, or over") }
    return token
  }

  /// The address, if the provider has made sure that it is theirs.
  var verifiedEmail: String? { email_verified == true ? email.flatMap(Account.normalisedEmail) : nil }
}
