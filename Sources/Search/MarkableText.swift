import Vocabulary

/// A text made ready for marking: its words as the search reads them. Making it costs more than marking it, so it is worth keeping.
package struct MarkableText: Sendable {
  struct Word: Sendable {
    /// UTF-8 offsets in the text.
    let start: UInt32
    let end: UInt32
    /// Where its folded letters end in `letters`; they begin where those of the word before end.
    let lettersEnd: UInt32
    let hash: UInt64
    let formHash: UInt64

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  package let text: String
  let words: [Word]
  let letters: [UInt8]
  /// Whether words of its language may be compounds.
  let mayHaveCompounds: Bool

  init(_ text: String, language: Language, lexicon: SearchLexicon) {
    self.text = text
    let bit = lexicon.bit(of: language)
    mayHaveCompounds = lexicon.compoundMask >> UInt16(bit) & 1 == 1
    var words: [Word] = []
    var letters: [UInt8] = []
    lexicon.folding.forEachWord(in: text) { word, range in
      letters.append(contentsOf: word)
      let form = lexicon.groundForms(of: FoldedWord(word), mask: 1 << UInt16(bit)).first ?? FoldedWord(word)
      words.append(
        Word(
          start: UInt32(range.lowerBound), end: UInt32(range.upperBound), lettersEnd: UInt32(letters.count),
          hash: WordHash.of(word), formHash: WordHash.of(form)))
    }
    self.words = words
    self.letters = letters
  }

  /// Its bytes in memory, about.
  package var size: Int { text.utf8.count + words.count * MemoryLayout<Word>.stride + letters.count + 100 }

  /// The folded letters of a word.
  func letters(ofWord number: Int) -> ArraySlice<UInt8> {
    letters[(number == 0 ? 0 : Int(words[number - 1].lettersEnd))..<Int(words[number].lettersEnd)]
  }
}

extension SearchSnapshot {
  package func markable(_ text: String, in language: Language) -> MarkableText {
    MarkableText(text, language: language, lexicon: lexicon)
  }
}

extension WordHash {
  static func of(_ word: FoldedWord) -> UInt64 { word.reduce(start) { adding($1, to: $0) } }
}
