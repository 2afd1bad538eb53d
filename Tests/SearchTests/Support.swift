import Foundation
import Testing
import Vocabulary

@testable import Search

/// The package's root, wherever the tests were built.
let packageRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let languagesFolder = packageRoot.appending(path: "Sources/Search/Languages")

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
