import Vocabulary

/// Finds the words of a text that a query matched.
package struct Highlighter: Sendable {
  private let snapshot: SearchSnapshot
  private let plan: QueryPlan
  /// For each thing that words may be, the places in the query of the words that it stands for.
  private var words: [FoldedWord: Set<Int>] = [:]
  private var forms: [FoldedWord: Set<Int>] = [:]
  private var parts: [FoldedWord: Set<Int>] = [:]
  private var prefixes: [(letters: FoldedWord, place: Int)] = []

  /// A piece of a text that shows why it was found.
  package struct Snippet: Sendable, Equatable {
    /// UTF-8 offsets in the text; at word boundaries.
    package var range: Range<Int>
    /// UTF-8 offsets in the text of the matching words inside `range`, ascending.
    package var marks: [Range<Int>]
  }

  init(snapshot: SearchSnapshot, plan: QueryPlan) {
    self.snapshot = snapshot
    self.plan = plan
    for (place, word) in plan.words.enumerated() {
      let leaves = word.leaves + word.groups.flatMap { $0.parts.joined() }
      for leaf in leaves {
        switch leaf.source {
        case .word(let word): words[word, default: []].insert(place)
        case .form(let form): forms[form, default: []].insert(place)
        case .compounds(let form): parts[form, default: []].insert(place)
        case .prefix(let letters): prefixes.append((letters, place))
        case .facet: break
        }
      }
    }
  }

  /// The words of a text that match, as UTF-8 offsets, ascending.
  package func ranges(in text: String, language: Language) -> [Range<Int>] {
    matches(in: text, language: language).filter { !$0.places.isEmpty }.map(\.range)
  }

  private struct TextWord {
    var range: Range<Int>
    /// The places in the query of the words that it matches.
    var places: Set<Int>
  }

  private func matches(in text: String, language: Language) -> [TextWord] {
    let bit = snapshot.lexicon.bit(of: language)
    var found: [TextWord] = []
    snapshot.lexicon.folding.forEachWord(in: text) { word, range in
      found.append(TextWord(range: range, places: places(of: FoldedWord(word), bit: bit)))
    }
    return found
  }

  private func places(of word: FoldedWord, bit: Int) -> Set<Int> {
    var places = words[word] ?? []
    if !forms.isEmpty {
      for form in snapshot.lexicon.groundForms(of: word, mask: 1 << UInt16(bit)) {
        places.formUnion(forms[form] ?? [])
      }
    }
    for prefix in prefixes where word.starts(with: prefix.letters) { places.insert(prefix.place) }
    if places.isEmpty, snapshot.lexicon.compoundMask >> UInt16(bit) & 1 == 1, mayContainPart(word) {
      for part in snapshot.parts(of: word) { places.formUnion(parts[part] ?? []) }
    }
    return places
  }

  /// Splitting costs; a part's ground form almost always stands in the compound as it is.
  private func mayContainPart(_ word: FoldedWord) -> Bool {
    parts.keys.contains { part in
      guard part.count < word.count else { return false }
      return (0...(word.count - part.count)).contains { word[$0...].starts(with: part) }
    }
  }

  /// The piece of a text with the most matches.
  ///
  /// - Parameter letters: the longest piece, in characters (Unicode scalars); a longer first word is still whole.
  package func snippet(of text: String, language: Language, letters: Int) -> Snippet {
    let found = matches(in: text, language: language)
    let bytes = Array(text.utf8)
    guard let last = found.last else { return Snippet(range: 0..<bytes.count, marks: []) }
    if count(bytes[...]) <= letters {
      return Snippet(range: 0..<bytes.count, marks: found.filter { !$0.places.isEmpty }.map(\.range))
    }
    var best = window(at: 0, in: found, bytes, letters)
    for place in found.indices where !found[place].places.isEmpty {
      let start = start(before: place, in: found, bytes, letters)
      let candidate = window(at: start, in: found, bytes, letters)
      if candidate.value > best.value { best = candidate }
    }
    let end = best.last == found.indices.last ? bytes.count : found[best.last].range.upperBound
    let start = best.first == 0 ? 0 : found[best.first].range.lowerBound
    let range = start..<(best.last == found.indices.last ? max(last.range.upperBound, end) : end)
    return Snippet(
      range: range, marks: found[best.first...best.last].filter { !$0.places.isEmpty }.map(\.range))
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
    let different = matched.reduce(into: Set<Int>()) { $0.formUnion($1) }.count
    return Window(first: first, last: last, value: 1000 * different + matched.count { !$0.isEmpty })
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
