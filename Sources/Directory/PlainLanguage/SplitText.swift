import Vocabulary

/// A text as a reader takes it in: words, and the sentences they make, each with its place in the text.
///
/// A sentence ends with `.`, `!`, `?`, `…`, with a colon before a capital (Björnsson counts so), and with its line,
/// unless it plainly goes on in the next one. Full stops of abbreviations, ordinals, dates and times end nothing.
struct SplitText: Sendable {
  struct Word: Sendable {
    /// As it is written, with hyphens and mediopoints: `Anlauf-Stelle` is one word.
    let text: String
    /// In lower case, letters and digits only.
    let plain: String
    /// Letters and digits, without the marks that stand above or below them.
    let letters: Int
    /// The place in the text, counted in bytes of UTF-8.
    let range: Range<Int>
    let scalars: Range<Int>
    let hasCapital: Bool
    /// Whether it begins with a digit: `15`, `17:30`, `1.250,50`.
    let isNumber: Bool
  }

  struct Sentence: Sendable {
    let words: Range<Int>
    /// From the first word's opening mark to the last word's closing one, in bytes of UTF-8.
    let range: Range<Int>
    /// The words before which the sentence goes on in a new line.
    let goesOnAt: [Int]
  }

  let scalars: [Unicode.Scalar]
  /// Where each scalar begins in UTF-8; one more for the end.
  let offsets: [Int]
  let words: [Word]
  let sentences: [Sentence]

  init(_ text: String, in language: Language) {
    let scalars = Array(text.unicodeScalars)
    var offsets: [Int] = [0]
    offsets.reserveCapacity(scalars.count + 1)
    for scalar in scalars { offsets.append((offsets.last ?? 0) + UTF8.width(scalar)) }
    self.scalars = scalars
    self.offsets = offsets
    words = WordReader(scalars: scalars, offsets: offsets).words()
    sentences = SentenceReader(scalars: scalars, offsets: offsets, words: words, language: language).sentences()
  }

  func words(of sentence: Sentence) -> ArraySlice<Word> { words[sentence.words] }

  /// What stands between a word and the next one.
  func gap(after word: Int) -> ArraySlice<Unicode.Scalar> {
    let end = word + 1 < words.count ? words[word + 1].scalars.lowerBound : scalars.count
    return scalars[words[word].scalars.upperBound..<end]
  }

  /// The text of some bytes that begin and end with whole scalars.
  func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[place(of: range.lowerBound)..<place(of: range.upperBound)])
    return String(text)
  }

  /// The scalar that begins at a byte.
  private func place(of byte: Int) -> Int {
    var (low, high) = (0, offsets.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Reads the words of a text.
private struct WordReader {
  let scalars: [Unicode.Scalar]
  let offsets: [Int]

  /// Hyphens, apostrophes, mediopoints, soft hyphens, joiners, and the marks of gender-inclusive forms.
  private static let joiners = Set("-‐‑'’ʼ·‧•\u{AD}\u{200C}\u{200D}_*:@".unicodeScalars)

  func words() -> [SplitText.Word] {
    var words: [SplitText.Word] = []
    var position = 0
    while position < scalars.count {
      guard begins(position) else {
        position += 1
        continue
      }
      var end = position + 1
      while end < scalars.count, continues(end) { end += 1 }
      words.append(word(position..<end))
      position = end
    }
    return words
  }

  private func begins(_ position: Int) -> Bool { scalars[position].isLetter || scalars[position].isDigit }

  private func continues(_ position: Int) -> Bool {
    let scalar = scalars[position]
    if scalar.isLetter || scalar.isDigit || scalar.isMark { return true }
    guard position + 1 < scalars.count, begins(position + 1) else { return false }
    if Self.joiners.contains(scalar) { return true }
    let betweenDigits = scalars[position - 1].isDigit && scalars[position + 1].isDigit
    switch scalar {
    case ",", "٫", "٬": return betweenDigits
    case ".": return betweenDigits || isInAddress(position)
    default: return false
    }
  }

  /// Whether a full stop stands in `wegpunkt.example`: two small letters on each side at least.
  private func isInAddress(_ position: Int) -> Bool {
    position >= 2 && position + 2 < scalars.count
      && [position - 2, position - 1, position + 1, position + 2].allSatisfy { ("a"..."z").contains(scalars[$0]) }
  }

  private func word(_ range: Range<Int>) -> SplitText.Word {
    var text = String.UnicodeScalarView()
    var plain = String.UnicodeScalarView()
    var letters = 0
    for scalar in scalars[range] {
      text.append(scalar)
      if scalar.isLetter || scalar.isDigit { letters += 1 }
      if scalar.isLetter || scalar.isDigit || scalar.isMark { plain.append(scalar) }
    }
    let first = scalars[range.lowerBound]
    return SplitText.Word(
      text: String(text), plain: String(plain).lowercased(), letters: letters,
      range: offsets[range.lowerBound]..<offsets[range.upperBound], scalars: range,
      hasCapital: first.properties.isUppercase, isNumber: first.isDigit)
  }
}

extension Unicode.Scalar {
  /// A letter that counts; the Arabic stroke that only makes a word longer does not.
  var isLetter: Bool { properties.isAlphabetic && !isMark && value != 0x640 }

  var isDigit: Bool { properties.generalCategory == .decimalNumber }

  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: value == 0x640
    }
  }

  var isLineEnd: Bool { (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029 }

  var isSpace: Bool { properties.isWhitespace }
}
