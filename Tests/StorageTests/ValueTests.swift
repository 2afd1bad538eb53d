import TestSupport
import Testing
import Vocabulary

@testable import Storage

@Suite struct ValueTests {
  /// Stores a value in a column of its type and reads it back in the same transaction.
  private func stored<Value: SQLConvertible & Sendable>(_ value: Value, in database: Database) async throws -> Value {
    try await database.write { writer in
      try writer.run("DELETE FROM value")
      switch Value.sqlType {
      case .integer: try writer.run("INSERT INTO value (int_value) VALUES (\(value))")
      case .real: try writer.run("INSERT INTO value (real_value) VALUES (\(value))")
      case .text: try writer.run("INSERT INTO value (text_value) VALUES (\(value))")
      case .bytes: try writer.run("INSERT INTO value (bytes_value) VALUES (\(value))")
      }
      return try writer.one("SELECT int_value, real_value, text_value, bytes_value FROM value") { row in
        switch Value.sqlType {
        case .integer: try row["int_value"]
        case .real: try row["real_value"]
        case .text: try row["text_value"]
        case .bytes: try row["bytes_value"]
        }
      }
    }
  }

  private func expectStored<Value: SQLConvertible & Sendable & Equatable>(
    _ value: Value, in database: Database, location: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await stored(value, in: database)
    #expect(found == value, sourceLocation: location)
  }

  private func withValues(on engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
    let migration = Migration(
      room: "values", number: 1, name: "one of each",
      sql: ["CREATE TABLE value (int_value {int}, real_value {real}, text_value {text}, bytes_value {bytes})"])
    try await withDatabase(on: engine, migrations: [migration], body)
  }

  @Test(arguments: TestEngine.allCases)
  func `integers come back, the extremes too`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      for number in [0, 1, -1, 127, 128, -128, 65_536, Int.max, Int.min] {
        try await expectStored(number, in: database)
      }
      try await expectStored(Int64.min, in: database)
      try await expectStored(true, in: database)
      try await expectStored(false, in: database)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `reals come back to the last bit`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      let numbers = [
        0, 0.1, -1.5, 1, Double.pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity, 1e300,
      ]
      for number in numbers {
        let found = try await stored(number, in: database)
        #expect(found.bitPattern == number.bitPattern)
      }
      let zero = try await stored(-0.0, in: database)
      #expect(zero.sign == .plus)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `texts come back as they were, empty, long or in any script`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      let texts = [
        "", " ", "ä", "a\u{308}", "مرحبا بالعالم", "Ласкаво просимо", "👩‍👩‍👧", "\u{1}\t\r\n\u{7f}", "\u{feff}x",
        "\u{10ffff}",
        String(repeating: "Straße ", count: 20_000),
      ]
      for text in texts {
        let found = try await stored(text, in: database)
        #expect(Array(found.utf8) == Array(text.utf8))
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `bytes come back, zero bytes and none too`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      for bytes in [[], [0], [0, 0, 255], Array(0...255), Array(repeating: 7, count: 100_000)] as [[UInt8]] {
        try await expectStored(bytes, in: database)
      }
      let isStored = try await database.read { try $0.value("SELECT COUNT(bytes_value) FROM value", as: Int.self) }
      #expect(isStored == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `empty bytes are not a missing value`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      let value = try await stored([UInt8]?.some([]), in: database)
      #expect(value == .some([]))
      try await expectStored([UInt8]?.none, in: database)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `the words of the vocabulary come back`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      try await expectStored(Identifier<Place>.make(), in: database)
      try await expectStored(#require(Timestamp("2026-02-28T23:59:59Z")), in: database)
      try await expectStored(#require(LocalDate("1600-02-29")), in: database)
      try await expectStored(Language.simpleGerman, in: database)
      try await expectStored(Weekday.sunday, in: database)
      try await expectStored(Weekday?.none, in: database)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `text with NUL is refused`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      await #expect(throws: StorageError.nulInText) { try await stored("a\0b", in: database) }
      let kept = try await database.read { try $0.value("SELECT COUNT(*) FROM value", as: Int.self) }
      #expect(kept == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `what is not a number is refused`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      await #expect(throws: StorageError.notANumber) { try await stored(Double.nan, in: database) }
      await #expect(throws: StorageError.notANumber) { try await stored(-Double.signalingNaN, in: database) }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a comparison is read as a flag on both engines`(engine: TestEngine) async throws {
    try await withValues(on: engine) { database in
      let flags = try await database.read { reader in
        try [
          reader.value("SELECT \(1) = \(1)", as: Bool.self), reader.value("SELECT \("a") = \("b")", as: Bool.self),
          reader.value("SELECT \(Int?.none) IS NULL", as: Bool.self),
        ]
      }
      #expect(flags == [true, false, true])
    }
  }
}
