import Directory
import Storage
import Vocabulary

/// Saves imported records in one transaction: new ones, and those that differ from what is there.
struct DirectoryWriting: Sendable {
  private static let portion = 500

  let organizations: [HSDSMapper.Mapped<Organization>]
  let places: [HSDSMapper.Mapped<Place>]
  let offers: [HSDSMapper.Mapped<Offer>]
  let sourceName: String

  /// - Parameter progress: told with the records looked at and all records.
  func write(into writer: Writer, _ report: inout ImportReport, progress: (Int, Int) throws -> Void) throws {
    let total = organizations.count + places.count + offers.count
    var done = 0
    let step: (Int) throws -> Void = {
      done += $0
      try progress(done, total)
    }
    let earlier = try writer.organizations()
    try save(organizations, earlier, .organization, &report, step, adopt: { $0.adopted(from: $1) }) { changed in
      // A carrier must be there before those it carries.
      for level in Self.byDepth(changed) { try writer.save(level) }
    }
    let earlierPlaces = try writer.places()
    try save(places, earlierPlaces, .place, &report, step, adopt: { $0.adopted(from: $1) }) { try writer.save($0) }
    for start in stride(from: 0, to: offers.count, by: Self.portion) {
      let portion = Array(offers[start..<min(start + Self.portion, offers.count)])
      let earlierOffers = try writer.offers(portion.map(\.record.id))
      try save(portion, earlierOffers, .offer, &report, step, adopt: { $0.adopted(from: $1) }) { try writer.save($0) }
    }
    noteAbsent(organizations.map(\.record.id), earlier, .organization, &report)
    noteAbsent(places.map(\.record.id), earlierPlaces, .place, &report)
    try noteAbsentOffers(writer, &report)
  }

  private func save<Record: ImportedRecord>(
    _ mapped: [HSDSMapper.Mapped<Record>], _ earlier: [Record], _ kind: ImportKind, _ report: inout ImportReport,
    _ step: (Int) throws -> Void, adopt: (Record, Record) -> Record, _ write: ([Record]) throws -> Void
  ) throws {
    let present = Dictionary(earlier.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var changed: [Record] = []
    for item in mapped {
      guard let before = present[item.record.id] else {
        changed.append(item.record)
        report.countWritten(kind) { $0.created += 1 }
        continue
      }
      guard before.origin?.source == sourceName else {
        report.note(.foreignRecord, at: item.position, of: kind, field: "id", ["id": item.record.id.description])
        continue
      }
      let record = adopt(item.record, before)
      if record == before {
        report.countWritten(kind) { $0.unchanged += 1 }
      } else {
        changed.append(record)
        report.countWritten(kind) { $0.updated += 1 }
      }
    }
    try step(mapped.count - changed.count)
    for start in stride(from: 0, to: changed.count, by: Self.portion) {
      let portion = Array(changed[start..<min(start + Self.portion, changed.count)])
      try write(portion)
      try step(portion.count)
    }
  }

  private static func byDepth(_ organizations: [Organization]) -> [[Organization]] {
    var levels: [[Organization]] = []
    var waiting = organizations
    while !waiting.isEmpty {
      let open = Set(waiting.map(\.id))
      let ready = waiting.filter { $0.carrier.map { !open.contains($0) } ?? true }
      // The mapping broke every circle, so some are always ready.
      guard !ready.isEmpty else { return levels + [waiting] }
      levels.append(ready)
      let saved = Set(ready.map(\.id))
      waiting.removeAll { saved.contains($0.id) }
    }
    return levels
  }

  /// Records of the same source that are not in it any more stay; an editor decides.
  private func noteAbsent<Record: ImportedRecord>(
    _ imported: [Identifier<Record>], _ earlier: [Record], _ kind: ImportKind, _ report: inout ImportReport
  ) {
    let imported = Set(imported)
    for record in earlier where record.origin?.source == sourceName && !imported.contains(record.id) {
      noteAbsent(record.id.description, kind, &report)
    }
  }

  private func noteAbsentOffers(_ writer: Writer, _ report: inout ImportReport) throws {
    let imported = Set(offers.map(\.record.id))
    let earlier: [Identifier<Offer>] = try writer.values(
      "SELECT id FROM offers WHERE source = \(sourceName) ORDER BY id")
    for id in earlier where !imported.contains(id) { noteAbsent(id.description, .offer, &report) }
  }

  private func noteAbsent(_ id: String, _ kind: ImportKind, _ report: inout ImportReport) {
    report.note(.absentFromSource, at: SourcePosition(file: sourceName), of: kind, ["id": id])
  }
}

/// What organisations, places and offers share as things that come in from elsewhere.
private protocol ImportedRecord: Equatable {
  var id: Identifier<Self> { get }
  var origin: Origin? { get }
}

extension Organization: ImportedRecord {
  /// The imported record, with what only editors here can say.
  fileprivate func adopted(from before: Organization) -> Organization {
    var record = self
    if kind == .other { record.kind = before.kind }
    record.level = level ?? before.level
    record.texts = texts.keepingTranslations(of: before.texts)
    return record
  }
}

extension Place: ImportedRecord {
  fileprivate func adopted(from before: Place) -> Place {
    var record = self
    record.texts.source.content.who = before.texts.source.content.who
    record.texts = record.texts.keepingTranslations(of: before.texts)
    if stepFree == .notStated { record.stepFree = before.stepFree }
    // Editors may have found a reason to show less of an address; an import never opens it again.
    record.visibility = before.visibility
    record.encounter = before.encounter
    return record
  }
}

extension Offer: ImportedRecord {
  fileprivate func adopted(from before: Offer) -> Offer {
    var record = self
    record.texts.source.content.summary = before.texts.source.content.summary
    record.texts = record.texts.keepingTranslations(of: before.texts)
    if topics.isEmpty { record.topics = before.topics }
    if targetGroups.isEmpty { record.targetGroups = before.targetGroups }
    if languages.isEmpty { record.languages = before.languages }
    record.searchWords = before.searchWords.merging(searchWords) { _, imported in imported }
    // HSDS has no word for these: they are the editors'.
    (record.goals, record.openness) = (before.goals, before.openness)
    (record.contactPoint, record.hosting) = (before.contactPoint, before.hosting)
    (record.interpreters, record.childcare) = (before.interpreters, before.childcare)
    (record.capacity, record.verification) = (before.capacity, before.verification)
    var access = before.access
    access.minimumAge = self.access.minimumAge
    access.maximumAge = self.access.maximumAge
    record.access = access
    return record
  }
}

extension Translated {
  /// These texts with the translations made here, which are stale when the source's text changed.
  fileprivate func keepingTranslations(of before: Translated) -> Translated {
    let isChanged = source != before.source
    let languages = [source.language, before.source.language]
    let translations = before.versions.filter { !languages.contains($0.language) }
    return Translated(
      source.content, in: source.language,
      translations: translations.map { .init($0.language, $0.content, isStale: $0.isStale || isChanged) })
  }
}
