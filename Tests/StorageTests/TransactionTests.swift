import TestSupport
import Testing
import Vocabulary

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct TransactionTests {
  private struct Refusal: Error, Equatable {}

  @Test(arguments: TestEngine.allCases)
  func `what is written is read by others`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      var place = Place("Library")
      place.size = 12.5
      place.photo = [1, 2, 3]
      let saved = place
      let changed = try await database.write { try $0.run(saved.insertion) }
      let places = try await database.read { try $0.places() }
      #expect(changed == 1)
      #expect(places == [saved])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `run tells how many rows it changed`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let counts = try await database.write { writer in
        try [
          writer.runMany(["a", "b", "c"]) { Place($0).insertion },
          writer.run("UPDATE place SET visits = visits + 1 WHERE name <> 'a'"),
          writer.run("UPDATE place SET visits = 9 WHERE name = 'nobody'"),
          writer.run("DELETE FROM place"),
          writer.run("DELETE FROM place"),
          writer.runMany([String]()) { Place($0).insertion },
        ]
      }
      #expect(counts == [3, 2, 0, 3, 0, 0])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `an error undoes the whole transaction`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      await #expect(throws: Refusal.self) {
        try await database.write { writer in
          try writer.run(Place("Library").insertion)
          throw Refusal()
        }
      }
      let places = try await database.read { try $0.places() }
      #expect(places.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `each kind of rule is told apart`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let library = Place("Library")
      try await database.write { try $0.run(library.insertion) }
      let breaches: [(ConstraintKind, SQL)] = [
        (.unique, Place("Library").insertion),
        (.unique, "INSERT INTO place (id, name) VALUES (\(library.id), \("Other"))"),
        (.foreignKey, Place("Room", parent: .make()).insertion),
        (.foreignKey, "INSERT INTO booking (id, place_id, starts_at) VALUES ('b', 'nowhere', 'now')"),
        (.check, "UPDATE place SET visits = -1"),
        (.notNull, "INSERT INTO place (id) VALUES ('x')"),
      ]
      for (kind, sql) in breaches {
        let error = await #expect(throws: StorageError.self) { try await database.write { try $0.run(sql) } }
        guard case .constraint(kind, _, _) = error else {
          Issue.record("\(kind) was expected, not \(String(describing: error))")
          continue
        }
        let message = try #require(error).description
        // Values may be about people, and messages end up in logs.
        #expect(!message.contains("Library") && !message.contains("Other"))
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a savepoint undoes its part only`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let names = try await database.write { writer in
        try writer.run(Place("Library").insertion)
        let breach = failure {
          try writer.savepoint {
            try writer.run(Place("Pool").insertion)
            try writer.run(Place("Library").insertion)
          }
        }
        #expect(breach is StorageError)
        try writer.savepoint {
          try writer.run(Place("Park").insertion)
          let refusal = failure {
            try writer.savepoint {
              try writer.run(Place("Square").insertion)
              throw Refusal()
            }
          }
          #expect(refusal is Refusal)
        }
        return try writer.values("SELECT name FROM place ORDER BY name", as: String.self)
      }
      #expect(names == ["Library", "Park"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a caught failure without a savepoint ends the transaction`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let error = await #expect(throws: StorageError.self) {
        try await database.write { writer in
          try writer.run(Place("Library").insertion)
          _ = try? writer.run("INSERT INTO nothing VALUES (1)")
        }
      }
      guard case .transactionFailed = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      await #expect(throws: StorageError.self) {
        try await database.write { writer in
          _ = try? writer.run("INSERT INTO nothing VALUES (1)")
          let next = failure { _ = try writer.places() }
          #expect(next as? StorageError == .transactionFailed(query: "INSERT INTO nothing VALUES (1)"))
          try writer.run(Place("Pool").insertion)
        }
      }
      let places = try await database.read { try $0.places() }
      #expect(places.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a failed batch says which statement it was and leaves nothing`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let error = await #expect(throws: StorageError.self) {
        try await database.write { writer in
          _ = try writer.runMany((0..<500).map { $0 == 321 ? "0" : "\($0)" }) { Place($0).insertion }
        }
      }
      guard case .constraint(.unique, _, _) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      // The connection is as good as before.
      let names = try await database.write { writer in
        try writer.runMany(["a", "b"]) { Place($0).insertion }
        return try writer.values("SELECT name FROM place ORDER BY name", as: String.self)
      }
      #expect(names == ["a", "b"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a batch may hold large values`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let total = try await database.write { writer in
        try writer.runMany(0..<250) { number in
          var place = Place("\(number)")
          place.photo = Array(repeating: UInt8(number), count: 100_000)
          return place.insertion
        }
        return try writer.value("SELECT CAST(SUM(LENGTH(photo)) AS BIGINT) FROM place", as: Int.self)
      }
      #expect(total == 25_000_000)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a reader cannot write`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let error = await #expect(throws: StorageError.self) {
        try await database.read { _ = try $0.values("DELETE FROM place RETURNING id", as: String.self) }
      }
      guard case .readOnly = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a reader sees one moment while others write`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let isCounted = Signal()
      let isWritten = Signal()
      async let counts = database.read { reader in
        let before = try reader.value("SELECT COUNT(*) FROM place", as: Int.self)
        isCounted.raise()
        isWritten.wait()
        return [before, try reader.value("SELECT COUNT(*) FROM place", as: Int.self)]
      }
      try await onOwnThread { isCounted.wait() }
      try await database.write { try $0.run(Place("Library").insertion) }
      isWritten.raise()
      #expect(try await counts == [0, 0])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a cancelled task's transaction is undone`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let hasWritten = Signal()
      let task = Task {
        try await database.write { writer in
          try writer.run(Place("Library").insertion)
          hasWritten.raise()
          // Much longer than the test may take; ends only because it is stopped.
          _ = try writer.value(
            """
            WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)
            SELECT COUNT(*) FROM n
            """, as: Int.self)
        }
      }
      try await onOwnThread { hasWritten.wait() }
      let time = await ContinuousClock().measure {
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
      // Well before the limit of a statement would have stopped it.
      #expect(time < .seconds(20))
      let places = try await database.write { try $0.places() }
      #expect(places.isEmpty)
    }
  }

  @Test func `who is cancelled while another program writes to PostgreSQL stops waiting`() async throws {
    try await withLocation(on: .postgres) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { one in
        try await withDatabase(at: location, migrations: Town.migrations) { other in
          let hasBegun = Signal()
          let mayEnd = Signal()
          async let holding: Void = one.write { _ in
            hasBegun.raise()
            mayEnd.wait()
          }
          try await onOwnThread { hasBegun.wait() }
          let waiting = Task { try await other.write { try $0.run(Place("Library").insertion) } }
          while try await !isWaitingForLock(seenFrom: one) { await Task.yield() }
          waiting.cancel()
          await #expect(throws: CancellationError.self) { try await waiting.value }
          mayEnd.raise()
          try await holding
          try await other.write { try $0.run(Place("Park").insertion) }
          let names = try await one.read { try $0.values("SELECT name FROM place", as: String.self) }
          #expect(names == ["Park"])
        }
      }
    }
  }

  /// Whether a writer of this schema waits at the server.
  private func isWaitingForLock(seenFrom database: Database) async throws -> Bool {
    try await database.read { reader in
      try reader.value(
        """
        SELECT COUNT(*) FROM pg_stat_activity
        WHERE wait_event = 'advisory' AND query LIKE '%' || current_schema() || '%'
        """) > 0
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `two programs race for one slot and one gets it`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { one in
        try await withDatabase(at: location, migrations: Town.migrations) { other in
          let room = Place("Room")
          try await one.write { try $0.run(room.insertion) }
          for slot in 0..<10 {
            let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
              for database in [one, other, one, other] {
                group.addTask { try await book(slot, of: room, in: database) }
              }
              return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(granted == 1)
          }
          let bookings = try await other.read { try $0.value("SELECT COUNT(*) FROM booking", as: Int.self) }
          #expect(bookings == 10)
        }
      }
    }
  }

  /// Looks whether the slot is free and takes it: right only when nobody writes in between.
  private func book(_ slot: Int, of room: Place, in database: Database) async throws -> Bool {
    try await database.write { writer in
      let taken = try writer.value(
        "SELECT COUNT(*) FROM booking WHERE place_id = \(room.id) AND starts_at = \("\(slot)")", as: Int.self)
      guard taken == 0 else { return false }
      try writer.run(
        """
        INSERT INTO booking (id, place_id, starts_at) VALUES (\(Identifier<Place>.make()), \(room.id), \("\(slot)"))
        """)
      return true
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a closed database says so`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      await database.close()
      await #expect(throws: StorageError.closed) { try await database.read { try $0.places() } }
      await #expect(throws: StorageError.closed) { try await database.write { try $0.places() } }
    }
  }
}
