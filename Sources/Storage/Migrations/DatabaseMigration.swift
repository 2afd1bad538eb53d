import Foundation
import Vocabulary

extension Database {
  /// The migrations that have not run here, in their order. Throws when the database is newer than the program.
  package func pendingMigrations() async throws -> [Migration] {
    try await read { [engine, schema] reader in
      try schema.pending(after: try engine.isPrepared(reader) ? try reader.recordedMigrations() : [])
    }
  }

  /// Runs the pending migrations, all or none, under the writer's lock; other programs may start at the same time.
  ///
  /// A database that was in use is backed up first: into `folder`, or beside an SQLite file when it is nil.
  /// Returns the migrations that ran and the backup's path if one was made.
  @discardableResult
  package func migrate(
    backupsIn folder: String? = nil, progress: @escaping @Sendable (CopyProgress) throws -> Void = { _ in }
  ) async throws -> Upgrade {
    guard try await !pendingMigrations().isEmpty else { return Upgrade(migrations: [], backup: nil) }
    let done = try await engine.write(.maintenance) { [self] writer in
      try upgraded(writer, backupsIn: folder, Progress(watcher: progress))
    }
    hints.send()
    return done
  }

  private func upgraded(_ writer: Writer, backupsIn folder: String?, _ progress: Progress) throws -> Upgrade {
    let isNew = try !engine.isPrepared(writer)
    if isNew { try engine.prepare(writer) }
    let recorded = isNew ? [] : try writer.recordedMigrations()
    // Another program may have run them while this one waited for the lock.
    let pending = try schema.pending(after: recorded)
    guard !pending.isEmpty else { return Upgrade(migrations: [], backup: nil) }
    let backup = isNew ? nil : try backUp(before: recorded, in: folder, progress)
    try writer.apply(pending)
    try engine.refuseForeignTypes(writer)
    if !isNew { try engine.announce(writer.countChange(), in: writer) }
    return Upgrade(migrations: pending, backup: backup)
  }

  private func backUp(before recorded: [RecordedMigration], in folder: String?, _ progress: Progress) throws -> String {
    guard let folder = folder ?? ownFolder else { throw StorageError.backupFolderNeeded }
    let moment = "\(Timestamp.now())".filter { $0.isNumber || $0 == "T" || $0 == "Z" }
    let path = "\(folder)/wegpunkt-before-upgrade-\(moment)-\(UInt32.random(in: 0...UInt32.max)).sqlite"
    try writeBackup(to: path, migrations: schema.applied(recorded), progress)
    return path
  }

  private var ownFolder: String? {
    guard case .sqlite(let path) = location else { return nil }
    return BackupFile.folder(of: path)
  }
}

/// What an upgrade did.
package struct Upgrade: Sendable {
  /// The migrations that ran.
  package let migrations: [Migration]
  /// The backup of the database as it was before; nil when there was nothing to lose.
  package let backup: String?
}
