import Crypto
import Directory
import Foundation
import Search
import Storage
import Vocabulary
import Web

/// Measures the search with judged queries over the demo, beside SQLite FTS5 and PostgreSQL on the same documents.
///
/// Prints success@5 and nDCG@10 by part and language; exits with 1 where a figure is below what the README promises.
@main
struct SearchQuality {
  /// Success@5 overall, and in each language.
  static let leastOverall = 0.95
  static let leastPerLanguage = 0.90

  static func main() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let collection = root.appendingPathComponent("Tests/SearchQuality")
    let parts = try ["judged-queries", "judged-queries-held-out"].map { name in
      try JudgedQueries(name: name, file: collection.appendingPathComponent("\(name).json"))
    }
    try parts.forEach { try $0.checkHash(in: root.appendingPathComponent("README.md")) }
    let corpus = try await Corpus.demo()
    var engines: [any Ranker] = [Wegpunkt(corpus: corpus)]
    engines += try await [
      FullTextIndex(corpus, tokenizer: "unicode61 remove_diacritics 2", name: "SQLite FTS5 unicode61"),
      FullTextIndex(corpus, tokenizer: "trigram", name: "SQLite FTS5 trigram"),
    ]
    if let url = ProcessInfo.processInfo.environment["WEGPUNKT_TEST_POSTGRES"] {
      engines.append(try await PostgresSearch(corpus, url: url))
    } else {
      print("PostgreSQL is left out: WEGPUNKT_TEST_POSTGRES names no cluster.")
    }
    print("\(corpus.documents.count) documents, \(parts.map(\.queries.count).reduce(0, +)) queries\n")
    var missed = false
    for part in parts {
      for engine in engines {
        let report = try await Report(part: part, engine: engine)
        print(report.text)
        if engine is Wegpunkt { missed = missed || report.misses(Self.leastOverall, Self.leastPerLanguage) }
      }
    }
    if try await !KnownItems.measure(root: root) { missed = true }
    if CommandLine.arguments.contains("--failures") { try await printFailures(parts[0], engines[0]) }
    if missed { exit(1) }
  }

  /// The queries of the open part that found nothing fitting, with what was found instead.
  private static func printFailures(_ part: JudgedQueries, _ engine: any Ranker) async throws {
    for query in part.queries {
      let found = try await engine.rank(query)
      guard query.success(found) == 0 else { continue }
      print(
        "\(query.id) [\(query.kind)] “\(query.query)” wanted \(query.relevant.filter { $0.value >= 2 }.keys.sorted())")
      for (rank, key) in found.prefix(5).enumerated() { print("   \(rank + 1). \(key)") }
    }
  }
}

/// Something that orders the documents for a query.
protocol Ranker: Sendable {
  var name: String { get }
  /// Document keys, best first, ten at most.
  func rank(_ query: JudgedQuery) async throws -> [String]
}

/// How an engine did on one part.
struct Report {
  let title: String
  let success: Double
  let gain: Double
  let byLanguage: [(language: String, success: Double, gain: Double)]

  init(part: JudgedQueries, engine: any Ranker) async throws {
    title = "\(engine.name) · \(part.name)"
    var results: [(language: String, success: Double, gain: Double)] = []
    for query in part.queries {
      let found = try await engine.rank(query)
      results.append((query.language, query.success(found), query.gain(found)))
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    success = mean(results.map(\.success))
    gain = mean(results.map(\.gain))
    let groups = Dictionary(grouping: results, by: \.language)
    byLanguage = groups.keys.sorted().map { language in
      let own = groups[language] ?? []
      return (language, mean(own.map(\.success)), mean(own.map(\.gain)))
    }
  }

  func misses(_ overall: Double, _ perLanguage: Double) -> Bool {
    success < overall || byLanguage.contains { $0.success < perLanguage }
  }

  var text: String {
    let figure = { (value: Double) in String(format: "%.3f", value) }
    let languages = byLanguage.map { "\($0.language) \(figure($0.success))" }.joined(separator: "  ")
    return "\(title)\n  success@5 \(figure(success))   nDCG@10 \(figure(gain))\n  \(languages)\n"
  }
}
