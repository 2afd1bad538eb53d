import Crypto
import Foundation
import Vocabulary

/// What a sealed value is for, and whose it is: a value that was moved to another column or row does not open.
package struct SealPurpose: Sendable, Hashable {
  let words: String

  /// - Parameters:
  ///   - column: table and column, such as `accounts.name`.
  ///   - record: the row it belongs to.
  package init<Record>(_ column: StaticString, of record: Identifier<Record>) { words = "\(column)/\(record)" }
}

/// Why a sealed value does not open.
package enum SealFault: Error, Equatable, CustomStringConvertible {
  case unknownKey(UInt32)
  case forged

  package var description: String {
    switch self {
    case .unknownKey(let id):
      "A value was sealed with key \(id), which the key file does not hold. Put back the key file of this database."
    case .forged:
      "A sealed value does not open: it was changed, moved, or sealed with another key file. Put back the key file of "
        + "this database, or restore a backup."
    }
  }
}

/// Seals what is personal before it reaches the database, and opens it again (AES-256-GCM).
///
/// A sealed value is one byte of format, four of key number, then nonce, cipher text and tag. Its purpose is authenticated
/// with it.
package struct Sealer: Sendable {
  private let ring: KeyRing

  package init(_ ring: KeyRing) { self.ring = ring }

  private static let format: UInt8 = 1
  private static let headLength = 5

  package func seal(_ text: String, for purpose: SealPurpose) throws -> [UInt8] {
    try seal(Array(text.utf8), for: purpose)
  }

  package func seal(_ bytes: [UInt8], for purpose: SealPurpose) throws -> [UInt8] {
    let head = Self.head(ring.current.id)
    let box = try AES.GCM.seal(bytes, using: ring.current.key, authenticating: head + Array(purpose.words.utf8))
    guard let combined = box.combined else { throw SealFault.forged }
    return head + combined
  }

  package func open(_ sealed: [UInt8], for purpose: SealPurpose) throws(SealFault) -> [UInt8] {
    guard sealed.count > Self.headLength, sealed[0] == Self.format else { throw .forged }
    let head = Array(sealed[..<Self.headLength])
    let id = head.dropFirst().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let key = ring.key(id) else { throw .unknownKey(id) }
    do {
      let box = try AES.GCM.SealedBox(combined: sealed[Self.headLength...])
      return Array(try AES.GCM.open(box, using: key, authenticating: head + Array(purpose.words.utf8)))
    } catch {
      throw .forged
    }
  }

  package func openText(_ sealed: [UInt8], for purpose: SealPurpose) throws(SealFault) -> String {
    String(decoding: try open(sealed, for: purpose), as: UTF8.self)
  }

  /// Whether a value was sealed with the newest key; others are sealed anew when keys rotate.
  package func isCurrent(_ sealed: [UInt8]) -> Bool { sealed.starts(with: Self.head(ring.current.id)) }

  /// A mark that is the same for the same words, by which a sealed value can be looked up and nobody can guess it without
  /// the key file.
  package func blindIndex(of words: String, for column: StaticString) -> [UInt8] {
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: ring.lookup, info: Array("wegpunkt lookup \(column)".utf8), outputByteCount: 32)
    return Array(HMAC<SHA256>.authenticationCode(for: Array(words.utf8), using: key))
  }

  private static func head(_ id: UInt32) -> [UInt8] {
    [format] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) }
  }
}
