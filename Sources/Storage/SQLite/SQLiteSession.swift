import Foundation
import GRDB

/// One GRDB connection inside a transaction.
final class SQLiteSession: Session {
  private let database: GRDB.Database
  /// Cached statements whose rows are being read: stepping one twice would restart it.
  private var inUse: Set<ObjectIdentifier> = []
  var failedQuery: String?
  var changedRows = 0

  init(_ database: GRDB.Database) { self.database = database }

  var dialect: Dialect { .sqlite }

  func rows(_ prepared: PreparedSQL, _ body: (Row) throws -> Bool) throws {
    let before = database.totalChangesCount
    defer { changedRows += database.totalChangesCount - before }
    let statement = try attempt(prepared.text) { try self.statement(for: prepared) }
    inUse.insert(ObjectIdentifier(statement))
    defer { inUse.remove(ObjectIdentifier(statement)) }
    let cursor = try attempt(prepared.text) {
      try GRDB.Row.fetchCursor(statement, arguments: prepared.arguments)
    }
    let columns = ColumnNames(names: statement.columnNames, query: prepared.text)
    while try attempt(prepared.text, { try cursor.next() }) != nil {
      let values = (0..<columns.names.count).map { position in
        SQLValue(DatabaseValue(sqliteStatement: statement.sqliteStatement, index: CInt(position)))
      }
      guard try body(Row(columns: columns, values: values)) else { return }
    }
  }

  func stream(_ prepared: PreparedSQL, _ body: (Row) throws -> Void) throws {
    try rows(prepared) { row in
      try body(row)
      return true
    }
  }

  func run(_ prepared: PreparedSQL) throws -> Int {
    let before = database.totalChangesCount
    try attempt(prepared.text) {
      try statement(for: prepared).execute(arguments: prepared.arguments)
    }
    // The count of the last statement stays when a statement changes nothing, or is no change at all.
    let changed = database.totalChangesCount == before ? 0 : database.changesCount
    changedRows += changed
    return changed
  }

  func runBatch(_ next: () throws -> PreparedSQL?) throws -> Int {
    var changed = 0
    while let prepared = try next() { changed += try run(prepared) }
    return changed
  }

  func script(_ text: String) throws {
    try attempt(text) { try database.execute(sql: text) }
  }

  private func statement(for prepared: PreparedSQL) throws -> Statement {
    guard prepared.isReusable else { return try database.makeStatement(sql: prepared.text) }
    let cached = try database.cachedStatement(sql: prepared.text)
    return inUse.contains(ObjectIdentifier(cached)) ? try database.makeStatement(sql: prepared.text) : cached
  }

  private func attempt<Value>(_ query: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      failedQuery = query
      throw SQLiteFailure.translate(error, query: query)
    }
  }
}

extension PreparedSQL {
  fileprivate var arguments: StatementArguments {
    StatementArguments(
      values.map { value in
        switch value {
        case .null: DatabaseValue.null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
      })
  }
}

extension SQLValue {
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .bytes([UInt8](data))
    }
  }
}
