import TestSupport
import Testing
import Vocabulary

@testable import Storage

@Suite struct RowTests {
  private enum Colour: String, SQLConvertible { case red, green }

  private func error(
    of sql: SQL, in database: Database, _ body: @Sendable (Row) throws -> Void
  ) async -> StorageError? {
    do {
      try await database.read { reader in _ = try reader.all(sql) { row in try body(row) } }
      return nil
    } catch {
      return error as? StorageError
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `columns are read by name in any order`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let sums = try await database.read { reader in
        try reader.all("SELECT 1 AS a, 2 AS b, 3 AS c UNION ALL SELECT 4, 5, 6 ORDER BY a") { row in
          let a: Int = try row["a"]
          // Another order in each row, and the same column twice.
          let rest: [Int] = a == 1 ? [try row["c"], try row["b"]] : [try row["b"], try row["c"], try row["b"]]
          return [a] + rest
        }
      }
      #expect(sums == [[1, 3, 2], [4, 5, 6, 5]])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `rows can be kept and read later`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let names = try await database.write { writer in
        try writer.runMany(["Library", "Pool", "Park"]) { Place($0).insertion }
        let rows = try writer.all("SELECT name, visits FROM place ORDER BY name") { $0 }
        return try rows.map { try $0["name"] as String }
      }
      #expect(names == ["Library", "Park", "Pool"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a missing value read as present names column, statement and what was found`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let query: SQL = "SELECT CAST(NULL AS BIGINT) AS visits WHERE \(1) = 1"
      let error = await error(of: query, in: database) { row in let _: Int = try row["visits"] }
      let text = try query.prepared(for: database.engine.dialect).text
      #expect(error == .decoding(column: "visits", expected: "Int", found: "NULL", query: text))
      let message = try #require(error).description
      #expect(message.contains("visits") && message.contains(text) && message.contains("NULL"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a value of another kind is refused without repeating a text`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let text = await error(of: "SELECT CAST('Amina' AS TEXT) AS name", in: database) { let _: Int = try $0["name"] }
      let message = try #require(text).description
      #expect(message.contains("a text of 5 bytes") && !message.contains("holds Amina"))

      let number = await error(of: "SELECT 2 AS flag", in: database) { let _: Bool = try $0["flag"] }
      #expect(try #require(number).description.contains("the integer 2"))

      let word = await error(of: "SELECT CAST('blue' AS TEXT) AS colour", in: database) { row in
        let _: Colour = try row["colour"]
      }
      guard case .decoding("colour", "Colour", _, _) = try #require(word) else {
        Issue.record("not a decoding error: \(String(describing: word))")
        return
      }
      let identifier = await error(of: "SELECT CAST('x' AS TEXT) AS id", in: database) { row in
        let _: Identifier<Place>? = try row["id"]
      }
      #expect(identifier != nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a column that is not there is named with those that are`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let error = await error(of: "SELECT 1 AS a, 2 AS b", in: database) { let _: Int = try $0["c"] }
      guard case .noSuchColumn("c", ["a", "b"], _) = try #require(error) else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `one row is one row`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      await #expect(throws: StorageError.self) {
        try await database.read { try $0.value("SELECT visits FROM place", as: Int.self) }
      }
      await #expect(throws: StorageError.self) {
        try await database.read { try $0.value("SELECT 1 UNION ALL SELECT 2", as: Int.self) }
      }
      let first = try await database.read { try $0.first("SELECT name FROM place") { try $0["name"] as String } }
      #expect(first == nil)
      let optional = try await database.read { try $0.value("SELECT MAX(visits) FROM place", as: Int?.self) }
      #expect(optional == nil)
    }
  }

  @Test func `an uncast sum says that it has to be cast`() async throws {
    try await withTown(on: .postgres) { database in
      let error = await error(of: "SELECT SUM(visits) AS total FROM place", in: database) { _ in }
      #expect(error?.description.contains("Cast it") == true)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a long answer is streamed, with other queries in between`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let sum = try await database.write { writer in
        try writer.runMany(1...2500) { number in
          "INSERT INTO place (id, name, visits) VALUES (\("p\(number)"), \("Place \(number)"), \(number))"
        }
        var sum = 0
        try writer.forEach("SELECT visits FROM place") { row in
          let visits: Int = try row["visits"]
          if visits % 1000 == 0 {
            // The same statement again, while it is being read.
            try writer.forEach("SELECT visits FROM place") { _ in sum += 1 }
          }
          sum += visits
        }
        return sum
      }
      #expect(sum == 2500 * 2501 / 2 + 2 * 2500)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a stream that is left early leaves the transaction usable`(engine: TestEngine) async throws {
    struct Enough: Error {}
    try await withTown(on: engine) { database in
      let count = try await database.write { writer in
        try writer.runMany(["a", "b", "c"]) { Place($0).insertion }
        #expect(throws: Enough.self) { try writer.forEach("SELECT * FROM place") { _ in throw Enough() } }
        return try writer.value("SELECT COUNT(*) FROM place", as: Int.self)
      }
      #expect(count == 3)
    }
  }
}
