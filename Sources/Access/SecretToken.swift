import Crypto
import Foundation

/// 256 random bits that somebody holds, in a cookie or a link; the database keeps only their hash.
package struct SecretToken: Sendable, Hashable {
  package let text: String

  package static func make() -> SecretToken {
    SecretToken(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
  }

  private init(bytes: [UInt8]) { text = bytes.base64URL }

  /// Reads a token that came from outside; nil when it is not shaped like one.
  package init?(_ text: String) {
    guard text.utf8.count == 43,
      text.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
      })
    else { return nil }
    self.text = text
  }

  package var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension Sequence<UInt8> {
  /// Base64 for addresses and cookies, without padding (RFC 4648, section 5).
  package var base64URL: String {
    Data(self).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

extension [UInt8] {
  /// Reads Base64 for addresses; nil for anything else.
  package init?(base64URL text: String) {
    let padded = text.replacing("-", with: "+").replacing("_", with: "/")
    guard let data = Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)) else {
      return nil
    }
    self.init(data)
  }

  /// Compares without telling by the time it takes where the first difference is.
  package func equalsInConstantTime(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return zip(self, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
