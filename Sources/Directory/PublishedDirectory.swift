import Search
import Vocabulary

/// The directory as visitors see it at one version: everything a public page needs, in memory.
package struct PublishedDirectory: Sendable {
  /// Counts up with every change a page could show.
  package internal(set) var version: UInt64
  package let search: SearchSnapshot
  let records: DirectoryRecords
  package let timeSets: TimeSets

  package var organizations: [Identifier<Organization>: Organization] { records.organizations }
  package var places: [Identifier<Place>: PublicPlace] { records.places }
  package var contactPoints: [ContactPoint] { records.contactPoints }
  /// Published events that had not ended when they were read, earliest first by their next date.
  package var events: [Event] { records.events }
  package var areas: [Area] { records.areas }
  package var areaSet: AreaSet? { records.areaSet }

  /// The next version.
  ///
  /// - Parameter records: nil where they are the same.
  func followed(by search: SearchSnapshot, _ records: DirectoryRecords?) -> PublishedDirectory {
    PublishedDirectory(
      version: version + 1, search: search, records: records ?? self.records,
      timeSets: TimeSets(snapshot: search, following: timeSets, placeHours: records?.encounterHours))
  }

  package func organization(_ id: Identifier<Organization>) -> Organization? { organizations[id] }
  package func place(_ id: Identifier<Place>?) -> PublicPlace? { id.flatMap { places[$0] } }
  package func contactPoint(_ id: Identifier<ContactPoint>?) -> ContactPoint? {
    contactPoints.first { $0.id == id }
  }
  package func area(_ slug: String) -> Area? { areas.first { $0.name.slug == slug } }

  /// A published offer by its identifier.
  package func offer(_ id: Identifier<Offer>) -> Offer? {
    guard let payload = search.payload(of: id.retyped()), case .offer(let offer) = Entry(payload) else { return nil }
    return offer
  }

  /// What stands behind a document of the index.
  package enum Entry: Sendable {
    case offer(Offer)
    case place(Identifier<Place>)
    case event(Identifier<Event>)

    package init?(_ payload: Payload) {
      let entry = payload.withBytes { bytes -> Entry? in
        var reader = ByteReader(bytes)
        return switch EntryKind(rawValue: reader.byte()) {
        case .offer: .offer(Offer(from: &reader))
        case .place: .place(reader.identifier())
        case .event: .event(reader.identifier())
        case nil: nil
        }
      }
      guard let entry else { return nil }
      self = entry
    }
  }
}

/// The first byte of a payload.
enum EntryKind: UInt8, Sendable {
  case offer = 1
  case place = 2
  case event = 3

  /// The facet that tells documents apart.
  var facet: FacetValue {
    switch self {
    case .offer: FacetValue(group: "kind", value: "offer")
    case .place: FacetValue(group: "kind", value: "place")
    case .event: FacetValue(group: "kind", value: "event")
    }
  }
}
