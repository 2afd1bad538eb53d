import Vocabulary

extension PublishedDirectory {
  /// The town with its nearest surroundings: all areas and open contact points with a margin; nil when none has a place.
  package var surroundings: Bounds? {
    let corners = areas.compactMap(\.shape.bounds).flatMap { [$0.corner, $0.oppositeCorner].compactMap(\.self) }
    let points = contactPoints.compactMap { place($0.place)?.coordinate }
    return Bounds(around: corners + points)?.withMargin
  }
}

extension Bounds {
  fileprivate var corner: Coordinate? { Coordinate(latitude: south, longitude: west) }
  fileprivate var oppositeCorner: Coordinate? { Coordinate(latitude: north, longitude: east) }

  /// A tenth wider to each side, at least about two kilometres; in thousandths, so that page and server mean the same line.
  fileprivate var withMargin: Bounds {
    let rounded = { (value: Double) in (value * 1000).rounded() / 1000 }
    let height = max((north - south) / 10, 0.02)
    let width = max((east - west) / 10, 0.03)
    let corners = [
      Coordinate(latitude: rounded(max(south - height, -90)), longitude: rounded(max(west - width, -180))),
      Coordinate(latitude: rounded(min(north + height, 90)), longitude: rounded(min(east + width, 180))),
    ]
    return Bounds(around: corners.compactMap(\.self)) ?? self
  }
}
