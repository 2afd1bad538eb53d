/// The tables of a database and their columns, from the database's own catalogue, in a fixed order.
struct Catalogue: Equatable {
  struct Table: Equatable {
    let name: String
    var columns: [Column]
  }

  struct Column: Equatable {
    let name: String
    let type: SQLType
  }

  private(set) var tables: [Table] = []

  init(of reader: Reader) throws {
    try reader.forEach(Self.query(for: reader.dialect)) { row in
      let table: String = try row["table_name"]
      let column: String = try row["column_name"]
      let typeName: String = try row["type_name"]
      guard let type = Self.types[typeName] else {
        throw StorageError.unsupportedColumn(column: "\(table).\(column)", type: typeName, query: row.columns.query)
      }
      if tables.last?.name != table { tables.append(Table(name: table, columns: [])) }
      tables[tables.count - 1].columns.append(Column(name: column, type: type))
    }
  }

  private static func query(for dialect: Dialect) -> SQL {
    switch dialect {
    case .sqlite:
      """
      SELECT t.name AS table_name, c.name AS column_name, c.type AS type_name
      FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
      ORDER BY t.name, c.name
      """
    case .postgres:
      """
      SELECT t.table_name, c.column_name, c.data_type AS type_name
      FROM information_schema.tables AS t JOIN information_schema.columns AS c
        ON c.table_schema = t.table_schema AND c.table_name = t.table_name
      WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
      ORDER BY t.table_name, c.column_name
      """
    }
  }

  private static let types: [String: SQLType] = [
    "INTEGER": .integer, "REAL": .real, "TEXT": .text, "BLOB": .bytes,
    "bigint": .integer, "double precision": .real, "text": .text, "bytea": .bytes,
  ]
}

extension Catalogue.Table {
  private var quotedName: SQL { SQL(catalogue: quoted(name)) }

  private var columnList: SQL { columns.map { SQL(catalogue: quoted($0.name)) }.joined(separator: ", ") }

  /// Every column of every row.
  var selection: SQL { "SELECT \(fragment: columnList) FROM \(fragment: quotedName)" }

  var deletion: SQL { "DELETE FROM \(fragment: quotedName)" }

  var count: SQL { "SELECT COUNT(*) FROM \(fragment: quotedName)" }

  /// Inserts a row; its values stand in the order of `selection` and are bound for each row.
  var insertion: SQL {
    let bound = columns.map { SQL(.null, as: $0.type) }.joined(separator: ", ")
    return "INSERT INTO \(fragment: quotedName) (\(fragment: columnList)) VALUES (\(fragment: bound))"
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
