import CLibPQ

/// PostgreSQL's error codes as storage's errors.
enum PostgresFailure {
  /// Nil when the statement succeeded.
  static func of(_ answer: PostgresAnswer, on handle: OpaquePointer, query: String) -> (any Error)? {
    switch PQresultStatus(answer.pointer) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC: return nil
    // The statement was not tried because an earlier one of the pipeline failed.
    case PGRES_PIPELINE_ABORTED: return StorageError.transactionFailed(query: query)
    default: break
    }
    guard PQstatus(handle) == CONNECTION_OK, !answer.isMissing else { return lost(handle) }
    return translate(
      code: field(answer, "C") ?? "", message: field(answer, "M") ?? message(of: handle),
      rule: field(answer, "n") ?? field(answer, "c"), query: query)
  }

  static func lost(_ handle: OpaquePointer) -> StorageError { .connectionLost("\(message(of: handle)).") }

  static func message(of handle: OpaquePointer) -> String {
    let lines = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    return lines.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// `rule` is the constraint or column; the server's detail is left out because it repeats values.
  private static func translate(code: String, message: String, rule: String?, query: String) -> any Error {
    let detail = rule ?? message
    return switch code {
    case "23505", "23P01": StorageError.constraint(.unique, detail: detail, query: query)
    case "23503": StorageError.constraint(.foreignKey, detail: detail, query: query)
    case "23514": StorageError.constraint(.check, detail: detail, query: query)
    case "23502": StorageError.constraint(.notNull, detail: detail, query: query)
    case "25006": StorageError.readOnly(query: query)
    case "25P02": StorageError.transactionFailed(query: query)
    case "55P03", "40P01", "40001": StorageError.busy("another transaction holds what this one needs.")
    case "57014": StorageError.tooSlow(query: query)
    case "53100", "53200": StorageError.outOfSpace(message)
    case "53300": StorageError.busy("the server accepts no more connections.")
    case "57P01", "57P02", "57P03", "57P05", "25P03": StorageError.connectionLost("\(message).")
    case "XX001", "XX002": StorageError.damaged([message])
    default: StorageError.statement(message: message, query: query)
    }
  }

  private static func field(_ answer: PostgresAnswer, _ letter: Unicode.Scalar) -> String? {
    PQresultErrorField(answer.pointer, CInt(letter.value)).map { String(cString: $0) }
  }
}
