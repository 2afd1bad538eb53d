import Access
import Directory
import Foundation
import Storage

/// The key file of a town: made when it is first needed, never made anew while there is data that an older one sealed.
enum TownKeys {
  static let fileName = "wegpunkt.key"

  static func sealer(_ settings: Settings, _ database: Database) async throws -> Sealer {
    let path = settings.keyFile.path
    let isThere = FileManager.default.fileExists(atPath: path)
    let hasData = { @Sendable (reader: Reader) in try reader.hasSealedData() || reader.hasSealedInbox() }
    if !isThere, try await !database.read(hasData) {
      try FileManager.default.createDirectory(
        at: settings.keyFile.deletingLastPathComponent(), withIntermediateDirectories: true)
      return Sealer(try KeyRing.make(path))
    }
    let sealer = Sealer(try KeyRing.read(path))
    try await database.read { reader in try reader.tryKeys(sealer) }
    return sealer
  }

  /// What is wrong with the keys, for `wegpunkt check`.
  static func problems(_ settings: Settings, _ database: Database) async throws -> [String] {
    do {
      let path = settings.keyFile.path
      let hasData = try await database.read { reader in try reader.hasSealedData() }
      guard hasData || FileManager.default.fileExists(atPath: path) else { return [] }
      let sealer = Sealer(try KeyRing.read(path))
      try await database.read { reader in try reader.tryKeys(sealer) }
      return []
    } catch let fault as KeyFault {
      return [fault.description]
    } catch let fault as SealFault {
      return [fault.description]
    }
  }
}
