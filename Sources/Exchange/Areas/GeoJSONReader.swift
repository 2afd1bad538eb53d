import Vocabulary

/// Reads the areas of a GeoJSON file (RFC 7946): polygons with holes, by name.
struct GeoJSONReader {
  struct Limits: Sendable {
    var points = 2_000_000
    var features = 20_000
  }

  /// An area as the file gives it, its rings repaired.
  struct NamedShape: Equatable {
    let name: String
    let district: String?
    var polygons: [Polygon]
    let position: SourcePosition
  }

  private(set) var shapes: [NamedShape] = []
  private(set) var report = ImportReport()
  private let file: String
  private let nameField: String?
  private let limits: Limits
  private var points = 0

  private static let nameFields = [
    "name", "stadtteil", "stadtteilname", "stadtteil_name", "bezeichnung", "ortsteil", "quartier", "sozialraum",
    "gebiet", "label", "title",
  ]
  /// The name itself where there is none of the fields above.
  private static let districtFields = ["district", "stadtbezirk", "bezirk", "bezirksname"]

  /// - Parameter nameField: the property that holds an area's name; nil: the first of the usual ones.
  init(
    _ bytes: [UInt8], file: String, nameField: String? = nil, limits: Limits = Limits()
  ) throws(ImportFault) {
    self.file = file
    self.nameField = nameField
    self.limits = limits
    let (text, isTranscoded) = ForeignText.file(bytes)
    if isTranscoded { report.note(.otherEncoding, at: SourcePosition(file: file)) }
    var reader = JSONReader(text, file: file, deepest: 32)
    let values = try reader.values()
    guard values.count == 1, let object = values.first?.object else {
      throw .notGeoJSON(why: "it does not hold one JSON object.")
    }
    try refuseOtherCoordinates(object["crs"])
    for feature in try features(of: object) { try add(feature) }
    mergeNamesakes()
  }

  private func features(of object: JSONObject) throws(ImportFault) -> [JSONObject] {
    switch object["type"]?.text {
    case "FeatureCollection":
      guard let features = object["features"]?.array else { throw .notGeoJSON(why: "the list of features is missing.") }
      guard features.count <= limits.features else {
        throw .notGeoJSON(why: "it has more than \(limits.features) features.")
      }
      return features.compactMap(\.object)
    case "Feature": return [object]
    default:
      throw .notGeoJSON(why: "it is neither a FeatureCollection nor a Feature; export the areas with their names.")
    }
  }

  /// ETRS89 (EPSG:4258) differs from WGS 84 by less than a metre and is let through.
  private func refuseOtherCoordinates(_ node: JSONNode?) throws(ImportFault) {
    guard let node, node != .null else { return }
    let name = node.object?["properties"]?.object?["name"]?.text ?? "an unnamed system"
    let accepted = ["CRS84", "4326", "4258", "WGS 84", "WGS84"]
    guard accepted.contains(where: { name.uppercased().hasSuffix($0) }) else {
      throw .otherCoordinateSystem(name.cut(to: 100))
    }
  }

  private mutating func add(_ feature: JSONObject) throws(ImportFault) {
    let position = SourcePosition(file: file, line: feature.line)
    let properties = feature["properties"]?.object
    guard let name = name(properties) else {
      report.note(.areaWithoutName, at: position, of: .area, field: nameField ?? "name")
      return
    }
    let rings: [[[Coordinate]]]
    do throws(Trouble) {
      rings = try polygons(feature["geometry"]?.object)
    } catch {
      switch error {
      case .fault(let fault): throw fault
      case .unusable(let field):
        report.note(.unusableGeometry, at: position, of: .area, field: field, ["name": name.text])
        return
      }
    }
    var repair = RingRepair(name: name.text, position: position)
    let polygons = rings.compactMap { repair.polygon($0) }
    for remark in repair.remarks {
      report.note(remark, at: position, of: .area, field: "geometry", ["name": name.text])
    }
    guard !polygons.isEmpty else {
      report.note(.unusableGeometry, at: position, of: .area, field: "geometry", ["name": name.text])
      return
    }
    let district = property(properties, Self.districtFields.filter { $0 != name.field })?.text
    shapes.append(
      NamedShape(
        name: name.text, district: district == name.text ? nil : district, polygons: polygons, position: position))
  }

  private func name(_ properties: JSONObject?) -> (field: String, text: String)? {
    if let nameField { return property(properties, [nameField]) }
    let present = Set(properties?.members.keys.map { $0.lowercased() } ?? [])
    return property(properties, present.isDisjoint(with: Self.nameFields) ? Self.districtFields : Self.nameFields)
  }

  /// The first of the properties that holds a text, in any case of letters.
  private func property(_ properties: JSONObject?, _ names: [String]) -> (field: String, text: String)? {
    guard let properties else { return nil }
    for name in names {
      let namesakes = properties.members.filter { $0.key.lowercased() == name.lowercased() }
      let node = properties[name] ?? namesakes.min { $0.key < $1.key }?.value
      let text = node?.text.map { PlainText.of($0).text.trimmed.cut(to: 100) } ?? ""
      if !text.isEmpty { return (name, text) }
    }
    return nil
  }

  private enum Trouble: Error {
    case unusable(String)
    case fault(ImportFault)
  }

  private mutating func polygons(_ geometry: JSONObject?) throws(Trouble) -> [[[Coordinate]]] {
    guard let geometry, let coordinates = geometry["coordinates"]?.array else { throw .unusable("geometry") }
    switch geometry["type"]?.text {
    case "Polygon": return [try rings(coordinates)]
    case "MultiPolygon":
      var polygons: [[[Coordinate]]] = []
      for polygon in coordinates {
        guard let list = polygon.array else { throw .unusable("coordinates") }
        polygons.append(try rings(list))
      }
      return polygons
    default: throw .unusable("type")
    }
  }

  private mutating func rings(_ nodes: [JSONNode]) throws(Trouble) -> [[Coordinate]] {
    var rings: [[Coordinate]] = []
    for node in nodes {
      guard let positions = node.array else { throw .unusable("coordinates") }
      points += positions.count
      guard points <= limits.points else { throw .fault(.tooManyPoints(limit: limits.points)) }
      rings.append(try ring(positions))
    }
    return rings
  }

  private func ring(_ positions: [JSONNode]) throws(Trouble) -> [Coordinate] {
    var ring: [Coordinate] = []
    ring.reserveCapacity(positions.count)
    for node in positions {
      guard let numbers = node.array, numbers.count >= 2, let east = numbers[0].number, let north = numbers[1].number
      else { throw .unusable("coordinates") }
      guard let point = Coordinate(latitude: north, longitude: east) else {
        throw .fault(abs(north) <= 180 && abs(east) <= 90 ? .swappedCoordinates : .projectedCoordinates)
      }
      ring.append(point)
    }
    return ring
  }

  /// Areas of the same name are one area, as a Stadtteil on both banks of a river is.
  private mutating func mergeNamesakes() {
    var merged: [NamedShape] = []
    var places: [String: Int] = [:]
    for shape in shapes {
      if let place = places[shape.name] {
        merged[place].polygons += shape.polygons
        report.note(.mergedAreas, at: shape.position, of: .area, field: "name", ["name": shape.name])
      } else {
        places[shape.name] = merged.count
        merged.append(shape)
      }
    }
    shapes = merged
  }
}
