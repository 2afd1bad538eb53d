import Directory
import Exchange
import Foundation
import Search
import Seeded
import Storage
import Vocabulary
import Web

/// Known items: 500 services of a real directory, asked for by two or three words that together occur in no other service's
/// name, once as they are and once with one typing error. MRR@10 of the wanted service.
enum KnownItems {
  /// What the README promises for queries with one typing error.
  static let least = 0.95
  private static let count = 500

  /// - Returns: whether the promise is kept; true as well when the data is not on this machine.
  static func measure(root: URL) async throws -> Bool {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/data/hsds-baltimore")
    guard FileManager.default.fileExists(atPath: folder.path) else {
      print("Known items are left out: the real directory is not beside this folder.")
      return true
    }
    let services = try await services(in: folder)
    let resources = Resources()
    let index = SearchIndex(
      lexicon: try SearchLexicon(
        folder: resources.url("Languages", of: "Search"), dictionaries: resources.url("Dictionary", of: "Search")),
      documents: services.map(document))
    var generator = SeededGenerator(seed: 20_261_120)
    let items = items(among: services, using: &generator)
    var exact = 0.0
    var misspelt = 0.0
    for item in items {
      exact += try reciprocalRank(of: item.service, for: item.words, in: index.snapshot)
      misspelt += try reciprocalRank(of: item.service, for: slip(in: item.words, using: &generator), in: index.snapshot)
    }
    let figures = (misspelt / Double(items.count), exact / Double(items.count))
    print("Known items: \(items.count) of \(services.count) real services, MRR@10")
    print(String(format: "  with one typing error %.3f   without %.3f\n", figures.0, figures.1))
    return figures.0 >= least
  }

  private static func services(in folder: URL) async throws -> [Offer] {
    let resources = Resources()
    let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-known-\(UUID())")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    let database = try await Database.open(
      DatabaseLocation("sqlite:\(temporary.path)/known.sqlite", from: .commandLine), migrations: Directory.migrations)
    try await database.migrate()
    let importer = DirectoryImport(terms: try HSDSTerms(folder: resources.url("Topics", of: "Exchange")))
    _ = try await importer.importHSDS(from: folder, into: database)
    let services = try await database.read { reader in
      var services: [Offer] = []
      try reader.forEachPublishedOffer { services.append($0) }
      return services
    }
    await database.close()
    return services
  }

  private static func document(_ service: Offer) -> SearchDocument {
    let content = service.texts.source.content
    return SearchDocument(
      id: service.id.retyped(),
      texts: [SearchText(.title, .english, content.title), SearchText(.description, .english, content.description)],
      facets: [], coordinate: nil, freshness: 0, payload: [])
  }

  private struct Item {
    let service: Identifier<Offer>
    let words: [String]
  }

  /// Words of a name, of three letters or more, chosen until no other name has them all.
  private static func items(among services: [Offer], using generator: inout SeededGenerator) -> [Item] {
    let names = services.map { Set(words(of: $0)) }
    var items: [Item] = []
    for number in services.indices.shuffled(using: &generator) {
      guard items.count < count else { break }
      let own = Array(Set(words(of: services[number]))).sorted().shuffled(using: &generator)
      for size in [2, 3] where own.count >= size {
        let chosen = Array(own.prefix(size))
        guard names.count(where: { $0.isSuperset(of: chosen) }) == 1 else { continue }
        items.append(Item(service: services[number].id, words: chosen))
        break
      }
    }
    return items
  }

  private static func words(of service: Offer) -> [String] {
    service.texts.source.content.title.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count >= 3 }
  }

  /// One letter left out, doubled, changed or swapped, in the longest word.
  private static func slip(in words: [String], using generator: inout SeededGenerator) -> [String] {
    guard let longest = words.indices.max(by: { words[$0].count < words[$1].count }) else { return words }
    var letters = Array(words[longest])
    let place = generator.below(letters.count - 1)
    switch generator.below(4) {
    case 0: letters.remove(at: place)
    case 1: letters.insert(letters[place], at: place)
    case 2: letters[place] = generator.pick(Array("abcdefghijklmnopqrstuvwxyz").filter { $0 != letters[place] })
    default: letters.swapAt(place, place + 1)
    }
    var changed = words
    changed[longest] = String(letters)
    return changed
  }

  private static func reciprocalRank(
    of service: Identifier<Offer>, for words: [String], in snapshot: SearchSnapshot
  ) throws -> Double {
    let result = try snapshot.search(
      SearchQuery(
        text: words.joined(separator: " "), language: .english, filters: [], restrictions: [], near: nil,
        order: .relevance, offset: 0, limit: 10))
    return result.hits.firstIndex { $0.id == service.retyped() }.map { 1 / Double($0 + 1) } ?? 0
  }
}
