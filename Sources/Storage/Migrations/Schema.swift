import Vocabulary

/// All migrations the program knows, in the order they run: storage's own first, then the rooms' as given.
struct Schema: Sendable {
  let migrations: [Migration]

  init(_ rooms: [Migration]) throws {
    migrations = Migration.storage + rooms
    var last: [String: Int] = [:]
    for migration in migrations {
      guard migration.number == last[migration.room, default: 0] + 1 else {
        throw StorageError.invalidMigration(
          migration.title, reason: "The numbers of a room are 1, 2, 3 … in the order they run.")
      }
      last[migration.room] = migration.number
    }
  }

  /// What has not run yet. Refuses a database that knows more than the program, or something else.
  func pending(after recorded: [RecordedMigration]) throws -> [Migration] {
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.key, $0) })
    let unknown = recorded.filter { known[$0.key] == nil }
    guard unknown.isEmpty else { throw StorageError.newerSchema(unknown.map(\.title)) }
    for record in recorded {
      if let migration = known[record.key], migration.checksum != record.checksum {
        throw StorageError.editedMigration(migration.title)
      }
    }
    let done = Set(recorded.map(\.key))
    return migrations.filter { !done.contains($0.key) }
  }

  /// Those of the program's migrations that ran in a database.
  func applied(_ recorded: [RecordedMigration]) throws -> [Migration] {
    let pending = Set(try pending(after: recorded))
    return migrations.filter { !pending.contains($0) }
  }
}

/// Names a migration for all time.
struct MigrationKey: Hashable {
  let room: String
  let number: Int
}

extension Migration {
  var key: MigrationKey { MigrationKey(room: room, number: number) }
}

/// A row of `schema_migration`.
struct RecordedMigration: Sendable {
  let key: MigrationKey
  let name: String
  let checksum: String

  var title: String { "\(key.room) \(key.number) (\(name))" }
}

extension Reader {
  /// The migrations that ran here; only where `schema_migration` exists.
  func recordedMigrations() throws -> [RecordedMigration] {
    try all("SELECT room, number, name, checksum FROM schema_migration ORDER BY position") { row in
      RecordedMigration(
        key: MigrationKey(room: try row["room"], number: try row["number"]), name: try row["name"],
        checksum: try row["checksum"])
    }
  }
}

extension Writer {
  /// Runs migrations and records each.
  func apply(_ migrations: [Migration]) throws {
    for migration in migrations {
      for statement in try migration.rendered(for: dialect) { try session.script(statement) }
      if migration == Migration.storage.first { try startCounting() }
      try run(
        """
        INSERT INTO schema_migration (position, room, number, name, checksum, applied_at)
        SELECT COALESCE(MAX(position), 0) + 1, \(migration.room), \(migration.number), \(migration.name),
          \(migration.checksum), \(Timestamp.now()) FROM schema_migration
        """)
    }
  }

  private func startCounting() throws {
    try run(
      """
      INSERT INTO change_mark (one, epoch, number, position, forgotten)
      VALUES (1, \(ChangeMark.randomEpoch()), 0, 0, 0)
      """)
  }
}
