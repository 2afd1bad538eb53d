import CLibPQ

/// One connection to PostgreSQL through libpq; every call blocks, so it lives on a thread of its own.
final class PostgresConnection {
  let address: PostgresAddress
  let handle: OpaquePointer
  /// Names of prepared statements by their text and the types of their values.
  private var prepared: [StatementKey: String] = [:]
  private var preparedCount = 0

  /// Prepared statements kept; a program writes some hundred.
  private static let preparedLimit = 600

  init(_ address: PostgresAddress) throws {
    self.address = address
    let pointer = withCStrings(address.options) { keywords, values in PQconnectdbParams(keywords, values, 0) }
    guard let pointer else { throw StorageError.cannotOpen("\(address): no memory for a connection.") }
    handle = pointer
    guard PQstatus(handle) == CONNECTION_OK else {
      throw StorageError.cannotOpen("\(address): \(PostgresFailure.message(of: handle)).")
    }
    // Notices would go to the error output.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    try setUp()
  }

  deinit { PQfinish(handle) }

  var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Alive, and nothing of an earlier transaction is left over.
  var isIdle: Bool {
    isAlive && PQtransactionStatus(handle) == PQTRANS_IDLE && PQpipelineStatus(handle) == PQ_PIPELINE_OFF
  }

  private func setUp() throws {
    guard PQserverVersion(handle) >= 130_000 else {
      throw StorageError.cannotOpen("\(address): PostgreSQL 13 or newer is needed.")
    }
    guard let encoding = PQparameterStatus(handle, "server_encoding"), String(cString: encoding) == "UTF8" else {
      throw StorageError.cannotOpen("\(address): the database has to be created with the encoding UTF8.")
    }
    try script(
      """
      SET search_path TO "\(address.schema)";
      SET statement_timeout = '\(Patience.visitor.limit)';
      SET lock_timeout = '5s';
      SET idle_in_transaction_session_timeout = '5min';
      SET TimeZone = 'UTC'
      """)
  }

  /// Runs statements without values.
  func script(_ text: String) throws { try expectSuccess(PostgresAnswer(PQexec(handle, text)), query: text) }

  /// Runs a statement with its values and returns all its rows.
  func execute(_ statement: PreparedSQL) throws -> PostgresAnswer {
    guard statement.isReusable else {
      let answer = executeOnce(statement)
      try expectSuccess(answer, query: statement.text)
      return answer
    }
    try makeRoom(for: 1)
    let answer = executeByName(statement, try name(of: statement))
    do {
      try expectSuccess(answer, query: statement.text)
    } catch let error as StorageError {
      // Its plan may no longer fit a schema that another program changed.
      if case .statement = error { prepared[StatementKey(statement)] = nil }
      throw error
    }
    return answer
  }

  private func executeByName(_ statement: PreparedSQL, _ name: String) -> PostgresAnswer {
    PostgresValues(statement).withPointers { values, lengths, formats in
      PostgresAnswer(PQexecPrepared(handle, name, CInt(statement.values.count), values, lengths, formats, 1))
    }
  }

  private func executeOnce(_ statement: PreparedSQL) -> PostgresAnswer {
    PostgresValues(statement).withPointers { values, lengths, formats in
      PostgresAnswer(
        PQexecParams(
          handle, statement.text, CInt(statement.values.count), statement.oids, values, lengths, formats, 1))
    }
  }

  /// Prepares the statement unless it was before.
  private func name(of statement: PreparedSQL) throws -> String {
    let key = StatementKey(statement)
    if let name = prepared[key] { return name }
    preparedCount += 1
    let name = "w\(preparedCount)"
    let answer = PostgresAnswer(PQprepare(handle, name, statement.text, CInt(statement.types.count), statement.oids))
    try expectSuccess(answer, query: statement.text)
    prepared[key] = name
    return name
  }

  private func makeRoom(for count: Int) throws {
    guard prepared.count + count > Self.preparedLimit else { return }
    prepared = [:]
    try script("DEALLOCATE ALL")
  }

  /// Sends statements together and reads their answers together, which saves a round trip for each.
  func executeTogether(_ statements: [PreparedSQL]) throws -> [PostgresAnswer] {
    // Preparing waits for an answer, so it comes before the pipeline.
    try makeRoom(for: statements.count)
    let names = try statements.map(name(of:))
    guard PQenterPipelineMode(handle) == 1 else { throw PostgresFailure.lost(handle) }
    for (statement, name) in zip(statements, names) {
      let sent = PostgresValues(statement).withPointers { values, lengths, formats in
        PQsendQueryPrepared(handle, name, CInt(statement.values.count), values, lengths, formats, 1)
      }
      guard sent == 1 else { throw PostgresFailure.lost(handle) }
    }
    guard PQpipelineSync(handle) == 1 else { throw PostgresFailure.lost(handle) }
    let answers = statements.map { _ in nextPipelineAnswer() }
    // The answer to the synchronisation itself.
    _ = PostgresAnswer(PQgetResult(handle))
    guard PQexitPipelineMode(handle) == 1 else { throw PostgresFailure.lost(handle) }
    for (statement, answer) in zip(statements, answers) { try expectSuccess(answer, query: statement.text) }
    return answers
  }

  /// Each statement's answer is followed by an empty one.
  private func nextPipelineAnswer() -> PostgresAnswer {
    let answer = PostgresAnswer(PQgetResult(handle))
    if !answer.isMissing { _ = PostgresAnswer(PQgetResult(handle)) }
    return answer
  }

  private func expectSuccess(_ answer: PostgresAnswer, query: String) throws {
    if let failure = PostgresFailure.of(answer, on: handle, query: query) { throw failure }
  }
}

private struct StatementKey: Hashable {
  let text: String
  let types: [SQLType?]

  init(_ statement: PreparedSQL) {
    text = statement.text
    types = statement.types
  }
}

extension Patience {
  /// For PostgreSQL's `statement_timeout`.
  var limit: String {
    switch self {
    case .visitor: "30s"
    case .maintenance: "1h"
    }
  }
}

/// libpq takes keywords and values as two arrays of C strings that end with a null pointer.
private func withCStrings<Value>(
  _ options: [String: String],
  _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Value?
) -> Value? {
  var keywords: [UnsafePointer<CChar>?] = []
  var values: [UnsafePointer<CChar>?] = []
  func collect(_ rest: ArraySlice<(key: String, value: String)>) -> Value? {
    guard let option = rest.first else {
      keywords.append(nil)
      values.append(nil)
      return keywords.withUnsafeBufferPointer { keywords in
        values.withUnsafeBufferPointer { values in
          guard let first = keywords.baseAddress, let second = values.baseAddress else { return nil }
          return body(first, second)
        }
      }
    }
    return option.key.withCString { key in
      option.value.withCString { value in
        keywords.append(key)
        values.append(value)
        return collect(rest.dropFirst())
      }
    }
  }
  return collect(ArraySlice(options.map { ($0.key, $0.value) }))
}
