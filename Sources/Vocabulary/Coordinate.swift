#if canImport(Glibc)
  import Glibc
#endif

/// A point on the earth in WGS 84 degrees.
package struct Coordinate: Hashable, Sendable, Codable {
  package let latitude: Double
  package let longitude: Double

  /// Nil when the point is not on the earth (latitude beyond ±90, longitude beyond ±180, not a number).
  package init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Metres along the great circle (haversine, mean earth radius 6 371 008.8 m).
  package func distance(to other: Coordinate) -> Double {
    let toRadians = Double.pi / 180
    let sinLatitude = sin((other.latitude - latitude) * toRadians / 2)
    let sinLongitude = sin((other.longitude - longitude) * toRadians / 2)
    let a =
      sinLatitude * sinLatitude
      + cos(latitude * toRadians) * cos(other.latitude * toRadians) * sinLongitude * sinLongitude
    return 2 * 6_371_008.8 * asin(min(1, a.squareRoot()))
  }
}
