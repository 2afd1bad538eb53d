import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct BackupTests {
  /// One for each way from an engine to an engine.
  private static let ways = TestEngine.allCases.flatMap { from in TestEngine.allCases.map { (from, $0) } }

  /// Rows with every type, extremes, missing values, references to rows before, after and in a circle.
  private func furnish(_ database: Database) async throws {
    try await database.write { writer in
      var places = (0..<1200).map { Place("Place \($0)") }
      for index in places.indices {
        places[index].size = index % 5 == 0 ? nil : Double(index) / 7
        places[index].visits = index % 3 == 0 ? Int.max : index
        places[index].photo = index % 4 == 0 ? nil : Array(repeating: UInt8(index % 256), count: index)
      }
      places[0].name = "مرحبا 'quoted' \\ \n"
      places[1].photo = []
      try writer.runMany(places) { $0.insertion }
      for (child, parent) in [(0, 1199), (1199, 0), (5, 5), (7, 6)] {
        try writer.run("UPDATE place SET parent_id = \(places[parent].id) WHERE id = \(places[child].id)")
      }
      try writer.run("INSERT INTO booking (id, place_id, starts_at, note) VALUES ('b', \(places[9].id), '', NULL)")
      writer.recordChange(kind: "place", id: places[0].id)
    }
  }

  /// All rows of the town, in an order that does not depend on the engine.
  private func contents(of database: Database) async throws -> [[[SQLValue]]] {
    try await database.read { reader in
      [
        try reader.all("SELECT id, name, parent_id, size, visits, photo FROM place ORDER BY id") { $0.values },
        try reader.all("SELECT id, place_id, starts_at, note FROM booking ORDER BY id") { $0.values },
      ]
    }
  }

  @Test(arguments: ways)
  func `a backup brings everything back on either engine`(from: TestEngine, to: TestEngine) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/backup.sqlite"
      let (rows, mark) = try await withTown(on: from) { database in
        try await furnish(database)
        try await database.backup(to: path)
        return try await (contents(of: database), database.read { try $0.changeMark() })
      }
      // The source is gone; a new town takes over.
      try await withLocation(on: to) { location in
        let database = try await Database.open(location, migrations: Town.migrations)
        try await database.restore(from: path)
        let restored = try await contents(of: database)
        #expect(restored == rows)
        let check = try await database.check()
        #expect(check.isSound, "\(check.problems)")
        #expect(check.mark?.epoch != mark.epoch)
        // A renewed epoch makes everyone load everything.
        let changes = try await database.read { try $0.changes(since: mark) }
        #expect(changes == check.mark.map(Changes.reload))
        // The rules are back too.
        let error = await #expect(throws: StorageError.self) {
          try await database.write { try $0.run(Place("Room", parent: .make()).insertion) }
        }
        guard case .constraint(.foreignKey, _, _) = error else {
          Issue.record("another error: \(String(describing: error))")
          return
        }
        await database.close()
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a backup shows one moment while others write`(engine: TestEngine) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/backup.sqlite"
      try await withTown(on: engine) { database in
        try await furnish(database)
        let isUnderWay = Signal()
        let isWritten = Signal()
        let hasBegun = Flag()
        async let backup: Void = database.backup(to: path) { progress in
          guard !hasBegun.isRaised else { return }
          hasBegun.raise()
          #expect(progress.done < progress.total)
          isUnderWay.raise()
          isWritten.wait()
        }
        try await onOwnThread { isUnderWay.wait() }
        let before = try await contents(of: database)
        // Two tables that have to fit together.
        try await database.write { writer in
          let late = Place("late")
          try writer.run(late.insertion)
          try writer.run("INSERT INTO booking (id, place_id, starts_at) VALUES ('late', \(late.id), '')")
          try writer.run("DELETE FROM booking WHERE id = 'b'")
        }
        isWritten.raise()
        try await backup
        try await withDatabase(on: .sqlite, migrations: Town.migrations) { copy in
          try await copy.restore(from: path)
          let restored = try await contents(of: copy)
          #expect(restored == before)
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a restore that is interrupted leaves what was there`(engine: TestEngine) async throws {
    struct Interruption: Error {}
    try await withBackup { path in
      try await withTown(on: engine) { database in
        try await database.write { try $0.run(Place("kept").insertion) }
        let before = try await contents(of: database)
        let mark = try await database.read { try $0.changeMark() }
        await #expect(throws: Interruption.self) {
          try await database.restore(from: path, replace: true) { progress in
            if progress.done >= 1000 { throw Interruption() }
          }
        }
        let after = try await contents(of: database)
        #expect(after == before)
        let markAfter = try await database.read { try $0.changeMark() }
        #expect(markAfter == mark)
        // And it can be tried again.
        try await database.restore(from: path, replace: true)
        let count = try await database.read { try $0.value("SELECT COUNT(*) FROM place", as: Int.self) }
        #expect(count == 1200)
        let renewed = try await database.read { try $0.changeMark() }
        #expect(renewed.epoch != mark.epoch && renewed.number > mark.number)
      }
    }
  }

  /// A backup with the usual furniture, made from SQLite.
  private func withBackup(_ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/backup.sqlite"
      try await withTown(on: .sqlite) { database in
        try await furnish(database)
        try await database.backup(to: path)
      }
      try await body(path)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a backup that is interrupted leaves no file`(engine: TestEngine) async throws {
    struct Interruption: Error {}
    try await withTemporaryFolder { folder in
      try await withTown(on: engine) { database in
        try await furnish(database)
        await #expect(throws: Interruption.self) {
          try await database.backup(to: "\(folder)/backup.sqlite") { _ in throw Interruption() }
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.isEmpty)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `data is replaced only when asked`(engine: TestEngine) async throws {
    try await withBackup { path in
      try await withTown(on: engine) { database in
        try await database.write { try $0.run(Place("mine").insertion) }
        await #expect(throws: StorageError.targetNotEmpty) { try await database.restore(from: path) }
        let names = try await database.read { try $0.values("SELECT name FROM place", as: String.self) }
        #expect(names == ["mine"])
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `an older backup is brought to the program's schema`(engine: TestEngine) async throws {
    try await withBackup { path in
      try await withDatabase(on: engine, migrations: Town.newerMigrations) { database in
        try await database.restore(from: path)
        let remarks = try await database.read { try $0.values("SELECT DISTINCT remark FROM place", as: String.self) }
        #expect(remarks == ["old"])
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a newer backup is refused`(engine: TestEngine) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/backup.sqlite"
      try await withDatabase(on: engine, migrations: Town.newerMigrations) { try await $0.backup(to: path) }
      try await withTown(on: engine) { database in
        await #expect(throws: StorageError.newerSchema(["town 2 (remarks)"])) {
          try await database.restore(from: path)
        }
      }
    }
  }

  @Test func `files that are no backups are refused`() async throws {
    try await withTemporaryFolder { folder in
      try Data().write(to: URL(fileURLWithPath: "\(folder)/empty"))
      try Data("a,b,c\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/table.csv"))
      let foreign = try await Database.open(.sqlite(path: "\(folder)/foreign"), migrations: [])
      try await foreign.engine.write(.maintenance) { try $0.session.script("CREATE TABLE customer (id INTEGER)") }
      await foreign.close()
      try await withTown(on: .sqlite) { database in
        for name in ["missing", "empty", "table.csv", "foreign", "."] {
          let error = await #expect(throws: StorageError.self) { try await database.restore(from: "\(folder)/\(name)") }
          guard case .notABackup = error else {
            Issue.record("\(name): \(String(describing: error))")
            continue
          }
        }
      }
    }
  }

  @Test func `a damaged backup is refused`() async throws {
    try await withBackup { path in
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      // Everything behind the first pages, which hold the schema.
      for position in stride(from: 32_768, to: bytes.count, by: 7) { bytes[position] ^= 0xff }
      try bytes.write(to: URL(fileURLWithPath: path))
      try await withTown(on: .sqlite) { database in
        let error = await #expect(throws: StorageError.self) { try await database.restore(from: path) }
        guard case .damaged = error else {
          Issue.record("another error: \(String(describing: error))")
          return
        }
      }
    }
  }

  @Test func `a backup whose references do not hold is refused`() async throws {
    try await withBackup { path in
      // Takes the rule out of the schema, breaks it and puts it back.
      try await tamper(
        with: path,
        "UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES place (id),', '/* */,') WHERE name = 'booking'")
      try await tamper(with: path, "INSERT INTO booking (id, place_id, starts_at) VALUES ('lost', 'nowhere', '')")
      try await tamper(
        with: path,
        "UPDATE sqlite_schema SET sql = replace(sql, '/* */,', 'REFERENCES place (id),') WHERE name = 'booking'")
      try await withTown(on: .postgres) { database in
        await #expect(throws: StorageError.damaged(["booking refers to rows that do not exist"])) {
          try await database.restore(from: path)
        }
      }
    }
  }

  private func tamper(with path: String, _ statement: String) async throws {
    let database = try await Database.open(.sqlite(path: path), migrations: Town.migrations)
    try await database.engine.write(.maintenance) { writer in
      try writer.session.script("PRAGMA writable_schema = ON; \(statement); PRAGMA writable_schema = OFF")
    }
    await database.close()
  }

  @Test func `a backup is one file that only its owner reads and is never overwritten`() async throws {
    try await withBackup { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files == ["backup.sqlite"])
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
      #expect(rights?.intValue == 0o600)
      try await withTown(on: .sqlite) { database in
        await #expect(throws: StorageError.self) { try await database.backup(to: path) }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a check finds what is wrong`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      let database = try await Database.open(location, migrations: Town.migrations)
      let before = try await database.check()
      #expect(before.mark == nil && before.pendingMigrations.count == 3 && !before.isSound)
      try await database.migrate()
      let sound = try await database.check()
      #expect(sound.isSound && sound.mark?.number == 0)
      try await database.engine.write(.maintenance) { writer in
        switch engine {
        case .sqlite:
          try writer.session.script("PRAGMA defer_foreign_keys = ON")
          try writer.session.script("CREATE TABLE child (id INTEGER REFERENCES place (visits)) STRICT")
        case .postgres:
          try writer.session.script(
            "ALTER TABLE place ADD CONSTRAINT late CHECK (visits < 10) NOT VALID; ALTER TABLE place ADD extra varchar")
        }
      }
      let after = try await database.check()
      #expect(!after.isSound)
      await database.close()
    }
  }
}
