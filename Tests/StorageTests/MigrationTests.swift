import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct MigrationTests {
  @Test func `types are written for each engine and tables of SQLite are strict`() throws {
    let migration = Migration(
      room: "r", number: 1, name: "n",
      sql: ["CREATE TABLE t (a {int}, b {real}, c {text} DEFAULT '{}', d {bytes})\n;", "CREATE INDEX i ON t (a)"])
    #expect(
      try migration.rendered(for: .sqlite) == [
        "CREATE TABLE t (a INTEGER, b REAL, c TEXT DEFAULT '{}', d BLOB) STRICT", "CREATE INDEX i ON t (a)",
      ])
    #expect(
      try migration.rendered(for: .postgres)[0]
        == "CREATE TABLE t (a bigint, b double precision, c text COLLATE \"C\" DEFAULT '{}', d bytea)\n;")
  }

  @Test func `a misspelt type and a table that cannot be strict are refused`() {
    let misspelt = Migration(room: "r", number: 1, name: "n", sql: ["CREATE TABLE t (a {integer})"])
    #expect(throws: StorageError.self) { try misspelt.rendered(for: .postgres) }
    let copied = Migration(room: "r", number: 1, name: "n", sql: ["CREATE TABLE t AS SELECT 1"])
    #expect(throws: StorageError.self) { try copied.rendered(for: .sqlite) }
  }

  @Test func `numbers of a room have to follow each other`() {
    let first = Migration(room: "r", number: 1, name: "a", sql: [])
    let third = Migration(room: "r", number: 3, name: "c", sql: [])
    #expect(throws: StorageError.self) { try Schema([first, third]) }
    #expect(throws: StorageError.self) { try Schema([first, first]) }
    #expect(throws: StorageError.self) { try Schema([third]) }
  }

  @Test(arguments: TestEngine.allCases)
  func `migrations run once and in the order given`(engine: TestEngine) async throws {
    let rooms = [
      Migration(room: "b", number: 1, name: "table", sql: ["CREATE TABLE step (name {text})"]),
      Migration(room: "a", number: 1, name: "first", sql: ["INSERT INTO step VALUES ('a1')"]),
      Migration(room: "b", number: 2, name: "second", sql: ["INSERT INTO step SELECT 'b2' FROM step"]),
    ]
    try await withLocation(on: engine) { location in
      let database = try await Database.open(location, migrations: rooms)
      let pending = try await database.pendingMigrations()
      let titles = [
        "storage 1 (migrations and changes)", "storage 2 (restoring)", "b 1 (table)", "a 1 (first)", "b 2 (second)",
      ]
      #expect(pending.map(\.title) == titles)
      let upgrade = try await database.migrate()
      #expect(upgrade.migrations == pending && upgrade.backup == nil)
      let second = try await database.migrate()
      #expect(second.migrations.isEmpty)
      let steps = try await database.read { try $0.values("SELECT name FROM step ORDER BY name", as: String.self) }
      #expect(steps == ["a1", "b2"])
      await database.close()
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a failing migration leaves nothing behind`(engine: TestEngine) async throws {
    let broken =
      Town.migrations + [
        Migration(room: "x", number: 1, name: "broken", sql: ["CREATE TABLE x (a {int})", "CREATE ("])
      ]
    try await withLocation(on: engine) { location in
      let database = try await Database.open(location, migrations: broken)
      await #expect(throws: StorageError.self) { try await database.migrate() }
      let pending = try await database.pendingMigrations()
      #expect(pending.count == 4)
      await database.close()
      try await withDatabase(at: location, migrations: Town.migrations) { database in
        let places = try await database.read { try $0.places() }
        #expect(places.isEmpty)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `an edited migration is refused`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { _ in }
      let edited = Town.migrations.map {
        Migration(room: $0.room, number: $0.number, name: $0.name, sql: $0.sql + ["SELECT 1"])
      }
      await #expect(throws: StorageError.editedMigration("town 1 (places)")) {
        try await Database.open(location, migrations: edited)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a newer schema is refused`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      try await withDatabase(at: location, migrations: Town.newerMigrations) { _ in }
      await #expect(throws: StorageError.newerSchema(["town 2 (remarks)"])) {
        try await Database.open(location, migrations: Town.migrations)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `another program's database is left alone`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      let database = try await Database.open(location, migrations: [])
      try await database.engine.write(.maintenance) { writer in
        if case .postgres(let address) = location { try writer.session.script("CREATE SCHEMA \(address.schema)") }
        try writer.session.script("CREATE TABLE customer (id INTEGER)")
      }
      await #expect(throws: StorageError.self) { try await database.migrate() }
      let pending = try await database.pendingMigrations()
      #expect(pending.count == 2)
      await database.close()
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `programs that start together migrate once`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      let ran = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask {
            let database = try await Database.open(location, migrations: Town.migrations)
            let upgrade = try await database.migrate()
            await database.close()
            return upgrade.migrations.count
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(ran.sorted() == [0, 0, 0, 0, 0, 3])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `an upgrade backs up what was there before`(engine: TestEngine) async throws {
    try await withTemporaryFolder { folder in
      try await withLocation(on: engine) { location in
        let library = Place("Library")
        try await withDatabase(at: location, migrations: Town.migrations) { database in
          try await database.write { try $0.run(library.insertion) }
        }
        let database = try await Database.open(location, migrations: Town.newerMigrations)
        let backup = try #require(try await database.migrate(backupsIn: folder).backup)
        let remarks = try await database.read { try $0.values("SELECT remark FROM place", as: String.self) }
        #expect(remarks == ["old"])
        await database.close()

        try await withDatabase(on: .sqlite, migrations: Town.migrations) { older in
          try await older.restore(from: backup)
          let places = try await older.read { try $0.places() }
          #expect(places == [library])
        }
      }
    }
  }

  @Test func `an upgrade of SQLite backs up beside the file and one of PostgreSQL asks where`() async throws {
    try await withLocation(on: .sqlite) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { _ in }
      let database = try await Database.open(location, migrations: Town.newerMigrations)
      let backup = try #require(try await database.migrate().backup)
      guard case .sqlite(let path) = location else { return }
      #expect(BackupFile.folder(of: backup) == BackupFile.folder(of: path))
      await database.close()
    }
    try await withLocation(on: .postgres) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { _ in }
      let database = try await Database.open(location, migrations: Town.newerMigrations)
      await #expect(throws: StorageError.backupFolderNeeded) { try await database.migrate() }
      let pending = try await database.pendingMigrations()
      #expect(pending.count == 1)
      await database.close()
    }
  }

  @Test func `PostgreSQL refuses a column that is none of the four types`() async throws {
    let loose = Migration(room: "x", number: 1, name: "loose", sql: ["CREATE TABLE t (a text, b integer, c {text})"])
    try await withLocation(on: .postgres) { location in
      let database = try await Database.open(location, migrations: [loose])
      let error = await #expect(throws: StorageError.self) { try await database.migrate() }
      let message = try #require(error).description
      #expect(message.contains("t.a") && message.contains("t.b") && !message.contains("t.c"))
      await database.close()
    }
  }
}
