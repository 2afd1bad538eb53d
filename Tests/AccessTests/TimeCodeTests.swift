import Foundation
import Testing
import Vocabulary

@testable import Access

@Suite struct TimeCodeTests {
  private let secret = Array("12345678901234567890".utf8)

  /// RFC 6238, appendix B.
  @Test(
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func codesAreThoseOfTheStandard(second: Int64, code: String) {
    let step = TimeCode.step(at: Timestamp(seconds: second))
    #expect(TimeCode.code(secret: secret, step: step, digits: 8) == code)
  }

  @Test func aCodeHoldsHalfAMinuteEitherWayAndOnce() throws {
    let now = Timestamp(seconds: 1_795_190_400)
    let code = TimeCode.code(secret: secret, step: TimeCode.step(at: now))
    let step = try #require(TimeCode.step(of: code, secret: secret, after: 0, at: now))
    #expect(TimeCode.step(of: code, secret: secret, after: step, at: now) == nil)
    #expect(TimeCode.step(of: code, secret: secret, after: 0, at: now.adding(seconds: 30)) == step)
    #expect(TimeCode.step(of: code, secret: secret, after: 0, at: now.adding(seconds: -30)) == step)
    #expect(TimeCode.step(of: code, secret: secret, after: 0, at: now.adding(seconds: 60)) == nil)
    #expect(TimeCode.step(of: " \(code.prefix(3)) \(code.suffix(3))", secret: secret, after: 0, at: now) == step)
    for wrong in ["", "12345", "1234567", "abcdef"] {
      #expect(TimeCode.step(of: wrong, secret: secret, after: 0, at: now) == nil)
    }
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
  ])
  func theSecretIsWrittenInBase32(text: String, expected: String) {
    #expect(TimeCode.base32(Array(text.utf8)) == expected)
  }

  @Test func appsReadTheAddress() {
    let address = TimeCode.address(secret: secret, account: "vera@example.org", issuer: "Wegpunkt & Co")
    #expect(
      address == "otpauth://totp/Wegpunkt%20%26%20Co:vera@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        + "&issuer=Wegpunkt%20%26%20Co&algorithm=SHA1&digits=6&period=30")
  }
}
