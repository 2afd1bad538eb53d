import BenchCorpus
import Directory
import Foundation
import Search
import Storage
import Vocabulary
import Web

/// Measures how soon a changed offer is seen, in the process that holds the index.
struct UpdateBench {
  private static let updates = 30

  private let database: Database
  private let kept: URL
  private let clock = ContinuousClock()

  /// - Parameter kept: a kept index that may be used; it is made when it is missing.
  init(_ database: Database, kept: URL) {
    self.database = database
    self.kept = kept
  }

  func run() async throws {
    let index = try await loadedIndex()
    print("== Updates of single offers in process, \(index.current.search.count) entries, \(MachineLoad.now)")
    let offers = try await database.generatedOffers(Self.updates)
    var times = (saved: [Duration](), found: [Duration](), listed: [Duration]())
    for (number, offer) in offers.enumerated() {
      var changed = offer
      changed.texts.source.content.title = "zzyxvw\(number)"
      let start = clock.now
      try await database.write { [changed] in try $0.save([changed]) }
      let committed = clock.now
      try await index.refresh()
      let found = try index.current.search.search(SearchQuery(text: "zzyxvw\(number) ", language: .german, limit: 1))
      let searched = clock.now
      let listed = try index.current.offers(matching: "zzyxvw\(number) ", in: .german, limit: 1, at: .now())
      times.saved.append(committed - start)
      times.found.append(searched - committed)
      times.listed.append(clock.now - committed)
      let isRight = [found.hits.first?.id, listed.hits.first?.id].allSatisfy { $0 == offer.id.retyped() }
      if !isRight { print("update \(number) is not visible") }
      // As it was before, for the next run; not measured.
      try await database.write { try $0.save([offer]) }
      try await index.refresh()
    }
    report("offer saved (until the commit returns)", Times(times.saved), nil)
    report("offer found by the index after the commit", Times(times.found), .atMost(50))
    report("offer on the first results page after the commit", Times(times.listed), .atMost(50))
    print("memory: \(Memory.now)")
  }

  private func report(_ name: String, _ times: Times, _ target: Figure.Target?) {
    Figure("\(name), median", times.p50, "ms", target).print()
    Figure("\(name), slowest of \(times.count)", times.percentile(1), "ms", target).print()
  }

  private func loadedIndex() async throws -> DirectoryIndex {
    let resources = Resources()
    let texts = try Texts(folders: [
      resources.url("Terms", of: "Web"), resources.url("Texts", of: "Web"), resources.url("Terms", of: "Directory"),
      resources.url("Texts", of: "Directory"),
    ])
    let catalogue = try TopicCatalogue(folder: resources.url("Topics", of: "Directory"))
    return try await DirectoryIndex(
      database: database,
      settings: .init(
        clock: .rhineland, languageFolder: try resources.url("Languages", of: "Search"),
        dictionaryFolder: try resources.url("Dictionary", of: "Search"), keptFile: kept),
      concepts: try DirectoryConcepts(
        catalogue: catalogue, texts: texts, folder: resources.url("Concepts", of: "Directory")))
  }
}
