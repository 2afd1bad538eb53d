import Foundation
import Storage
import Vocabulary

extension Writer {
  /// Writes a set of areas, replacing one of the same name and day, and finds anew where all places lie.
  package func save(_ set: AreaSet, areas: [Area], at now: Timestamp = .now()) throws {
    try run("DELETE FROM area_sets WHERE name = \(set.name) AND date = \(set.date)")
    try run(
      """
      INSERT INTO area_sets (id, name, date, source, is_drawn, created_at)
      VALUES (\(set.id), \(set.name), \(set.date), \(set.source), \(set.isDrawn), \(now))
      """)
    try runMany(areas) { area in
      """
      INSERT INTO areas (id, area_set_id, name, district, latitude, longitude, shape)
      VALUES (\(area.id), \(set.id), \(area.name.name), \(area.district), \(area.centre.latitude),
        \(area.centre.longitude), \(String(decoding: try JSON.encoder.encode(area.shape), as: UTF8.self)))
      """
    }
    try locate(try placeCoordinates())
    recordChange(kind: "area-set", id: set.id)
  }
}

extension Reader {
  package func areaSets() throws -> [AreaSet] {
    try all("SELECT * FROM area_sets ORDER BY is_drawn, date DESC, created_at DESC, id") { row in
      AreaSet(
        id: try row["id"], name: try row["name"], date: try row["date"], source: try row["source"],
        isDrawn: try row["is_drawn"])
    }
  }

  /// The set visitors see: the newest that was imported, else the newest drawn one.
  package func shownAreaSet() throws -> AreaSet? { try areaSets().first }

  package func areas(of set: Identifier<AreaSet>) throws -> [Area] {
    try all("SELECT * FROM areas WHERE area_set_id = \(set) ORDER BY name") { row in
      let shape: String = try row["shape"]
      let name: String = try row["name"]
      guard let centre = Coordinate(latitude: try row["latitude"], longitude: try row["longitude"]) else {
        throw DirectoryFault.unreadableArea(name)
      }
      return Area(
        id: try row["id"], name: AreaName(name), district: try row["district"], centre: centre,
        shape: try JSON.decoder.decode(MultiPolygon.self, from: Data(shape.utf8)))
    }
  }
}

/// What is wrong with the directory's own data.
package enum DirectoryFault: Error, CustomStringConvertible {
  case unreadableArea(String)
  case brokenDemo(file: String, why: String)

  package var description: String {
    switch self {
    case .unreadableArea(let name): "The area “\(name)” has no readable centre. Import the area set again."
    case .brokenDemo(let file, let why): "The demo data file \(file) cannot be used: \(why)"
    }
  }
}
