import Vocabulary

/// Checks a German text against those rules of Leichte Sprache that a program can check.
///
/// It looks at words and marks and knows no grammar, so it errs now and then, in both directions. Findings are shown to
/// who writes and block nothing; whether a text is understood, only people who read Leichte Sprache can say.
package struct SimpleLanguageCheck: Sendable {
  let hardWords: HardWords
  /// The parts of a compound, as `SearchLexicon.writtenParts(of:)` knows them; empty for other words.
  let parts: @Sendable (String) -> [String]

  package init(hardWords: HardWords, parts: @escaping @Sendable (String) -> [String] = { _ in [] }) {
    self.hardWords = hardWords
    self.parts = parts
  }

  /// What is to be looked at, in the order of the text.
  package func findings(in text: String) -> [SimpleLanguageFinding] {
    let text = SplitText(text, in: .simpleGerman)
    var findings = characterFindings(in: text) + numberFindings(in: text) + capitalFindings(in: text)
    for sentence in text.sentences {
      findings += sentenceFindings(in: sentence, of: text) + verbFindings(in: sentence, of: text)
      findings += wordFindings(in: sentence, of: text) + styleFindings(in: sentence, of: text)
    }
    return findings.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.rule.rawValue)
        < ($1.range.lowerBound, $1.range.upperBound, $1.rule.rawValue)
    }
  }

  func finding(
    _ rule: SimpleLanguageRule, _ level: SimpleLanguageFinding.Level, at range: Range<Int>, of text: SplitText,
    _ advice: PlainLanguageText, plainer: String = ""
  ) -> SimpleLanguageFinding {
    SimpleLanguageFinding(
      rule: rule, level: level, range: range, words: text.text(range), advice: advice, plainer: plainer)
  }
}
