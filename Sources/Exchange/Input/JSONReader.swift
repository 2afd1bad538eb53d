/// A JSON value with the lines its objects begin on.
indirect enum JSONNode: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONNode])
  case object(JSONObject)

  /// Text, number or truth value as text; nil for the others.
  var text: String? {
    switch self {
    case .string(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
  var array: [JSONNode]? { if case .array(let nodes) = self { nodes } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}

/// A JSON object; of members with the same name the last counts.
struct JSONObject: Sendable, Equatable {
  /// Counted from 1.
  let line: Int
  var members: [String: JSONNode]

  subscript(_ name: String) -> JSONNode? { members[name] }
}

/// Reads JSON (RFC 8259) from bytes with a bound on nesting, which Foundation's reader lacks, and with line numbers.
struct JSONReader {
  private let file: String
  private let bytes: [UInt8]
  private let deepest: Int
  private var position = 0
  private var line = 1
  private var depth = 0

  /// - Parameter deepest: how many arrays and objects may stand within each other.
  init(_ bytes: [UInt8], file: String, deepest: Int = 64) {
    self.bytes = bytes
    self.file = file
    self.deepest = deepest
  }

  /// The one value of a JSON file, or the values of a file that holds one a line (NDJSON).
  mutating func values() throws(ImportFault) -> [JSONNode] {
    var values: [JSONNode] = []
    skipSpace()
    while position < bytes.count {
      values.append(try value())
      skipSpace()
    }
    guard !values.isEmpty else { throw fault("it is empty") }
    return values
  }

  private mutating func value() throws(ImportFault) -> JSONNode {
    skipSpace()
    guard position < bytes.count else { throw fault("it ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try nested { (reader) throws(ImportFault) in try reader.object() })
    case UInt8(ascii: "["): return .array(try nested { (reader) throws(ImportFault) in try reader.array() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested<Value>(
    _ read: (inout JSONReader) throws(ImportFault) -> Value
  ) throws(ImportFault) -> Value {
    depth += 1
    guard depth <= deepest else { throw .tooDeep(file: file, limit: deepest) }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(ImportFault) -> JSONObject {
    var object = JSONObject(line: line, members: [:])
    if take("}") { return object }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try string()
      guard take(":") else { throw fault("a colon is missing") }
      object.members[name] = try value()
    } while take(",")
    guard take("}") else { throw fault("a comma or } is missing") }
    return object
  }

  private mutating func array() throws(ImportFault) -> [JSONNode] {
    var nodes: [JSONNode] = []
    if take("]") { return nodes }
    repeat { nodes.append(try value()) } while take(",")
    guard take("]") else { throw fault("a comma or ] is missing") }
    return nodes
  }

  private mutating func string() throws(ImportFault) -> String {
    position += 1
    var text: [UInt8] = []
    var start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        text += bytes[start..<position]
        position += 1
        return ForeignText.text(text).text
      case UInt8(ascii: "\\"):
        text += bytes[start..<position]
        position += 1
        text += Array(String(Character(try escaped())).utf8)
        start = position
      case UInt8(ascii: "\n"):
        // Not allowed by the rules, but written by many programs.
        line += 1
        position += 1
      default: position += 1
      }
    }
    throw fault("a text never ends")
  }

  /// The character of an escape whose backslash is read; half a surrogate pair becomes the replacement character.
  private mutating func escaped() throws(ImportFault) -> Unicode.Scalar {
    guard position < bytes.count else { throw fault("a text never ends") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"), UInt8(ascii: "f"): return " "
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      else { return "\u{FFFD}" }
      let before = position
      position += 2
      let second = try codeUnit()
      guard (0xDC00..<0xE000).contains(second) else {
        position = before
        return "\u{FFFD}"
      }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    default: throw fault("an unknown escape")
    }
  }

  private mutating func codeUnit() throws(ImportFault) -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault("an unknown escape") }
    position += 4
    return unit
  }

  private mutating func number() throws(ImportFault) -> JSONNode {
    let start = position
    while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !text.isEmpty, let number = Double(text), number.isFinite else {
      throw fault(text.isEmpty ? "an unexpected character" : "not a number")
    }
    // Whole numbers that a Double cannot hold, as some systems use them for identifiers, stay what they are.
    return abs(number) >= 1e15 && text.allSatisfy({ $0.isNumber || $0 == "-" }) ? .string(text) : .number(number)
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(byte)
      || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  private mutating func word(_ word: StaticString, _ node: JSONNode) throws(ImportFault) -> JSONNode {
    let expected = word.withUTF8Buffer(Array.init)
    guard bytes[position...].starts(with: expected) else { throw fault("an unknown word") }
    position += expected.count
    return node
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }

  private func fault(_ why: String) -> ImportFault { .invalidJSON(file: file, line: line, why: why) }
}
