import Foundation
import Vocabulary

/// What the index keeps of a document besides its words.
struct DocumentRow: Sendable {
  var id: DocumentID
  var position: EarthPosition?
  var freshness: UInt8
  /// The languages the document has texts in, as a mask.
  var languages: UInt16
  /// Its facets in `IndexRun.rowFacets`.
  var facets: Range<Int>
  /// Its payload in `IndexRun.payloads`.
  var payload: Range<Int>
}

/// A heap of documents, indexed but not yet in the shape that queries read: words in order, each with its documents.
///
/// Runs are what batches of new documents and existing segments have in common, so building and merging are one thing.
struct IndexRun: Sendable {
  var wordStarts: [UInt32] = [0]
  var letters: [UInt8] = []
  /// The languages each word was seen in.
  var masks: [UInt16] = []
  /// How a word is really written, where folding changed it; for suggestions.
  var spellings: [Int: String] = [:]
  var postingStarts: [Int] = [0]
  var postingRows: [UInt32] = []
  var impacts: [UInt8] = []
  /// In the order of their identifiers, each once.
  var rows: [DocumentRow] = []
  var facetValues: [FacetValue] = []
  var rowFacets: [UInt32] = []
  var payloads = Data()
}

/// Indexes one batch of documents.
struct BatchIndexer {
  private let lexicon: SearchLexicon
  private var run = IndexRun()
  private var table = WordTable(capacity: 4096)
  private var masks: [UInt16] = []
  private var spellings: [Int: String] = [:]
  private var facetNumbers: [FacetValue: UInt32] = [:]

  // The document being read: its words, their weights so far, whether they stand in the title.
  private var words: [UInt32] = []
  private var weights: [Float] = []
  private var inTitle: [Bool] = []
  /// The word's place in the lists above, valid when its document is the current one.
  private var places: [(row: UInt32, place: UInt32)] = []
  private var textWords: [UInt32] = []

  // All documents, one after the other.
  private var rowStarts: [Int] = [0]
  private var rowWords: [UInt32] = []
  private var rowImpacts: [UInt8] = []

  init(lexicon: SearchLexicon) { self.lexicon = lexicon }

  static func run(of documents: some Collection<SearchDocument>, lexicon: SearchLexicon) -> IndexRun {
    var indexer = BatchIndexer(lexicon: lexicon)
    for document in latest(of: documents) { indexer.add(document) }
    return indexer.finish()
  }

  /// The documents in the order of their identifiers; of several with one identifier the last.
  private static func latest(of documents: some Collection<SearchDocument>) -> [SearchDocument] {
    let sorted = documents.enumerated().sorted { ($0.element.id, $0.offset) < ($1.element.id, $1.offset) }
    return sorted.indices.compactMap { position in
      let next = position + 1
      let isLast = next == sorted.count || sorted[next].element.id != sorted[position].element.id
      return isLast ? sorted[position].element : nil
    }
  }

  private mutating func add(_ document: SearchDocument) {
    var languages: UInt16 = 0
    for text in document.texts {
      let bit = UInt16(1) << UInt16(lexicon.bit(of: text.language))
      languages |= bit
      read(text, bit: bit)
    }
    keepWords()
    let facetStart = run.rowFacets.count
    for facet in Set(document.facets) { run.rowFacets.append(number(of: facet)) }
    let payloadStart = run.payloads.count
    run.payloads.append(contentsOf: document.payload)
    run.rows.append(
      DocumentRow(
        id: document.id, position: document.coordinate.map(EarthPosition.init), freshness: min(15, document.freshness),
        languages: languages, facets: facetStart..<run.rowFacets.count, payload: payloadStart..<run.payloads.count))
  }

  private mutating func number(of facet: FacetValue) -> UInt32 {
    if let number = facetNumbers[facet] { return number }
    let number = UInt32(run.facetValues.count)
    facetNumbers[facet] = number
    run.facetValues.append(facet)
    return number
  }

  private mutating func read(_ text: SearchText, bit: UInt16) {
    textWords.removeAll(keepingCapacity: true)
    lexicon.folding.forEachWord(in: text.text) { word, range in
      let number = table.number(of: word)
      if number == masks.count {
        masks.append(0)
        places.append((.max, 0))
        // As many bytes as letters: plain ASCII, written as folded.
        if range.count != word.count { note(spelling: range, of: word, number: number, in: text.text) }
      }
      masks[number] |= bit
      textWords.append(UInt32(number))
    }
    let weight = lexicon.ranking.occurrenceWeight(in: text.field, length: textWords.count)
    let row = UInt32(run.rows.count)
    for number in textWords {
      let known = places[Int(number)]
      if known.row == row {
        weights[Int(known.place)] += weight
        if text.field == .title { inTitle[Int(known.place)] = true }
      } else {
        places[Int(number)] = (row, UInt32(words.count))
        words.append(number)
        weights.append(weight)
        inTitle.append(text.field == .title)
      }
    }
  }

  private mutating func note(
    spelling range: Range<Int>, of word: UnsafeBufferPointer<UInt8>, number: Int, in text: String
  ) {
    let spelling = String(decoding: Array(text.utf8.dropFirst(range.lowerBound).prefix(range.count)), as: UTF8.self)
      .lowercased()
    if spelling != lexicon.folding.text(of: word) { spellings[number] = spelling }
  }

  private mutating func keepWords() {
    for place in words.indices {
      rowWords.append(words[place])
      rowImpacts.append(lexicon.ranking.impact(weight: weights[place], isInTitle: inTitle[place]))
    }
    rowStarts.append(rowWords.count)
    words.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    inTitle.removeAll(keepingCapacity: true)
  }

  /// Turns the documents' words into the words' documents.
  private mutating func finish() -> IndexRun {
    let order = table.sortedNumbers()
    var rank = [UInt32](repeating: 0, count: table.count)
    for (position, number) in order.enumerated() {
      rank[number] = UInt32(position)
      table.withWord(number) { run.letters.append(contentsOf: $0) }
      run.wordStarts.append(UInt32(run.letters.count))
      run.masks.append(masks[number])
      if let spelling = spellings[number] { run.spellings[position] = spelling }
    }
    var next = [Int](repeating: 0, count: table.count + 1)
    for number in rowWords { next[Int(rank[Int(number)]) + 1] += 1 }
    for position in 0..<table.count { next[position + 1] += next[position] }
    run.postingStarts = next
    run.postingRows = [UInt32](repeating: 0, count: rowWords.count)
    run.impacts = [UInt8](repeating: 0, count: rowWords.count)
    for row in run.rows.indices {
      for position in rowStarts[row]..<rowStarts[row + 1] {
        let word = Int(rank[Int(rowWords[position])])
        run.postingRows[next[word]] = UInt32(row)
        run.impacts[next[word]] = rowImpacts[position]
        next[word] += 1
      }
    }
    return run
  }
}
