/// What the two engines write differently.
enum Dialect: Sendable {
  case sqlite
  case postgres

  /// The name of a column's type in a migration.
  func name(of type: SQLType) -> String {
    switch (self, type) {
    case (.sqlite, .integer): "INTEGER"
    case (.sqlite, .real): "REAL"
    case (.sqlite, .text): "TEXT"
    case (.sqlite, .bytes): "BLOB"
    case (.postgres, .integer): "bigint"
    case (.postgres, .real): "double precision"
    case (.postgres, .text): "text COLLATE \"C\""
    case (.postgres, .bytes): "bytea"
    }
  }

  fileprivate func emptyList(of type: SQLType) -> String {
    let name = self == .postgres && type == .text ? "text" : name(of: type)
    return "(SELECT CAST(NULL AS \(name)) WHERE 1 = 0)"
  }
}

/// A statement as one engine takes it: the text with numbered placeholders, and the values checked.
struct PreparedSQL {
  let text: String
  let values: [SQLValue]
  let types: [SQLType?]
  let isReusable: Bool

  /// The same statement with other values, without writing its text again.
  func binding(_ values: [SQLValue]) -> PreparedSQL {
    PreparedSQL(text: text, values: values, types: types, isReusable: isReusable)
  }
}

extension SQL {
  /// Refuses text with NUL and a real that is not a number, which the engines would store as something else.
  func prepared(for dialect: Dialect) throws -> PreparedSQL {
    var text = ""
    var values: [SQLValue] = []
    var types: [SQLType?] = []
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .emptyList(let type): text += dialect.emptyList(of: type)
      case .value(let value, let type):
        values.append(try value.checked())
        types.append(type)
        text += dialect == .sqlite ? "?" : "$\(values.count)"
      }
    }
    return PreparedSQL(text: text, values: values, types: types, isReusable: isReusable)
  }
}
