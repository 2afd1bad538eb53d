import BenchCorpus
import Foundation
import Search

/// Asks Wegpunkt, SQLite FTS5 and PostgreSQL the same, in one run, within eight minutes.
struct PeerComparison {
  /// How long a peer may take documents in; with what it has then it is asked.
  private static let filling = Duration.seconds(130)
  /// How long a peer may answer queries in one mode.
  private static let asking = Duration.seconds(75)
  private static let queries = 240

  private let bench: SearchBench
  private let clock = ContinuousClock()

  init(_ bench: SearchBench) { self.bench = bench }

  func run() async throws {
    print("== Peers: same documents, queries, filters and limit; \(MachineLoad.now)")
    let file = bench.folder.appending(path: "fts5-\(UInt32.random(in: 0...UInt32.max)).sqlite")
    defer { try? FileManager.default.removeItem(at: file) }
    try await compare(FTS5Peer(file: file))
    guard let url = ProcessInfo.processInfo.environment["WEGPUNKT_TEST_POSTGRES"] else {
      print("PostgreSQL is left out: WEGPUNKT_TEST_POSTGRES names no cluster. Scripts/with-postgres.sh starts one.")
      return
    }
    let postgres = try await PostgresPeer(url: url)
    try await compare(postgres)
    await postgres.close()
  }

  private func compare(_ peer: some SearchPeer) async throws {
    let start = clock.now
    let count = try await fill(peer)
    try await peer.finish()
    let elapsed = Int((clock.now - start).milliseconds / 1000)
    if count < bench.corpus.documents {
      let all = bench.corpus.documents
      print("\(peer.name) took \(count) of \(all) documents in the time it had; both are asked over these \(count).")
    }
    print("\(peer.name): \(count) documents taken in and indexed in \(elapsed) s (generating them included)")
    let index = try index(of: count)
    for mode in PeerQuery.Mode.allCases { try await ask(peer, mode, index.snapshot) }
  }

  private func fill(_ peer: some SearchPeer) async throws -> Int {
    let deadline = clock.now + Self.filling
    var count = 0
    for piece in (0..<bench.corpus.documents).pieces(of: 5_000) {
      guard clock.now < deadline else { break }
      let documents = piece.mapOnAllProcessors { [corpus = bench.corpus] in PeerDocument(corpus.document($0)) }
      try await peer.add(documents)
      count += piece.count
    }
    return count
  }

  private func index(of count: Int) throws -> SearchIndex {
    guard count < bench.corpus.documents else { return try bench.keptIndex() }
    let documents = (0..<count).mapOnAllProcessors { [corpus = bench.corpus] in corpus.document($0) }
    return try SearchIndex(lexicon: bench.lexicon(), documents: documents)
  }

  /// Each is asked for itself, so that neither finds the processor's caches full of the other's data.
  private func ask(_ peer: some SearchPeer, _ mode: PeerQuery.Mode, _ snapshot: SearchSnapshot) async throws {
    let queries = (0..<Self.queries).map { bench.corpus.query($0) }
    // A few others first, so that neither begins with cold pages.
    let others = (1...20).map { bench.corpus.query(100_000 + $0) }
    for query in others { _ = try await peer.search(PeerQuery(query), mode) }
    let deadline = clock.now + Self.asking
    var theirs: [Duration] = []
    var answers: [[Int]?] = []
    for query in queries.map(PeerQuery.init) where clock.now < deadline {
      let start = clock.now
      answers.append(try await peer.search(query, mode))
      theirs.append(clock.now - start)
    }
    for query in others { _ = try snapshot.search(query) }
    var ours: [Duration] = []
    var found: [[Int]] = []
    for query in queries.prefix(answers.count) {
      let start = clock.now
      let hits = try snapshot.search(query).hits
      ours.append(clock.now - start)
      found.append(hits.map { Corpus.number(of: $0.id) })
    }
    report("\(peer.name), \(mode.rawValue)", Times(ours), Times(theirs), overlap: overlap(found, answers))
    let unanswered = answers.count { $0 == nil }
    if unanswered > 0 { print("  \(unanswered) queries were given up after 30 s") }
  }

  /// The mean share of the first ten that both found; queries without a hit on either side are left out.
  private func overlap(_ ours: [[Int]], _ theirs: [[Int]?]) -> Double {
    let shares = zip(ours, theirs).compactMap { own, other -> Double? in
      guard let other, max(own.count, other.count) > 0 else { return nil }
      return Double(Set(own).intersection(other).count) / Double(max(own.count, other.count))
    }
    return shares.reduce(0, +) / Double(max(1, shares.count))
  }

  private func report(_ name: String, _ ours: Times, _ theirs: Times, overlap: Double) {
    if theirs.count < Self.queries { print("\(name): time for \(theirs.count) of \(Self.queries) queries only") }
    print("\(name): \(theirs.count) queries, \(MachineLoad.now)")
    Figure("\(name), p50", theirs.p50, "ms").print()
    Figure("\(name), p99", theirs.p99, "ms").print()
    Figure("Wegpunkt on the same queries, p50", ours.p50, "ms").print()
    Figure("Wegpunkt on the same queries, p99", ours.p99, "ms", .atMost(3)).print()
    Figure("\(name), p50 as a multiple of Wegpunkt's", theirs.p50 / max(ours.p50, 1e-6), "times").print()
    Figure("\(name), p99 as a multiple of Wegpunkt's", theirs.p99 / max(ours.p99, 1e-6), "times").print()
    Figure("\(name), overlap@10 with Wegpunkt", overlap, "of the documents").print()
  }
}
