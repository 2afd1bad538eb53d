import TestSupport
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  /// Ends every other connection to the schema's database that this town's program holds, as a restart does.
  private static let endOthers: SQL = """
    SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE pid = ANY (CAST(string_to_array(current_setting('wegpunkt.ended'), ',') AS int[]))
    """

  private func end(_ pids: [Int], from database: Database) async throws {
    try await database.write { writer in
      let list = pids.map(String.init).joined(separator: ",")
      _ = try writer.value("SELECT set_config('wegpunkt.ended', \(list), true)", as: String.self)
      _ = try writer.value(Self.endOthers, as: Int.self)
    }
  }

  private func withTwoPrograms(_ body: (Database, Database) async throws -> Void) async throws {
    try await withLocation(on: .postgres) { location in
      guard case .postgres(let address) = location else { return }
      try await withDatabase(at: location, migrations: Town.migrations) { database in
        // Another schema: its writer does not wait for ours.
        let other = try await Database.open(.postgres(address.with(schema: "none_at_all")), migrations: [])
        try await body(database, other)
        await other.close()
      }
    }
  }

  @Test func `a transaction whose connection is lost saves nothing and says so`() async throws {
    try await withTwoPrograms { database, other in
      let (pids, pid) = AsyncStream.makeStream(of: Int.self)
      let isEnded = Signal()
      async let lost: Void = database.write { writer in
        try writer.run(Place("Library").insertion)
        pid.yield(try writer.value("SELECT pg_backend_pid()", as: Int.self))
        isEnded.wait()
        try writer.run(Place("Pool").insertion)
      }
      var iterator = pids.makeAsyncIterator()
      let victim = try #require(await iterator.next())
      try await end([victim], from: other)
      isEnded.raise()
      do {
        try await lost
        Issue.record("the transaction went on without a connection")
      } catch let error as StorageError {
        guard case .connectionLost = error else { throw error }
        #expect(error.description.contains("nothing of the transaction was saved"))
      }
      try await database.write { try $0.run(Place("Park").insertion) }
      let names = try await database.read { try $0.values("SELECT name FROM place", as: String.self) }
      #expect(names == ["Park"])
    }
  }

  @Test func `connections that were lost while idle are replaced without anyone noticing`() async throws {
    try await withTwoPrograms { database, other in
      let reader = try await database.read { try $0.value("SELECT pg_backend_pid()", as: Int.self) }
      let writer = try await database.write { try $0.value("SELECT pg_backend_pid()", as: Int.self) }
      try await end([reader, writer], from: other)
      try await database.write { try $0.run(Place("Park").insertion) }
      let (names, fresh) = try await database.read { reader in
        (
          try reader.values("SELECT name FROM place", as: String.self),
          try reader.value("SELECT pg_backend_pid()", as: Int.self)
        )
      }
      #expect(names == ["Park"])
      #expect(fresh != reader)
    }
  }

  @Test func `a connection lost while saving leaves the outcome open`() async throws {
    try await withTwoPrograms { database, _ in
      // The deferred rule runs at COMMIT, and ends its own connection there.
      try await database.engine.write(.maintenance) { writer in
        try writer.session.script(
          """
          CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
          CREATE CONSTRAINT TRIGGER leaving AFTER INSERT ON place DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION leave()
          """)
      }
      let error = await #expect(throws: StorageError.self) {
        try await database.write { try $0.run(Place("Library").insertion) }
      }
      guard case .commitUncertain = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      let places = try await database.read { try $0.places() }
      #expect(places.isEmpty)
    }
  }

  @Test func `a listener comes back after its connection was lost`() async throws {
    try await withTwoPrograms { database, other in
      let hints = AsyncStream.makeStream(of: Void.self)
      let listener = database.engine.listen { hints.continuation.yield() }
      var iterator = hints.stream.makeAsyncIterator()
      _ = await iterator.next()
      let pids = try await database.read { reader in
        let channel = "LISTEN wegpunkt_\(try reader.value("SELECT current_schema()", as: String.self))"
        return try reader.values("SELECT pid FROM pg_stat_activity WHERE query = \(channel)", as: Int.self)
      }
      #expect(pids.count == 1)
      try await end(pids, from: other)
      // It hints when it listens again, because it may have missed something.
      await iterator.next()
      listener?.stop()
    }
  }

  @Test func `a server that is not there is named, without a password`() async throws {
    let location = try DatabaseLocation("postgres://ada:s3cret@/town?host=/nowhere/at/all", from: .fileOrEnvironment)
    let error = await #expect(throws: StorageError.self) { try await Database.open(location, migrations: []) }
    let message = try #require(error).description
    #expect(message.contains("/nowhere/at/all") && !message.contains("s3cret"))
  }

  @Test func `who waits too long for a connection is told that it is busy`() async throws {
    let room = WaitingRoom(places: 1, patience: .milliseconds(1))
    try await room.enter()
    let error = await #expect(throws: StorageError.self) { try await room.enter() }
    guard case .busy = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    room.leave()
    try await room.enter()
  }

  @Test func `who is cancelled while waiting leaves no place behind`() async throws {
    let room = WaitingRoom(places: 1, patience: .seconds(3600))
    try await room.enter()
    let waiting = Task { try await room.enter() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    room.leave()
    try await room.enter()
  }

  @Test func `many readers and writers share few connections`() async throws {
    try await withDatabase(on: .postgres, migrations: Town.migrations) { database in
      let total = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<60 {
          group.addTask {
            if number % 3 == 0 { try await database.write { try $0.run(Place("\(number)").insertion) } }
            return try await database.read { try $0.value("SELECT pg_backend_pid()", as: Int.self) }
          }
        }
        return try await Set(group.reduce(into: []) { $0.append($1) }).count
      }
      #expect(total <= PostgresPool.readerCount)
      let count = try await database.read { try $0.value("SELECT COUNT(*) FROM place", as: Int.self) }
      #expect(count == 20)
    }
  }
}
