import TestSupport
import Testing
import Vocabulary

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct ChangeTests {
  @Test(arguments: TestEngine.allCases)
  func `only a transaction that changed something counts`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let numbers = try await [
        database.read { try $0.changeMark().number },
        mark(after: { writer in _ = try writer.places() }, in: database),
        mark(after: { writer in try writer.run("DELETE FROM place") }, in: database),
        mark(after: { writer in try writer.run(Place("Library").insertion) }, in: database),
        mark(after: breakRule, in: database),
        mark(after: deleteReturning, in: database),
        mark(after: { writer in writer.recordChange(kind: "place", id: Identifier<Place>.make()) }, in: database),
      ]
      #expect(numbers == [0, 0, 0, 1, 1, 2, 3])
    }
  }

  private let breakRule: @Sendable (Writer) -> Void = { writer in
    _ = failure { try writer.savepoint { _ = try writer.runMany(["Pool", "Library"]) { Place($0).insertion } } }
  }

  private let deleteReturning: @Sendable (Writer) throws -> Void = { writer in
    _ = try writer.values("DELETE FROM place RETURNING id", as: String.self)
  }

  private func mark(after body: @Sendable (Writer) throws -> Void, in database: Database) async throws -> Int64 {
    try await database.write(body)
    return try await database.read { try $0.changeMark().number }
  }

  @Test(arguments: TestEngine.allCases)
  func `concurrent writers lose no number and see it only grow`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { one in
        try await withDatabase(at: location, migrations: Town.migrations) { other in
          let seen = try await withThrowingTaskGroup(of: [Int64].self) { group in
            group.addTask { try await watched(one, until: 40) }
            for number in 0..<40 {
              let database = number % 2 == 0 ? one : other
              group.addTask {
                try await database.write { writer in
                  let place = Place("\(number)")
                  try writer.run(place.insertion)
                  writer.recordChange(kind: "place", id: place.id)
                }
                return []
              }
            }
            return try await group.reduce([], +)
          }
          #expect(seen == seen.sorted())
          let start = ChangeMark(epoch: try await one.read { try $0.changeMark().epoch }, number: 0)
          let changes = try await other.read { try $0.changes(since: start) }
          let places = try await other.read { try $0.places() }
          guard case .records(let records, let mark) = changes else {
            Issue.record("the log should reach back")
            return
          }
          #expect(mark.number == 40)
          #expect(Set(records.map { $0.id.retyped(as: Place.self) }) == Set(places.map(\.id)))
        }
      }
    }
  }

  /// Reads the number again and again: whoever saw a number must also see all that it counts.
  private func watched(_ database: Database, until last: Int64) async throws -> [Int64] {
    var numbers: [Int64] = []
    while numbers.last != last {
      let (number, count) = try await database.read { reader in
        (try reader.changeMark().number, try reader.value("SELECT COUNT(*) FROM place", as: Int64.self))
      }
      #expect(number == count)
      numbers.append(number)
      await Task.yield()
    }
    return numbers
  }

  @Test(arguments: TestEngine.allCases)
  func `the log names what changed since a mark, in order and once`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let (a, b, c) = (Identifier<Place>.make(), Identifier<Place>.make(), Identifier<Place>.make())
      try await database.write { $0.recordChange(kind: "place", id: a) }
      let mark = try await database.read { try $0.changeMark() }
      try await database.write { writer in
        writer.recordChange(kind: "place", id: c)
        let refusal = failure {
          try writer.savepoint {
            writer.recordChange(kind: "place", id: a)
            throw CancellationError()
          }
        }
        #expect(refusal != nil)
      }
      try await database.write { writer in
        writer.recordChange(kind: "place", id: b)
        writer.recordChange(kind: "place", id: c)
      }
      let changes = try await database.read { try $0.changes(since: mark) }
      let expected = [c, b].map { Change(kind: "place", id: $0.retyped()) }
      #expect(changes == .records(expected, upTo: ChangeMark(epoch: mark.epoch, number: 3)))
      let nothing = try await database.read { try $0.changes(since: $0.changeMark()) }
      #expect(nothing == .records([], upTo: ChangeMark(epoch: mark.epoch, number: 3)))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `who is too far behind, or of another epoch, reloads`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let first = try await database.read { try $0.changeMark() }
      try await database.write { $0.recordChange(kind: "place", id: Identifier<Place>.make()) }
      let second = try await database.read { try $0.changeMark() }
      try await record(Int(ChangeLog.length), in: database)
      let third = try await database.read { try $0.changeMark() }

      let answers = try await database.read { reader in
        try [first, second, third, ChangeMark(epoch: "other", number: 1), ChangeMark(epoch: first.epoch, number: 99)]
          .map { try reader.changes(since: $0) }
      }
      #expect(answers[0] == .reload(third))
      #expect(isList(answers[1]) && isList(answers[2]))
      #expect(answers[3] == .reload(third) && answers[4] == .reload(third))
      let length = try await database.read { try $0.value("SELECT COUNT(*) FROM change_log", as: Int64.self) }
      #expect(length == ChangeLog.length)

      // More than the log holds at once: nothing is listed.
      try await record(Int(ChangeLog.length) + 1, in: database)
      let last = try await database.read { try $0.changes(since: third) }
      #expect(!isList(last))
    }
  }

  private func record(_ count: Int, in database: Database) async throws {
    try await database.write { writer in
      for _ in 0..<count { writer.recordChange(kind: "place", id: Identifier<Place>.make()) }
    }
  }

  private func isList(_ changes: Changes) -> Bool {
    if case .records = changes { true } else { false }
  }

  @Test(arguments: TestEngine.allCases)
  func `marks come at first and after each write of this process`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      // Longer than any test: only the hint can bring the second mark.
      var marks = database.changeMarks(every: .seconds(3600)).makeAsyncIterator()
      let first = await marks.next()
      #expect(first?.number == 0)
      try await database.write { try $0.run(Place("Library").insertion) }
      let second = await marks.next()
      #expect(second?.number == 1)
      #expect(second?.epoch == first?.epoch)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `another process's writes are found by looking`(engine: TestEngine) async throws {
    try await withLocation(on: engine) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { one in
        try await withDatabase(at: location, migrations: Town.migrations) { other in
          var marks = one.changeMarks(every: .milliseconds(5)).makeAsyncIterator()
          _ = await marks.next()
          try await other.write { try $0.run(Place("Library").insertion) }
          let mark = await marks.next()
          #expect(mark?.number == 1)
        }
      }
    }
  }

  @Test func `PostgreSQL tells at once what another process wrote`() async throws {
    try await withLocation(on: .postgres) { location in
      try await withDatabase(at: location, migrations: Town.migrations) { one in
        try await withDatabase(at: location, migrations: Town.migrations) { other in
          let hints = AsyncStream.makeStream(of: Void.self)
          let listener = one.engine.listen { hints.continuation.yield() }
          var iterator = hints.stream.makeAsyncIterator()
          // The first says that it listens now.
          _ = await iterator.next()
          try await other.write { try $0.run(Place("Library").insertion) }
          await iterator.next()
          let number = try await one.read { try $0.changeMark().number }
          #expect(number == 1)
          listener?.stop()
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `the marks end when the database is closed`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let marks = database.changeMarks(every: .milliseconds(5))
      var count = 0
      for await _ in marks {
        count += 1
        await database.close()
      }
      #expect(count == 1)
    }
  }
}
