import Crypto
import Foundation

/// The keys of one municipality: numbered ones that seal, of which the last is the current one, and one for looking up.
package struct KeyRing: Sendable {
  struct Key: Sendable {
    let id: UInt32
    let key: SymmetricKey
  }

  private let keys: [Key]
  let current: Key
  let lookup: SymmetricKey

  private init?(keys: [Key], lookup: SymmetricKey) {
    guard let last = keys.last else { return nil }
    self.keys = keys
    current = last
    self.lookup = lookup
  }

  func key(_ id: UInt32) -> SymmetricKey? { keys.last { $0.id == id }?.key }
}

/// What is wrong with a key file.
package enum KeyFault: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case tooOpen(String)
  case unreadable(String, reason: String)
  case cannotMake(String, reason: String)

  package var description: String {
    switch self {
    case .missing(let path):
      "The key file \(path) is missing. Without it no personal data can be read: put it back from where you keep it, "
        + "apart from the backups; or set keyFile to its place."
    case .tooOpen(let path):
      "The key file \(path) may be read by others on this machine. Close it: chmod 600 \(path)"
    case .unreadable(let path, let reason): "The key file \(path) is not usable: \(reason)"
    case .cannotMake(let path, let reason): "The key file \(path) could not be made: \(reason)"
    }
  }
}

extension KeyRing {
  /// How the file is written; bytes as Base64.
  private struct File: Codable {
    struct Entry: Codable {
      var id: UInt32
      var key: Data
    }

    var about = "Keys of Wegpunkt's sealed columns. Keep a copy apart from the backups; never edit or publish it."
    var lookup: Data
    var keys: [Entry]
  }

  /// Reads a key file, which only its owner may be able to read.
  package static func read(_ path: String) throws(KeyFault) -> KeyRing { try ring(file(path), path) }

  /// Makes a key file with fresh keys. One that is there already stays, and is read.
  package static func make(_ path: String) throws(KeyFault) -> KeyRing {
    guard !FileManager.default.fileExists(atPath: path) else { return try read(path) }
    let file = File(lookup: fresh(), keys: [.init(id: 1, key: fresh())])
    // A link never replaces a file that another process made meanwhile.
    try write(file, path) { unfinished in link(unfinished, path) == 0 || errno == EEXIST }
    return try read(path)
  }

  /// Adds a new current key; what older ones sealed still opens.
  package static func rotate(_ path: String) throws(KeyFault) -> KeyRing {
    var file = try file(path)
    file.keys.append(.init(id: (file.keys.map(\.id).max() ?? 0) + 1, key: fresh()))
    try write(file, path) { unfinished in rename(unfinished, path) == 0 }
    return try read(path)
  }

  /// Keys that live in memory only, for tests.
  package static func temporary() throws(KeyFault) -> KeyRing {
    try ring(File(lookup: fresh(), keys: [.init(id: 1, key: fresh())]), "of a test")
  }

  private static func fresh() -> Data { SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) } }

  private static func file(_ path: String) throws(KeyFault) -> File {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .missing(path) }
    guard status.st_mode & 0o077 == 0 else { throw .tooOpen(path) }
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path, reason: "it is no JSON as the program writes it. Put back a copy.")
    }
  }

  private static func ring(_ file: File, _ path: String) throws(KeyFault) -> KeyRing {
    let isWhole = ([file.lookup] + file.keys.map(\.key)).allSatisfy { $0.count == 32 }
    let keys = file.keys.map { Key(id: $0.id, key: SymmetricKey(data: $0.key)) }
    guard isWhole, Set(keys.map(\.id)).count == keys.count,
      let ring = KeyRing(keys: keys, lookup: SymmetricKey(data: file.lookup))
    else { throw .unreadable(path, reason: "a key is missing, double or too short. Put back a copy.") }
    return ring
  }

  private static func write(_ file: File, _ path: String, publish: (String) -> Bool) throws(KeyFault) {
    let unfinished = "\(path).\(UInt32.random(in: 0...UInt32.max)).unfinished"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    defer { try? FileManager.default.removeItem(atPath: unfinished) }
    guard let data = try? encoder.encode(file),
      FileManager.default.createFile(
        atPath: unfinished, contents: data, attributes: [.posixPermissions: 0o600])
    else { throw .cannotMake(path, reason: "its folder is missing or may not be written to.") }
    guard publish(unfinished) else { throw .cannotMake(path, reason: String(cString: strerror(errno))) }
  }
}
