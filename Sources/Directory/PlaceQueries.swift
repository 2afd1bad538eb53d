import Storage
import Vocabulary

extension Writer {
  /// Inserts places, or replaces those with the same identifier, and finds the areas they lie in.
  package func save(_ places: [Place]) throws {
    try runMany(places) { place in
      """
      INSERT INTO places (id, street, postal_code, city, latitude, longitude, step_free, visibility, is_encounter,
        encounter_cost, hours, source, external_id, further_fields)
      VALUES (\(place.id), \(place.street), \(place.postalCode), \(place.city), \(place.coordinate?.latitude),
        \(place.coordinate?.longitude), \(place.stepFree), \(place.visibility), \(place.encounter != nil),
        \(place.encounter?.cost), \(try place.encounter?.hours?.json), \(place.origin?.source),
        \(place.origin?.externalID), \(place.origin?.furtherFields))
      ON CONFLICT (id) DO UPDATE SET street = excluded.street, postal_code = excluded.postal_code,
        city = excluded.city, latitude = excluded.latitude, longitude = excluded.longitude,
        step_free = excluded.step_free, visibility = excluded.visibility, is_encounter = excluded.is_encounter,
        encounter_cost = excluded.encounter_cost, hours = excluded.hours, source = excluded.source,
        external_id = excluded.external_id, further_fields = excluded.further_fields
      """
    }
    try runMany(places) { "DELETE FROM place_texts WHERE place_id = \($0.id)" }
    let versions = places.flatMap { place in place.texts.versions.map { (place, $0) } }
    try runMany(versions) { place, version in
      let content = version.content
      return """
        INSERT INTO place_texts (place_id, language, is_source, is_stale, name, stop, who, description)
        VALUES (\(place.id), \(version.language), \(version.language == place.texts.source.language),
          \(version.isStale), \(content.name), \(content.stop), \(content.who), \(content.description))
        """
    }
    try runMany(places) { "DELETE FROM place_topics WHERE place_id = \($0.id)" }
    let topics = places.flatMap { place in (place.encounter?.topics ?? []).enumerated().map { (place.id, $0, $1) } }
    try runMany(topics) { "INSERT INTO place_topics (place_id, position, topic) VALUES (\($0), \($1), \($2))" }
    try locate(places.map { ($0.id, $0.coordinate) })
    for place in places { recordChange(kind: "place", id: place.id) }
  }

  /// Finds anew in which area of every set the places lie.
  func locate(_ places: [(id: Identifier<Place>, coordinate: Coordinate?)]) throws {
    try runMany(places) { "DELETE FROM place_areas WHERE place_id = \($0.id)" }
    for set in try areaSets() {
      let areas = try areas(of: set.id)
      let located = places.compactMap { place in
        place.coordinate.flatMap { point in areas.first { $0.shape.contains(point) } }.map { (place.id, $0.id) }
      }
      try runMany(located) { place, area in
        "INSERT INTO place_areas (place_id, area_set_id, area_id) VALUES (\(place), \(set.id), \(area))"
      }
    }
  }
}

extension Reader {
  /// All places, with what only editors may see; visitors get them as `PublicPlace`.
  package func places() throws -> [Place] { try places(matching: "1 = 1") }

  /// Those with these identifiers.
  package func places(_ identifiers: [Identifier<Place>]) throws -> [Place] {
    identifiers.isEmpty ? [] : try places(matching: "id IN \(list: identifiers)")
  }

  private func places(matching condition: SQL) throws -> [Place] {
    let chosen: SQL = "place_id IN (SELECT id FROM places WHERE \(fragment: condition))"
    let texts: [Identifier<Place>: Translated<Place.Texts>] = try texts(
      "SELECT place_id AS parent, language, is_source, is_stale, name, stop, who, description FROM place_texts WHERE \(fragment: chosen)"
    ) {
      Place.Texts(name: try $0["name"], stop: try $0["stop"], who: try $0["who"], description: try $0["description"])
    }
    let topics: [Identifier<Place>: [TopicCode]] = try children(
      "SELECT place_id AS parent, topic FROM place_topics WHERE \(fragment: chosen) ORDER BY place_id, position"
    ) { try $0["topic"] }
    return try all("SELECT * FROM places WHERE \(fragment: condition) ORDER BY id") { row in
      let id: Identifier<Place> = try row["id"]
      var place = Place(id: id, texts: texts[id] ?? Translated(.init(), in: .german))
      (place.street, place.postalCode, place.city) = (try row["street"], try row["postal_code"], try row["city"])
      if let latitude: Double = try row["latitude"], let longitude: Double = try row["longitude"] {
        place.coordinate = Coordinate(latitude: latitude, longitude: longitude)
      }
      place.stepFree = try row["step_free"]
      place.visibility = try row["visibility"]
      if let cost: EncounterCost = try row["encounter_cost"] {
        let hours: String? = try row["hours"]
        place.encounter = .init(cost: cost, topics: topics[id] ?? [], hours: try hours.map(Schedule.init(json:)))
      }
      place.origin = try Origin(row)
      return place
    }
  }

  /// The coordinates of all places that have one.
  func placeCoordinates() throws -> [(id: Identifier<Place>, coordinate: Coordinate?)] {
    try all("SELECT id, latitude, longitude FROM places WHERE latitude IS NOT NULL ORDER BY id") { row in
      (try row["id"], Coordinate(latitude: try row["latitude"], longitude: try row["longitude"]))
    }
  }

  /// In which area of a set the places lie.
  package func areasOfPlaces(in set: Identifier<AreaSet>) throws -> [Identifier<Place>: Identifier<Area>] {
    var areas: [Identifier<Place>: Identifier<Area>] = [:]
    try forEach("SELECT place_id, area_id FROM place_areas WHERE area_set_id = \(set)") { row in
      areas[try row["place_id"]] = try row["area_id"]
    }
    return areas
  }
}
