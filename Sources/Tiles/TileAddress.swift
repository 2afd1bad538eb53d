import Foundation
import Vocabulary

/// A picture of the map in the grid that all tile servers share (Web Mercator): zoom, column from the west, row from the north.
package struct TileAddress: Hashable, Sendable {
  package let zoom: Int
  package let column: Int
  package let row: Int

  /// From a whole conurbation down to a single house.
  package static let zooms = 9...18

  /// Nil for a zoom that no town needs, and for what lies outside the grid.
  package init?(zoom: Int, column: Int, row: Int) {
    guard Self.zooms.contains(zoom) else { return nil }
    let last = (1 << zoom) - 1
    guard (0...last).contains(column), (0...last).contains(row) else { return nil }
    self.zoom = zoom
    self.column = column
    self.row = row
  }

  /// Reads the end of a path: `13`, `4261` and `2745.png`.
  package init?(zoom: some StringProtocol, column: some StringProtocol, file: some StringProtocol) {
    guard file.hasSuffix(".png"), let zoom = Self.number(zoom), let column = Self.number(column),
      let row = Self.number(file.dropLast(4))
    else { return nil }
    self.init(zoom: zoom, column: column, row: row)
  }

  /// One spelling a number, so that each picture has one address.
  private static func number(_ text: some StringProtocol) -> Int? {
    guard let number = Int(text), String(number) == text else { return nil }
    return number
  }

  /// Whether any point of the picture lies within a rectangle.
  package func touches(_ bounds: Bounds) -> Bool {
    longitude(column) <= bounds.east && longitude(column + 1) >= bounds.west && latitude(row) >= bounds.south
      && latitude(row + 1) <= bounds.north
  }

  private func longitude(_ column: Int) -> Double { Double(column) / Double(1 << zoom) * 360 - 180 }

  private func latitude(_ row: Int) -> Double {
    atan(sinh(.pi * (1 - 2 * Double(row) / Double(1 << zoom)))) * 180 / .pi
  }
}

extension TileAddress: CustomStringConvertible {
  package var description: String { "\(zoom)/\(column)/\(row)" }
}
