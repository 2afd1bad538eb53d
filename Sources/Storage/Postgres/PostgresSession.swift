/// One libpq connection inside a transaction.
final class PostgresSession: Session {
  let connection: PostgresConnection
  var failedQuery: String?
  var changedRows = 0
  private let checkInterruption: () throws -> Void
  private var cursors = 0

  /// Rows fetched at a time while streaming, and statements sent at a time in a batch. The answers of a batch have to
  /// fit into the socket's buffer, or both sides would wait for each other.
  private static let fetchedRows = 1000
  private static let batchedStatements = 200

  /// `checkInterruption` throws when the transaction is to stop.
  init(_ connection: PostgresConnection, checkInterruption: @escaping () throws -> Void = {}) {
    self.connection = connection
    self.checkInterruption = checkInterruption
  }

  var dialect: Dialect { .postgres }

  func rows(_ prepared: PreparedSQL, _ body: (Row) throws -> Bool) throws {
    let answer = try attempt(prepared.text) { try connection.execute(prepared) }
    changedRows += answer.changedRows
    let columns = try answer.columns(query: prepared.text)
    for row in 0..<answer.rowCount {
      let values = answer.values(row: row, kinds: columns.kinds)
      guard try body(Row(columns: columns.names, values: values)) else { return }
    }
  }

  func stream(_ prepared: PreparedSQL, _ body: (Row) throws -> Void) throws {
    cursors += 1
    let cursor = "c\(cursors)"
    _ = try attempt(prepared.text) {
      try connection.execute(prepared.declaring(cursor))
    }
    do {
      try fetch(cursor, of: prepared, body)
    } catch {
      close(cursor)
      throw error
    }
    close(cursor)
  }

  private func fetch(_ cursor: String, of prepared: PreparedSQL, _ body: (Row) throws -> Void) throws {
    let fetch = PreparedSQL(once: "FETCH \(Self.fetchedRows) FROM \(cursor)")
    var names: ColumnNames?
    while true {
      let answer = try attempt(prepared.text) { try connection.execute(fetch) }
      let columns = try answer.columns(query: prepared.text)
      let rowNames = names ?? columns.names
      names = rowNames
      for row in 0..<answer.rowCount {
        try body(Row(columns: rowNames, values: answer.values(row: row, kinds: columns.kinds)))
      }
      if answer.rowCount < Self.fetchedRows { return }
    }
  }

  /// After a failed statement there is nothing to close; the end of the transaction closes the cursor anyway.
  private func close(_ cursor: String) {
    if failedQuery == nil { try? connection.script("CLOSE \(cursor)") }
  }

  func run(_ prepared: PreparedSQL) throws -> Int {
    let changed = try attempt(prepared.text) { try connection.execute(prepared) }.changedRows
    changedRows += changed
    return changed
  }

  func runBatch(_ next: () throws -> PreparedSQL?) throws -> Int {
    var changed = 0
    var isFinished = false
    while !isFinished {
      var batch: [PreparedSQL] = []
      while batch.count < Self.batchedStatements, !isFinished {
        if let statement = try next() { batch.append(statement) } else { isFinished = true }
      }
      guard let first = batch.first else { break }
      let answers = try attempt(first.text) { try connection.executeTogether(batch) }
      changed += answers.reduce(0) { $0 + $1.changedRows }
    }
    changedRows += changed
    return changed
  }

  func script(_ text: String) throws {
    try attempt(text) { try connection.script(text) }
  }

  private func attempt<Value>(_ query: String, _ body: () throws -> Value) throws -> Value {
    do {
      try checkInterruption()
      return try body()
    } catch {
      failedQuery = query
      throw error
    }
  }
}

extension PreparedSQL {
  /// A statement without values that is not worth preparing.
  fileprivate init(once text: String) {
    self.init(text: text, values: [], types: [], isReusable: false)
  }

  fileprivate func declaring(_ cursor: String) -> PreparedSQL {
    PreparedSQL(
      text: "DECLARE \(cursor) NO SCROLL CURSOR FOR \(text)", values: values, types: types, isReusable: false)
  }
}
