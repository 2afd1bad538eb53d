extension SearchLexicon {
  /// The parts of a German compound as they are written, linking letters with the part before them: `Wohnungs`, `suche`.
  ///
  /// Only the listed parts of compounds are known here, so that the answer does not change with what is published.
  /// Empty when the word is no compound, or one that the list does not know.
  package func writtenParts(of word: String) -> [String] {
    guard word.unicodeScalars.count <= FoldingTable.longestWord, let rules = compoundRules,
      let folded = folding.words(in: word).only
    else { return [] }
    let splitter = CompoundSplitter(rules: rules) { piece, _ in rules.compoundParts.contains(FoldedWord(piece)) }
    let starts = splitter.ranges(of: folded).dropFirst().map(\.lowerBound)
    guard !starts.isEmpty else { return [] }
    var parts: [String] = []
    var rest = word[...]
    for start in starts {
      guard let cut = cut(of: word, before: start), rest.startIndex < cut else { return [] }
      parts.append(String(word[rest.startIndex..<cut]))
      rest = word[cut...]
    }
    return parts + [String(rest)]
  }

  /// The last place before which the word has so many folded letters: one letter may fold to two, or two to one.
  private func cut(of word: String, before letters: Int) -> String.Index? {
    word.indices.last { folding.words(in: String(word[..<$0])).only?.count == letters }
  }
}

extension Array {
  /// The element of an array that has one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}

extension SearchSnapshot {
  /// The parts of a compound as they are written; empty for other words.
  package func writtenParts(of word: String) -> [String] { lexicon.writtenParts(of: word) }
}
