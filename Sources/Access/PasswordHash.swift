import Crypto
import CryptoExtras
import Foundation

/// A password's hash with all that is needed to check it: `$scrypt$ln=15,r=8,p=3$SALT$HASH`.
struct PasswordHash: Sendable, Hashable {
  let cost: ScryptCost
  let salt: [UInt8]
  let hash: [UInt8]

  /// Hashes; takes a tenth of a second or more and blocks.
  init(of password: String, cost: ScryptCost) throws {
    salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
    self.cost = cost
    hash = try Self.derive(password, salt, cost)
  }

  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = ScryptCost(parts[2]),
      let salt = [UInt8](base64URL: parts[3]), let hash = [UInt8](base64URL: parts[4]), salt.count == 16,
      hash.count == 32
    else { return nil }
    self.cost = cost
    self.salt = salt
    self.hash = hash
  }

  var text: String { "$scrypt$\(cost.text)$\(salt.base64URL)$\(hash.base64URL)" }

  /// Checks a password; blocks as long as hashing it did.
  func matches(_ password: String) throws -> Bool {
    try Self.derive(password, salt, cost).equalsInConstantTime(hash)
  }

  private static func derive(_ password: String, _ salt: [UInt8], _ cost: ScryptCost) throws -> [UInt8] {
    // Two ways of typing the same letter are the same password.
    let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
    let key = try KDF.Scrypt.deriveKey(
      from: bytes.isEmpty ? [0] : bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logRounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism)
    return key.withUnsafeBytes { Array($0) }
  }
}

/// How hard scrypt works. The default is one of OWASP's recommended: 32 MiB and three passes.
package struct ScryptCost: Sendable, Hashable {
  package var logRounds: Int
  package var blockSize: Int
  package var parallelism: Int

  package init(logRounds: Int = 15, blockSize: Int = 8, parallelism: Int = 3) {
    self.logRounds = logRounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// Too cheap for people's passwords; for tests that are about something else.
  package static let forTests = ScryptCost(logRounds: 4, parallelism: 1)

  var text: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }

  init?(_ text: String) {
    let values = text.split(separator: ",").map { $0.split(separator: "=") }
    guard values.count == 3, values.allSatisfy({ $0.count == 2 }), values.map({ $0[0] }) == ["ln", "r", "p"],
      let logRounds = Int(values[0][1]), (1...20).contains(logRounds), let blockSize = Int(values[1][1]),
      (1...32).contains(blockSize), let parallelism = Int(values[2][1]), (1...16).contains(parallelism)
    else { return nil }
    self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
  }
}
