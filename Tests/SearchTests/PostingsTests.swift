import Seeded
import Testing
import Vocabulary

@testable import Search

@Suite struct PostingsTests {
  @Test(arguments: [(1, 1), (100, 40), (8_192, 8_192), (20_000, 3), (20_001, 19_000), (17_000, 6_000), (40_000, 200)])
  func `a list is read as it was written`(documents: Int, count: Int) {
    var random = SeededGenerator(seed: UInt64(documents + count))
    let rows = Array((0..<UInt32(documents)).shuffled(using: &random).prefix(count).sorted())
    let impacts = rows.map { _ in UInt8(1 + random.below(255)) }
    // Something in front, as in a segment.
    var bytes: [UInt8] = [1, 2, 3, 4]
    rows.withUnsafeBufferPointer { rows in
      impacts.withUnsafeBufferPointer { Postings.append(rows, $0, total: documents, to: &bytes) }
    }
    var read: [UInt32: UInt8] = [:]
    bytes.withUnsafeBytes { raw in
      var cursor = PostingCursor(raw, 4..<raw.count, documents: documents)
      while cursor.block < Int.max {
        let start = cursor.block * Postings.blockSize
        cursor.readBlock { place, impact in read[UInt32(start + place)] = UInt8(impact) }
      }
      for row in rows.prefix(50) {
        var cursor = PostingCursor(raw, 4..<raw.count, documents: documents)
        #expect(cursor.impact(of: Int(row)) == Int(read[row] ?? 0))
      }
      var absent = PostingCursor(raw, 4..<raw.count, documents: documents)
      if let missing = (0..<documents).first(where: { read[UInt32($0)] == nil }) {
        #expect(absent.impact(of: missing) == 0)
      }
    }
    #expect(read == Dictionary(uniqueKeysWithValues: zip(rows, impacts)))
  }

  /// Every block boundary and both shapes of blocks are passed.
  @Test func `an index of several blocks counts rightly`() throws {
    let count = 2 * Postings.blockSize + 777
    func words(_ number: Int) -> [String] {
      [
        number % 2 == 0 ? "yoga" : "tanzen", number % 97 == 0 ? "fechten" : "malen",
        number % 4_001 == 0 ? "zither" : "geige",
      ]
    }
    let documents = (0..<count).map { number in
      document(number, words(number).joined(separator: " "), facets: ["area:\(number % 3)", "rare:\(number / 1_000)"])
    }
    let snapshot = SearchIndex(lexicon: try lexicon(), documents: documents).snapshot
    #expect(snapshot.count == count)
    for query in [["yoga"], ["zither"], ["yoga", "fechten"], ["tanzen", "malen", "geige"], ["zither", "fechten"]] {
      let result = try snapshot.search(
        SearchQuery(
          text: query.joined(separator: " ") + " ", language: .german,
          filters: [FacetFilter(group: "area", values: ["0", "2"])], limit: 5))
      let matching = (0..<count).filter { Set(words($0)).isSuperset(of: query) }
      let best = matching.filter { $0 % 3 != 1 }
      try #require(!best.isEmpty)
      let complete = result.hits.filter { Set(words(Int($0.id.low))).isSuperset(of: query) }
      #expect(complete.count == min(5, best.count))
      if query.count == 1 {
        #expect(result.total == best.count)
        for area in 0..<3 {
          #expect(result.facetCounts[FacetValue(text: "area:\(area)")] ?? 0 == matching.count { $0 % 3 == area })
        }
        #expect(result.facetCounts[FacetValue(text: "rare:7")] ?? 0 == best.count { $0 / 1_000 == 7 })
      }
    }
  }
}
