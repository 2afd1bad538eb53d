import Foundation
import Search
import Storage
import Vocabulary

/// The demo: a fictional network of contact points in Düsseldorf. Names of districts are facts; people, organisations,
/// addresses and numbers are invented (phone numbers from the ranges reserved for fiction, addresses under `.example`).
package struct Demo: Sendable {
  private let folder: URL

  /// - Parameter folder: the room's `Demo` folder.
  package init(folder: URL) { self.folder = folder }

  /// Fills an empty database. Events take place in the 60 days after `today`.
  package func write(into writer: Writer, clock: TownClock, at now: Timestamp) throws {
    let translations = try DemoTranslations(folder: folder.appendingPathComponent("translations"))
    let files = try DemoFile.all(in: folder)
    try writeAreas(files.flatMap(\.areas), into: writer, at: now)
    let organizations = files.flatMap(\.organizations)
    try writer.save(organizations.filter { $0.carrier == nil }.map { $0.record })
    try writer.save(organizations.filter { $0.carrier != nil }.map { $0.record })
    try writer.save(files.flatMap(\.places).map { $0.record })
    let points = files.flatMap(\.contactPoints)
    try writer.save(points.map { $0.record(translations) })
    let placeOfPoint = Dictionary(points.map { ($0.key, $0.place) }, uniquingKeysWith: { first, _ in first })
    let words = try DemoFile.searchWords(in: folder)
    try writer.save(files.flatMap(\.offers).map { $0.record(translations, placeOfPoint: placeOfPoint, words: words) })
    try writer.save(files.flatMap(\.events).map { $0.record(clock: clock, at: now) })
  }

  private func writeAreas(_ areas: [DemoFile.Area], into writer: Writer, at now: Timestamp) throws {
    let centres = areas.compactMap { Coordinate(latitude: $0.latitude, longitude: $0.longitude) }
    let cells = DrawnAreas.cells(around: centres)
    let set = AreaSet(
      id: .derived(from: "demo/area-set"), name: "Stadtteile", date: LocalDate(dayNumber: 20_454),
      source: "Drawn around approximate centres; not surveyed", isDrawn: true)
    let records = zip(areas, zip(centres, cells)).map { area, drawn in
      Area(
        id: .derived(from: "demo/area/\(area.name)"), name: AreaName(area.name), district: area.district,
        centre: drawn.0, shape: MultiPolygon([drawn.1]))
    }
    try writer.save(set, areas: records, at: now)
  }

  /// The identifier a demo offer or place of encounter has in every demo database.
  package static func offerIdentifier(_ key: String) -> Identifier<Offer> { .derived(from: "demo/\(key)") }
}

/// The demo's texts in further languages, by the keys of the records.
struct DemoTranslations {
  struct File: Decodable {
    var offers: [String: DemoFile.OfferText]?
    var contactPoints: [String: DemoFile.PointText]?
  }

  private var files: [(Language, File)] = []

  init(folder: URL) throws {
    for language in Language.shipped {
      let file = folder.appendingPathComponent("\(language.code).json")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      files.append((language, try DemoFile.decode(File.self, from: file)))
    }
  }

  func offer(_ key: String) -> [Translated<Offer.Texts>.Version] {
    files.compactMap { language, file in file.offers?[key].map { .init(language, $0.texts) } }
  }

  func contactPoint(_ key: String) -> [Translated<ContactPoint.Texts>.Version] {
    files.compactMap { language, file in
      file.contactPoints?[key].map {
        .init(language, .init(name: $0.name, summary: $0.summary, description: $0.description))
      }
    }
  }
}

extension Demo {
  /// The keys by which the demo's files name offers and places of encounter, by their documents in the index.
  package static func keys(in folder: URL) throws -> [Identifier<SearchDocument>: String] {
    let files = try DemoFile.all(in: folder)
    let keys = files.flatMap { $0.offers.map(\.key) + $0.places.filter { $0.encounter != nil }.map(\.key) }
    return Dictionary(uniqueKeysWithValues: keys.map { (offerIdentifier($0).retyped(), $0) })
  }
}
