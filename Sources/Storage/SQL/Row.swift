/// One row of an answer: `let title: String = try row["title"]`.
///
/// A column that may be missing is read as an optional. Reading as another type than the column holds throws.
package struct Row {
  let columns: ColumnNames
  /// In the order of the statement's columns.
  package let values: [SQLValue]

  package subscript<Value: SQLReadable>(_ column: String) -> Value {
    get throws { try value(at: columns.position(of: column)) }
  }

  func value<Value: SQLReadable>(at position: Int) throws -> Value {
    guard let value = Value(sql: values[position]) else {
      throw StorageError.decoding(
        column: columns.names[position], expected: "\(Value.self)", found: values[position].kind, query: columns.query)
    }
    return value
  }
}

/// The columns of one statement. Rows are read in the same order again and again, so it remembers that order and
/// finds a name by one comparison instead of by hashing it.
final class ColumnNames {
  let names: [String]
  let query: String
  private let positions: [String: Int]
  private var order: [(name: String, position: Int)] = []
  private var next = 0

  init(names: [String], query: String) {
    self.names = names
    self.query = query
    positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func position(of name: String) throws -> Int {
    if next >= order.count { next = 0 }
    if next < order.count, order[next].name == name {
      next += 1
      return order[next - 1].position
    }
    guard let position = positions[name] else {
      throw StorageError.noSuchColumn(column: name, available: names, query: query)
    }
    remember(name, position)
    return position
  }

  private func remember(_ name: String, _ position: Int) {
    if let known = order.firstIndex(where: { $0.name == name }) {
      next = known + 1
    } else {
      order.append((name, position))
      next = order.count
    }
  }
}
