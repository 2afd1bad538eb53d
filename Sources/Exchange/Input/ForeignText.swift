import Vocabulary

/// Text from elsewhere as text of ours: UTF-8 without marks and without control characters.
enum ForeignText {
  /// What had to be done to a text.
  struct Repairs: OptionSet, Sendable {
    let rawValue: UInt8
    /// It was no UTF-8 and was read as Windows-1252 (or UTF-16).
    static let otherEncoding = Repairs(rawValue: 1)
    /// NUL and other control characters were taken out.
    static let controlCharacters = Repairs(rawValue: 2)
  }

  /// A file as UTF-8: without byte order mark, and transcoded if it begins with the mark of UTF-16.
  static func file(_ bytes: [UInt8]) -> (bytes: [UInt8], isTranscoded: Bool) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), false) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return (bytes, false) }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { position in
      let (one, other) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
      return isLittle ? other << 8 | one : one << 8 | other
    }
    return (Array(String(decoding: units, as: UTF16.self).utf8), true)
  }

  /// A text, read as UTF-8 and else as Windows-1252; line ends become `\n`.
  static func text(_ bytes: some Collection<UInt8>) -> (text: String, repairs: Repairs) {
    let needsWork = bytes.contains { $0 < 0x20 || $0 >= 0x7F }
    if !needsWork { return (String(decoding: bytes, as: UTF8.self), []) }
    var repairs: Repairs = []
    let decoded: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      decoded = valid
    } else {
      decoded = String(String.UnicodeScalarView(bytes.map(windows1252)))
      repairs.insert(.otherEncoding)
    }
    let cleaned = withoutControls(decoded)
    if cleaned.removed { repairs.insert(.controlCharacters) }
    return (cleaned.text, repairs)
  }

  /// Without control characters but line feed and tab; `\r\n` and `\r` become `\n`.
  static func withoutControls(_ text: String) -> (text: String, removed: Bool) {
    var result = String.UnicodeScalarView()
    var removed = false
    var followsReturn = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0D: result.append("\n")
      case 0x0A: if !followsReturn { result.append(scalar) }
      case 0x09: result.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: removed = true
      default: result.append(scalar)
      }
      followsReturn = scalar.value == 0x0D
    }
    return (String(result), removed)
  }

  /// A character of Windows-1252; its five unused bytes become the replacement character.
  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upperHalf[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  /// Bytes 0x80 to 0x9F, after the mapping that unicode.org publishes.
  private static let upperHalf: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}

extension String {
  /// The first `length` characters as databases count them (Unicode scalars), cut between graphemes and ended with “…”.
  func cut(to length: Int) -> String {
    guard unicodeScalars.count > length else { return self }
    var kept = ""
    var room = length - 1
    for character in self {
      room -= character.unicodeScalars.count
      guard room >= 0 else { break }
      kept.append(character)
    }
    return kept.trimmed + "…"
  }
}
