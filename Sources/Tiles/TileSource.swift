import Foundation
import Vocabulary

/// A server of map pictures, as a template: `https://tiles.example/{z}/{x}/{y}.png`.
package struct TileSource: Hashable, Sendable {
  package let template: String

  /// Why a template cannot be used.
  package enum Fault: Error, CustomStringConvertible {
    case noAddress
    case notEncrypted
    case missing(String)
    case unknown(String)

    package var description: String {
      switch self {
      case .noAddress: "write an address such as https://tiles.example/{z}/{x}/{y}.png."
      case .notEncrypted: "only https is allowed; http serves this machine alone (127.0.0.1, ::1, localhost)."
      case .missing(let name): "\(name) is missing; {z}, {x} and {y} stand for zoom, column and row."
      case .unknown(let name): "\(name) is not known; only {z}, {x} and {y} are filled in."
      }
    }
  }

  package init(_ template: String) throws(Fault) {
    let trimmed = template.trimmed
    for name in ["{z}", "{x}", "{y}"] where !trimmed.contains(name) { throw .missing(name) }
    let filled = Self.fill(trimmed, zoom: 9, column: 1, row: 1)
    if let stray = filled.firstMatch(of: /\{[^}]*\}?|\}/) { throw .unknown(String(stray.output)) }
    guard let url = URL(string: filled), let host = url.host(), !host.isEmpty, url.user() == nil, url.password() == nil
    else { throw .noAddress }
    switch url.scheme?.lowercased() {
    case "https": break
    case "http":
      guard ["127.0.0.1", "::1", "[::1]", "localhost"].contains(host.lowercased()) else { throw .notEncrypted }
    default: throw .noAddress
    }
    self.template = trimmed
  }

  /// Where a picture is to be had.
  func url(of address: TileAddress) -> String {
    Self.fill(template, zoom: address.zoom, column: address.column, row: address.row)
  }

  private static func fill(_ template: String, zoom: Int, column: Int, row: Int) -> String {
    template.replacing("{z}", with: String(zoom)).replacing("{x}", with: String(column))
      .replacing("{y}", with: String(row))
  }
}
