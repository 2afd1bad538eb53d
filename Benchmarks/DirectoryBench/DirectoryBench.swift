import BenchCorpus
import Directory
import Foundation
import Search
import Storage
import Vocabulary
import Web

/// Makes a large directory and changes it, for `Scripts/bench.sh`.
///
/// `write` fills an SQLite file with the demo and so many offers beside it; `update` measures in process how soon a
/// changed offer is found; `rename` changes one offer for a server that runs beside it, and `touch` the first few
/// hundred, so that its index merges; `paths` prints addresses of results pages, one query each.
@main
struct DirectoryBench {
  private static let usage = """
    usage: directory-bench write DATABASE [OFFERS]
           directory-bench update DATABASE
           directory-bench rename DATABASE WORD
           directory-bench touch DATABASE COUNT
           directory-bench paths corpus|JUDGED-QUERIES.json [OFFERS]
    """

  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let action = arguments.first, let target = arguments.dropFirst().first else { return print(usage) }
    let option = arguments.dropFirst(2).first
    let number = option.flatMap { Int($0) }
    if action == "paths" { return try ResultPaths.print(from: target, documents: number ?? 100_000) }
    let location = try DatabaseLocation("sqlite:\(target)", from: .commandLine)
    let database = try await Database.open(location, migrations: Directory.migrations)
    switch action {
    case "write": try await DirectoryWriter(database).write(offers: number ?? 100_000)
    case "update": try await UpdateBench(database, kept: URL(fileURLWithPath: "\(target).index")).run()
    case "rename": try await database.rename(to: option ?? "zzyx")
    case "touch": try await database.touch(number ?? 500)
    default: print(usage)
    }
    await database.close()
  }
}

extension Database {
  /// Published offers that the benchmark made, in the order of their identifiers.
  func generatedOffers(_ count: Int) async throws -> [Offer] {
    try await read { reader in
      let ids: [Identifier<Offer>] = try reader.values(
        """
        SELECT id FROM offers WHERE website LIKE \(OfferGenerator.website + "%") AND status = 'published'
        ORDER BY id LIMIT \(count)
        """)
      return try reader.offers(ids)
    }
  }

  /// Gives one offer a title that no other has; prints which, and when it was saved in nanoseconds since 1970.
  func rename(to word: String) async throws {
    guard var offer = try await generatedOffers(1).first else { return }
    offer.texts.source.content.title = word
    try await write { [offer] in try $0.save([offer]) }
    print("\(offer.id) \(Int(Date().timeIntervalSince1970 * 1e9))")
  }

  /// Writes offers as they are, which is a change for whoever follows.
  func touch(_ count: Int) async throws {
    let offers = try await generatedOffers(count)
    try await write { try $0.save(offers) }
    print("\(offers.count) offers changed")
  }
}

/// Fills a database.
struct DirectoryWriter {
  private static let offersInTransaction = 2_000

  private let database: Database
  private let clock = ContinuousClock()

  init(_ database: Database) { self.database = database }

  func write(offers count: Int) async throws {
    let start = clock.now
    let resources = Resources()
    let topics = try TopicCatalogue(folder: resources.url("Topics", of: "Directory")).codes.filter { !$0.isFirstLevel }
    try await database.migrate()
    let demo = Demo(folder: try resources.url("Demo", of: "Directory"))
    try await database.write { try demo.write(into: $0, clock: .rhineland, at: .now()) }
    let centres = try await database.read { reader in
      try reader.shownAreaSet().map { try reader.areas(of: $0.id) }?.map(\.centre) ?? []
    }
    let generator = OfferGenerator(
      corpus: Corpus(documents: count), topics: topics, centres: centres,
      today: TownClock.rhineland.local(.now()).date)
    try await database.write { writer in
      try writer.save((0..<OfferGenerator.organizations).map(generator.organization))
    }
    try await database.write { writer in try writer.save((0..<OfferGenerator.places).map(generator.place)) }
    for piece in (0..<count).pieces(of: Self.offersInTransaction) {
      let offers = piece.mapOnAllProcessors { generator.offer($0) }
      try await database.write { try $0.save(offers) }
      progress(piece.upperBound, of: count, since: start)
    }
    print("\(count) offers written in \(Int((clock.now - start).milliseconds / 1000)) s, generating them included")
  }

  private func progress(_ done: Int, of total: Int, since start: ContinuousClock.Instant) {
    guard done % 10_000 < Self.offersInTransaction || done == total else { return }
    let seconds = max(0.001, (clock.now - start).milliseconds / 1000)
    let rate = Double(done) / seconds
    print("  \(done) of \(total) offers, \(Int(rate))/s, \(Int(Double(total - done) / rate)) s left")
  }
}
