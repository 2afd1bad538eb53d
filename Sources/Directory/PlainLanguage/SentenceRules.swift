/// Rules about whole sentences: length, one statement, one line.
extension SimpleLanguageCheck {
  private static let goodLength = 10
  private static let longestSentence = 15

  func sentenceFindings(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    if sentence.words.count > Self.goodLength {
      let level: SimpleLanguageFinding.Level = sentence.words.count > Self.longestSentence ? .warning : .hint
      findings.append(finding(.sentenceLength, level, at: sentence.range, of: text, .adviceSentenceLength))
    }
    let clauses = furtherClauses(in: sentence, of: text)
    if !clauses.isEmpty {
      let isSure = clauses.count > 1 || clauses.contains(where: \.isSure)
      findings.append(
        finding(.oneStatement, isSure ? .warning : .hint, at: sentence.range, of: text, .adviceOneStatement))
    }
    if let line = sentence.goesOnAt.first {
      let range = text.words[line - 1].range.lowerBound..<text.words[line].range.upperBound
      let isCut = text.gap(after: line - 1).first == "-" && !text.words[line].hasCapital
      findings.append(
        finding(
          .brokenSentence, isCut ? .warning : .hint, at: range, of: text, isCut ? .adviceCutWord : .adviceBrokenSentence
        ))
    }
    return findings
  }

  /// The places where a further clause begins, and whether it surely is one.
  private func furtherClauses(
    in sentence: SplitText.Sentence, of text: SplitText
  ) -> [(word: Int, isSure: Bool)] {
    var found: [(word: Int, isSure: Bool)] = []
    var hasComma = false
    for word in sentence.words.dropFirst() where text.gap(after: word - 1).contains(",") {
      hasComma = true
      let opener = text.words[word].plain
      if GermanWords.subordinators.contains(opener) {
        found.append((word, true))
      } else if GermanWords.clauseOpeners.contains(opener) || opensRelativeClause(word, in: sentence, of: text) {
        found.append((word, false))
      }
    }
    // At its beginning „Wenn“ and „Weil“ are allowed; with a second clause behind it the sentence says two things.
    if let first = sentence.words.first, hasComma, GermanWords.subordinators.contains(text.words[first].plain) {
      found.append((first, false))
    }
    return found
  }

  /// `, die den Kurs leitet` but not `, die Schule`: a noun right behind the article is an enumeration.
  private func opensRelativeClause(_ word: Int, in sentence: SplitText.Sentence, of text: SplitText) -> Bool {
    guard GermanWords.relativePronouns.contains(text.words[word].plain), word + 2 < sentence.words.upperBound
    else { return false }
    let next = text.words[word + 1]
    return !next.hasCapital && !next.isNumber || GermanWords.pronouns.contains(next.plain)
  }
}
