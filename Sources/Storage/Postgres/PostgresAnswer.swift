import CLibPQ

/// One result of libpq, freed with this object.
final class PostgresAnswer {
  let pointer: OpaquePointer?

  init(_ pointer: OpaquePointer?) { self.pointer = pointer }

  deinit { PQclear(pointer) }

  var isMissing: Bool { pointer == nil }
  var rowCount: Int { Int(PQntuples(pointer)) }

  /// Rows that a statement inserted, updated or deleted; 0 for any other statement.
  var changedRows: Int {
    guard let status = PQcmdStatus(pointer), let count = PQcmdTuples(pointer) else { return 0 }
    let verb = String(cString: status).prefix { $0 != " " }
    return ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(verb) ? Int(String(cString: count)) ?? 0 : 0
  }

  /// How the columns are read, resolved once for all rows.
  func columns(query: String) throws -> (names: ColumnNames, kinds: [PostgresColumn]) {
    var names: [String] = []
    var kinds: [PostgresColumn] = []
    for column in 0..<PQnfields(pointer) {
      let name = PQfname(pointer, column).map { String(cString: $0) } ?? ""
      let oid = PQftype(pointer, column)
      guard let kind = PostgresColumn(oid: oid) else {
        throw StorageError.unsupportedColumn(column: name, type: PostgresColumn.name(of: oid), query: query)
      }
      names.append(name)
      kinds.append(kind)
    }
    return (ColumnNames(names: names, query: query), kinds)
  }

  func values(row: Int, kinds: [PostgresColumn]) -> [SQLValue] {
    let row = CInt(row)
    return kinds.enumerated().map { position, kind in
      let column = CInt(position)
      guard PQgetisnull(pointer, row, column) == 0, let start = PQgetvalue(pointer, row, column) else { return .null }
      return kind.value(of: UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, column))))
    }
  }
}

/// How a column's binary form is read. The numbers are the object ids of `pg_type`.
enum PostgresColumn {
  case integer, real, text, bytes, truth, nothing

  init?(oid: Oid) {
    switch oid {
    case 20, 21, 23, 26: self = .integer
    case 700, 701: self = .real
    case 18, 19, 25, 705, 1042, 1043: self = .text
    case 17: self = .bytes
    case 16: self = .truth
    case 2278: self = .nothing
    default: return nil
    }
  }

  static func name(of oid: Oid) -> String { oid == 1700 ? "numeric" : "number \(oid) of pg_type" }

  func value(of bytes: UnsafeRawBufferPointer) -> SQLValue {
    switch self {
    case .integer: .integer(Self.signed(bytes))
    case .real: .real(Self.real(bytes))
    case .text: .text(String(decoding: bytes, as: UTF8.self))
    case .bytes: .bytes(Array(bytes))
    case .truth: .integer(bytes.first == 1 ? 1 : 0)
    case .nothing: .null
    }
  }

  /// Big-endian two's complement of 2, 4 or 8 bytes; object ids are unsigned but small.
  private static func signed(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    var number: Int64 = (bytes.first ?? 0) & 0x80 == 0 ? 0 : -1
    for byte in bytes { number = number << 8 | Int64(byte) }
    return number
  }

  private static func real(_ bytes: UnsafeRawBufferPointer) -> Double {
    var pattern: UInt64 = 0
    for byte in bytes { pattern = pattern << 8 | UInt64(byte) }
    return bytes.count == 4 ? Double(Float(bitPattern: UInt32(pattern))) : Double(bitPattern: pattern)
  }
}
