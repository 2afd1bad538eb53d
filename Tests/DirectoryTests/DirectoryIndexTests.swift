import Foundation
import Search
import Storage
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Directory

private let association = Organization(
  id: .derived(from: "test/association"), kind: .volunteerInitiative, level: .socialSpace,
  texts: Translated(.init(name: "Radverein"), in: .german))

private let yard = Place(
  id: .derived(from: "test/yard"), street: "Hofweg 3", postalCode: "40472", city: "Düsseldorf",
  texts: Translated(.init(name: "Hinterhof"), in: .german))

private func offer(_ number: Int, title: String = "Werkstatt") -> Offer {
  var offer = Offer(
    id: .derived(from: "test/offer/\(number)"), organization: association.id, place: yard.id, format: .onSite,
    topics: ["civil.meeting"].compactMap(TopicCode.init(rawValue:)),
    texts: Translated(.init(title: title), in: .german))
  offer.status = .published
  return offer
}

/// A town of a few offers and its index, in a folder for the kept file.
private struct IndexedTown {
  let database: Database
  let file: URL

  func index() async throws -> DirectoryIndex {
    let sources = repository.appendingPathComponent("Sources")
    let catalogue = try TopicCatalogue(folder: sources.appendingPathComponent("Directory/Topics"))
    let texts = try Texts(
      folders: ["Web/Terms", "Web/Texts", "Directory/Terms", "Directory/Texts"].map(sources.appendingPathComponent))
    return try await DirectoryIndex(
      database: database,
      settings: .init(
        clock: .rhineland, languageFolder: sources.appendingPathComponent("Search/Languages"),
        dictionaryFolder: sources.appendingPathComponent("Search/Dictionary"), keptFile: file,
        now: { Timestamp(seconds: 1_795_190_400) }),
      concepts: try DirectoryConcepts(
        catalogue: catalogue, texts: texts, folder: sources.appendingPathComponent("Directory/Concepts")))
  }

  func write(_ body: @escaping @Sendable (Writer) throws -> Void) async throws { try await database.write(body) }

  static func with(_ engine: TestEngine, _ body: (IndexedTown) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      try await withDatabase(on: engine, migrations: Directory.migrations) { database in
        try await database.write { writer in
          try writer.save([association])
          try writer.save([yard])
          try writer.save((0..<12).map { offer($0) })
        }
        try await body(IndexedTown(database: database, file: URL(fileURLWithPath: "\(folder)/index")))
      }
    }
  }
}

extension DirectoryIndex {
  fileprivate func found(_ text: String) throws -> Set<DocumentID> {
    Set(try current.search.search(SearchQuery(text: text + " ", language: .german, limit: 100)).hits.map(\.id))
  }
}

@Suite struct DirectoryIndexTests {
  private let all = Set((0..<12).map { offer($0).id.retyped() as DocumentID })

  @Test(arguments: TestEngine.allCases)
  func `a changed organisation or place is found with its offers, without all being read anew`(
    engine: TestEngine
  ) async throws {
    try await IndexedTown.with(engine) { town in
      let index = try await town.index()
      #expect(try index.found("Radverein") == all && index.found("Hinterhof") == all)
      let parts = index.current.search.parts
      try await town.write { writer in
        var renamed = association
        renamed.texts.source.content.name = "Fahrradklub"
        try writer.save([renamed])
        var moved = yard
        moved.texts.source.content.name = "Remise"
        moved.encounter = .init(cost: .free, topics: [], hours: nil)
        try writer.save([moved])
      }
      try await index.refresh()
      #expect(try index.found("Fahrradklub") == all && index.found("Radverein").isEmpty)
      #expect(try index.found("Remise") == all.union([yard.id.retyped()]) && index.found("Hinterhof").isEmpty)
      #expect(index.current.organization(association.id)?.texts.source.content.name == "Fahrradklub")
      #expect(index.current.place(yard.id)?.texts.source.content.name == "Remise")
      #expect(index.current.search.parts.first == parts.first, "the large part stays")

      try await town.write { try $0.save([yard]) }
      try await index.refresh()
      #expect(try index.found("Hinterhof") == all, "no longer a place of encounter")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `an event comes, changes and goes`(engine: TestEngine) async throws {
    try await IndexedTown.with(engine) { town in
      let index = try await town.index()
      var event = Event(
        id: .derived(from: "test/event"), organization: association.id, place: yard.id, contactPoint: nil, topics: [],
        targetGroups: [], texts: Translated(.init(title: "Laternenfest", summary: "", description: ""), in: .german),
        dates: [.init(start: Timestamp(seconds: 1_795_200_000), end: Timestamp(seconds: 1_795_210_000))],
        cost: .init(kind: .free), languages: [], registration: .none, childcare: .no, status: .published)
      for (title, isShown) in [("Laternenfest", true), ("Lichterfest", true), ("Lichterfest", false)] {
        event.texts.source.content.title = title
        event.status = isShown ? .published : .draft
        try await town.write { [event] in try $0.save([event]) }
        try await index.refresh()
        #expect(try index.found(title) == (isShown ? [event.id.retyped()] : []))
        #expect(index.current.events.map(\.texts.source.content.title) == (isShown ? [title] : []))
      }
      #expect(try index.found("Laternenfest").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func `a kept index serves after other changes, and takes over what changed since`(engine: TestEngine) async throws {
    try await IndexedTown.with(engine) { town in
      _ = try await town.index()
      let key = SearchIndex.keptKey(at: town.file)
      #expect(key != nil)
      try await town.write { writer in
        let thanks = Feedback(subject: .other, offer: nil, language: .german, message: "Danke")
        try writer.send(thanks, at: Timestamp(seconds: 1_795_190_400))
      }
      try await town.write { writer in
        try writer.save([offer(3, title: "Nähcafé")])
        var draft = offer(4)
        draft.status = .draft
        try writer.save([draft])
      }
      let index = try await town.index()
      #expect(SearchIndex.keptKey(at: town.file) == key, "the file was read, not made anew")
      #expect(index.current.search.parts.count == 2)
      #expect(try index.found("Nähcafé") == [offer(3).id.retyped()])
      #expect(try index.found("Radverein") == all.subtracting([offer(4).id.retyped()]))
      #expect(index.current.offer(offer(4).id) == nil)
    }
  }

  @Test func `a merge is shown and kept with the state it holds`() async throws {
    try await IndexedTown.with(.sqlite) { town in
      let index = try await town.index()
      try await town.write { try $0.save((0..<9).map { offer($0, title: "Nähcafé") }) }
      try await index.refresh()
      #expect(index.current.search.parts.count == 2)
      let version = index.current.version
      await index.mergeIfNeeded()
      #expect(index.current.search.parts.count == 1, "the old parts are let go")
      #expect(index.current.version > version)
      let mark = try await town.database.read { try $0.changeMark() }
      #expect(SearchIndex.keptKey(at: town.file) == IndexKey(mark))
      #expect(try index.found("Nähcafé").count == 9)
      #expect(try await town.index().found("Nähcafé").count == 9)
    }
  }

  @Test func `many changed offers are taken over in portions`() async throws {
    try await IndexedTown.with(.sqlite) { town in
      try await town.write { try $0.save((100..<600).map { offer($0) }) }
      let index = try await town.index()
      let parts = index.current.search.parts
      try await town.write { try $0.save((100..<550).map { offer($0, title: "Nähcafé") }) }
      try await index.refresh()
      #expect(try index.current.search.search(SearchQuery(text: "Nähcafé ", language: .german)).total == 450)
      #expect(index.current.search.parts.first == parts.first)
      #expect(index.current.search.count == 512)
    }
  }

  @Test func `no other payload is taken for one of this program`() throws {
    // Fails when payloads change. Then raise `DirectoryDocuments.format`, and put the new sum here.
    var full = offer(1)
    (full.schedule, full.validUntil) = (Schedule(rules: []), LocalDate(dayNumber: 20_000))
    full.languages = [.german, .arabic]
    full.access.documents = [.identity]
    full.contact = Contact(phone: "0221 4710 100", email: nil, website: nil)
    full.verification = .init(day: LocalDate(dayNumber: 20_000), method: .visit)
    var writer = ByteWriter()
    full.write(to: &writer)
    let sum = writer.bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    #expect(DirectoryDocuments.format == 2)
    #expect(sum == 17_004_280_937_233_137_250)
  }
}
