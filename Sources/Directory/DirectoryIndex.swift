import Foundation
import Logging
import Search
import ServiceLifecycle
import Storage
import Synchronization
import Vocabulary

/// Holds the published directory in memory and follows the database: single records as they change, all of it when it must.
package final class DirectoryIndex: Sendable {
  package struct Settings: Sendable {
    package var clock: TownClock
    /// The rules of the search (`Search`'s `Languages`).
    package var languageFolder: URL
    /// The field's words in other languages (`Search`'s `Dictionary`).
    package var dictionaryFolder: URL
    /// Where the index may be kept between starts; nil keeps none. Deleting the file is always safe.
    package var keptFile: URL?
    package var now: @Sendable () -> Timestamp

    package init(
      clock: TownClock, languageFolder: URL, dictionaryFolder: URL, keptFile: URL?,
      now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) {
      self.clock = clock
      self.languageFolder = languageFolder
      self.dictionaryFolder = dictionaryFolder
      self.keptFile = keptFile
      self.now = now
    }
  }

  private struct State: Sendable {
    var directory: PublishedDirectory
    var index: SearchIndex
    var mark: ChangeMark
  }

  private let database: Database
  private let settings: Settings
  private let concepts: DirectoryConcepts
  private let state: Mutex<State>

  /// Loads the directory as it is now.
  package init(database: Database, settings: Settings, concepts: DirectoryConcepts) async throws {
    self.database = database
    self.settings = settings
    self.concepts = concepts
    state = Mutex(try await Self.load(database, settings, concepts, version: 1))
  }

  /// The directory at its newest version.
  package var current: PublishedDirectory { state.withLock { $0.directory } }

  /// Catches up with the database: loads single offers where only offers changed, everything otherwise.
  package func refresh() async throws {
    let mark = state.withLock { $0.mark }
    let changes = try await database.read { reader in try reader.changes(since: mark) }
    guard case .records(let records, let newMark) = changes else { return try await reload() }
    guard newMark != mark else { return }
    guard records.allSatisfy({ $0.kind == "offer" }), records.count <= 500 else {
      // A feedback message or a no-hit count changes no page.
      if records.isEmpty { return state.withLock { $0.mark = newMark } }
      return try await reload()
    }
    try await update(records.map { $0.id.retyped(as: Offer.self) }, to: newMark)
  }

  private func update(_ ids: [Identifier<Offer>], to mark: ChangeMark) async throws {
    let offers = try await database.read { reader in try reader.offers(ids) }
    let published = offers.filter { $0.status == .published }
    let kept = Set(published.map(\.id))
    let now = settings.now()
    let index = state.withLock { state in
      let directory = state.directory
      let documents = DirectoryDocuments(
        organizations: directory.organizations, places: directory.places, today: settings.clock.local(now).date)
      state.index.update(
        published.map(documents.document(of:)), removing: ids.filter { !kept.contains($0) }.map { $0.retyped() })
      state.directory = directory.replacing(search: state.index.snapshot, clock: settings.clock)
      state.mark = mark
      return state.index
    }
    await index.mergeIfNeeded()
  }

  private func reload() async throws {
    let version = current.version + 1
    let loaded = try await Self.load(database, settings, concepts, version: version)
    state.withLock { $0 = loaded }
  }

  /// Follows the database until the task is cancelled. A database that is away for a while only makes pages older.
  package func follow(logger: Logger) async {
    for await _ in database.changeMarks() {
      do {
        try await refresh()
      } catch {
        logger.warning(
          "the directory could not be refreshed; pages show the state before", metadata: ["error": "\(error)"])
      }
    }
  }

  private static func load(
    _ database: Database, _ settings: Settings, _ concepts: DirectoryConcepts, version: UInt64
  ) async throws -> State {
    let now = settings.now()
    let today = settings.clock.local(now).date
    return try await database.read { reader in
      let mark = try reader.changeMark()
      let areaSet = try reader.shownAreaSet()
      let areas = try areaSet.map { try reader.areas(of: $0.id) } ?? []
      let places = try publicPlaces(reader, areas: areas, in: areaSet)
      let organizations = try reader.organizations()
      let events = try reader.publishedEvents(endingAfter: now)
      let documents = DirectoryDocuments(
        organizations: Dictionary(uniqueKeysWithValues: organizations.map { ($0.id, $0) }), places: places, today: today
      )
      let lexicon = try SearchLexicon(
        folder: settings.languageFolder, dictionaries: settings.dictionaryFolder,
        concepts: concepts.concepts(areas: areas))
      let index = try index(lexicon, settings, mark) {
        let others =
          places.values.sorted { $0.id < $1.id }.compactMap(documents.document(ofEncounterAt:))
          + events.map(documents.document(of:))
        let offers = OfferDocuments(reader: reader, documents: documents, others: others)
        let index = SearchIndex(lexicon: lexicon, documents: offers)
        if let fault = offers.fault { throw fault }
        return index
      }
      let directory = PublishedDirectory(
        version: version, organizations: documents.organizations, places: places,
        contactPoints: try reader.contactPoints(),
        events: events.sorted { ($0.dates[0], $0.id) < ($1.dates[0], $1.id) },
        areas: areas, areaSet: areaSet, search: index.snapshot, clock: settings.clock)
      return State(directory: directory, index: index, mark: mark)
    }
  }

  /// The kept index when it fits, else a new one, which is kept then.
  private static func index(
    _ lexicon: SearchLexicon, _ settings: Settings, _ mark: ChangeMark, build: () throws -> SearchIndex
  ) throws -> SearchIndex {
    let key = IndexKey(epoch: mark.epoch, change: mark.number)
    if let file = settings.keptFile, let kept = try? SearchIndex(lexicon: lexicon, loading: file, key: key) {
      return kept
    }
    let index = try build()
    // Once kept, the file is what is held: its pages cost memory only while they are used.
    if let file = settings.keptFile, (try? index.save(to: file, key: key)) != nil,
      let kept = try? SearchIndex(lexicon: lexicon, loading: file, key: key)
    {
      return kept
    }
    return index
  }

  private static func publicPlaces(
    _ reader: Reader, areas: [Area], in set: AreaSet?
  ) throws -> [Identifier<Place>: PublicPlace] {
    let byID = Dictionary(uniqueKeysWithValues: areas.map { ($0.id, $0) })
    let located = try set.map { try reader.areasOfPlaces(in: $0.id) } ?? [:]
    return Dictionary(
      uniqueKeysWithValues: try reader.places().map { place in
        let area = located[place.id].flatMap { byID[$0] }
        return (place.id, PublicPlace(place, area: area.map { ($0.name, $0.centre) }))
      })
  }
}

/// Published offers as documents, read from the database in portions while the index takes them, then the other documents:
/// a large directory never stands in memory twice.
private final class OfferDocuments: Sequence, IteratorProtocol {
  private let reader: Reader
  private let documents: DirectoryDocuments
  private let others: [SearchDocument]
  private var portion: ArraySlice<SearchDocument> = []
  private var last: Identifier<Offer>?
  private var isAtEnd = false
  /// Why reading ended early; a sequence cannot throw.
  private(set) var fault: (any Error)?

  init(reader: Reader, documents: DirectoryDocuments, others: [SearchDocument]) {
    self.reader = reader
    self.documents = documents
    self.others = others
  }

  func next() -> SearchDocument? {
    if portion.isEmpty, !isAtEnd { readPortion() }
    return portion.popFirst()
  }

  private func readPortion() {
    do {
      let offers = try reader.publishedOffers(after: last)
      last = offers.last?.id
      isAtEnd = offers.isEmpty
      portion = ArraySlice(isAtEnd ? others : offers.map(documents.document(of:)))
    } catch {
      fault = error
      isAtEnd = true
    }
  }
}

extension PublishedDirectory {
  init(
    version: UInt64, organizations: [Identifier<Organization>: Organization],
    places: [Identifier<Place>: PublicPlace], contactPoints: [ContactPoint], events: [Event], areas: [Area],
    areaSet: AreaSet?, search: SearchSnapshot, clock: TownClock
  ) {
    self.init(
      version: version, search: search, organizations: organizations, places: places, contactPoints: contactPoints,
      events: events, areas: areas, areaSet: areaSet,
      timeSets: TimeSets(
        snapshot: search, clock: clock, placeHours: places.compactMapValues { $0.encounter?.hours }))
  }

  /// The same directory with some offers changed.
  func replacing(search: SearchSnapshot, clock: TownClock) -> PublishedDirectory {
    PublishedDirectory(
      version: version + 1, organizations: organizations, places: places, contactPoints: contactPoints, events: events,
      areas: areas, areaSet: areaSet, search: search, clock: clock)
  }
}
