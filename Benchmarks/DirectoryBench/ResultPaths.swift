import BenchCorpus
import Foundation
import Search
import Vocabulary

/// Addresses of results pages, each with another query, for a load generator.
enum ResultPaths {
  private static let count = 400

  /// The queries of the corpus, or of a file of judged queries.
  static func print(from source: String, documents: Int) throws {
    let queries = source == "corpus" ? corpusQueries(documents) : try judgedQueries(URL(fileURLWithPath: source))
    for (language, text) in queries {
      guard let words = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else { continue }
      Swift.print("/\(language)/offers?q=\(words)")
    }
  }

  private static func corpusQueries(_ documents: Int) -> [(String, String)] {
    let corpus = Corpus(documents: documents)
    return (0..<count).map { number in
      let query = corpus.query(number)
      return (query.language.code, query.text)
    }
  }

  private static func judgedQueries(_ file: URL) throws -> [(String, String)] {
    struct Judged: Decodable {
      struct Query: Decodable {
        let language: String
        let query: String
      }
      let queries: [Query]
    }
    let judged = try JSONDecoder().decode(Judged.self, from: Data(contentsOf: file))
    // Asked in the visitor's own language and in German: two pages each.
    return judged.queries.map { ($0.language, $0.query) }
      + judged.queries.filter { $0.language != Language.german.code }.map { (Language.german.code, $0.query) }
  }
}
