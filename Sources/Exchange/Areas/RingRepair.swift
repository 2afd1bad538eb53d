import Vocabulary

/// Mends the rings of a polygon, or says what cannot be mended.
struct RingRepair {
  /// Below this, in square degrees (a square centimetre and less), a ring has no area.
  private static let leastArea = 1e-14

  let name: String
  let position: SourcePosition
  /// Each thing that was found, once for the area.
  private(set) var remarks: [ImportReason] = []

  init(name: String, position: SourcePosition) {
    self.name = name
    self.position = position
  }

  /// A polygon of an outer ring and its holes; nil when the outer ring encloses nothing.
  mutating func polygon(_ rings: [[Coordinate]]) -> Polygon? {
    guard let first = rings.first, let outer = ring(first, counterclockwise: true) else { return nil }
    let holes = rings.dropFirst().compactMap { ring($0, counterclockwise: false) }
    let surface = Polygon(outer: outer)
    // A corner of a hole may touch the outer ring, so two of them outside are needed to tell.
    for hole in holes where hole.count(where: { !surface.contains($0) }) > hole.count / 2 { remark(.holeOutside) }
    return Polygon(outer: outer, holes: holes)
  }

  /// A ring without its repeated first point, running the given way.
  private mutating func ring(_ points: [Coordinate], counterclockwise: Bool) -> [Coordinate]? {
    var ring: [Coordinate] = []
    ring.reserveCapacity(points.count)
    for point in points where ring.last != point { ring.append(point) }
    if ring.count < points.count { remark(.repeatedPoint) }
    if ring.count > 1, ring.first == ring.last { ring.removeLast() } else { remark(.closedRing) }
    guard ring.count >= 3 else {
      remark(.shortRing)
      return nil
    }
    let area = Polygon.doubledArea(of: ring)
    guard abs(area) > Self.leastArea else {
      remark(.emptyRing)
      return nil
    }
    switch RingCrossing.of(ring) {
    case .none: break
    case .crossing: remark(.crossingRing)
    case .unknown: remark(.uncheckedRing)
    }
    guard (area > 0) != counterclockwise else { return ring }
    remark(.turnedRing)
    return ring.reversed()
  }

  private mutating func remark(_ reason: ImportReason) {
    if !remarks.contains(reason) { remarks.append(reason) }
  }
}

/// Whether a ring crosses itself. Sides are sorted from west to east and compared with those that are still open there:
/// quick for boundaries, and bounded for anything else.
enum RingCrossing {
  case none
  case crossing
  /// It would have taken too long to find out.
  case unknown

  /// How many sides may be open at a side's western end, on the average: boundaries have some ten.
  private static let mostOpen = 200

  private struct Side {
    let west: Double
    let east: Double
    let south: Double
    let north: Double
    let index: Int
  }

  static func of(_ ring: [Coordinate]) -> RingCrossing {
    let sides = ring.indices.map { index in
      let (one, other) = (ring[index], ring[(index + 1) % ring.count])
      return Side(
        west: min(one.longitude, other.longitude), east: max(one.longitude, other.longitude),
        south: min(one.latitude, other.latitude), north: max(one.latitude, other.latitude), index: index)
    }.sorted { $0.west < $1.west }
    var open: [Side] = []
    var pairs = 0
    let mostPairs = mostOpen * (ring.count + 5000)
    for side in sides {
      open.removeAll { $0.east < side.west }
      pairs += open.count
      guard pairs <= mostPairs else { return .unknown }
      for other in open where other.south <= side.north && side.south <= other.north {
        if cross(ring, side.index, other.index) { return .crossing }
      }
      open.append(side)
    }
    return .none
  }

  private static func cross(_ ring: [Coordinate], _ first: Int, _ second: Int) -> Bool {
    let count = ring.count
    // Neighbours share a corner, which is no crossing.
    guard first != second, (first + 1) % count != second, (second + 1) % count != first else { return false }
    let (a, b) = (ring[first], ring[(first + 1) % count])
    let (c, d) = (ring[second], ring[(second + 1) % count])
    let (one, two) = (side(a, b, c), side(a, b, d))
    let (three, four) = (side(c, d, a), side(c, d, b))
    return one * two < 0 && three * four < 0
  }

  /// On which side of the line from `a` to `b` a point lies: −1, 0 or 1.
  private static func side(_ a: Coordinate, _ b: Coordinate, _ point: Coordinate) -> Int {
    let cross =
      (b.longitude - a.longitude) * (point.latitude - a.latitude)
      - (b.latitude - a.latitude) * (point.longitude - a.longitude)
    return cross > 0 ? 1 : cross < 0 ? -1 : 0
  }
}
