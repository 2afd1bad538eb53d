import Foundation
import Vocabulary

/// Areas drawn around centres, until real boundaries are imported: every point belongs to the nearest centre, within a limit.
package enum DrawnAreas {
  /// How far a drawn area reaches from its centre at most, in metres.
  static let reach = 2_600.0

  /// The cell of each centre: a polygon of 36 corners around it, cut at the line half way to every other centre.
  package static func cells(around centres: [Coordinate]) -> [Polygon] {
    centres.map { centre in
      var cell = circle(around: centre)
      for other in centres where other != centre { cell = clip(cell, nearerTo: centre, than: other) }
      return Polygon(outer: cell)
    }
  }

  /// Metres a degree of latitude spans; a degree of longitude spans less by the cosine of the latitude.
  private static let metresPerDegree = 111_195.0

  private static func circle(around centre: Coordinate) -> [Coordinate] {
    let step = 2 * Double.pi / 36
    return (0..<36).compactMap { index in
      let angle = Double(index) * step
      return Coordinate(
        latitude: centre.latitude + reach * sin(angle) / metresPerDegree,
        longitude: centre.longitude + reach * cos(angle) / (metresPerDegree * shrink(at: centre)))
    }
  }

  /// Sutherland–Hodgman against one line.
  private static func clip(_ ring: [Coordinate], nearerTo centre: Coordinate, than other: Coordinate) -> [Coordinate] {
    guard var previous = ring.last else { return [] }
    let side = { (point: Coordinate) in
      squaredDistance(point, other) - squaredDistance(point, centre)
    }
    var kept: [Coordinate] = []
    for corner in ring {
      let (before, now) = (side(previous), side(corner))
      if (before < 0) != (now < 0) {
        let share = before / (before - now)
        let crossing = Coordinate(
          latitude: previous.latitude + share * (corner.latitude - previous.latitude),
          longitude: previous.longitude + share * (corner.longitude - previous.longitude))
        if let crossing { kept.append(crossing) }
      }
      if now >= 0 { kept.append(corner) }
      previous = corner
    }
    return kept
  }

  private static func squaredDistance(_ one: Coordinate, _ other: Coordinate) -> Double {
    let north = one.latitude - other.latitude
    let east = (one.longitude - other.longitude) * shrink(at: other)
    return north * north + east * east
  }

  private static func shrink(at point: Coordinate) -> Double { cos(point.latitude * .pi / 180) }
}
