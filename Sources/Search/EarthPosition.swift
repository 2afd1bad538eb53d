import Foundation
import Vocabulary

/// A point as a unit vector from the earth's centre, so that distances to many points need no trigonometry.
struct EarthPosition: Sendable, Equatable {
  var x: Double
  var y: Double
  var z: Double

  /// Mean earth radius in metres, as in `Coordinate.distance`.
  private static let radius = 6_371_008.8

  init(_ coordinate: Coordinate) {
    let latitude = coordinate.latitude * .pi / 180
    let longitude = coordinate.longitude * .pi / 180
    x = cos(latitude) * cos(longitude)
    y = cos(latitude) * sin(longitude)
    z = sin(latitude)
  }

  init(x: Double, y: Double, z: Double) { (self.x, self.y, self.z) = (x, y, z) }

  /// The squared chord to another point; grows with the distance.
  @inline(__always)
  func squaredChord(to other: EarthPosition) -> Double {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    return dx * dx + dy * dy + dz * dz
  }

  /// The distance in metres along the great circle for a squared chord.
  static func metres(squaredChord: Double) -> Double { 2 * radius * asin(min(1, squaredChord.squareRoot() / 2)) }

  /// The distance through the earth, in metres: as good as the real one for an order, and without trigonometry.
  @inline(__always)
  func straightMetres(to other: EarthPosition) -> Double { Self.radius * squaredChord(to: other).squareRoot() }

  /// The squared chord of a distance in metres.
  static func squaredChord(metres: Double) -> Double {
    let chord = 2 * sin(min(.pi / 2, max(0, metres) / (2 * radius)))
    return chord * chord
  }
}
