/// The words of several runs in one order, each with its documents under their new numbers.
struct MergedWords {
  private(set) var starts: [UInt32] = [0]
  private(set) var letters: [UInt8] = []
  private(set) var masks: [UInt16] = []
  private(set) var documentCounts: [UInt32] = []
  /// In units of two bytes.
  private(set) var listStarts: [UInt32] = [0]
  var postings: [UInt8] = []
  private(set) var compoundCounts: [UInt32] = []
  let documents: Int

  /// For each word the run and word it was first found in, by the smallest document: for spellings.
  private var sources: [(run: Int, word: Int)] = []
  private var collector: ListCollector

  init(runs: [IndexRun], newRows: [[UInt32]], documents: Int) {
    self.documents = documents
    collector = ListCollector(documents: documents)
    var heads = [Int](repeating: 0, count: runs.count)
    while let least = Self.least(of: runs, at: heads) {
      var mask: UInt16 = 0
      var source = (run: 0, word: 0)
      var smallest = UInt32.max
      for (run, word) in least {
        mask |= runs[run].masks[word]
        let range = runs[run].postingStarts[word]..<runs[run].postingStarts[word + 1]
        let first = collector.add(runs[run], range, newRows: newRows[run])
        if first < smallest { (smallest, source) = (first, (run, word)) }
        heads[run] += 1
      }
      guard !collector.isEmpty else { continue }
      letters += runs[source.run].letters(ofWord: source.word)
      starts.append(UInt32(letters.count))
      masks.append(mask)
      sources.append(source)
      documentCounts.append(UInt32(collector.finish(into: &postings)))
      listStarts.append(UInt32(postings.count / 2))
    }
  }

  /// The runs whose next word is the least of all, with that word's number.
  private static func least(of runs: [IndexRun], at heads: [Int]) -> [(run: Int, word: Int)]? {
    var least: [(run: Int, word: Int)] = []
    for run in runs.indices where heads[run] < runs[run].masks.count {
      guard let best = least.first else {
        least = [(run, heads[run])]
        continue
      }
      let word = runs[run].letters(ofWord: heads[run])
      let bestWord = runs[best.run].letters(ofWord: best.word)
      if word == bestWord {
        least.append((run, heads[run]))
      } else if word.lexicographicallyPrecedes(bestWord) {
        least = [(run, heads[run])]
      }
    }
    return least.isEmpty ? nil : least
  }

  var count: Int { masks.count }

  func withColumn<Result>(_ body: (WordColumn) -> Result) -> Result {
    starts.withUnsafeBufferPointer { starts in
      letters.withUnsafeBufferPointer { body(WordColumn(starts: starts, letters: $0)) }
    }
  }

  /// The spellings of the words that are not written as folded, by word.
  func spellings(of runs: [IndexRun]) -> [(word: UInt32, spelling: String)] {
    sources.enumerated().compactMap { word, source in
      runs[source.run].spellings[source.word].map { (UInt32(word), $0) }
    }
  }

  /// A cursor over a word's documents.
  func withLists<Result>(_ body: ((_ word: Int) -> PostingCursor) -> Result) -> Result {
    postings.withUnsafeBytes { bytes in
      body { word in
        PostingCursor(
          bytes, Int(listStarts[word]) * 2..<Int(listStarts[word + 1]) * 2, documents: documents)
      }
    }
  }

  /// Adds the lists of the forms' compounds behind those of the words.
  mutating func append(lists: [[(row: UInt32, impact: UInt8)]]) {
    for list in lists {
      for (row, impact) in list { collector.add(row, impact) }
      compoundCounts.append(UInt32(collector.finish(into: &postings)))
      listStarts.append(UInt32(postings.count / 2))
    }
  }
}

extension IndexRun {
  func letters(ofWord word: Int) -> ArraySlice<UInt8> { letters[Int(wordStarts[word])..<Int(wordStarts[word + 1])] }
}

/// Collects one word's documents from several runs and writes their list.
private struct ListCollector {
  private let documents: Int
  private var rows: [UInt32] = []
  private var impacts: [UInt8] = []
  private var isSorted = true
  private var scattered: [UInt8] = []

  init(documents: Int) { self.documents = documents }

  var isEmpty: Bool { rows.isEmpty }

  /// Adds the documents of a run's word that stay; gives back the smallest of them, `UInt32.max` for none.
  mutating func add(_ run: IndexRun, _ range: Range<Int>, newRows: [UInt32]) -> UInt32 {
    var smallest = UInt32.max
    for position in range {
      let row = newRows[Int(run.postingRows[position])]
      guard row != .max else { continue }
      smallest = min(smallest, row)
      add(row, run.impacts[position])
    }
    return smallest
  }

  @inline(__always)
  mutating func add(_ row: UInt32, _ impact: UInt8) {
    if let last = rows.last, last >= row { isSorted = false }
    rows.append(row)
    impacts.append(impact)
  }

  /// Appends the list, where a document that came several times has its highest impact; returns the count of documents.
  mutating func finish(into postings: inout [UInt8]) -> Int {
    if !isSorted { sort() }
    rows.withUnsafeBufferPointer { rows in
      impacts.withUnsafeBufferPointer { Postings.append(rows, $0, total: documents, to: &postings) }
    }
    let count = rows.count
    rows.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
    isSorted = true
    return count
  }

  private mutating func sort() {
    if rows.count * 32 >= documents { scatter() } else { sortPairs() }
  }

  private mutating func sortPairs() {
    var pairs = zip(rows, impacts).map { UInt64($0) << 8 | UInt64($1) }
    pairs.sort()
    rows.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
    for pair in pairs {
      let row = UInt32(truncatingIfNeeded: pair >> 8)
      if rows.last == row {
        impacts[impacts.count - 1] = UInt8(truncatingIfNeeded: pair)
      } else {
        rows.append(row)
        impacts.append(UInt8(truncatingIfNeeded: pair))
      }
    }
  }

  private mutating func scatter() {
    if scattered.isEmpty { scattered = [UInt8](repeating: 0, count: documents) }
    for (row, impact) in zip(rows, impacts) { scattered[Int(row)] = max(scattered[Int(row)], impact) }
    rows.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
    for row in 0..<documents where scattered[row] != 0 {
      rows.append(UInt32(row))
      impacts.append(scattered[row])
      scattered[row] = 0
    }
  }
}
