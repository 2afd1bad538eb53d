/// Rules about single words: long ones, hard ones, shortened ones.
extension SimpleLanguageCheck {
  private static let longestPart = 12
  private static let mostParts = 2

  func wordFindings(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    var known = sentence.words.lowerBound
    for number in sentence.words {
      let word = text.words[number]
      if number >= known, let found = abbreviation(at: number, of: text) {
        known = number + found.length
        findings.append(found.finding)
      }
      if number >= known, let hard = hardWords.plainer(than: text.words[number..<sentence.words.upperBound]) {
        known = number + hard.length
        let range = word.range.lowerBound..<text.words[known - 1].range.upperBound
        findings.append(
          finding(.hardWord, .warning, at: range, of: text, .adviceHardWord, plainer: hard.plainer))
      }
      if let long = longWord(word, of: text) { findings.append(long) }
    }
    return findings
  }

  /// More than two parts, or more than twelve letters, without hyphen or mediopoint.
  private func longWord(_ word: SplitText.Word, of text: SplitText) -> SimpleLanguageFinding? {
    guard word.letters > Self.longestPart / 2, !word.isNumber, !word.text.contains(where: { "@.".contains($0) })
    else { return nil }
    let pieces = word.text.split { "-‐‑·‧•:*_".contains($0) }.map(String.init)
    var hasMany = false
    var isLong = false
    var isCut = false
    let plainer = pieces.map { piece in
      let parts = parts(piece)
      let letters = piece.unicodeScalars.count(where: \.isLetter)
      hasMany = hasMany || parts.count > Self.mostParts
      isLong = isLong || letters > Self.longestPart
      guard parts.count > 1, parts.count > Self.mostParts || letters > Self.longestPart else { return piece }
      isCut = true
      return hyphenated(parts)
    }.joined(separator: "-")
    guard hasMany || isLong else { return nil }
    return finding(
      .longWord, hasMany ? .warning : .hint, at: word.range, of: text, isCut ? .adviceCompound : .adviceLongWord,
      plainer: isCut ? plainer : "")
  }

  /// `Wohnungs-Suche`: the parts of a noun begin with capitals.
  private func hyphenated(_ parts: [String]) -> String {
    guard parts.first?.first?.isUppercase == true else { return parts.joined(separator: "-") }
    return parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
  }

  /// `usw.`, `z. B.`; and any two single letters with full stops.
  private func abbreviation(
    at number: Int, of text: SplitText
  ) -> (finding: SimpleLanguageFinding, length: Int)? {
    for length in [3, 2, 1] where number + length <= text.words.count {
      let words = text.words[number..<(number + length)]
      guard hasStops(number..<(number + length), of: text) else { continue }
      let full = hardWords.abbreviations[words.map(\.plain).joined()]
      guard full != nil || length > 1 && words.allSatisfy({ $0.letters == 1 && !$0.isNumber }) else { continue }
      let end = (words.last?.range.upperBound ?? 0) + 1
      let range = text.words[number].range.lowerBound..<end
      return (
        finding(
          .abbreviation, .warning, at: range, of: text, full == nil ? .adviceAbbreviation : .adviceAbbreviationInFull,
          plainer: full ?? ""), length
      )
    }
    return nil
  }

  /// Whether a full stop stands right behind each of the words, and only spaces of one line between them.
  private func hasStops(_ words: Range<Int>, of text: SplitText) -> Bool {
    words.allSatisfy { word in
      let gap = text.gap(after: word)
      guard gap.first == "." else { return false }
      return word + 1 == words.upperBound || gap.dropFirst().allSatisfy { $0.isSpace && !$0.isLineEnd }
    }
  }
}
