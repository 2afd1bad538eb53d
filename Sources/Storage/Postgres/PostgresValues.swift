import CLibPQ

extension PreparedSQL {
  /// The types of the values as libpq takes them; 0 leaves it to the server.
  var oids: [Oid] {
    types.map { type in
      switch type {
      case nil: 0
      case .integer: 20
      case .real: 701
      case .text: 25
      case .bytes: 17
      }
    }
  }
}

/// A statement's values in PostgreSQL's binary form, side by side in one buffer.
struct PostgresValues {
  private var buffer: [UInt8] = []
  /// Where each value begins; nil for a missing one.
  private var starts: [Int?] = []
  private var lengths: [CInt] = []

  init(_ statement: PreparedSQL) {
    for (value, type) in zip(statement.values, statement.types) { append(value, as: type) }
  }

  private mutating func append(_ value: SQLValue, as type: SQLType?) {
    let start = buffer.count
    switch value {
    case .null:
      starts.append(nil)
      lengths.append(0)
      return
    case .integer(let number) where type == .real: append(Double(number).bitPattern)
    case .integer(let number): append(UInt64(bitPattern: number))
    case .real(let number): append(number.bitPattern)
    case .text(let text): buffer += text.utf8
    case .bytes(let bytes): buffer += bytes
    }
    starts.append(start)
    lengths.append(CInt(buffer.count - start))
  }

  private mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
  }

  /// The three arrays that libpq's calls take: pointers, lengths, and 1 for the binary form.
  func withPointers<Result>(
    _ body: ([UnsafePointer<CChar>?], [CInt], [CInt]) throws -> Result
  ) rethrows -> Result {
    // A value of no bytes still needs an address: a null pointer would be NULL.
    try (buffer + [0]).withUnsafeBytes { bytes in
      let first = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { start in start.flatMap { offset in first.map { UnsafePointer($0 + offset) } } }
      return try body(pointers, lengths, Array(repeating: 1, count: lengths.count))
    }
  }
}
