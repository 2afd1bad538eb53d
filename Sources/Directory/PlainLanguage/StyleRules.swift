/// Rules about style: nouns instead of verbs, words in capitals.
extension SimpleLanguageCheck {
  private static let nominalEndings = ["ung", "ungen", "keit", "keiten", "heit", "heiten", "tion", "tionen"]
  /// Fewer letters in capitals are read as an abbreviation.
  private static let shortestShout = 6

  /// Two nouns or more of the kind that a verb could say.
  func styleFindings(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    let nominal = sentence.words.filter { isNominal(text.words[$0]) }
    guard nominal.count > 1, let first = nominal.first, let last = nominal.last else { return [] }
    let range = text.words[first].range.lowerBound..<text.words[last].range.upperBound
    return [
      finding(
        .nominalStyle, nominal.count > 2 ? .warning : .hint, at: range, of: text, .adviceNominalStyle)
    ]
  }

  private func isNominal(_ word: SplitText.Word) -> Bool {
    let last = word.text.split { "-‐‑·‧•".contains($0) }.last?.lowercased() ?? word.plain
    return word.hasCapital && last.count > 5 && !GermanWords.everydayNominals.contains(last)
      && Self.nominalEndings.contains(where: last.hasSuffix)
  }

  /// Whole words in capitals, and abbreviations such as `BAMF` that not everyone knows.
  func capitalFindings(in text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    var word = 0
    while word < text.words.count {
      guard isInCapitals(text.words[word]) else {
        word += 1
        continue
      }
      var end = word + 1
      while end < text.words.count, isInCapitals(text.words[end]), text.gap(after: end - 1).allSatisfy(\.isSpace) {
        end += 1
      }
      let range = text.words[word].range.lowerBound..<text.words[end - 1].range.upperBound
      if end - word > 1 || text.words[word].letters >= Self.shortestShout {
        findings.append(finding(.capitals, .warning, at: range, of: text, .adviceCapitals))
      } else if !GermanWords.knownAcronyms.contains(text.words[word].plain) {
        findings.append(finding(.abbreviation, .hint, at: range, of: text, .adviceAcronym))
      }
      word = end
    }
    return findings
  }

  /// Two capital letters or more and no small one; figures may stand among them.
  private func isInCapitals(_ word: SplitText.Word) -> Bool {
    let scalars = word.text.unicodeScalars
    return word.letters > 1 && !word.isNumber && !isRoman(word) && !scalars.contains(where: \.properties.isLowercase)
      && scalars.count(where: \.properties.isUppercase) > 1
  }
}
