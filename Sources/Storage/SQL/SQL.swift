/// A statement for either engine, with its values bound instead of written into the text.
///
///     let query: SQL = "SELECT title FROM offer WHERE id = \(id) AND status = \(status)"
///
/// Interpolating a value binds it. `\(fragment: sql)` splices another `SQL`, `\(list: values)` writes `(?, ?, ?)`.
/// Names of tables and columns come from literals only: there is no way from a value into the text.
package struct SQL: Sendable {
  enum Part: Sendable {
    case text(String)
    case value(SQLValue, SQLType?)
    case emptyList(SQLType)
  }

  private(set) var parts: [Part]
  /// Whether the same text is likely to come again, so that preparing it once pays.
  private(set) var isReusable = true

  /// A text that comes from the database's own catalogue, never from a value.
  init(catalogue text: String) { parts = [.text(text)] }

  /// A value bound with a type that is known from the catalogue.
  init(_ value: SQLValue, as type: SQLType) { parts = [.value(value, type)] }

  package static func + (one: SQL, other: SQL) -> SQL {
    var sum = one
    sum.append(other)
    return sum
  }

  package static func += (one: inout SQL, other: SQL) { one.append(other) }

  private mutating func append(_ other: SQL) {
    parts += other.parts
    isReusable = isReusable && other.isReusable
  }
}

extension Sequence<SQL> {
  /// The statements one after the other, as in `conditions.joined(separator: " AND ")`.
  package func joined(separator: SQL = "") -> SQL {
    var joined: SQL = ""
    for (position, element) in enumerated() {
      if position > 0 { joined += separator }
      joined += element
    }
    return joined
  }
}

extension SQL: ExpressibleByStringInterpolation {
  package init(stringLiteral text: StaticString) { parts = [.text(text.description)] }

  package init(stringInterpolation: StringInterpolation) {
    parts = stringInterpolation.parts
    isReusable = stringInterpolation.isReusable
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []
    fileprivate var isReusable = true

    package init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(2 * interpolationCount + 1)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.text(literal.description)) }
    }

    package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value) {
      parts.append(.value(value.sqlValue, Value.sqlType))
    }

    /// A value that may be missing; through the generic one above the compiler takes an optional for a slip.
    package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
      parts.append(.value(value.sqlValue, Value.sqlType))
    }

    package mutating func appendInterpolation(fragment: SQL) {
      parts += fragment.parts
      isReusable = isReusable && fragment.isReusable
    }

    /// A list for `IN`. An empty one matches nothing (and `NOT IN` of it everything) on both engines.
    package mutating func appendInterpolation<Values: Sequence>(list values: Values) where Values.Element: SQLBindable {
      isReusable = false
      var separator = "("
      for value in values {
        parts.append(.text(separator))
        parts.append(.value(value.sqlValue, Values.Element.sqlType))
        separator = ", "
      }
      parts.append(separator == "(" ? .emptyList(Values.Element.sqlType) : .text(")"))
    }
  }
}
