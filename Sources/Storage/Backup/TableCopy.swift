/// Copies the rows of all tables from one database into another that has the same tables, whatever their engines.
struct TableCopy {
  private let source: Reader
  private let target: Writer
  private let progress: Progress

  /// Rows held in memory between the two.
  private static let batch = 500

  init(from source: Reader, to target: Writer, progress: Progress) {
    self.source = source
    self.target = target
    self.progress = progress
  }

  /// Replaces every row of the target, except in the tables named.
  func copyAll(except kept: Set<String> = []) throws {
    let tables = try commonTables().filter { !kept.contains($0.name) }
    let total = try tables.reduce(0) { try $0 + source.value($1.count, as: Int.self) }
    try target.deferringForeignKeys {
      for table in tables { try target.run(table.deletion) }
      var done = 0
      for table in tables { done += try copy(table, done: done, total: total) }
    }
  }

  private func commonTables() throws -> [Catalogue.Table] {
    let catalogue = try Catalogue(of: source)
    guard try catalogue == Catalogue(of: target) else {
      throw StorageError.damaged(["the tables are not those that the migrations make"])
    }
    return catalogue.tables
  }

  /// Returns how many rows it copied, after the target has counted them too.
  private func copy(_ table: Catalogue.Table, done: Int, total: Int) throws -> Int {
    let insertion = try target.prepared(table.insertion)
    var copied = 0
    var batch: [[SQLValue]] = []
    func flush() throws {
      var rows = batch.makeIterator()
      _ = try target.session.runBatch { rows.next().map(insertion.binding) }
      copied += batch.count
      batch.removeAll(keepingCapacity: true)
      try progress.report(table.name, done: done + copied, total: total)
    }
    try source.forEach(table.selection) { row in
      batch.append(row.values)
      if batch.count == Self.batch { try flush() }
    }
    try flush()
    guard try target.value(table.count, as: Int.self) == copied else {
      throw StorageError.damaged(["\(table.name) did not keep all its rows"])
    }
    return copied
  }
}

extension Writer {
  /// Lets rows refer to rows that come later; at the end of the transaction every reference has to hold.
  fileprivate func deferringForeignKeys(_ body: () throws -> Void) throws {
    switch dialect {
    case .sqlite:
      try session.script("PRAGMA defer_foreign_keys = ON")
      try body()
    case .postgres:
      let rules = try all(ForeignKeyRule.query, ForeignKeyRule.init)
      for rule in rules { try run(rule.removal) }
      try body()
      for rule in rules { try run(rule.addition) }
    }
  }
}

/// A foreign key of PostgreSQL. Adding it again checks all rows at once, which is also much faster than one by one.
private struct ForeignKeyRule {
  let table: String
  let name: String
  let definition: String

  static let query: SQL = """
    SELECT conrelid::regclass::text AS table_name, quote_ident(conname) AS name,
      pg_get_constraintdef(oid) AS definition
    FROM pg_catalog.pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname
    """

  init(_ row: Row) throws {
    table = try row["table_name"]
    name = try row["name"]
    definition = try row["definition"]
  }

  var removal: SQL { SQL(catalogue: "ALTER TABLE \(table) DROP CONSTRAINT \(name)") }
  var addition: SQL { SQL(catalogue: "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition)") }
}
