/// A word, a number or a sign of a line.
struct ScheduleToken: Hashable {
  enum Kind: Hashable {
    /// In folded letters.
    case word(String)
    case number(Int, digits: Int)
    case dash
    case dot
    case colon
    /// What only separates: commas, semicolons, brackets, slashes.
    case comma
    case other
  }

  let kind: Kind
  /// As it was written.
  let text: String
  /// Whether white space stands before it.
  let isSpaced: Bool

  static func tokens(of line: some StringProtocol) -> [ScheduleToken] {
    var tokens: [ScheduleToken] = []
    var rest = Substring(line).unicodeScalars[...]
    var isSpaced = true
    while let scalar = rest.first {
      if isSpace(scalar) {
        rest = rest.dropFirst()
        isSpaced = true
        continue
      }
      let (kind, length) = kind(of: rest)
      let text = String(String.UnicodeScalarView(rest.prefix(length)))
      tokens.append(ScheduleToken(kind: kind, text: text, isSpaced: isSpaced))
      rest = rest.dropFirst(length)
      isSpaced = false
    }
    return tokens
  }

  /// The kind of what comes first, and how many scalars it has.
  private static func kind(of rest: Substring.UnicodeScalarView) -> (Kind, Int) {
    guard let first = rest.first else { return (.other, 1) }
    switch first {
    case "0"..."9":
      let digits = rest.prefix { ("0"..."9").contains($0) }
      return (.number(digits.count <= 4 ? Int(String(digits)) ?? 0 : 99_999, digits: digits.count), digits.count)
    case "-", "\u{2010}"..."\u{2015}", "−": return (.dash, 1)
    case ".": return (.dot, 1)
    case ":": return (.colon, 1)
    case ",", ";", "/", "(", ")", "|", "•", "*", "·": return (.comma, 1)
    case "&", "+": return (.word("und"), 1)
    case _ where first.properties.isAlphabetic:
      let letters = rest.prefix { $0.properties.isAlphabetic || isMark($0) }
      return (.word(folded(letters)), letters.count)
    default:
      let signs = rest.prefix { !isSpace($0) && !$0.isASCII && !$0.properties.isAlphabetic }
      return (.other, max(1, signs.count))
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
  }

  /// Marks above letters, and apostrophes within words.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark || scalar == "'" || scalar == "’"
  }

  /// Small letters without marks: `Fünften` and `funften` are the same.
  static func folded(_ text: some Sequence<Unicode.Scalar>) -> String {
    var folded = ""
    for scalar in text where !isMark(scalar) {
      switch scalar.properties.lowercaseMapping {
      case "ä": folded += "a"
      case "ö": folded += "o"
      case "ü": folded += "u"
      case "ß": folded += "ss"
      case let small: folded += small
      }
    }
    return folded
  }
}
