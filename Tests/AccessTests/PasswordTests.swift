import Foundation
import Testing

@testable import Access

@Suite struct PasswordTests {
  private var rules: PasswordRules {
    get throws {
      let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      return try PasswordRules(
        file: repository.appendingPathComponent("Sources/Access/Passwords/common.txt"), names: ["Wegpunkt Musterstadt"])
    }
  }

  @Test(arguments: [
    "drei Enten im Nebel", "Rost7Kamille!Leiter", "xkvw-plmo-93ae", "Öfen wärmen Ämter", "пять зелёных лодок",
    "كرسي فوق السطح", String(repeating: "ab3-", count: 5) + "zug und ofen",
  ])
  func aLongAndOddOneIsTaken(password: String) throws { #expect(try rules.fault(of: password) == nil) }

  @Test(arguments: [
    ("elf Zeichen", PasswordRules.Fault.tooShort), ("", .tooShort),
    (String(repeating: "Zaun Ofen ", count: 13), .tooLong),
    ("passwort1234", .common), ("P@ssw0rd1234", .common), ("Password123!!", .common), ("sommer2026!!!", .common),
    ("qwertzuiopü1", .common), ("123456789012", .common), ("aaaaaaaaaaaa", .common), ("abcabcabcabc", .common),
    ("1q2w3e4r5t6z", .common), ("iloveyou12345", .common), ("hallowelt!!!", .common), ("Sonnenschein1", .common),
    ("Wegpunkt2026!", .common), ("musterstadt123", .common), ("correct horse battery staple", .common),
    ("Lovelace1815!", .ownName),
  ])
  func whatIsGuessedFirstIsRefused(password: String, fault: PasswordRules.Fault) throws {
    #expect(try rules.fault(of: password, own: ["Ada Lovelace", "ada@example.org"]) == fault)
  }

  @Test func lengthIsCountedInWrittenLetters() throws {
    // Eleven letters, whether the marks on them are parts or not.
    #expect(try rules.fault(of: "äöüäöüäöüäö") == .tooShort)
    #expect(try rules.fault(of: "a\u{308}o\u{308}u\u{308}a\u{308}o\u{308}u\u{308}xyzqk") == .tooShort)
  }

  @Test func aHashIsCheckedWithItsOwnCost() throws {
    let hash = try PasswordHash(of: "drei Enten im Nebel", cost: ScryptCost(logRounds: 5, parallelism: 2))
    let read = try #require(PasswordHash(hash.text))
    #expect(read == hash && hash.text.hasPrefix("$scrypt$ln=5,r=8,p=2$"))
    #expect(try read.matches("drei Enten im Nebel"))
    #expect(try !read.matches("drei Enten im nebel"))
    #expect(try !read.matches(""))
    #expect(try PasswordHash(of: "a\u{308}", cost: .forTests).matches("ä"))
  }

  @Test(arguments: ["", "x", "$scrypt$ln=99,r=8,p=1$a$b", "$scrypt$ln=4$a$b", "$argon2$ln=4,r=8,p=1$a$b"])
  func whatIsNoHashIsNone(text: String) { #expect(PasswordHash(text) == nil) }

  @Test func aHashIsRenewedWhenTheCostChanges() async throws {
    let cheap = try Passwords(cost: .forTests)
    let stored = try await cheap.hash("drei Enten im Nebel")
    #expect(try await cheap.check("drei Enten im Nebel", against: stored).renewed == nil)
    let dear = try Passwords(cost: ScryptCost(logRounds: 6, parallelism: 1))
    let verdict = try await dear.check("drei Enten im Nebel", against: stored)
    #expect(verdict.isRight && verdict.renewed?.contains("ln=6") == true)
    #expect(try await dear.check("falsch", against: stored).renewed == nil)
    #expect(try await !dear.check("egal", against: nil).isRight)
  }
}
