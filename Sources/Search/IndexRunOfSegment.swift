import Foundation
import Vocabulary

extension IndexRun {
  /// A segment taken apart again, to be merged with others.
  init(_ segment: Segment) {
    self.init()
    payloads = segment.payloads
    facetValues = segment.facetValues
    segment.withView { view in
      wordStarts = Array(view.words.starts)
      letters = Array(view.words.letters)
      masks = Array(view.masks)
      for (place, word) in view.spelledWords.enumerated() {
        spellings[Int(word)] = String(decoding: view.spellings[place], as: UTF8.self)
      }
      readLists(of: view)
      readRows(of: view)
    }
  }

  private mutating func readLists(of view: SegmentView) {
    let total = view.documentCounts.reduce(0) { $0 + Int($1) }
    postingRows.reserveCapacity(total)
    impacts.reserveCapacity(total)
    for word in 0..<view.words.count {
      var cursor = view.list(word: word)
      while cursor.block < Int.max {
        let start = cursor.block * Postings.blockSize
        cursor.readBlock { place, impact in
          postingRows.append(UInt32(start + place))
          impacts.append(UInt8(impact))
        }
      }
      postingStarts.append(postingRows.count)
    }
  }

  private mutating func readRows(of view: SegmentView) {
    for row in 0..<view.documentCount {
      let facetStart = rowFacets.count
      rowFacets += view.facets(of: row)
      let payloadStart = Int(view.payloadStarts[row])
      rows.append(
        DocumentRow(
          id: view.id(of: row), position: view.position(of: row), freshness: view.freshness[row],
          languages: view.languages[row], facets: facetStart..<rowFacets.count,
          payload: payloadStart..<(payloadStart + Int(view.payloadLengths[row]))))
    }
  }
}
