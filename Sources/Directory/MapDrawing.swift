import Foundation
import Vocabulary
import Web

/// The areas and contact points as one SVG: a map that needs no script and prints well.
struct MapDrawing {
  let directory: PublishedDirectory

  private static let width = 800.0

  var svg: HTML {
    guard let frame = Frame(around: directory.areas, width: Self.width) else { return .empty }
    let areas = directory.areas.map { area -> HTML in
      "<path class=\"area\" d=\"\(path(area, frame))\"><title>\(area.name.name)</title></path>"
    }
    let points = directory.contactPoints.compactMap { point -> HTML? in
      guard point.status == .open, let at = directory.place(point.place)?.coordinate else { return nil }
      let (x, y) = frame.position(of: at)
      return "<circle class=\"point\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"9\"/>"
    }
    return """
      <svg class="map-drawing" viewBox="0 0 \(Int(Self.width)) \(Int(frame.height))" aria-hidden="true" focusable="false">\
      <g class="areas">\(areas)</g><g class="points">\(points)</g></svg>
      """
  }

  private func path(_ area: Area, _ frame: Frame) -> String {
    var path = ""
    for ring in area.shape.polygons.flatMap({ [$0.outer] + $0.holes }) {
      var last: (Int, Int)?
      for corner in ring {
        let (x, y) = frame.position(of: corner)
        let pixel = (Int(x.rounded()), Int(y.rounded()))
        // What falls on the same pixel adds bytes, not shape.
        if let last, last == pixel { continue }
        path += "\(last == nil ? "M" : "L")\(pixel.0) \(pixel.1)"
        last = pixel
      }
      path += "Z"
    }
    return path
  }

  private static func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  /// From degrees to pixels: equirectangular around the middle, true enough for a town.
  private struct Frame {
    let south: Double
    let west: Double
    let north: Double
    let scale: Double
    let shrink: Double

    init?(around areas: [Area], width: Double) {
      guard let box = Bounds(around: areas.lazy.flatMap { $0.shape.polygons.flatMap(\.outer) }), box.east > box.west
      else { return nil }
      (south, west, north) = (box.south, box.west, box.north)
      shrink = cos((box.south + box.north) / 2 * .pi / 180)
      scale = width / ((box.east - box.west) * shrink)
    }

    var height: Double { ((north - south) * scale).rounded(.up) }

    func position(of point: Coordinate) -> (Double, Double) {
      ((point.longitude - west) * shrink * scale, (north - point.latitude) * scale)
    }
  }
}
