import Search
import Storage
import Vocabulary

/// The documents of the index that some changed records touch.
struct DirectoryChanges: Sendable {
  /// When more than one offer in so many changed, the index is made anew.
  private static let mostChanged = 5
  /// So many changed offers are never too many.
  private static let alwaysFew = 500

  /// Changed themselves, or of a changed organisation, or at a changed place.
  private(set) var offers: [Identifier<Offer>] = []
  private var places: Set<Identifier<Place>> = []
  private var events: Set<Identifier<Event>> = []
  /// Nothing but offers changed: all other records are as they were.
  private(set) var areOffersOnly = true

  /// Reads what depends on the changed records; nil where that is everything.
  init?(_ changes: [Change], reader: Reader) throws {
    var offers: Set<Identifier<Offer>> = []
    var organizations: [Identifier<Organization>] = []
    for change in changes {
      switch change.kind {
      case "offer": offers.insert(change.id.retyped())
      case "organization": organizations.append(change.id.retyped())
      case "place": places.insert(change.id.retyped())
      case "event": events.insert(change.id.retyped())
      case "contact-point": break
      default: return nil
      }
      if change.kind != "offer" { areOffersOnly = false }
    }
    for ids in organizations.portions { offers.formUnion(try reader.values(Self.offers("organization_id", in: ids))) }
    for ids in Array(places).portions { offers.formUnion(try reader.values(Self.offers("place_id", in: ids))) }
    self.offers = offers.sorted()
  }

  private static func offers<Record>(_ column: SQL, in ids: ArraySlice<Identifier<Record>>) -> SQL {
    "SELECT id FROM offers WHERE \(fragment: column) IN \(list: Array(ids))"
  }

  /// Whether it pays to change an index of so many documents instead of making it anew.
  func isFew(of count: Int) -> Bool { offers.count <= max(Self.alwaysFew, count / Self.mostChanged) }

  /// Brings an index to what the reader sees, in portions, so that much at once does not take much memory.
  func apply(to index: SearchIndex, _ records: DirectoryRecords, today: LocalDate, reader: Reader) throws {
    let documents = DirectoryDocuments(records, today: today)
    let events = records.events.filter { self.events.contains($0.id) || $0.place.map(places.contains) ?? false }
    let encounters = places.sorted().compactMap { records.places[$0] }.compactMap(documents.document(ofEncounterAt:))
    let others = events.map(documents.document(of:)) + encounters
    let touched = self.events.map { $0.retyped() as DocumentID } + places.map { $0.retyped() }
    if !touched.isEmpty || !others.isEmpty { index.update(others, removing: touched) }
    for ids in offers.portions {
      index.update(
        try reader.offers(Array(ids)).filter { $0.status == .published }.map(documents.document(of:)),
        removing: ids.map { $0.retyped() })
    }
  }
}

extension Array {
  /// The elements in pieces of which each can be named in one statement.
  fileprivate var portions: [ArraySlice<Element>] {
    stride(from: 0, to: count, by: 200).map { self[$0..<Swift.min($0 + 200, count)] }
  }
}
