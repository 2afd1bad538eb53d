import Crypto
import Foundation
import Vocabulary

/// Codes that a shared secret and the time give (TOTP, RFC 6238), as every authenticator app makes them: SHA-1, 30 s.
enum TimeCode {
  static let period: Int64 = 30
  static let digits = 6
  /// A clock that is half a minute wrong is forgiven.
  static let window: Int64 = 1

  static func step(at time: Timestamp) -> Int64 { time.seconds / period }

  static func code(secret: [UInt8], step: Int64, digits: Int = TimeCode.digits) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
    let hash = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(hash[hash.count - 1] & 15)
    let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    let text = String(Int(number) % (0..<digits).reduce(1) { power, _ in power * 10 })
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The step whose code was typed, if it comes after the last one used: no code counts twice.
  static func step(of typed: String, secret: [UInt8], after last: Int64, at now: Timestamp) -> Int64? {
    let digits = Array(typed.utf8.filter { $0 != 32 })
    let current = step(at: now)
    var found: Int64?
    for step in (current - window)...(current + window)
    where Array(code(secret: secret, step: step).utf8).equalsInConstantTime(digits) && step > last {
      found = step
    }
    return found
  }

  static func newSecret() -> [UInt8] { SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) } }

  /// The secret as apps read it from a QR code.
  static func address(secret: [UInt8], account: String, issuer: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~@")
    let label = [issuer, account].map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
    return """
      otpauth://totp/\(label[0]):\(label[1])?secret=\(base32(secret))&issuer=\(label[0])\
      &algorithm=SHA1&digits=\(digits)&period=\(period)
      """
  }

  /// RFC 4648, section 6, without padding.
  static func base32(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var text: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xfff
      bits += 8
      while bits >= 5 {
        text.append(letters[buffer >> (bits - 5) & 31])
        bits -= 5
      }
    }
    if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
    return String(decoding: text, as: UTF8.self)
  }
}
