import Foundation
import Search
import Vocabulary

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// Measures the search index on a made-up directory.
///
/// `search-bench all LANGUAGES-FOLDER DIRECTORY [DOCUMENTS]` builds and keeps an index in one process and queries it in another, so
/// that the memory of each is its own; `build` and `query` do one of the two.
@main
struct SearchBench {
  private let corpus: Corpus
  private let languages: URL
  private let kept: URL
  private let key: IndexKey

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, ["all", "build", "query"].contains(arguments[1]) else {
      print("usage: search-bench all|build|query LANGUAGES-FOLDER DIRECTORY [DOCUMENTS]")
      return
    }
    let documents = arguments.count > 4 ? Int(arguments[4]) ?? 100_000 : 100_000
    let bench = SearchBench(
      corpus: Corpus(documents: documents), languages: URL(fileURLWithPath: arguments[2]),
      kept: URL(fileURLWithPath: arguments[3]).appending(path: "search-bench.index"),
      key: IndexKey(epoch: "bench", change: Int64(documents)))
    switch arguments[1] {
    case "build": try bench.build()
    case "query": try await bench.query()
    default:
      for part in ["build", "query"] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [part] + arguments.dropFirst(2)
        try process.run()
        process.waitUntilExit()
      }
    }
  }

  private func lexicon() throws -> SearchLexicon {
    let concepts = (0..<40).map { topic in
      Concept(
        facet: FacetValue(group: "topic", value: "\(topic)"),
        phrases: Dictionary(
          uniqueKeysWithValues: Corpus.languages.map { language in
            let words = CorpusWords(language)
            return (language, [words.word(rank: 100 + topic), words.word(rank: 5_000 + topic)])
          }))
    }
    return try SearchLexicon(folder: languages, concepts: concepts)
  }

  private func build() throws {
    let generation = ContinuousClock().measure { for number in 0..<200 { _ = corpus.document(number) } }
    print("corpus: \(corpus.documents) documents, seed \(corpus.seed), \(generation / 200) to make one")
    let documents = (0..<corpus.documents).map { corpus.document($0) }
    let lexicon = try lexicon()
    let memory = Memory.now
    let clock = ContinuousClock()
    let (start, startWork) = (clock.now, ProcessorTime.now)
    let index = SearchIndex(lexicon: lexicon, documents: documents)
    print(
      "build: \(clock.now - start) elapsed, \(ProcessorTime.now - startWork) of processor time, \(index.snapshot.count) documents, distinct words \(index.snapshot.wordCount)"
    )
    print("memory with the corpus: before \(memory), after \(Memory.now)")
    let saving = clock.now
    try index.save(to: kept, key: key)
    let size = try FileManager.default.attributesOfItem(atPath: kept.path)[.size] as? Int ?? 0
    print("save: \(clock.now - saving), \(size / 1_000_000) MB")
  }

  private func query() async throws {
    let clock = ContinuousClock()
    let lexicon = try lexicon()
    print("memory before loading: \(Memory.now)")
    let start = clock.now
    let index = try SearchIndex(lexicon: lexicon, loading: kept, key: key)
    print("load: \(clock.now - start); memory \(Memory.now)")
    try search(index.snapshot, count: 200, label: "warm-up")
    try search(index.snapshot, count: 3_000, label: "queries")
    print("memory after queries: \(Memory.now)")
    try update(index)
    try search(index.snapshot, count: 1_000, label: "queries after 50 updates")
    let merging = clock.now
    await index.mergeIfNeeded()
    print("merge check: \(clock.now - merging)")
    index.update((0..<1_500).map { corpus.document($0) })
    let second = clock.now
    await index.mergeIfNeeded()
    print("merge after 1,500 updates: \(clock.now - second); memory \(Memory.now)")
  }

  private func search(_ snapshot: SearchSnapshot, count: Int, label: String) throws {
    let clock = ContinuousClock()
    var elapsed: [Duration] = []
    var worked: [(time: Duration, query: Int)] = []
    var hits = 0
    for number in 0..<count {
      let query = corpus.query(number)
      let (start, startWork) = (clock.now, ThreadTime.now)
      let result = try snapshot.search(query)
      worked.append((ThreadTime.now - startWork, number))
      elapsed.append(clock.now - start)
      hits += result.total
    }
    elapsed.sort()
    worked.sort { $0.time < $1.time }
    print("\(label): \(count), \(hits / count) hits each on average")
    print("  elapsed   \(percentiles(elapsed))")
    print("  processor \(percentiles(worked.map(\.time)))")
    for (time, number) in worked.suffix(5) {
      let query = corpus.query(number)
      let total = try snapshot.search(query).total
      print("  slow: \(milliseconds(time)) \"\(query.text)\"\(query.filters.isEmpty ? "" : " filtered"), \(total) hits")
    }
  }

  private func percentiles(_ sorted: [Duration]) -> String {
    [(0.5, "p50"), (0.9, "p90"), (0.99, "p99"), (1, "max")].map { part, name in
      "\(name) \(milliseconds(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]))"
    }.joined(separator: ", ")
  }

  private func milliseconds(_ duration: Duration) -> String {
    String(
      format: "%.2f ms", Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds) * 1e3)
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
    times.sort()
    print("update to visible: p50 \(times[25]), max \(times[49])")
  }
}

/// Processor time: what work costs when other programs use the machine too.
enum ProcessorTime {
  /// Of all threads of this process.
  static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

enum ThreadTime {
  static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Resident memory of this process, from the kernel.
struct Memory: CustomStringConvertible {
  let resident: Int
  let peak: Int

  static var now: Memory {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    func megabytes(_ name: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
      return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1024
    }
    return Memory(resident: megabytes("VmRSS"), peak: megabytes("VmHWM"))
  }

  var description: String { "\(resident) MB (peak \(peak) MB)" }
}
