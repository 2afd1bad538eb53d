/// A transaction that reads: all its statements see the database at one moment.
///
/// It lives inside the closure of `Database.read` and cannot leave it. A function that reads takes a `Reader`, and a
/// `Writer` is one too.
package class Reader {
  let session: any Session

  init(session: any Session) { self.session = session }

  final var dialect: Dialect { session.dialect }

  /// Every row.
  package final func all<Value>(_ sql: SQL, _ map: (Row) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    try session.rows(prepared(sql)) { row in
      values.append(try map(row))
      return true
    }
    return values
  }

  /// The first column of every row.
  package final func values<Value: SQLReadable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> [Value] {
    try all(sql) { try $0.value(at: 0) }
  }

  /// The first row, or nil when there is none.
  package final func first<Value>(_ sql: SQL, _ map: (Row) throws -> Value) throws -> Value? {
    var value: Value?
    try session.rows(prepared(sql)) { row in
      value = try map(row)
      return false
    }
    return value
  }

  /// The only row; none or several throw.
  package final func one<Value>(_ sql: SQL, _ map: (Row) throws -> Value) throws -> Value {
    let statement = try prepared(sql)
    var value: Value?
    try session.rows(statement) { row in
      guard value == nil else { throw StorageError.manyRows(query: statement.text) }
      value = try map(row)
      return true
    }
    guard let value else { throw StorageError.noRow(query: statement.text) }
    return value
  }

  /// The first column of the only row, as in `try reader.value("SELECT COUNT(*) FROM offer", as: Int.self)`.
  package final func value<Value: SQLReadable>(_ sql: SQL, as _: Value.Type = Value.self) throws -> Value {
    try one(sql) { try $0.value(at: 0) }
  }

  /// Every row of a SELECT in turn, without holding all of them in memory.
  package final func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try session.stream(prepared(sql), body)
  }

  /// The statement for this engine, unless an earlier one failed: both engines then refuse to go on alike.
  final func prepared(_ sql: SQL) throws -> PreparedSQL {
    if let failed = session.failedQuery { throw StorageError.transactionFailed(query: failed) }
    return try sql.prepared(for: session.dialect)
  }
}
