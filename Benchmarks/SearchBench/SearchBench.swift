import BenchCorpus
import Foundation
import Search
import Vocabulary

/// Measures the search index on a made-up directory, and its peers on the same.
///
/// `search-bench all LANGUAGES-FOLDER DIRECTORY [DOCUMENTS]` builds and keeps an index in one process, queries it in
/// another, so that the memory of each is its own, and compares with SQLite FTS5 and PostgreSQL in a third; `build`,
/// `query` and `peers` do one of them.
@main
struct SearchBench {
  let corpus: Corpus
  private let languages: URL
  let folder: URL
  private let key: IndexKey

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, ["all", "build", "query", "peers"].contains(arguments[1]) else {
      print("usage: search-bench all|build|query|peers LANGUAGES-FOLDER DIRECTORY [DOCUMENTS]")
      return
    }
    let documents = arguments.count > 4 ? Int(arguments[4]) ?? 100_000 : 100_000
    let bench = SearchBench(
      corpus: Corpus(documents: documents), languages: URL(fileURLWithPath: arguments[2]),
      folder: URL(fileURLWithPath: arguments[3]), key: IndexKey(epoch: "bench", change: Int64(documents)))
    switch arguments[1] {
    case "build": try bench.build()
    case "query": try await bench.query()
    case "peers": try await PeerComparison(bench).run()
    default:
      for part in ["build", "query", "peers"] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [part] + arguments.dropFirst(2)
        try process.run()
        process.waitUntilExit()
      }
    }
  }

  private var kept: URL { folder.appending(path: "search-bench.index") }

  func lexicon() throws -> SearchLexicon {
    let concepts = (0..<40).map { topic in
      Concept(
        facet: FacetValue(group: "topic", value: "\(topic)"),
        phrases: Dictionary(
          uniqueKeysWithValues: Corpus.languages.map { language in
            let words = CorpusWords.of(language)
            return (language, [words.word(rank: 100 + topic), words.word(rank: 5_000 + topic)])
          }))
    }
    return try SearchLexicon(folder: languages, concepts: concepts)
  }

  func keptIndex() throws -> SearchIndex { try SearchIndex(lexicon: lexicon(), loading: kept, key: key) }

  private func build() throws {
    print("== Search: building, \(MachineLoad.now)")
    let documents = (0..<corpus.documents).mapOnAllProcessors { [corpus] in corpus.document($0) }
    let lexicon = try lexicon()
    let before = Memory.now
    let clock = ContinuousClock()
    let (start, startWork) = (clock.now, ProcessorTime.now)
    let index = SearchIndex(lexicon: lexicon, documents: documents)
    let (elapsed, work) = (clock.now - start, ProcessorTime.now - startWork)
    Figure("documents", Double(index.snapshot.count), "").print()
    Figure("words in all texts", Double(corpus.words(in: corpus.documents)), "").print()
    Figure("distinct terms", Double(index.snapshot.wordCount), "", .atLeast(300_000)).print()
    Figure("index built in", elapsed.milliseconds / 1000, "s elapsed").print()
    Figure("index built in", work.milliseconds / 1000, "s of processor time").print()
    print("memory with all documents beside the index: before \(before); after \(Memory.now)")
    let saving = clock.now
    try index.save(to: kept, key: key)
    let size = try FileManager.default.attributesOfItem(atPath: kept.path)[.size] as? Int ?? 0
    Figure("index kept in", (clock.now - saving).milliseconds / 1000, "s").print()
    Figure("size of the kept index", Double(size / 1_000_000), "MB").print()
  }

  private func query() async throws {
    print("== Search: asking, \(MachineLoad.now)")
    let clock = ContinuousClock()
    let start = clock.now
    let index = try keptIndex()
    Figure("kept index loaded in", (clock.now - start).milliseconds / 1000, "s").print()
    _ = try search(index.snapshot, count: 200)
    let queries = try search(index.snapshot, count: 3_000)
    queries.print("search in process")
    print("memory after \(queries.elapsed.count) queries: \(Memory.now)")
    try update(index)
    try search(index.snapshot, count: 1_000).print("search in process, after 50 updates")
    index.update((0..<1_500).map { corpus.document($0) })
    let before = Memory.now
    let merging = clock.now
    await index.mergeIfNeeded()
    Figure("merge after 1,500 updates", (clock.now - merging).milliseconds / 1000, "s").print()
    Figure("memory before the merge", Double(before.resident), "MB", .atMost(1024)).print()
    Figure("peak memory during the merge", Double(Memory.now.peak), "MB").print()
  }

  /// What a number of queries took.
  private struct QueryTimes {
    var elapsed = Times([])
    var work = Times([])
    var hits = 0
    var slowest: [String] = []

    func print(_ name: String) {
      Figure("\(name), p50", elapsed.p50, "ms elapsed").print()
      Figure("\(name), p99", elapsed.p99, "ms elapsed", .atMost(3)).print()
      Figure("\(name), p50", work.p50, "ms of processor time").print()
      Figure("\(name), p99", work.p99, "ms of processor time", .atMost(3)).print()
      Swift.print("  \(elapsed.count) queries, \(hits / max(1, elapsed.count)) hits each; slowest:")
      slowest.forEach { Swift.print("  \($0)") }
    }
  }

  private func search(_ snapshot: SearchSnapshot, count: Int) throws -> QueryTimes {
    let clock = ContinuousClock()
    var elapsed: [Duration] = []
    var work: [(time: Duration, query: Int)] = []
    var times = QueryTimes()
    for number in 0..<count {
      let query = corpus.query(number)
      let (start, startWork) = (clock.now, ProcessorTime.ofThread)
      let result = try snapshot.search(query)
      work.append((ProcessorTime.ofThread - startWork, number))
      elapsed.append(clock.now - start)
      times.hits += result.total
    }
    times.elapsed = Times(elapsed)
    times.work = Times(work.map(\.time))
    times.slowest = try work.sorted { $0.time > $1.time }.prefix(3).map { time, number in
      let query = corpus.query(number)
      let shown = String(format: "%.2f ms", time.milliseconds)
      let total = try snapshot.search(query).total
      return "\(shown) “\(query.text)”\(query.filters.isEmpty ? "" : ", filtered"), \(total) hits"
    }
    return times
  }

  private func update(_ index: SearchIndex) throws {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for number in 0..<50 {
      let old = corpus.document(number)
      let changed = SearchDocument(
        id: old.id, texts: old.texts + [SearchText(.title, .english, "zzyx\(number)")], facets: old.facets,
        coordinate: old.coordinate, freshness: 15, payload: old.payload)
      let start = clock.now
      index.update([changed])
      let result = try index.snapshot.search(SearchQuery(text: "zzyx\(number) ", language: .english))
      times.append(clock.now - start)
      if result.hits.first?.id != old.id { print("update \(number) is not visible") }
    }
    Figure("one document updated and found, median", Times(times).p50, "ms").print()
    Figure("one document updated and found, slowest of 50", Times(times).percentile(1), "ms", .atMost(50)).print()
  }
}
