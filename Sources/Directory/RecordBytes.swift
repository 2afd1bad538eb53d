import Vocabulary

/// Writes records into the index's payloads: compact, and read back in microseconds.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(_ number: Int) {
    write(UInt64(bitPattern: Int64((number << 1) ^ (number >> (Int.bitWidth - 1)))))
  }

  mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func write<Record>(_ identifier: Identifier<Record>) {
    for word in [identifier.high, identifier.low] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
  }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// A case by its position in the enum; the index file is rebuilt whenever the program changes.
  mutating func write<Code: CaseIterable & Equatable>(_ code: Code) where Code.AllCases == [Code] {
    bytes.append(UInt8(Code.allCases.firstIndex(of: code) ?? 0))
  }

  mutating func write<Value>(_ value: Value?, _ body: (inout ByteWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  mutating func write<Value>(_ values: [Value], _ body: (inout ByteWriter, Value) -> Void) {
    write(UInt64(values.count))
    for value in values { body(&self, value) }
  }
}

/// Reads what `ByteWriter` wrote. Reading past the end gives zeros and empty texts: a payload is made by this program,
/// and the index file that may hold it is checked by its checksum.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func byte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func unsigned() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = byte()
      number |= UInt64(next & 0x7f) << shift
      if next < 0x80 || shift >= 63 { return number }
      shift += 7
    }
  }

  mutating func integer() -> Int {
    let raw = unsigned()
    return Int(Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1))
  }

  mutating func text() -> String {
    let length = Int(clamping: unsigned())
    guard length <= bytes.count - position else { return "" }
    defer { position += length }
    return String(decoding: bytes[position..<position + length], as: UTF8.self)
  }

  mutating func skipText() {
    position = min(bytes.count, position + Int(clamping: unsigned()))
  }

  mutating func identifier<Record>() -> Identifier<Record> {
    var words: [UInt64] = [0, 0]
    for index in 0..<16 { words[index / 8] = words[index / 8] << 8 | UInt64(byte()) }
    return Identifier(high: words[0], low: words[1])
  }

  mutating func flag() -> Bool { byte() == 1 }

  mutating func code<Code: CaseIterable>(otherwise fallback: Code) -> Code where Code.AllCases == [Code] {
    let index = Int(byte())
    return index < Code.allCases.count ? Code.allCases[index] : fallback
  }

  mutating func optional<Value>(_ body: (inout ByteReader) -> Value) -> Value? { flag() ? body(&self) : nil }

  mutating func array<Value>(_ body: (inout ByteReader) -> Value) -> [Value] {
    let count = min(Int(clamping: unsigned()), bytes.count - position)
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(body(&self)) }
    return values
  }
}
