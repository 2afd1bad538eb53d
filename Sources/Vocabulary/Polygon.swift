/// A surface on the map: one outer ring with holes, in WGS 84; rings are closed and do not repeat their first point.
package struct Polygon: Hashable, Sendable, Codable {
  package let outer: [Coordinate]
  package let holes: [[Coordinate]]

  package init(outer: [Coordinate], holes: [[Coordinate]] = []) {
    self.outer = outer
    self.holes = holes
  }

  /// Even–odd rule; a point on an edge may fall to either side, but never to both of two neighbours' interiors at once.
  package func contains(_ point: Coordinate) -> Bool {
    Self.ring(outer, contains: point) && !holes.contains { Self.ring($0, contains: point) }
  }

  private static func ring(_ ring: [Coordinate], contains point: Coordinate) -> Bool {
    guard var previous = ring.last else { return false }
    var inside = false
    for corner in ring {
      if (corner.latitude > point.latitude) != (previous.latitude > point.latitude) {
        let crossing =
          (previous.longitude - corner.longitude) * (point.latitude - corner.latitude)
          / (previous.latitude - corner.latitude) + corner.longitude
        if point.longitude < crossing { inside.toggle() }
      }
      previous = corner
    }
    return inside
  }

  /// Twice the signed area of a ring in square degrees; positive when it runs counterclockwise.
  package static func doubledArea(of ring: [Coordinate]) -> Double {
    guard var previous = ring.last else { return 0 }
    var sum = 0.0
    for corner in ring {
      sum += previous.longitude * corner.latitude - corner.longitude * previous.latitude
      previous = corner
    }
    return sum
  }
}

/// Several polygons that together are one area.
package struct MultiPolygon: Hashable, Sendable, Codable {
  package let polygons: [Polygon]
  /// The smallest rectangle around it; nil when there is no corner.
  package let bounds: Bounds?

  package init(_ polygons: [Polygon]) {
    self.polygons = polygons
    bounds = Bounds(around: polygons.lazy.flatMap(\.outer))
  }

  package init(from decoder: any Decoder) throws {
    self.init(try [Polygon](from: decoder))
  }

  package func encode(to encoder: any Encoder) throws { try polygons.encode(to: encoder) }

  package func contains(_ point: Coordinate) -> Bool {
    guard let bounds, bounds.contains(point) else { return false }
    return polygons.contains { $0.contains(point) }
  }

  /// The centre of mass of the largest polygon's outer ring (planar; good enough for a label).
  package var centre: Coordinate? {
    guard
      let largest = polygons.max(by: {
        abs(Polygon.doubledArea(of: $0.outer)) < abs(Polygon.doubledArea(of: $1.outer))
      }), let anchor = largest.outer.first, var previous = largest.outer.last
    else { return nil }
    var area = 0.0
    var x = 0.0
    var y = 0.0
    for corner in largest.outer {
      let first = (previous.longitude - anchor.longitude, previous.latitude - anchor.latitude)
      let second = (corner.longitude - anchor.longitude, corner.latitude - anchor.latitude)
      let cross = first.0 * second.1 - second.0 * first.1
      area += cross
      x += (first.0 + second.0) * cross
      y += (first.1 + second.1) * cross
      previous = corner
    }
    guard area != 0 else { return anchor }
    return Coordinate(
      latitude: anchor.latitude + y / (3 * area), longitude: anchor.longitude + x / (3 * area))
  }
}

/// A rectangle along meridians and parallels.
package struct Bounds: Hashable, Sendable {
  package let south: Double
  package let west: Double
  package let north: Double
  package let east: Double

  package init?(around points: some Sequence<Coordinate>) {
    var iterator = points.makeIterator()
    guard let first = iterator.next() else { return nil }
    var box = (first.latitude, first.longitude, first.latitude, first.longitude)
    while let point = iterator.next() {
      box.0 = min(box.0, point.latitude)
      box.1 = min(box.1, point.longitude)
      box.2 = max(box.2, point.latitude)
      box.3 = max(box.3, point.longitude)
    }
    (south, west, north, east) = box
  }

  package func contains(_ point: Coordinate) -> Bool {
    (south...north).contains(point.latitude) && (west...east).contains(point.longitude)
  }
}
