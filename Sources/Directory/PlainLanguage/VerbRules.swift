/// Rules about verbs and cases: passive, subjunctive, negation, genitive.
extension SimpleLanguageCheck {
  func verbFindings(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    var findings = passives(in: sentence, of: text) + genitives(in: sentence, of: text)
    for number in sentence.words {
      let word = text.words[number]
      if GermanWords.negations.contains(word.plain) {
        findings.append(finding(.negation, .hint, at: word.range, of: text, .adviceNegation))
      }
      if GermanWords.subjunctives.contains(word.plain) {
        // „sollte“ is also the past of „soll“.
        let level: SimpleLanguageFinding.Level = word.plain.hasPrefix("sollte") ? .hint : .warning
        findings.append(finding(.subjunctive, level, at: word.range, of: text, .adviceSubjunctive))
      }
    }
    return findings
  }

  /// A form of „werden“ and a participle between the same commas.
  private func passives(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    clauses(of: sentence, in: text).compactMap { clause in
      guard let auxiliary = clause.first(where: { GermanWords.becoming.contains(text.words[$0].plain) }),
        let participle = clause.first(where: { isParticiple(text.words[$0]) && !isAttribute($0, in: clause, of: text) })
      else { return nil }
      let first = text.words[min(auxiliary, participle)]
      let last = text.words[max(auxiliary, participle)]
      return finding(
        .passive, .warning, at: first.range.lowerBound..<last.range.upperBound, of: text, .advicePassive)
    }
  }

  private func clauses(of sentence: SplitText.Sentence, in text: SplitText) -> [Range<Int>] {
    var clauses: [Range<Int>] = []
    var first = sentence.words.lowerBound
    for word in sentence.words {
      let isLast = word + 1 == sentence.words.upperBound
      guard isLast || text.gap(after: word).contains(where: { ",;:–".unicodeScalars.contains($0) }) else { continue }
      clauses.append(first..<(word + 1))
      first = word + 1
    }
    return clauses
  }

  /// `geholfen`, `angemeldet`, `informiert`, `bezahlt`; of verbs with `be-` or `ver-` in `-en` only those that are no
  /// infinitive, since „Sie werden bezahlen“ is the future.
  private func isParticiple(_ word: SplitText.Word) -> Bool {
    let plain = word.plain
    guard !word.hasCapital, word.letters >= 5, !GermanWords.noParticiples.contains(plain) else { return false }
    if GermanWords.participles.contains(plain) { return true }
    let stem = GermanWords.separablePrefixes.first { plain.hasPrefix($0 + "ge") }.map { plain.dropFirst($0.count) }
    let rest = stem ?? plain[...]
    if rest.hasPrefix("ge"), rest.count >= 5 { return rest.hasSuffix("t") || rest.hasSuffix("en") }
    if plain.hasSuffix("iert") { return true }
    return plain.hasSuffix("t") && GermanWords.inseparablePrefixes.contains { plain.hasPrefix($0) }
  }

  /// Whether a noun stands right behind it: „einen genauen Plan“.
  private func isAttribute(_ word: Int, in clause: Range<Int>, of text: SplitText) -> Bool {
    word + 1 < clause.upperBound && text.words[word + 1].hasCapital
  }

  /// „des Kurses“, „eines Termins“, and „die Beratung der Stadt“: a noun right behind another one with „der“.
  private func genitives(in sentence: SplitText.Sentence, of text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    for word in sentence.words.dropLast() {
      guard let noun = noun(after: word, in: sentence, of: text) else { continue }
      let plain = text.words[word].plain
      let isGenitive =
        plain == "des" || GermanWords.genitiveArticles.contains(plain) && hasGenitiveEnding(text.words[noun])
        || plain == "der" && noun == word + 1 && followsNoun(word, in: sentence, of: text)
      guard isGenitive else { continue }
      let range = text.words[word].range.lowerBound..<text.words[noun].range.upperBound
      findings.append(finding(.genitive, .hint, at: range, of: text, .adviceGenitive))
    }
    return findings
  }

  /// „eines Termins“, „dieses Kurses“; in „dieses Haus“ the s belongs to the word.
  private func hasGenitiveEnding(_ noun: SplitText.Word) -> Bool {
    guard noun.plain.hasSuffix("s") else { return false }
    return !["haus", "glas", "gras", "gas", "eis", "gleis", "nis", "los", "maß"].contains(where: noun.plain.hasSuffix)
  }

  private func noun(after word: Int, in sentence: SplitText.Sentence, of text: SplitText) -> Int? {
    (word + 1..<min(word + 4, sentence.words.upperBound)).first { place in
      text.words[place].hasCapital && !GermanWords.pronouns.contains(text.words[place].plain)
    }
  }

  /// The first word of a sentence has a capital without being a noun.
  private func followsNoun(_ word: Int, in sentence: SplitText.Sentence, of text: SplitText) -> Bool {
    guard word - 1 > sentence.words.lowerBound, text.gap(after: word - 1).allSatisfy(\.isSpace) else { return false }
    let before = text.words[word - 1]
    return before.hasCapital && before.letters > 2 && !GermanWords.pronouns.contains(before.plain)
  }
}
