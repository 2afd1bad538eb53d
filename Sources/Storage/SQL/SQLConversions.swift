import Vocabulary

extension Int: SQLConvertible {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(Int64(self)) }

  package init?(sql value: SQLValue) {
    guard case .integer(let number) = value else { return nil }
    self.init(exactly: number)
  }
}

extension Int64: SQLConvertible {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(self) }

  package init?(sql value: SQLValue) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
}

extension Double: SQLConvertible {
  package static var sqlType: SQLType { .real }
  package var sqlValue: SQLValue { .real(self) }

  /// Also reads an integer that a Double holds exactly: expressions over integers are integers on SQLite.
  package init?(sql value: SQLValue) {
    switch value {
    case .real(let number): self = number
    case .integer(let number): self.init(exactly: number)
    default: return nil
    }
  }
}

extension Bool: SQLConvertible {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

  /// 0 or 1; any other number is refused.
  package init?(sql value: SQLValue) {
    switch value {
    case .integer(0): self = false
    case .integer(1): self = true
    default: return nil
    }
  }
}

extension String: SQLConvertible {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(self) }

  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
}

extension [UInt8]: SQLBindable, SQLReadable {
  package static var sqlType: SQLType { .bytes }
  package var sqlValue: SQLValue { .bytes(self) }

  package init?(sql value: SQLValue) {
    guard case .bytes(let bytes) = value else { return nil }
    self = bytes
  }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
  package static var sqlType: SQLType { Wrapped.sqlType }

  package var sqlValue: SQLValue {
    switch self {
    case .none: .null
    case .some(let wrapped): wrapped.sqlValue
    }
  }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
  package init?(sql value: SQLValue) {
    if value == .null {
      self = .none
    } else {
      guard let wrapped = Wrapped(sql: value) else { return nil }
      self = .some(wrapped)
    }
  }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLReadable where Self: RawRepresentable, RawValue == String {
  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self.init(rawValue: text)
  }
}

extension Weekday: SQLConvertible {}

extension Identifier: SQLBindable, SQLReadable {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(description) }

  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self.init(text)
  }
}

extension Timestamp: SQLConvertible {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(description) }

  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self.init(text)
  }
}

extension LocalDate: SQLConvertible {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(description) }

  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self.init(text)
  }
}

extension Language: SQLConvertible {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(code) }

  package init?(sql value: SQLValue) {
    guard case .text(let text) = value else { return nil }
    self.init(code: text)
  }
}
