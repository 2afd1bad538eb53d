import Storage
import Vocabulary

/// All that pages need beside the offers; few enough to be read as a whole.
struct DirectoryRecords: Sendable {
  let organizations: [Identifier<Organization>: Organization]
  let places: [Identifier<Place>: PublicPlace]
  let contactPoints: [ContactPoint]
  /// Published events that have not ended, earliest first by their next date.
  let events: [Event]
  let areas: [Area]
  let areaSet: AreaSet?

  /// Reads them.
  ///
  /// - Parameter now: events that ended before are left out.
  init(_ reader: Reader, now: Timestamp) throws {
    areaSet = try reader.shownAreaSet()
    areas = try areaSet.map { try reader.areas(of: $0.id) } ?? []
    places = try Self.publicPlaces(reader, areas: areas, in: areaSet)
    organizations = Dictionary(uniqueKeysWithValues: try reader.organizations().map { ($0.id, $0) })
    contactPoints = try reader.contactPoints()
    events = try reader.publishedEvents(endingAfter: now).sorted { ($0.dates[0], $0.id) < ($1.dates[0], $1.id) }
  }

  var encounterHours: [Identifier<Place>: Schedule] { places.compactMapValues { $0.encounter?.hours } }

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
