/// One row of a CSV file.
struct CSVRow: Equatable {
  /// The line it begins on, counted from 1.
  let line: Int
  var fields: [[UInt8]]
  /// A quotation mark stood where none may stand; it was taken as a character.
  var hasStrayQuote = false
  /// A quoted field never ended: the row is not to be trusted.
  var isUnclosed = false
}

/// Reads CSV (RFC 4180) row by row from bytes, with the line of each row, and goes on after broken quoting.
///
/// Line ends are LF, CRLF or CR; the separator is a comma, or the semicolon or tab that the first line uses instead.
/// When a quoted field never ends, its row holds the first line only and reading goes on with the next.
struct CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private static let feed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  /// Each broken row costs a look at the whole rest of the file, so there is a limit.
  private static let mostUnclosedRows = 100

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1
  private var unclosedRows = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    separator = Self.separator(of: bytes)
  }

  /// How many bytes are read.
  var offset: Int { position }

  /// The next row that is not an empty line; nil at the end.
  mutating func next() -> CSVRow? {
    while position < bytes.count, isLineEnd(bytes[position]) { endLine() }
    guard position < bytes.count else { return nil }
    let start = (position: position, line: line)
    var row = CSVRow(line: line, fields: [])
    repeat {
      guard let field = field(&row) else { return unclosed(from: start) }
      row.fields.append(field)
    } while takeSeparator()
    if position < bytes.count { endLine() }
    return row
  }

  /// A field up to the separator or line end behind it; nil when its quotation mark is never closed.
  private mutating func field(_ row: inout CSVRow) -> [UInt8]? {
    var field: [UInt8] = []
    if position < bytes.count, bytes[position] == Self.quote {
      guard let quoted = quotedPart() else { return nil }
      field = quoted
      if position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) { row.hasStrayQuote = true }
    }
    let start = position
    while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
      if bytes[position] == Self.quote { row.hasStrayQuote = true }
      position += 1
    }
    field += bytes[start..<position]
    return field
  }

  /// What stands between quotation marks, doubled ones made single.
  private mutating func quotedPart() -> [UInt8]? {
    var part: [UInt8] = []
    position += 1
    var start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        part += bytes[start..<position]
        position += 1
        guard position < bytes.count, bytes[position] == Self.quote else { return part }
        start = position
      } else if byte == Self.feed || (byte == Self.carriageReturn && !isFeed(at: position + 1)) {
        line += 1
      }
      position += 1
    }
    return nil
  }

  private mutating func unclosed(from start: (position: Int, line: Int)) -> CSVRow {
    unclosedRows += 1
    (position, line) = start
    let end = bytes[position...].firstIndex(where: isLineEnd) ?? bytes.count
    let row = CSVRow(line: line, fields: [Array(bytes[position..<end])], isUnclosed: true)
    position = unclosedRows < Self.mostUnclosedRows ? end : bytes.count
    if position < bytes.count { endLine() }
    return row
  }

  private mutating func takeSeparator() -> Bool {
    guard position < bytes.count, bytes[position] == separator else { return false }
    position += 1
    return true
  }

  private mutating func endLine() {
    if bytes[position] == Self.carriageReturn, isFeed(at: position + 1) { position += 1 }
    position += 1
    line += 1
  }

  private func isFeed(at index: Int) -> Bool { index < bytes.count && bytes[index] == Self.feed }
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.feed || byte == Self.carriageReturn }

  /// The separator that the first line holds most of, outside quotation marks.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes.prefix(100_000) {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == feed || byte == carriageReturn { break }
      if !isQuoted, let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
    }
    return counts[1] > counts[0] && counts[1] >= counts[2]
      ? candidates[1] : counts[2] > counts[0] ? candidates[2] : candidates[0]
  }
}
