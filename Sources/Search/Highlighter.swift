import Vocabulary

/// Finds the words of a text that a query matched.
package struct Highlighter: Sendable {
  private let snapshot: SearchSnapshot
  /// For each thing that words may be, by its hash, the words of the query that it stands for.
  private var words: [UInt64: Places] = [:]
  private var forms: [UInt64: Places] = [:]
  /// The hashes of `words` and `forms` by their last bits, so that most words of a text are seen not to match at once.
  private var hashes = Bitset(count: hashKinds)
  private var parts: [FoldedWord: Places] = [:]
  private var prefixes: [(letters: FoldedWord, places: Places)] = []

  /// Words of the query, a bit each; a plan has no more than 32.
  private typealias Places = UInt64

  private static let hashKinds = 4096

  /// A piece of a text that shows why it was found.
  package struct Snippet: Sendable, Equatable {
    /// UTF-8 offsets in the text; at word boundaries.
    package var range: Range<Int>
    /// UTF-8 offsets in the text of the matching words inside `range`, ascending.
    package var marks: [Range<Int>]
  }

  init(snapshot: SearchSnapshot, plan: QueryPlan) {
    self.snapshot = snapshot
    for (number, word) in plan.words.enumerated() {
      let place: Places = 1 << Places(number)
      let leaves = word.leaves + word.groups.flatMap { $0.parts.joined() }
      for leaf in leaves {
        switch leaf.source {
        case .word(let word): add(place, for: WordHash.of(word), to: \.words)
        case .form(let form): add(place, for: WordHash.of(form), to: \.forms)
        case .compounds(let form): parts[form, default: 0] |= place
        case .prefix(let letters): prefixes.append((letters, place))
        case .facet: break
        }
      }
    }
  }

  private mutating func add(
    _ place: Places, for hash: UInt64, to kind: WritableKeyPath<Highlighter, [UInt64: Places]>
  ) {
    self[keyPath: kind][hash, default: 0] |= place
    hashes.insert(Int(hash % UInt64(Self.hashKinds)))
  }

  private func mayMatch(_ hash: UInt64) -> Bool { hashes.contains(Int(hash % UInt64(Self.hashKinds))) }

  /// The words of a text that match, as UTF-8 offsets, ascending.
  package func ranges(in text: MarkableText) -> [Range<Int>] {
    text.words.indices.compactMap { places(ofWord: $0, in: text) == 0 ? nil : text.words[$0].range }
  }

  private struct TextWord {
    var range: Range<Int>
    /// The words of the query that it matches.
    var places: Places
  }

  private func matches(in text: MarkableText) -> [TextWord] {
    text.words.indices.map { TextWord(range: text.words[$0].range, places: places(ofWord: $0, in: text)) }
  }

  private func places(ofWord number: Int, in text: MarkableText) -> Places {
    let word = text.words[number]
    var places: Places = 0
    if mayMatch(word.hash) { places |= words[word.hash] ?? 0 }
    if mayMatch(word.formHash) { places |= forms[word.formHash] ?? 0 }
    for prefix in prefixes where text.letters(ofWord: number).starts(with: prefix.letters) { places |= prefix.places }
    if places == 0, text.mayHaveCompounds, !parts.isEmpty {
      let letters = text.letters(ofWord: number)
      guard mayContainPart(letters) else { return 0 }
      for part in snapshot.parts(of: FoldedWord(letters)) { places |= parts[part] ?? 0 }
    }
    return places
  }

  /// Splitting costs; a part's ground form almost always stands in the compound as it is.
  private func mayContainPart(_ word: ArraySlice<UInt8>) -> Bool {
    word.withUnsafeBufferPointer { word in
      parts.keys.contains { part in
        guard part.count < word.count else { return false }
        return part.withUnsafeBufferPointer { part in
          (0...(word.count - part.count)).contains { start in
            part.indices.allSatisfy { word[start + $0] == part[$0] }
          }
        }
      }
    }
  }

  /// The piece of a text with the most matches.
  ///
  /// - Parameter letters: the longest piece, in characters (Unicode scalars); a longer first word is still whole.
  package func snippet(of text: MarkableText, letters: Int) -> Snippet {
    let found = matches(in: text)
    let bytes = Array(text.text.utf8)
    guard let last = found.last else { return Snippet(range: 0..<bytes.count, marks: []) }
    if count(bytes[...]) <= letters {
      return Snippet(range: 0..<bytes.count, marks: found.filter { $0.places != 0 }.map(\.range))
    }
    var best = window(at: 0, in: found, bytes, letters)
    for place in found.indices where found[place].places != 0 {
      let start = start(before: place, in: found, bytes, letters)
      let candidate = window(at: start, in: found, bytes, letters)
      if candidate.value > best.value { best = candidate }
    }
    let end = best.last == found.indices.last ? bytes.count : found[best.last].range.upperBound
    let start = best.first == 0 ? 0 : found[best.first].range.lowerBound
    let range = start..<(best.last == found.indices.last ? max(last.range.upperBound, end) : end)
    return Snippet(
      range: range, marks: found[best.first...best.last].filter { $0.places != 0 }.map(\.range))
  }

  private struct Window {
    var first: Int
    var last: Int
    /// Different words of the query first, then all matches.
    var value: Int
  }

  private func window(at first: Int, in found: [TextWord], _ bytes: [UInt8], _ letters: Int) -> Window {
    var last = first
    var length = count(bytes[found[first].range])
    while last + 1 < found.count {
      let more = count(bytes[found[last].range.upperBound..<found[last + 1].range.upperBound])
      if length + more > letters { break }
      length += more
      last += 1
    }
    let matched = found[first...last].map(\.places)
    let different = matched.reduce(0, |).nonzeroBitCount
    return Window(first: first, last: last, value: 1000 * different + matched.count { $0 != 0 })
  }

  /// Some words before a match, so that it can be understood: a fifth of the piece.
  private func start(before place: Int, in found: [TextWord], _ bytes: [UInt8], _ letters: Int) -> Int {
    var start = place
    while start > 0,
      count(bytes[found[start - 1].range.lowerBound..<found[place].range.lowerBound]) <= letters / 5
    {
      start -= 1
    }
    return start
  }

  /// The number of Unicode scalars.
  private func count(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xc0 != 0x80 } }
}

extension SearchSnapshot {
  /// Marks in texts what the query of a result matched. Make it once for many texts.
  package func highlighter(for result: SearchResult) -> Highlighter {
    Highlighter(snapshot: self, plan: result.plan ?? QueryPlan(words: []))
  }

  /// The ground forms of a compound's parts.
  func parts(of word: FoldedWord) -> [FoldedWord] {
    guard let splitter = compoundSplitter else { return [] }
    return splitter.parts(of: word)
  }

  /// Splits compounds with the words of this snapshot.
  var compoundSplitter: CompoundSplitter? {
    guard let rules = lexicon.compoundRules else { return nil }
    return CompoundSplitter(rules: rules) { [segments, mask = lexicon.compoundMask] piece, _ in
      let word = FoldedWord(piece)
      if rules.compoundParts.contains(word) { return true }
      guard word.count >= CompoundSplitter.shortestFoundPart, !rules.stopWords.contains(word) else { return false }
      return segments.contains { segment in
        segment.withView { view in view.words.find(word).map { view.masks[$0] & mask != 0 } ?? false }
      }
    }
  }
}
