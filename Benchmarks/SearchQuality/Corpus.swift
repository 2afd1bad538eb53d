import Directory
import Foundation
import Search
import Storage
import Vocabulary
import Web

/// The demo's documents: as the directory indexes them, and as plain texts for the peers.
struct Corpus: Sendable {
  struct Document: Sendable {
    let key: String
    let title: String
    /// Everything else: texts in all languages, organisation, place, editors' words, and the topics' words in all languages,
    /// so that the peers know what the product's concepts know.
    let body: String
  }

  let directory: PublishedDirectory
  let documents: [Document]
  let keys: [DocumentID: String]

  static func demo() async throws -> Corpus {
    let resources = Resources()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-quality-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try await Database.open(
      DatabaseLocation("sqlite:\(folder.path)/demo.sqlite", from: .commandLine), migrations: Directory.migrations)
    try await database.migrate()
    let demoFolder = try resources.url("Demo", of: "Directory")
    let demo = Demo(folder: demoFolder)
    try await database.write { writer in try demo.write(into: writer, clock: .rhineland, at: .now()) }
    let texts = try Texts(folders: [resources.url("Terms", of: "Directory"), resources.url("Texts", of: "Directory")])
    let catalogue = try TopicCatalogue(folder: resources.url("Topics", of: "Directory"))
    let index = try await DirectoryIndex(
      database: database,
      settings: .init(
        clock: .rhineland, languageFolder: try resources.url("Languages", of: "Search"),
        dictionaryFolder: try resources.url("Dictionary", of: "Search"), keptFile: nil),
      concepts: try DirectoryConcepts(
        catalogue: catalogue, texts: texts, folder: resources.url("Concepts", of: "Directory")))
    let directory = index.current
    await database.close()
    let keys = try Demo.keys(in: demoFolder)
    return Corpus(directory: directory, documents: documents(of: directory, catalogue, keys), keys: keys)
  }

  private static func documents(
    of directory: PublishedDirectory, _ catalogue: TopicCatalogue, _ keys: [DocumentID: String]
  ) -> [Document] {
    var documents: [Document] = []
    directory.search.forEachDocument { id, payload in
      guard let key = keys[id] else { return }
      switch PublishedDirectory.Entry(payload) {
      case .offer(let offer):
        let versions = offer.texts.versions.map(\.content)
        let words = offer.topics.flatMap { catalogue.searchPhrases(of: $0).values.joined() }
        let place = directory.place(offer.place)
        let organization = directory.organization(offer.organization)?.texts.source.content.name
        let body =
          versions.flatMap { [$0.summary, $0.description, $0.accessNote, $0.bring] } + words
          + [organization, place?.area?.name, place?.texts.source.content.name].compactMap(\.self)
        documents.append(
          Document(key: key, title: versions.map(\.title).joined(separator: "\n"), body: body.joined(separator: "\n")))
      case .place(let place):
        guard let place = directory.places[place] else { return }
        let versions = place.texts.versions.map(\.content)
        let words = (place.encounter?.topics ?? []).flatMap { catalogue.searchPhrases(of: $0).values.joined() }
        documents.append(
          Document(
            key: key, title: versions.map(\.name).joined(separator: "\n"),
            body: (versions.flatMap { [$0.description, $0.who] } + words + [place.area?.name ?? ""])
              .joined(separator: "\n")))
      default: return
      }
    }
    return documents
  }
}

/// The product itself.
struct Wegpunkt: Ranker {
  let name = "Wegpunkt"
  let corpus: Corpus

  func rank(_ query: JudgedQuery) async throws -> [String] {
    guard let language = Language(code: query.language) else { throw QualityFault.missing(query.language) }
    return try corpus.directory.offers(matching: query.query, in: language, limit: 10, at: .now()).hits
      .compactMap { corpus.keys[$0.id] }
  }
}
