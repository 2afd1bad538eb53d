import Search
import Storage
import Vocabulary

extension IndexKey {
  /// The state of the database that an index was made from.
  init(_ mark: ChangeMark) {
    self.init(epoch: "\(mark.epoch)-\(DirectoryDocuments.format)", change: mark.number)
  }
}

/// Loads the directory as a whole: at the start, and when everything depends on what changed.
struct DirectoryLoader {
  private let reader: Reader
  private let settings: DirectoryIndex.Settings
  private let concepts: DirectoryConcepts
  private let today: LocalDate

  init(_ reader: Reader, _ settings: DirectoryIndex.Settings, _ concepts: DirectoryConcepts) {
    self.reader = reader
    self.settings = settings
    self.concepts = concepts
    today = settings.clock.local(settings.now()).date
  }

  func state() throws -> DirectoryIndex.State {
    let mark = try reader.changeMark()
    let records = try DirectoryRecords(reader, now: settings.now())
    let lexicon = try SearchLexicon(
      folder: settings.languageFolder, dictionaries: settings.dictionaryFolder,
      concepts: concepts.concepts(areas: records.areas))
    let index = try keptIndex(lexicon, records, mark) ?? newIndex(lexicon, records, mark)
    let directory = PublishedDirectory(
      version: 1, search: index.snapshot, records: records,
      timeSets: TimeSets(snapshot: index.snapshot, clock: settings.clock, placeHours: records.encounterHours))
    directory.timeSets.prepare(at: settings.now())
    return .init(directory: directory, index: index, mark: mark)
  }

  /// The kept index with what changed since; nil where there is none, or everything depends on what changed.
  private func keptIndex(
    _ lexicon: SearchLexicon, _ records: DirectoryRecords, _ mark: ChangeMark
  ) throws -> SearchIndex? {
    guard let file = settings.keptFile, let key = SearchIndex.keptKey(at: file),
      key.epoch == IndexKey(mark).epoch,
      case .records(let changed, _) = try reader.changes(since: ChangeMark(epoch: mark.epoch, number: key.change)),
      let changes = try DirectoryChanges(changed, reader: reader),
      let index = try? SearchIndex(lexicon: lexicon, loading: file, key: key),
      changes.isFew(of: index.snapshot.count)
    else { return nil }
    try changes.apply(to: index, records, today: today, reader: reader)
    return index
  }

  private func newIndex(
    _ lexicon: SearchLexicon, _ records: DirectoryRecords, _ mark: ChangeMark
  ) throws -> SearchIndex {
    let documents = DirectoryDocuments(records, today: today)
    let others =
      records.places.values.sorted { $0.id < $1.id }.compactMap(documents.document(ofEncounterAt:))
      + records.events.map(documents.document(of:))
    let offers = OfferDocuments(reader: reader, documents: documents, others: others)
    let index = SearchIndex(lexicon: lexicon, documents: offers)
    if let fault = offers.fault { throw fault }
    // Once kept, the file is what is held: its pages cost memory only while they are used.
    if let file = settings.keptFile, (try? index.save(to: file, key: IndexKey(mark))) != nil,
      let kept = try? SearchIndex(lexicon: lexicon, loading: file, key: IndexKey(mark))
    {
      return kept
    }
    return index
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
