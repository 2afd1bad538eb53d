import Foundation
import Vocabulary

/// Makes one segment of several runs: the documents in the order of their identifiers, the words with their lists, and what
/// follows from the words (ground forms, compounds, typing errors).
struct SegmentBuilder {
  let lexicon: SearchLexicon
  /// Whether a word is known to the index outside these runs; parts of compounds may be such words.
  var isKnownElsewhere: CompoundSplitter.WordTest = { _, _ in false }

  /// - Parameters:
  ///   - runs: emptied one by one while they are read; of several documents with one identifier that of the last run stays.
  ///   - isDead: whether a run's row is left out.
  func segment(of runs: [IndexRun], isDead: (_ run: Int, _ row: Int) -> Bool = { _, _ in false }) -> Segment {
    var runs = runs
    let rows = DocumentOrder(runs, isDead: isDead)
    var blob = BlobWriter()
    var words = MergedWords(runs: runs, newRows: rows.newRows, documents: rows.order.count)
    let spellings = words.spellings(of: runs)
    let derived = DerivedWords(words, lexicon: lexicon, isKnownElsewhere: isKnownElsewhere)
    words.append(lists: derived.compoundLists(of: words))

    blob.add(words.starts)
    blob.add(words.letters)
    blob.add(words.masks)
    blob.add(words.documentCounts)
    blob.add(words.listStarts)
    blob.add(words.postings)
    words.postings = []
    blob.add(derived.formStarts)
    blob.add(derived.formLetters)
    blob.add(derived.memberStarts)
    blob.add(derived.members)
    blob.add(words.compoundCounts)
    add(spellings: spellings, to: &blob)
    let typos = words.withColumn { column in
      TypoIndex.build(words: column) { number in column[number].contains { lexicon.folding.digits.contains($0) } }
    }
    blob.add(typos.bucketStarts)
    blob.add(typos.words)
    let payloads = rows.add(to: &blob, runs: &runs)
    FacetColumns(runs: runs, order: rows.order).add(to: &blob)
    return Segment(index: blob.finish(), payloads: payloads)
  }

  private func add(spellings: [(word: UInt32, spelling: String)], to blob: inout BlobWriter) {
    var starts: [UInt32] = [0]
    var letters: [UInt8] = []
    for entry in spellings {
      letters += Array(entry.spelling.utf8)
      starts.append(UInt32(letters.count))
    }
    blob.add(spellings.map(\.word))
    blob.add(starts)
    blob.add(letters)
  }
}

/// The documents of a new segment in their order, and the new numbers of the runs' rows.
struct DocumentOrder {
  private(set) var order: [(run: Int, row: Int)] = []
  /// For each run and row the new number, `UInt32.max` for documents that are left out.
  private(set) var newRows: [[UInt32]]

  init(_ runs: [IndexRun], isDead: (_ run: Int, _ row: Int) -> Bool) {
    var entries: [(id: DocumentID, run: Int, row: Int)] = []
    for (number, run) in runs.enumerated() {
      for row in run.rows.indices where !isDead(number, row) { entries.append((run.rows[row].id, number, row)) }
    }
    entries.sort { ($0.id, $0.run) < ($1.id, $1.run) }
    newRows = runs.map { [UInt32](repeating: .max, count: $0.rows.count) }
    for (position, entry) in entries.enumerated() {
      if position + 1 < entries.count, entries[position + 1].id == entry.id { continue }
      newRows[entry.run][entry.row] = UInt32(order.count)
      order.append((entry.run, entry.row))
    }
  }

  /// Adds the documents' own sections and gives back their payloads, run by run; empties the runs' payloads.
  func add(to blob: inout BlobWriter, runs: inout [IndexRun]) -> Data {
    var identifiers: [UInt64] = []
    var positions: [Double] = []
    var freshness: [UInt8] = []
    var languages: [UInt16] = []
    for (run, number) in order {
      let row = runs[run].rows[number]
      identifiers += [row.id.high, row.id.low]
      positions += row.position.map { [$0.x, $0.y, $0.z] } ?? [.nan, .nan, .nan]
      freshness.append(row.freshness)
      languages.append(row.languages)
    }
    var starts = [UInt64](repeating: 0, count: order.count)
    var lengths = [UInt32](repeating: 0, count: order.count)
    var payloads = Data()
    for run in runs.indices {
      let source = runs[run].payloads
      for (number, row) in runs[run].rows.enumerated() where newRows[run][number] != .max {
        let newRow = Int(newRows[run][number])
        starts[newRow] = UInt64(payloads.count)
        lengths[newRow] = UInt32(row.payload.count)
        let start = source.startIndex + row.payload.lowerBound
        payloads.append(source[start..<(start + row.payload.count)])
      }
      runs[run].payloads = Data()
    }
    blob.add(identifiers)
    blob.add(positions)
    blob.add(freshness)
    blob.add(languages)
    blob.add(starts)
    blob.add(lengths)
    return payloads
  }
}

/// The facet values of a new segment and the documents that have them.
struct FacetColumns {
  private let values: [FacetValue]
  private var rowStarts: [UInt32] = [0]
  private var rowFacets: [UInt32] = []
  private var rows: [[UInt32]]

  init(runs: [IndexRun], order: [(run: Int, row: Int)]) {
    var used: Set<FacetValue> = []
    for (run, row) in order {
      for facet in runs[run].rowFacets[runs[run].rows[row].facets] { used.insert(runs[run].facetValues[Int(facet)]) }
    }
    values = used.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.element, UInt32($0.offset)) })
    let runNumbers = runs.map { run in run.facetValues.map { numbers[$0] ?? 0 } }
    rows = [[UInt32]](repeating: [], count: values.count)
    for (newRow, (run, row)) in order.enumerated() {
      let facets = runs[run].rowFacets[runs[run].rows[row].facets].map { runNumbers[run][Int($0)] }.sorted()
      for facet in facets { rows[Int(facet)].append(UInt32(newRow)) }
      rowFacets += facets
      rowStarts.append(UInt32(rowFacets.count))
    }
  }

  func add(to blob: inout BlobWriter) {
    var starts: [UInt32] = [0]
    var texts: [UInt8] = []
    for value in values {
      texts += Array(value.text.utf8)
      starts.append(UInt32(texts.count))
    }
    let documents = rowStarts.count - 1
    var facetStarts: [UInt32] = []
    var lists: [UInt32] = []
    var bits: [UInt64] = []
    for row in rows {
      if FacetRow.isDense(count: row.count, documents: documents) {
        facetStarts.append(UInt32(bits.count))
        var set = Bitset(count: documents)
        for document in row { set.insert(Int(document)) }
        bits += set.words
      } else {
        facetStarts.append(UInt32(lists.count))
        lists += row
      }
    }
    blob.add(starts)
    blob.add(texts)
    blob.add(rowStarts)
    blob.add(rowFacets)
    blob.add(rows.map { UInt32($0.count) })
    blob.add(facetStarts)
    blob.add(lists)
    blob.add(bits)
  }
}
