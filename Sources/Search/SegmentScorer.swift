import Vocabulary

/// A document that matches at least one word of a query.
struct Candidate {
  var row: UInt32
  /// The sum over the words of weight × coverage (of 255).
  var coverage: UInt32
  /// The sum over the words of weight × quality × impact (of 255 × 255).
  var score: UInt32
  /// The sum of the weights of the words that were found in the title.
  var inTitle: UInt32
  /// How many of the query's stop words stand in the title.
  var stopWords: UInt32
}

/// Finds and scores the documents of a segment, block by block, so that all figures of a block stay in the processor's
/// nearest memory.
struct SegmentScorer {
  private let view: SegmentView
  private let ranking: RankingRules
  private var words: [WordCursors]
  private var stopWords: [PostingCursor]

  init(_ view: SegmentView, plan: QueryPlan, ranking: RankingRules) {
    self.view = view
    self.ranking = ranking
    words = plan.words.map { WordCursors($0, view: view, ranking: ranking) }
    stopWords = plan.stopWords.compactMap { word in view.words.find(word).map { view.list(word: $0) } }
  }

  /// The living documents that match, in order, without those that cover too little beside the best one.
  ///
  /// - Parameters:
  ///   - best: the highest coverage so far of a document that passes the query's limits; raised where one is better.
  ///   - passes: whether a row passes them.
  mutating func candidates(alive: Bitset?, best: inout Int, passes: (_ row: Int) -> Bool) -> [Candidate] {
    var found = CandidateMemory.take()
    var threshold = ranking.threshold(best: best)
    let scratch = BlockScratch(documents: view.documentCount)
    defer { scratch.deallocate() }
    let blocks = (view.documentCount + Postings.blockSize - 1) / Postings.blockSize
    for block in 0..<blocks {
      for position in words.indices {
        words[position].read(block: block, into: scratch)
        scratch.addWord(weight: UInt32(words[position].weight))
      }
      for position in stopWords.indices { scratch.addStopWord(&stopWords[position], block: block) }
      scratch.takeCandidates(start: block * Postings.blockSize) { candidate in
        guard candidate.coverage >= threshold, alive?.contains(Int(candidate.row)) ?? true else { return }
        if candidate.coverage > best, passes(Int(candidate.row)) {
          best = Int(candidate.coverage)
          threshold = ranking.threshold(best: best)
        }
        found.append(candidate)
      }
    }
    return found
  }
}

/// The lists that stand for one word of a query.
private struct WordCursors {
  var weight: Int
  private var leaves: [LeafCursor]
  private var groups: [GroupCursors]

  private struct GroupCursors {
    var parts: [[LeafCursor]]
    var quality: Int
    var partialCoverage: Int
  }

  init(_ plan: WordPlan, view: SegmentView, ranking: RankingRules) {
    weight = plan.weight
    leaves = LeafCursor.cursors(for: plan.leaves, view: view, ranking: ranking)
    groups = plan.groups.map { group in
      GroupCursors(
        parts: group.parts.map { LeafCursor.cursors(for: $0, view: view, ranking: ranking) },
        quality: group.quality, partialCoverage: group.partialCoverage)
    }
  }

  mutating func read(block: Int, into scratch: BlockScratch) {
    for position in leaves.indices { leaves[position].read(block: block, into: scratch.word) }
    for group in groups.indices {
      var parts = 0
      for part in groups[group].parts.indices {
        for leaf in groups[group].parts[part].indices {
          groups[group].parts[part][leaf].read(block: block, into: scratch.part)
        }
        scratch.joinPart(number: parts)
        parts += 1
      }
      scratch.addGroup(
        parts: parts, quality: groups[group].quality, partialCoverage: groups[group].partialCoverage)
    }
  }
}

/// One list of documents, with how well it stands for the word.
private struct LeafCursor {
  private enum Rows {
    case postings(PostingCursor)
    case facet(FacetRow, impact: Int, documents: Int)
  }

  private var rows: Rows
  private let quality: Int
  private let coverage: Int

  /// The lists of all leaves, each once with the best that it stands for.
  static func cursors(for leaves: [Leaf], view: SegmentView, ranking: RankingRules) -> [LeafCursor] {
    var cursors: [LeafCursor] = []
    var lists: [Int: (coverage: Int, quality: Int)] = [:]
    for leaf in leaves {
      if case .facet(let facet, let impact) = leaf.source {
        guard let number = view.facetTexts.find(Array(facet.text.utf8)) else { continue }
        let rows = Rows.facet(view.documents(ofFacet: number), impact: impact, documents: view.documentCount)
        cursors.append(LeafCursor(rows: rows, quality: leaf.quality, coverage: leaf.coverage))
        continue
      }
      for list in view.lists(for: leaf.source, ranking: ranking) {
        let known = lists[list] ?? (0, 0)
        if (leaf.coverage, leaf.quality) > known { lists[list] = (leaf.coverage, leaf.quality) }
      }
    }
    for (list, match) in lists.sorted(by: { $0.key < $1.key }) {
      cursors.append(
        LeafCursor(rows: .postings(view.list(numbered: list)), quality: match.quality, coverage: match.coverage))
    }
    return cursors
  }

  private init(rows: Rows, quality: Int, coverage: Int) {
    (self.rows, self.quality, self.coverage) = (rows, quality, coverage)
  }

  @inline(__always)
  mutating func read(block: Int, into best: BestMatches) {
    switch rows {
    case .postings(var cursor):
      guard cursor.block == block else { return }
      let (quality, coverage) = (UInt32(quality), UInt32(coverage) << 24)
      cursor.readBlock { place, impact in
        best.note(coverage | (UInt32(impact) * quality) << 8 | UInt32(impact) >> 7, at: place)
      }
      rows = .postings(cursor)
    case .facet(let row, let impact, let documents):
      let match = UInt32(coverage) << 24 | UInt32(impact * quality) << 8
      let start = block * Postings.blockSize
      let end = start + Postings.size(ofBlock: block, documents: documents)
      Self.forEach(row, in: start..<end) { best.note(match, at: $0 - start) }
    }
  }

  private static func forEach(_ row: FacetRow, in range: Range<Int>, _ body: (Int) -> Void) {
    switch row {
    case .bits(let words):
      for index in (range.lowerBound / 64)..<((range.upperBound + 63) / 64) {
        var rest = words[index]
        while rest != 0 {
          body(index * 64 + rest.trailingZeroBitCount)
          rest &= rest - 1
        }
      }
    case .list(let rows):
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
      }
      while low < rows.count, Int(rows[low]) < range.upperBound {
        body(Int(rows[low]))
        low += 1
      }
    }
  }
}

extension SegmentView {
  /// The numbers of the lists with the documents that have something.
  fileprivate func lists(for source: Leaf.Source, ranking: RankingRules) -> [Int] {
    switch source {
    case .word(let word): return words.find(word).map { [$0] } ?? []
    case .form(let form):
      guard let number = forms.find(form) else { return [] }
      return mostFrequent(members(ofForm: number).map { Int($0) }, limit: ranking.formsOfWord)
    case .compounds(let form):
      guard let number = forms.find(form), compoundCounts[number] > 0 else { return [] }
      return [words.count + number]
    case .prefix(let prefix): return mostFrequent(words.range(prefix: prefix), limit: ranking.prefixTerms)
    case .facet: return []
    }
  }

  /// The words with most documents, in order; all when there are few.
  func mostFrequent(_ words: some RandomAccessCollection<Int>, limit: Int) -> [Int] {
    guard words.count > limit else { return Array(words) }
    var chosen = words.sorted { (documentCounts[$1], $0) < (documentCounts[$0], $1) }
    chosen.removeLast(chosen.count - limit)
    return chosen
  }
}
