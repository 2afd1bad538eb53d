import Foundation

extension Database {
  /// Writes the database as it is at one moment into a new SQLite file, while others go on reading and writing.
  ///
  /// The file can be restored into either engine. It appears under its name only when it is complete and was checked.
  package func backup(
    to path: String, progress: @escaping @Sendable (CopyProgress) throws -> Void = { _ in }
  ) async throws {
    let progress = Progress(watcher: progress)
    let recorded = try await read { [engine] reader in
      try engine.isPrepared(reader) ? reader.recordedMigrations() : []
    }
    guard !recorded.isEmpty else { throw StorageError.pendingMigrations(schema.migrations.map(\.title)) }
    let migrations = try schema.applied(recorded)
    try await onOwnThread(stoppingWith: progress.isCancelled) { [self] in
      try writeBackup(to: path, migrations: migrations, progress)
    }
  }

  /// Blocks.
  func writeBackup(to path: String, migrations: [Migration], _ progress: Progress) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StorageError.cannotWriteFile(path: path, reason: "it exists already.")
    }
    let unfinished = "\(path).\(UInt32.random(in: 0...UInt32.max)).unfinished"
    defer { try? FileManager.default.removeItem(atPath: unfinished) }
    try makePrivateFile(unfinished)
    try engine.copySnapshot(to: unfinished, migrations: migrations, progress: progress)
    try BackupFile.verify(unfinished)
    try BackupFile.publish(unfinished, as: path)
  }

  /// Only its owner may read a backup, for it holds all there is.
  private func makePrivateFile(_ path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw StorageError.cannotWriteFile(path: path, reason: "its folder is missing or may not be written to.")
    }
  }

  /// Replaces all rows by those of a backup of either engine, in one transaction: it succeeds or nothing changes.
  ///
  /// Brings an older backup to the program's schema first, and creates the tables of an empty database.
  /// Refuses a database that was ever written to, unless `replace` is true. Starts a new epoch.
  package func restore(
    from path: String, replace: Bool = false,
    progress: @escaping @Sendable (CopyProgress) throws -> Void = { _ in }
  ) async throws {
    let progress = Progress(watcher: progress)
    let folder = try makePrivateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let prepared = try await onOwnThread(stoppingWith: progress.isCancelled) { [schema] in
      try BackupFile.prepared(from: path, in: folder, for: schema)
    }
    let pending = try await pendingMigrations()
    if pending.count == schema.migrations.count { try await migrate() }
    try await write(.maintenance) { [schema] writer in
      let missing = try schema.pending(after: writer.recordedMigrations())
      guard missing.isEmpty else { throw StorageError.pendingMigrations(missing.map(\.title)) }
      guard try replace || writer.changeMark().number == 0 else { throw StorageError.targetNotEmpty }
      try BackupFile.read(prepared) { reader in
        try writer.run("INSERT INTO restoring (one) VALUES (1)")
        try TableCopy(from: reader, to: writer, progress: progress)
          .copyAll(except: ["schema_migration", "change_mark", "change_log", "restoring"])
        try writer.run("DELETE FROM restoring")
      }
      try writer.renewEpoch()
    }
  }
}

/// A folder that only this user can look into.
private func makePrivateFolder() throws -> String {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-\(UUID().uuidString)").path
  do {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  } catch {
    throw StorageError.cannotWriteFile(path: path, reason: error.localizedDescription)
  }
  return path
}
