import HTTPTypes
import Hummingbird
import Search
import Vocabulary
import Web

/// What a page with a map loads. Leaflet and its cluster plug-in come from the system's packages.
package enum MapAssets {
  package static let leafletFiles: Set<String> = [
    "leaflet.css", "leaflet.min.js", "leaflet.markercluster.min.js", "MarkerCluster.css", "images/layers.png",
    "images/layers-2x.png", "images/marker-icon.png",
  ]
  static let stylesheets = ["leaflet/leaflet.css", "leaflet/MarkerCluster.css", "map.css"]
  static let scripts = ["leaflet/leaflet.min.js", "leaflet/leaflet.markercluster.min.js", "map.js"]
}

/// The map: areas and points, drawn as SVG by the server, made movable by script, with a list beside it.
extension DirectorySite {
  func mapPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let areas = directory.areas.map { area -> HTML in
      "<li><a href=\"\(parts.url(.offers([("area", area.name.slug)])))\"><bdi>\(area.name.name)</bdi></a></li>"
    }
    let list: HTML = "<h2>\(visit.speaker(DirectoryText.mapList))</h2><ul class=\"map-list columns\">\(areas)</ul>"
    var page = Page(
      title: visit.speaker(DirectoryText.mapTitle), path: ["map"], kind: "map",
      body: """
        <div class="frame"><h1>\(visit.speaker(DirectoryText.mapTitle))</h1>
        <p class="lead">\(visit.speaker(DirectoryText.mapLead))</p>\(parts.mapView(.mapData([]), list: list))
        \(parts.boundarySource())</div>
        """)
    page.stylesheets = MapAssets.stylesheets
    page.scripts = MapAssets.scripts
    return RenderedPage(render(page, visit, directory))
  }

  /// The points and areas of a search as GeoJSON, at most 500 points.
  func mapData(_ visit: Visit) throws -> RenderedPage {
    let search = try OfferSearch(visit.query)
    let directory = index.current
    let parts = Parts(self, visit, directory)
    var query = search.searchQuery(in: visit.language, directory.timeSets.sets(at: visit.now))
    query.offset = 0
    query.limit = 500
    let points = try directory.search.search(query).hits.compactMap { hit in
      PublishedDirectory.Entry(hit.payload).flatMap { parts.mapFeature($0) }
    }
    let contactPoints = directory.contactPoints.compactMap(parts.mapFeature)
    let areas = directory.areas.map(parts.mapFeature)
    let collection = JSONValue.object([
      ("type", .string("FeatureCollection")), ("features", .array(areas + contactPoints + points)),
    ])
    return RenderedPage(body: collection.bytes, contentType: "application/geo+json", lifetime: .minute)
  }
}

extension Parts {
  /// The map with its drawing and its list, which are there without script as well.
  func mapView(_ data: DirectoryPath, list: HTML) -> HTML {
    let images = site.site.assets.url("leaflet/images/layers.png")
    return """
      <div class="map" data-map="\(url(data))" data-icons="\(site.site.assets.url("icons.svg"))" data-leaflet-images="\(images)" \
      data-zoom-in="\(speaker(DirectoryText.mapZoomIn))" data-zoom-out="\(speaker(DirectoryText.mapZoomOut))" \(tiles()) \
      role="region" \
      aria-label="\(speaker(DirectoryText.mapTitle))">\(MapDrawing(directory: directory).svg)</div>
      <div class="map-list">\(list)</div>
      """
  }

  /// What the script needs to lay pictures below the places; nothing without a source of pictures.
  private func tiles() -> HTML {
    guard let attribution = site.site.tileAttribution, let bounds = directory.surroundings else { return .empty }
    let box = [bounds.south, bounds.west, bounds.north, bounds.east].map { "\($0)" }.joined(separator: ",")
    return """
      data-tiles="/tiles/{z}/{x}/{y}.png" data-attribution="\(attribution)" \
      data-tile-bounds="\(box)"
      """
  }

  func boundarySource() -> HTML {
    guard let set = directory.areaSet else { return .empty }
    if set.isDrawn { return "<p class=\"help\">\(speaker(DirectoryText.mapDrawn))</p>" }
    return """
      <p class="help">\(speaker(DirectoryText.mapSource, ["source": set.source, "date": set.date.description]))</p>
      """
  }

  fileprivate func mapFeature(_ area: Area) -> JSONValue {
    let polygons = area.shape.polygons.map { polygon in
      JSONValue.array(([polygon.outer] + polygon.holes).map(Self.ring))
    }
    return feature(
      geometry: .object([("type", .string("MultiPolygon")), ("coordinates", .array(polygons))]),
      [
        ("kind", .string("area")), ("name", .string(area.name.name)),
        ("url", .string(url(.offers([("area", area.name.slug)])).string)),
      ])
  }

  fileprivate func mapFeature(_ point: ContactPoint) -> JSONValue? {
    guard point.status == .open || point.status == .moved, let place = directory.place(point.place) else { return nil }
    return pointFeature(
      place, kind: "point", title: point.texts.shown(\.name, in: language).text, topic: nil,
      url: url(.contactPoint(point.id)))
  }

  fileprivate func mapFeature(_ entry: PublishedDirectory.Entry) -> JSONValue? {
    switch entry {
    case .offer(let offer):
      return directory.place(offer.place).flatMap {
        pointFeature(
          $0, kind: "offer", title: offer.title(in: language).text, topic: offer.topics.first,
          url: url(.offer(offer.id)))
      }
    case .place(let id):
      return directory.places[id].flatMap {
        pointFeature(
          $0, kind: "place", title: $0.texts.shown(\.name, in: language).text, topic: $0.encounter?.topics.first,
          url: url(.encounter(id)))
      }
    case .event: return nil
    }
  }

  private func pointFeature(
    _ place: PublicPlace, kind: String, title: String, topic: TopicCode?, url: SafeURL
  ) -> JSONValue? {
    guard let point = place.coordinate else { return nil }
    return feature(
      geometry: .object([("type", .string("Point")), ("coordinates", Self.position(point))]),
      [
        ("kind", .string(kind)), ("title", .string(title)), ("topic", .optional(topic?.parent.rawValue)),
        ("exact", .bool(place.isExact)), ("area", .optional(place.area?.name)), ("url", .string(url.string)),
      ])
  }

  private func feature(geometry: JSONValue, _ properties: [(String, JSONValue)]) -> JSONValue {
    .object([("type", .string("Feature")), ("geometry", geometry), ("properties", .object(properties))])
  }

  private static func ring(_ ring: [Coordinate]) -> JSONValue {
    .array((ring + ring.prefix(1)).map(position))
  }

  private static func position(_ point: Coordinate) -> JSONValue {
    let rounded = { (value: Double) in (value * 100_000).rounded() / 100_000 }
    return .array([.number(rounded(point.longitude)), .number(rounded(point.latitude))])
  }
}
