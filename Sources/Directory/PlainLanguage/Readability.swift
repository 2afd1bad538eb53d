import Vocabulary

/// How easy a text is to read, by a published formula.
///
/// A formula counts; it does not understand. It compares two versions of a text well, and says little of a single one.
package struct Readability: Sendable, Equatable {
  package enum Method: String, Sendable, CaseIterable {
    /// Björnsson 1968: words a sentence + 100 · words longer than six letters / words. For any alphabet.
    case lix
    /// Amstad 1978, Flesch's formula for German: 180 − words a sentence − 58.5 · syllables a word.
    case amstad
  }

  /// Amstad's seven bands; LIX uses five of them.
  package enum Verdict: String, Sendable, CaseIterable, Comparable {
    case veryEasy, easy, fairlyEasy, medium, fairlyHard, hard, veryHard

    package static func < (one: Self, other: Self) -> Bool {
      (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
    }
  }

  package let method: Method
  package let figure: Double
  package let verdict: Verdict

  /// Of fewer words no formula says anything: one long word more moves the figure by several points.
  package static let fewestWords = 30

  /// The readability by the formula that fits the language: Amstad for German, else LIX; nil when it cannot be measured.
  package static func of(_ text: String, in language: Language) -> Readability? {
    language.primary == "de" ? amstad(of: text) : lix(of: text, in: language)
  }

  /// The LIX; nil for a text of fewer than `fewestWords`, or in a script that does not write single words.
  package static func lix(of text: String, in language: Language) -> Readability? {
    let text = SplitText(text, in: language)
    guard isMeasurable(text) else { return nil }
    let long = text.words.count { $0.letters > 6 && !$0.isNumber }
    let words = Double(text.words.count)
    let figure = words / Double(text.sentences.count) + 100 * Double(long) / words
    return Readability(method: .lix, figure: figure, verdict: lixVerdict(figure))
  }

  /// Flesch's reading ease after Amstad; nil for a German text of fewer than `fewestWords`.
  package static func amstad(of text: String) -> Readability? {
    let text = SplitText(text, in: .german)
    guard isMeasurable(text) else { return nil }
    let syllables = text.words.reduce(0) { $0 + Syllables.count(in: $1.text) }
    let words = Double(text.words.count)
    let figure = 180 - words / Double(text.sentences.count) - 58.5 * Double(syllables) / words
    return Readability(method: .amstad, figure: figure, verdict: amstadVerdict(figure))
  }

  private static func isMeasurable(_ text: SplitText) -> Bool {
    guard text.words.count >= fewestWords, !text.sentences.isEmpty else { return false }
    let letters = text.scalars.filter(\.isLetter)
    return letters.count(where: \.writesNoSpaces) * 2 < letters.count
  }

  /// The bands of Rosebrock and Nix 2017, page 71.
  private static func lixVerdict(_ figure: Double) -> Verdict {
    switch figure {
    case ..<30: .veryEasy
    case ..<40: .easy
    case ..<50: .medium
    case ..<60: .hard
    default: .veryHard
    }
  }

  /// Amstad's bands; a figure may lie beyond 0 and 100.
  private static func amstadVerdict(_ figure: Double) -> Verdict {
    switch figure {
    case ..<30: .veryHard
    case ..<50: .hard
    case ..<60: .fairlyHard
    case ..<70: .medium
    case ..<80: .fairlyEasy
    case ..<90: .easy
    default: .veryEasy
    }
  }
}

extension Readability {
  /// The least words it needs, for the text `tooShort` and its `{words}`.
  package static var tooShort: (text: PlainLanguageText, values: [String: String]) {
    (.tooShort, ["words": "\(fewestWords)"])
  }
}

extension Readability.Method {
  package var text: PlainLanguageText {
    switch self {
    case .lix: .methodLIX
    case .amstad: .methodAmstad
    }
  }
}

extension Readability.Verdict {
  package var text: PlainLanguageText {
    switch self {
    case .veryEasy: .veryEasy
    case .easy: .easy
    case .fairlyEasy: .fairlyEasy
    case .medium: .medium
    case .fairlyHard: .fairlyHard
    case .hard: .hard
    case .veryHard: .veryHard
    }
  }
}

extension Unicode.Scalar {
  /// Whether it belongs to a script that does not part words: Thai, Lao, Burmese, Khmer, Tibetan, kana, Chinese.
  fileprivate var writesNoSpaces: Bool {
    switch value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF: true
    default: properties.isIdeographic
    }
  }
}
