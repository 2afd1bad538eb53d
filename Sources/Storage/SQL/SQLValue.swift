/// One value as both engines store it.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])
}

/// The four types of column that both engines know, written `{int} {real} {text} {bytes}` in migrations.
package enum SQLType: String, Hashable, Sendable, CaseIterable {
  case integer = "int"
  case real = "real"
  case text = "text"
  case bytes = "bytes"
}

/// A type whose values can be interpolated into `SQL`.
package protocol SQLBindable {
  /// The type of column it belongs in; also binds a missing value with its type, which PostgreSQL needs.
  static var sqlType: SQLType { get }
  var sqlValue: SQLValue { get }
}

/// A type that a column of a `Row` can be read as.
package protocol SQLReadable {
  /// Nil when the column holds something else; the row then throws an error that names the column.
  init?(sql value: SQLValue)
}

/// Both directions. One line stores any enum with text raw values: `extension OfferStatus: SQLConvertible {}`.
package typealias SQLConvertible = SQLBindable & SQLReadable

extension SQLValue {
  /// The type of column the value belongs in; nil for a missing value.
  var type: SQLType? {
    switch self {
    case .null: nil
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .bytes: .bytes
    }
  }

  /// What an error may say of it: the kind and the size, never a text, for it may be about a person.
  var kind: String {
    switch self {
    case .null: "NULL"
    case .integer(let number): "the integer \(number)"
    case .real(let number): "the real number \(number)"
    case .text(let text): "a text of \(text.utf8.count) bytes"
    case .bytes(let bytes): "\(bytes.count) bytes"
    }
  }

  /// The value as both engines can store it.
  func checked() throws -> SQLValue {
    switch self {
    case .text(let text) where text.utf8.contains(0): throw StorageError.nulInText
    case .real(let number) where number.isNaN: throw StorageError.notANumber
    // SQLite forgets the sign of zero.
    case .real(let number) where number == 0: return .real(0)
    default: return self
    }
  }
}
