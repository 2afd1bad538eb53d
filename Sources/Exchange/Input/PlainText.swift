import Vocabulary

/// HTML in a text made readable: tags go, paragraphs and list items become lines, entities become characters.
enum PlainText {
  /// The text without HTML, and whether there was any. A `<` or `&` that begins nothing of HTML stays.
  static func of(_ text: String) -> (text: String, hadHTML: Bool) {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return (text, false) }
    var converter = HTMLConverter(bytes)
    converter.run()
    guard converter.foundHTML else { return (text, false) }
    let result = String(decoding: converter.output, as: UTF8.self)
    return (tidied(ForeignText.withoutControls(result).text), true)
  }

  /// Lines without spaces at their ends, at most one empty line in a row.
  private static func tidied(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\t" }).joined(separator: " ")
      if words.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(words)
    }
    return lines.joined(separator: "\n").trimmed
  }
}

/// Walks over a text once, byte by byte; each search for an end stops at the next beginning, so it stays linear.
private struct HTMLConverter {
  /// A line end of the source: a mere space once the text says its lines with tags.
  private static let softBreak: UInt8 = 0x1F

  private static let paragraphs: Set<String> = [
    "p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article",
    "header", "footer", "dl", "hr", "form", "fieldset",
  ]
  private static let lines: Set<String> = ["br", "tr", "dt", "dd"]

  private let bytes: [UInt8]
  private var position = 0
  private(set) var output: [UInt8] = []
  private(set) var foundHTML = false
  /// No tag told where lines end, so the text's own line ends hold.
  private var keepsLines = true
  /// Nothing further to find, so it need not be looked for again.
  private var commentsEnded = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    output.reserveCapacity(bytes.count)
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "<"), takeComment() || takeTag() { continue }
      if byte == UInt8(ascii: "&"), takeEntity() { continue }
      output.append(byte == UInt8(ascii: "\n") ? Self.softBreak : byte)
      position += 1
    }
    let lineEnd = keepsLines ? UInt8(ascii: "\n") : UInt8(ascii: " ")
    output = output.map { $0 == Self.softBreak ? lineEnd : $0 }
  }

  private mutating func takeComment() -> Bool {
    guard !commentsEnded, bytes[position...].starts(with: Array("<!--".utf8)) else { return false }
    var end = position + 4
    while end + 2 < bytes.count, !(bytes[end] == 45 && bytes[end + 1] == 45 && bytes[end + 2] == 62) { end += 1 }
    guard end + 2 < bytes.count else {
      commentsEnded = true
      return false
    }
    position = end + 3
    foundHTML = true
    return true
  }

  private mutating func takeTag() -> Bool {
    var end = position + 1
    let isClosing = end < bytes.count && bytes[end] == UInt8(ascii: "/")
    if isClosing { end += 1 }
    let nameStart = end
    while end < bytes.count, isLetterOrDigit(bytes[end]) { end += 1 }
    guard end > nameStart, bytes[nameStart] >= UInt8(ascii: "A"), end - nameStart <= 20 else { return false }
    let name = String(decoding: bytes[nameStart..<end], as: UTF8.self).lowercased()
    while end < bytes.count, bytes[end] != UInt8(ascii: ">") {
      guard bytes[end] != UInt8(ascii: "<") else { return false }
      end += 1
    }
    guard end < bytes.count else { return false }
    position = end + 1
    foundHTML = true
    write(name, isClosing: isClosing)
    return true
  }

  private mutating func write(_ name: String, isClosing: Bool) {
    if !isClosing, name == "script" || name == "style" { skip(to: name) }
    if Self.paragraphs.contains(name) {
      keepsLines = false
      output += [10, 10]
    } else if Self.lines.contains(name) {
      keepsLines = false
      output.append(10)
    } else if name == "li" {
      keepsLines = false
      if !isClosing { output += Array("\n– ".utf8) }
    } else if name == "td" || name == "th" {
      output.append(32)
    }
  }

  /// Leaves out what no reader was meant to see.
  private mutating func skip(to name: String) {
    let end = Array("</\(name)".utf8)
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), matches(end) { return }
      position += 1
    }
  }

  private func matches(_ lowercased: [UInt8]) -> Bool {
    guard position + lowercased.count <= bytes.count else { return false }
    return zip(bytes[position...], lowercased).allSatisfy { byte, wanted in
      byte == wanted || ((65...90).contains(byte) && byte + 32 == wanted)
    }
  }

  private mutating func takeEntity() -> Bool {
    let name = bytes[(position + 1)...].prefix(10)
    guard let length = name.firstIndex(of: UInt8(ascii: ";")).map({ $0 - position - 1 }), length > 0 else {
      return false
    }
    guard let scalar = HTMLEntity.scalar(named: String(decoding: name.prefix(length), as: UTF8.self)) else {
      return false
    }
    foundHTML = true
    output += Array(String(Character(scalar)).utf8)
    position += length + 2
    return true
  }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

/// The character references of HTML that texts really use.
private enum HTMLEntity {
  static func scalar(named name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return named[name].flatMap(Unicode.Scalar.init) }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits), number <= 0x10FFFF else {
      return nil
    }
    // Browsers read 128 to 159 as Windows-1252, and so do those who wrote them.
    if (0x80..<0xA0).contains(number) { return ForeignText.windows1252(UInt8(number)) }
    guard number >= 0x20 || number == 9 || number == 10 else { return " " }
    return Unicode.Scalar(number)
  }

  private static let named: [String: UInt32] = [
    "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 32, "shy": 0xAD, "copy": 0xA9, "reg": 0xAE,
    "trade": 0x2122, "hellip": 0x2026, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019,
    "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E, "laquo": 0xAB, "raquo": 0xBB, "bull": 0x2022,
    "middot": 0xB7, "deg": 0xB0, "euro": 0x20AC, "pound": 0xA3, "cent": 0xA2, "yen": 0xA5, "sect": 0xA7, "para": 0xB6,
    "frac12": 0xBD, "frac14": 0xBC, "frac34": 0xBE, "sup2": 0xB2, "sup3": 0xB3, "times": 0xD7, "divide": 0xF7,
    "plusmn": 0xB1, "acute": 0xB4, "iexcl": 0xA1, "iquest": 0xBF, "szlig": 0xDF, "auml": 0xE4, "ouml": 0xF6,
    "uuml": 0xFC, "Auml": 0xC4, "Ouml": 0xD6, "Uuml": 0xDC, "agrave": 0xE0, "aacute": 0xE1, "acirc": 0xE2,
    "atilde": 0xE3, "aring": 0xE5, "aelig": 0xE6, "ccedil": 0xE7, "egrave": 0xE8, "eacute": 0xE9, "ecirc": 0xEA,
    "euml": 0xEB, "igrave": 0xEC, "iacute": 0xED, "icirc": 0xEE, "iuml": 0xEF, "ntilde": 0xF1, "ograve": 0xF2,
    "oacute": 0xF3, "ocirc": 0xF4, "otilde": 0xF5, "oslash": 0xF8, "ugrave": 0xF9, "uacute": 0xFA, "ucirc": 0xFB,
    "Agrave": 0xC0, "Aacute": 0xC1, "Acirc": 0xC2, "Aring": 0xC5, "AElig": 0xC6, "Ccedil": 0xC7, "Egrave": 0xC8,
    "Eacute": 0xC9, "Ecirc": 0xCA, "Ntilde": 0xD1, "Oacute": 0xD3, "Ocirc": 0xD4, "Oslash": 0xD8, "Uacute": 0xDA,
    "Ucirc": 0xDB, "yacute": 0xFD, "yuml": 0xFF, "oelig": 0x153, "OElig": 0x152, "scaron": 0x161, "Scaron": 0x160,
  ]
}
