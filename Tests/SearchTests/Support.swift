import Foundation
import Testing
import Vocabulary

@testable import Search

/// The package's root, wherever the tests were built.
let packageRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let languagesFolder = packageRoot.appending(path: "Sources/Search/Languages")

/// SplitMix64: the same numbers for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// Read once for all tests without concepts.
private let plainLexicon = Result { try SearchLexicon(folder: languagesFolder) }

func lexicon(_ concepts: [Concept] = []) throws -> SearchLexicon {
  if concepts.isEmpty { return try plainLexicon.get() }
  return try SearchLexicon(folder: languagesFolder, concepts: concepts)
}

func id(_ number: Int) -> DocumentID { DocumentID(high: 0, low: UInt64(number)) }

/// A document with a title and perhaps a description.
func document(
  _ number: Int, _ title: String, _ description: String = "", _ language: Language = .german, facets: [String] = [],
  at coordinate: Coordinate? = nil, freshness: UInt8 = 0
) -> SearchDocument {
  var texts = [SearchText(.title, language, title)]
  if !description.isEmpty { texts.append(SearchText(.description, language, description)) }
  return SearchDocument(
    id: id(number), texts: texts, facets: facets.map { FacetValue(text: $0) }, coordinate: coordinate,
    freshness: freshness, payload: Array("\(number)".utf8))
}

/// The numbers of the documents that a query finds, best first.
func found(
  _ text: String, in index: SearchIndex, _ language: Language = .german, limit: Int = 50
) throws -> [Int] {
  let result = try index.snapshot.search(SearchQuery(text: text, language: language, limit: limit))
  #expect(result.total == result.hits.count || result.hits.count == limit)
  return result.hits.map { Int($0.id.low) }
}

/// A file in a folder that goes away with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
