import Crypto
import Foundation
import Vocabulary

/// Spam protection of anonymous forms without cookies or third parties: a signed time that says when the form was handed out.
package struct SignedTime: Sendable {
  private let key: SymmetricKey

  /// A form is taken between these many seconds after it was handed out: faster is a machine, later is stale.
  package static let earliest: Int64 = 3
  package static let latest: Int64 = 6 * 3600

  /// - Parameter secret: kept for as long as forms shall stay valid; the process makes one at start.
  package init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

  package init() { key = SymmetricKey(size: .bits256) }

  package func token(at time: Timestamp) -> String { "\(time.seconds).\(signature(of: time.seconds))" }

  package enum Verdict: Sendable, Hashable { case valid, tooFast, stale, forged }

  package func verdict(on token: String?, at now: Timestamp) -> Verdict {
    guard let parts = token?.split(separator: ".", maxSplits: 1), parts.count == 2, let issued = Int64(parts[0]),
      let code = Data(base64Encoded: String(parts[1])),
      HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(String(issued).utf8), using: key)
    else { return .forged }
    let age = now.seconds.subtractingReportingOverflow(issued)
    if age.overflow || age.partialValue > Self.latest { return .stale }
    return age.partialValue < Self.earliest ? .tooFast : .valid
  }

  private func signature(of seconds: Int64) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: Data(String(seconds).utf8), using: key)).base64EncodedString()
  }
}
