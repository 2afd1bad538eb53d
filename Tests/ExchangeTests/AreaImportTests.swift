import Directory
import Foundation
import Seeded
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Exchange

struct GeoJSONReaderTests {
  static func feature(_ name: String, _ coordinates: String, type: String = "Polygon") -> String {
    """
    {"type":"Feature","properties":{"Name":"\(name)","Stadtbezirk":"1"},\
    "geometry":{"type":"\(type)","coordinates":\(coordinates)}}
    """
  }

  private func read(_ features: [String], crs: String = "null", nameField: String? = nil) throws -> GeoJSONReader {
    let text = "{\"type\":\"FeatureCollection\",\"crs\":\(crs),\"features\":[\n\(features.joined(separator: ",\n"))]}"
    return try GeoJSONReader(Array(text.utf8), file: "a.geojson", nameField: nameField)
  }

  private static let square = "[[0,0],[4,0],[4,4],[0,4],[0,0]]"

  private func at(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
    try #require(Coordinate(latitude: latitude, longitude: longitude))
  }

  @Test func aPointInAHoleIsNotInTheArea() throws {
    let reader = try read([Self.feature("Ring", "[\(Self.square),[[1,1],[1,3],[3,3],[3,1],[1,1]]]")])
    let shape = MultiPolygon(try #require(reader.shapes.first).polygons)
    #expect(shape.contains(try at(0.5, 0.5)))
    #expect(!shape.contains(try at(2, 2)))
    #expect(!shape.contains(try at(5, 5)))
    #expect(reader.shapes.first?.district == "1")
    #expect(reader.report.entries.isEmpty)
    let drawing = AreaDrawing(reader, setName: "Set", date: LocalDate(dayNumber: 20_000))
    let area = try #require(drawing.areas.first)
    #expect(shape.contains(area.centre), "the centre of mass lies in the hole and is moved")
    #expect(drawing.report.total(.movedCentre) == 1)
  }

  @Test(arguments: [
    ("[[[0,0],[4,0],[4,4],[0,4]]]", ImportReason.closedRing), ("[[[0,0],[0,4],[4,4],[4,0],[0,0]]]", .turnedRing),
    ("[[[0,0],[4,0],[4,0],[4,4],[0,4],[0,0]]]", .repeatedPoint),
    ("[[[0,0],[0,3],[4,0],[4,4],[0,0]]]", .crossingRing),
    ("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[1,1]]]", .shortRing),
    ("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[3,3],[1,1]]]", .emptyRing),
    ("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[7,7],[7,8],[8,8],[8,7],[7,7]]]", .holeOutside),
  ])
  func ringsAreRepairedOrTold(coordinates: String, reason: ImportReason) throws {
    let reader = try read([Self.feature("A", coordinates)])
    #expect(reader.shapes.count == 1)
    #expect(reader.report.entries.map(\.reason) == [reason])
    #expect(reader.report.entries.first?.position.line == 2)
    let outer = try #require(reader.shapes.first?.polygons.first?.outer)
    #expect(Polygon.doubledArea(of: outer) > 0)
    #expect(outer.first != outer.last)
  }

  @Test(arguments: [
    ("[[[0,0],[4,0],[0,0]]]", "Polygon"), ("[[[0,0],[1,1],[2,2],[0,0]]]", "Polygon"), ("[]", "Polygon"),
    ("[[0,0],[1,1]]", "LineString"), ("[0,0]", "Point"), ("[[[0,\"x\"],[1,1]]]", "Polygon"),
    ("[[[[]]]]", "MultiPolygon"),
  ])
  func whatIsNoSurfaceIsRefused(coordinates: String, type: String) throws {
    let reader = try read([Self.feature("A", coordinates, type: type), Self.feature("B", "[\(Self.square)]")])
    #expect(reader.shapes.map(\.name) == ["B"])
    #expect(reader.report.counts(.area).refused == 1)
  }

  @Test func areasOfTheSameNameAreOne() throws {
    let reader = try read([
      Self.feature("A", "[\(Self.square)]"), Self.feature("A", "[[[10,10],[12,10],[12,12],[10,10]]]"),
      Self.feature(" ", "[\(Self.square)]"),
    ])
    #expect(reader.shapes.map(\.polygons.count) == [2])
    #expect(reader.report.entries.map(\.reason) == [.areaWithoutName, .mergedAreas])
  }

  @Test func theNameMayStandInAnyField() throws {
    let reader = try read([Self.feature("A", "[\(Self.square)]")], nameField: "stadtbezirk")
    #expect(reader.shapes.map(\.name) == ["1"])
  }

  @Test func otherCoordinatesAreRefused() throws {
    let area = Self.feature("A", "[\(Self.square)]")
    func crs(_ name: String) -> String { "{\"type\":\"name\",\"properties\":{\"name\":\"\(name)\"}}" }
    for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"] {
      #expect(try read([area], crs: crs(name)).shapes.count == 1)
    }
    #expect(throws: ImportFault.otherCoordinateSystem("EPSG:25832")) { try read([area], crs: crs("EPSG:25832")) }
    #expect(throws: ImportFault.projectedCoordinates) {
      try read([Self.feature("A", "[[[344000,5678000],[344100,5678000],[344100,5678100],[344000,5678000]]]")])
    }
    #expect(throws: ImportFault.swappedCoordinates) {
      try read([Self.feature("A", "[[[-33,151],[-33,152],[-34,152],[-33,151]]]")])
    }
  }

  @Test func sizesAreBounded() throws {
    let text = Array("{\"type\":\"FeatureCollection\",\"features\":[\(Self.feature("A", "[\(Self.square)]"))]}".utf8)
    #expect(throws: ImportFault.tooManyPoints(limit: 4)) {
      try GeoJSONReader(text, file: "a", limits: .init(points: 4))
    }
    #expect(throws: ImportFault.self) { try GeoJSONReader(text, file: "a", limits: .init(features: 0)) }
    let deep = Array(("{\"type\":\"Feature\",\"x\":" + String(repeating: "[", count: 100_000)).utf8)
    #expect(throws: ImportFault.tooDeep(file: "a", limit: 32)) { try GeoJSONReader(deep, file: "a") }
  }

  @Test func crossingsAreFoundAsByComparingAllSides() throws {
    var generator = SeededGenerator(seed: 7)
    var found = 0
    for _ in 0..<300 {
      let ring = try (0..<Int.random(in: 4...9, using: &generator)).map { _ in
        try at(Double.random(in: 0...1, using: &generator), Double.random(in: 0...1, using: &generator))
      }
      let crosses = ring.indices.contains { one in
        ring.indices.contains { other in
          let isApart = one != other && (one + 1) % ring.count != other && (other + 1) % ring.count != one
          return isApart
            && segmentsCross(
              ring[one], ring[(one + 1) % ring.count], ring[other], ring[(other + 1) % ring.count])
        }
      }
      #expect((RingCrossing.of(ring) == .crossing) == crosses)
      if crosses { found += 1 }
    }
    #expect((50...290).contains(found), "both cases are tried")
  }

  /// Solves for the crossing point, as a second opinion.
  private func segmentsCross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
    let (rx, ry) = (b.longitude - a.longitude, b.latitude - a.latitude)
    let (sx, sy) = (d.longitude - c.longitude, d.latitude - c.latitude)
    let determinant = rx * sy - ry * sx
    guard determinant != 0 else { return false }
    let (qx, qy) = (c.longitude - a.longitude, c.latitude - a.latitude)
    let (t, u) = ((qx * sy - qy * sx) / determinant, (qx * ry - qy * rx) / determinant)
    return t > 0 && t < 1 && u > 0 && u < 1
  }
}

struct AreaImportTests {
  @Test(.enabled(if: ExchangeFixture.hasData, "skipped: ../shared/data is not there"), arguments: TestEngine.allCases)
  func realBoundariesComeIn(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      let imports = try ExchangeFixture.imports()
      let date = try #require(LocalDate("2015-01-01"))
      let place = Place(
        id: .derived(from: "test/place"), coordinate: Coordinate(latitude: 51.2277, longitude: 6.7735),
        texts: Translated(.init(name: "Rathaus"), in: .german))
      try await database.write { try $0.save([place]) }

      let report = try await imports.importAreas(
        from: ExchangeFixture.boundaries, set: "Stadtteile", date: date, source: "OpenStreetMap, ODbL 1.0",
        into: database)
      #expect(report.counts(.area).created == 50)
      #expect(report.counts(.area).refused == 0)
      #expect(report.total(.turnedRing) == 50, "they run clockwise")

      let (areas, names) = try await database.read { reader in
        let set = try #require(try reader.shownAreaSet())
        let areas = try reader.areas(of: set.id)
        let found = try reader.areasOfPlaces(in: set.id)
        return (areas, areas.filter { found[place.id] == $0.id }.map(\.name.name))
      }
      #expect(areas.count == 50)
      #expect(areas.allSatisfy { $0.shape.contains($0.centre) })
      #expect(areas.allSatisfy { area in areas.count { $0.shape.contains(area.centre) } == 1 }, "areas do not overlap")
      #expect(names == ["Altstadt"])

      let mark = try await database.read { try $0.changeMark() }
      let again = try await imports.importAreas(
        from: ExchangeFixture.boundaries, set: "Stadtteile", date: date, source: "OpenStreetMap, ODbL 1.0",
        into: database)
      #expect(again.changedNothing)
      #expect(again.counts(.area).unchanged == 50)
      #expect(try await database.read { try $0.changeMark() } == mark)
    }
  }

  @Test(arguments: TestEngine.allCases) func aFileWithoutAreasChangesNothing(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: ExchangeFixture.migrations) { database in
      try await withTemporaryFolder { path in
        let file = URL(fileURLWithPath: path).appendingPathComponent("a.geojson")
        try Data(GeoJSONReaderTests.feature("A", "[]").utf8).write(to: file)
        let imports = try ExchangeFixture.imports()
        let date = LocalDate(dayNumber: 20_000)
        let report = try await imports.importAreas(from: file, set: "S", date: date, source: "x", into: database)
        #expect(report.counts(.area) == .init(refused: 1))
        #expect(try await database.read { try $0.areaSets() }.isEmpty)
        await #expect(throws: ImportFault.self) {
          try await imports.importAreas(from: file, set: " ", date: date, source: "x", into: database)
        }
      }
    }
  }
}
