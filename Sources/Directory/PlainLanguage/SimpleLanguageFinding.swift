/// A place in a text that a rule of Leichte Sprache speaks of. It helps who writes, and blocks nothing.
package struct SimpleLanguageFinding: Sendable, Equatable {
  package enum Level: String, Sendable, CaseIterable {
    /// Look at it: often there is a simpler way.
    case hint
    /// Against the rule, almost always.
    case warning
  }

  package let rule: SimpleLanguageRule
  package let level: Level
  /// The place in the text, counted in bytes of UTF-8.
  package let range: Range<Int>
  package let words: String
  package let advice: PlainLanguageText
  /// What could stand there instead; empty when only a person can say.
  package let plainer: String

  /// What the advice's `{words}` and `{plainer}` stand for.
  package var values: [String: String] { ["words": words, "plainer": plainer] }
}

extension SimpleLanguageFinding.Level {
  package var text: PlainLanguageText {
    switch self {
    case .hint: .hint
    case .warning: .warning
    }
  }
}
