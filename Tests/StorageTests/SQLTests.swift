import TestSupport
import Testing

@testable import Storage

@Suite struct SQLTests {
  @Test func `values are numbered for each engine and never become text`() throws {
    let name = "'; DROP TABLE place; --"
    let sql: SQL = "SELECT * FROM place WHERE name = \(name) AND visits > \(3) AND size = \(1.5)"

    let sqlite = try sql.prepared(for: .sqlite)
    let postgres = try sql.prepared(for: .postgres)

    #expect(sqlite.text == "SELECT * FROM place WHERE name = ? AND visits > ? AND size = ?")
    #expect(postgres.text == "SELECT * FROM place WHERE name = $1 AND visits > $2 AND size = $3")
    #expect(sqlite.values == [.text(name), .integer(3), .real(1.5)])
    #expect(postgres.types == [.text, .integer, .real])
  }

  @Test func `a missing value keeps the type it would have`() throws {
    let missing: Int? = nil
    let prepared = try ("SELECT \(missing)" as SQL).prepared(for: .postgres)
    #expect(prepared.values == [.null])
    #expect(prepared.types == [.integer])
  }

  @Test func `fragments are spliced and numbered on`() throws {
    let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
    let sql: SQL = "SELECT \(0) WHERE \(fragment: conditions.joined(separator: " AND ")) LIMIT \(3)"
    let prepared = try sql.prepared(for: .postgres)
    #expect(prepared.text == "SELECT $1 WHERE a = $2 AND b = $3 LIMIT $4")
    #expect(prepared.values == [0, 1, 2, 3].map { .integer($0) })
  }

  @Test func `statements are joined with plus`() throws {
    var sql: SQL = "SELECT 1" + " WHERE \(true)"
    sql += " = 1"
    #expect(try sql.prepared(for: .sqlite).text == "SELECT 1 WHERE ? = 1")
  }

  @Test func `a list has one placeholder per element`() throws {
    let sql: SQL = "SELECT 1 WHERE a IN \(list: ["x", "y"])"
    #expect(try sql.prepared(for: .postgres).text == "SELECT 1 WHERE a IN ($1, $2)")
    #expect(!sql.isReusable)
  }

  @Test(arguments: TestEngine.allCases)
  func `an empty list matches nothing and its negation everything`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let found = try await database.write { writer in
        try writer.run(Place("Library").insertion)
        return try [
          writer.value("SELECT COUNT(*) FROM place WHERE name IN \(list: [String]())", as: Int.self),
          writer.value("SELECT COUNT(*) FROM place WHERE name NOT IN \(list: [String]())", as: Int.self),
          writer.value("SELECT COUNT(*) FROM place WHERE visits IN \(list: [Int]())", as: Int.self),
          writer.value("SELECT COUNT(*) FROM place WHERE size IN \(list: [Double]())", as: Int.self),
          writer.value("SELECT COUNT(*) FROM place WHERE photo IN \(list: [[UInt8]]())", as: Int.self),
          writer.value("SELECT COUNT(*) FROM place WHERE name IN \(list: ["Library", "Pool"])", as: Int.self),
        ]
      }
      #expect(found == [0, 1, 0, 0, 0, 1])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `what looks like SQL is stored as it was typed`(engine: TestEngine) async throws {
    try await withTown(on: engine) { database in
      let hostile = ["x'; DROP TABLE place; --", "\\'; SELECT 1", "$1 ? :name @a \\0", "\"quoted\"", "{text}"]
      let names = try await database.write { writer in
        try writer.runMany(hostile) { Place($0).insertion }
        return try writer.values("SELECT name FROM place", as: String.self)
      }
      #expect(Set(names) == Set(hostile))
    }
  }
}
