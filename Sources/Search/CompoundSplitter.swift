/// Cutting compounds (Wohnungssuche → Wohnung, Suche) into words that are known.
struct CompoundSplitter {
  static let shortestPart = 3
  /// Words of the index itself must be longer than listed parts: three letters (ein, aus, ion) are in too many words.
  static let shortestFoundPart = 4
  private static let shortestCompound = 6
  private static let mostParts = 4

  /// Whether a piece is a word of its own; the hash is that of the piece.
  typealias WordTest = (_ piece: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Bool

  let rules: LanguageRules
  let isWord: WordTest

  /// The ground forms of the parts; of long parts that are compounds themselves also their parts. Empty when the word
  /// is no compound.
  func parts(of word: FoldedWord) -> [FoldedWord] {
    var found: [FoldedWord] = []
    for part in pieces(of: word) {
      let form = rules.groundForm(part)
      if !found.contains(form) { found.append(form) }
      for inner in pieces(of: part).map(rules.groundForm) where !found.contains(inner) { found.append(inner) }
    }
    return found
  }

  /// The fewest parts that make up the word, without linking elements; among equals the most even cut.
  func pieces(of word: FoldedWord) -> [FoldedWord] { ranges(of: word).map { FoldedWord(word[$0]) } }

  /// Where the pieces lie in the word; what lies between two of them links them.
  func ranges(of word: FoldedWord) -> [Range<Int>] {
    guard word.count >= Self.shortestCompound, word.count <= FoldingTable.longestWord else { return [] }
    var best = [Cut?](repeating: nil, count: word.count + 1)
    best[0] = Cut(parts: 0, evenness: 0, start: 0, end: 0)
    word.withUnsafeBufferPointer { letters in
      for start in 0...(word.count - Self.shortestPart) {
        if let cut = best[start], cut.parts < Self.mostParts { extend(cut, at: start, in: letters, &best) }
      }
    }
    guard best[word.count] != nil else { return [] }
    var ranges: [Range<Int>] = []
    var position = word.count
    while position > 0, let cut = best[position] {
      ranges.append(cut.start..<cut.end)
      position = cut.start
    }
    return ranges.count > 1 ? ranges.reversed() : []
  }

  private struct Cut {
    var parts: Int
    /// The sum of the parts' squared lengths: smaller is more even.
    var evenness: Int
    var start: Int
    var end: Int

    func isBetter(than other: Cut?) -> Bool {
      guard let other else { return true }
      return (parts, evenness) < (other.parts, other.evenness)
    }
  }

  private func extend(_ cut: Cut, at start: Int, in letters: UnsafeBufferPointer<UInt8>, _ best: inout [Cut?]) {
    var hash = WordHash.start
    for end in (start + 1)...letters.count {
      hash = WordHash.adding(letters[end - 1], to: hash)
      let length = end - start
      guard length >= Self.shortestPart, !(start == 0 && end == letters.count) else { continue }
      let piece = UnsafeBufferPointer(rebasing: letters[start..<end])
      if end == letters.count {
        let form = rules.groundForm(FoldedWord(piece))
        guard isWord(piece, hash) || form.withUnsafeBufferPointer({ isWord($0, WordHash.of($0)) }) else { continue }
        note(cut, start: start, end: end, next: end, &best)
      } else if isWord(piece, hash) {
        note(cut, start: start, end: end, next: end, &best)
        for link in rules.linking where !link.isEmpty && end + link.count < letters.count {
          if areEqual(UnsafeBufferPointer(rebasing: letters[end..<(end + link.count)]), link) {
            note(cut, start: start, end: end, next: end + link.count, &best)
          }
        }
      }
    }
  }

  private func note(_ cut: Cut, start: Int, end: Int, next: Int, _ best: inout [Cut?]) {
    let length = end - start
    let longer = Cut(parts: cut.parts + 1, evenness: cut.evenness + length * length, start: start, end: end)
    if longer.isBetter(than: best[next]) { best[next] = longer }
  }
}

private func areEqual(_ one: UnsafeBufferPointer<UInt8>, _ other: FoldedWord) -> Bool {
  other.withUnsafeBufferPointer { areEqual(one, $0) }
}
