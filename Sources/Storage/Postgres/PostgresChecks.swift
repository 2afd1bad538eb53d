extension PostgresEngine {
  func problems(in reader: Reader) throws -> [String] {
    let problems = try unvalidatedRules(reader) + foreignTypes(reader)
    // The tables come last: after a failure nothing more can be asked, and columns of foreign types cannot be read.
    return problems.isEmpty ? try unreadableTables(reader) : problems
  }

  /// Reads every row of every table; a damaged page makes the statement, and with it the check, fail.
  private func unreadableTables(_ reader: Reader) throws -> [String] {
    for table in try Catalogue(of: reader).tables {
      do {
        try reader.forEach(table.selection) { _ in }
      } catch StorageError.statement(let message, _) {
        return ["\(table.name) is not readable: \(message)"]
      }
    }
    return []
  }

  private func unvalidatedRules(_ reader: Reader) throws -> [String] {
    try reader.all(
      """
      SELECT conname FROM pg_catalog.pg_constraint
      WHERE connamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = \(address.schema))
        AND NOT convalidated
      ORDER BY conname
      """
    ) { row in "the rule \(try row["conname"] as String) was never checked" }
  }

  func refuseForeignTypes(_ reader: Reader) throws {
    let found = try foreignTypes(reader)
    guard found.isEmpty else {
      throw StorageError.invalidMigration("of a room", reason: found.joined(separator: "; ") + ".")
    }
  }

  /// Columns that were not written `{int} {real} {text} {bytes}` would sort or round differently on SQLite.
  private func foreignTypes(_ reader: Reader) throws -> [String] {
    try reader.all(
      """
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = \(address.schema) AND NOT (
        data_type IN ('bigint', 'double precision', 'bytea')
          OR (data_type = 'text' AND COALESCE(collation_name, '') = 'C'))
      ORDER BY table_name, column_name
      """
    ) { row in
      let table: String = try row["table_name"]
      let column: String = try row["column_name"]
      return "\(table).\(column) is none of {int} {real} {text} {bytes}"
    }
  }
}
