import Directory
import Foundation
import Storage
import Vocabulary

extension DirectoryImport {
  /// Imports the boundaries of areas from GeoJSON in WGS 84, as a set that stands beside others.
  ///
  /// The same set of the same day is replaced, or left alone when it is the same. Places find their areas anew.
  ///
  /// - Parameters:
  ///   - name: the name of the set, such as `Stadtteile`.
  ///   - date: the day the boundaries hold from.
  ///   - origin: where they come from, with licence; it is shown to visitors.
  ///   - nameField: the property that holds an area's name; nil: the first of the usual ones.
  /// - Throws: `ImportFault` when the file cannot be used at all, `StorageError`; nothing is changed then. A file in
  ///   which no area is usable changes nothing either, and its report says why.
  package func importAreas(
    from file: URL, set name: String, date: LocalDate, source origin: String, into database: Database,
    nameField: String? = nil, at now: Timestamp = .now(), progress: @escaping ImportProgress.Watcher = { _ in }
  ) async throws -> ImportReport {
    let name = name.trimmed
    guard (1...100).contains(name.unicodeScalars.count), origin.unicodeScalars.count <= 500 else {
      throw ImportFault.invalidParameter("Give the set a name of 1 to 100 characters and a source of at most 500.")
    }
    let bytes = try SourceFiles.bytes(of: file, name: file.lastPathComponent)
    try progress(ImportProgress(phase: .reading, done: bytes.count, total: bytes.count))
    let reader = try GeoJSONReader(bytes, file: file.lastPathComponent, nameField: nameField)
    let drawing = AreaDrawing(reader, setName: name, date: date)
    let set = AreaSet(id: drawing.setID, name: name, date: date, source: origin, isDrawn: false)
    try progress(ImportProgress(phase: .mapping, done: drawing.areas.count, total: drawing.areas.count))
    guard !drawing.areas.isEmpty else { return drawing.report }
    return try await database.write { writer in
      try Self.save(set, drawing, into: writer, at: now, progress)
    }
  }

  private static func save(
    _ set: AreaSet, _ drawing: AreaDrawing, into writer: Writer, at now: Timestamp, _ progress: ImportProgress.Watcher
  ) throws -> ImportReport {
    var report = drawing.report
    let isKnown = try writer.areaSets().contains(set)
    let before = Dictionary(
      try writer.areas(of: set.id).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for area in drawing.areas {
      report.countWritten(.area) { counts in
        switch before[area.id] {
        case nil: counts.created += 1
        case area: counts.unchanged += 1
        default: counts.updated += 1
        }
      }
    }
    let isSame = isKnown && before.count == drawing.areas.count && drawing.areas.allSatisfy { before[$0.id] == $0 }
    if !isSame { try writer.save(set, areas: drawing.areas, at: now) }
    try progress(ImportProgress(phase: .saving, done: drawing.areas.count, total: drawing.areas.count))
    return report
  }
}

/// The areas of a file as records, each with a centre that lies in it.
struct AreaDrawing: Sendable {
  let setID: Identifier<AreaSet>
  private(set) var areas: [Area] = []
  private(set) var report: ImportReport

  init(_ reader: GeoJSONReader, setName: String, date: LocalDate) {
    setID = .derived(from: "area-set/\(setName)/\(date)")
    report = reader.report
    for shape in reader.shapes {
      let surface = MultiPolygon(shape.polygons)
      guard let centre = surface.centre else { continue }
      var middle = centre
      if !surface.contains(centre) {
        middle = surface.widestMiddle(near: centre) ?? centre
        report.note(.movedCentre, at: shape.position, of: .area, field: "geometry", ["name": shape.name])
      }
      areas.append(
        Area(
          id: .derived(from: "area/\(setName)/\(date)/\(shape.name)"), name: AreaName(shape.name),
          district: shape.district, centre: middle, shape: surface))
    }
  }
}

extension MultiPolygon {
  /// A point inside, for a centre of mass that falls into a hole or a bend: the middle of the widest stretch on the
  /// parallel through it, or through the middle of a bound.
  func widestMiddle(near centre: Coordinate) -> Coordinate? {
    guard let bounds else { return nil }
    let height = bounds.north - bounds.south
    let rings = polygons.flatMap { [$0.outer] + $0.holes }
    for latitude in [centre.latitude] + [0.5, 0.25, 0.75, 0.1, 0.9].map({ bounds.south + height * $0 }) {
      let crossings = rings.flatMap { Self.crossings(of: $0, at: latitude) }.sorted()
      let stretches = zip(crossings, crossings.dropFirst()).compactMap { west, east -> (Double, Coordinate)? in
        guard let middle = Coordinate(latitude: latitude, longitude: (west + east) / 2), contains(middle) else {
          return nil
        }
        return (east - west, middle)
      }
      if let widest = stretches.max(by: { $0.0 < $1.0 }) { return widest.1 }
    }
    return nil
  }

  private static func crossings(of ring: [Coordinate], at latitude: Double) -> [Double] {
    guard var previous = ring.last else { return [] }
    var crossings: [Double] = []
    for corner in ring {
      if (corner.latitude > latitude) != (previous.latitude > latitude) {
        let share = (latitude - corner.latitude) / (previous.latitude - corner.latitude)
        crossings.append(corner.longitude + (previous.longitude - corner.longitude) * share)
      }
      previous = corner
    }
    return crossings
  }
}
