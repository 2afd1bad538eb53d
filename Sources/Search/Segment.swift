import Foundation
import Synchronization
import Vocabulary

/// An immutable part of the index: two flat buffers, in memory or mapped from a file.
struct Segment: Sendable {
  /// No two segments of the process have the same.
  let number: UInt64
  /// All sections but the payloads.
  let index: Data
  let payloads: Data
  let documentCount: Int
  /// The facet values that occur, by number.
  let facetValues: [FacetValue]
  let facetNumbers: [FacetValue: Int]

  private static let made = Atomic<UInt64>(0)

  init(index: Data, payloads: Data) {
    number = Self.made.add(1, ordering: .relaxed).newValue
    self.index = index
    self.payloads = payloads
    (documentCount, facetValues) = index.withUnsafeBytes { bytes in
      let view = SegmentView(bytes)
      let values = (0..<view.facetCount).map { number in
        FacetValue(text: String(decoding: view.facetTexts[number], as: UTF8.self))
      }
      return (view.documentCount, values)
    }
    facetNumbers = Dictionary(uniqueKeysWithValues: facetValues.enumerated().map { ($0.element, $0.offset) })
  }

  @inline(__always)
  func withView<Result>(_ body: (SegmentView) throws -> Result) rethrows -> Result {
    try index.withUnsafeBytes { try body(SegmentView($0)) }
  }

  /// Calls `body` with the views of all segments.
  static func withViews<Result>(
    of segments: ArraySlice<Segment>, _ views: [SegmentView] = [], _ body: ([SegmentView]) throws -> Result
  ) rethrows -> Result {
    guard let first = segments.first else { return try body(views) }
    return try first.withView { try withViews(of: segments.dropFirst(), views + [$0], body) }
  }
}

/// The sections of a segment's index buffer, in their order.
enum Section: Int, CaseIterable {
  case wordStarts, letters, masks, documentCounts, listStarts, postings
  case formStarts, formLetters, memberStarts, members, compoundCounts
  case spelledWords, spellingStarts, spellings, typoBuckets, typoWords
  case identifiers, positions, freshness, languages, payloadStarts, payloadLengths
  case facetStarts, facetTexts, rowFacetStarts, rowFacets, facetCounts, facetRowStarts, facetLists, facetBits
}

/// Typed access to a segment's sections.
struct SegmentView {
  let words: WordColumn
  let masks: UnsafeBufferPointer<UInt16>
  /// The number of documents that have each word.
  let documentCounts: UnsafeBufferPointer<UInt32>
  /// Where lists begin, in units of two bytes: one per word, then one per form (the documents with it in a compound).
  let listStarts: UnsafeBufferPointer<UInt32>
  let postings: UnsafeRawBufferPointer
  /// The ground forms that are more than a word of their own, the words that have each, and its compounds' documents.
  let forms: WordColumn
  let memberStarts: UnsafeBufferPointer<UInt32>
  let members: UnsafeBufferPointer<UInt32>
  let compoundCounts: UnsafeBufferPointer<UInt32>
  let spelledWords: UnsafeBufferPointer<UInt32>
  let spellings: WordColumn
  let typos: TypoIndex
  /// Two words an identifier, ascending.
  let identifiers: UnsafeBufferPointer<UInt64>
  /// Three numbers a document; not a number where there is no place.
  let positions: UnsafeBufferPointer<Double>
  let freshness: UnsafeBufferPointer<UInt8>
  let languages: UnsafeBufferPointer<UInt16>
  let payloadStarts: UnsafeBufferPointer<UInt64>
  let payloadLengths: UnsafeBufferPointer<UInt32>
  let facetTexts: WordColumn
  let rowFacetStarts: UnsafeBufferPointer<UInt32>
  let rowFacets: UnsafeBufferPointer<UInt32>
  let facetCounts: UnsafeBufferPointer<UInt32>
  let facetRowStarts: UnsafeBufferPointer<UInt32>
  let facetLists: UnsafeBufferPointer<UInt32>
  let facetBits: UnsafeBufferPointer<UInt64>

  init(_ bytes: UnsafeRawBufferPointer) {
    let blob = BlobReader(bytes)
    func section<Element: BitwiseCopyable>(_ section: Section) -> UnsafeBufferPointer<Element> {
      blob.section(section.rawValue)
    }
    words = WordColumn(starts: section(.wordStarts), letters: section(.letters))
    masks = section(.masks)
    documentCounts = section(.documentCounts)
    listStarts = section(.listStarts)
    postings = UnsafeRawBufferPointer(section(.postings) as UnsafeBufferPointer<UInt8>)
    forms = WordColumn(starts: section(.formStarts), letters: section(.formLetters))
    memberStarts = section(.memberStarts)
    members = section(.members)
    compoundCounts = section(.compoundCounts)
    spelledWords = section(.spelledWords)
    spellings = WordColumn(starts: section(.spellingStarts), letters: section(.spellings))
    typos = TypoIndex(bucketStarts: section(.typoBuckets), words: section(.typoWords))
    identifiers = section(.identifiers)
    positions = section(.positions)
    freshness = section(.freshness)
    languages = section(.languages)
    payloadStarts = section(.payloadStarts)
    payloadLengths = section(.payloadLengths)
    facetTexts = WordColumn(starts: section(.facetStarts), letters: section(.facetTexts))
    rowFacetStarts = section(.rowFacetStarts)
    rowFacets = section(.rowFacets)
    facetCounts = section(.facetCounts)
    facetRowStarts = section(.facetRowStarts)
    facetLists = section(.facetLists)
    facetBits = section(.facetBits)
  }

  var documentCount: Int { freshness.count }
  var facetCount: Int { facetTexts.count }

  func list(word: Int) -> PostingCursor { list(numbered: word) }
  func compounds(form: Int) -> PostingCursor { list(numbered: words.count + form) }

  func list(numbered number: Int) -> PostingCursor {
    PostingCursor(
      postings, Int(listStarts[number]) * 2..<Int(listStarts[number + 1]) * 2, documents: documentCount)
  }

  func members(ofForm form: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(rebasing: members[Int(memberStarts[form])..<Int(memberStarts[form + 1])])
  }

  @inline(__always)
  func id(of row: Int) -> DocumentID { DocumentID(high: identifiers[2 * row], low: identifiers[2 * row + 1]) }

  /// The row of a document, living or not.
  func row(of id: DocumentID) -> Int? {
    var (low, high) = (0, documentCount)
    while low < high {
      let middle = (low + high) / 2
      if self.id(of: middle) < id { low = middle + 1 } else { high = middle }
    }
    return low < documentCount && self.id(of: low) == id ? low : nil
  }

  @inline(__always)
  func position(of row: Int) -> EarthPosition? {
    let x = positions[3 * row]
    return x.isNaN ? nil : EarthPosition(x: x, y: positions[3 * row + 1], z: positions[3 * row + 2])
  }

  /// The numbers of a document's facet values.
  @inline(__always)
  func facets(of row: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(rebasing: rowFacets[Int(rowFacetStarts[row])..<Int(rowFacetStarts[row + 1])])
  }

  /// How a word is written.
  func spelling(ofWord word: Int) -> String? {
    var (low, high) = (0, spelledWords.count)
    while low < high {
      let middle = (low + high) / 2
      if spelledWords[middle] < UInt32(word) { low = middle + 1 } else { high = middle }
    }
    guard low < spelledWords.count, spelledWords[low] == UInt32(word) else { return nil }
    return String(decoding: spellings[low], as: UTF8.self)
  }

  /// The documents of a facet value: a bit for each document, or their list, whichever is shorter.
  func documents(ofFacet facet: Int) -> FacetRow {
    let start = Int(facetRowStarts[facet])
    let count = Int(facetCounts[facet])
    if FacetRow.isDense(count: count, documents: documentCount) {
      return .bits(UnsafeBufferPointer(rebasing: facetBits[start..<(start + (documentCount + 63) / 64)]))
    }
    return .list(UnsafeBufferPointer(rebasing: facetLists[start..<(start + count)]))
  }
}

/// The documents that have a facet value.
enum FacetRow {
  case bits(UnsafeBufferPointer<UInt64>)
  case list(UnsafeBufferPointer<UInt32>)

  static func isDense(count: Int, documents: Int) -> Bool { count * 32 >= documents }

  func formUnion(into set: inout Bitset) {
    switch self {
    case .bits(let words): set.formUnion(words: words)
    case .list(let rows): for row in rows { set.insert(Int(row)) }
    }
  }
}
