import Storage
import Vocabulary

extension Writer {
  /// Inserts contact points, or replaces those with the same identifier.
  package func save(_ points: [ContactPoint]) throws {
    try runMany(points) { point in
      """
      INSERT INTO contact_points (id, organization_id, place_id, status, hours, phone, email, website)
      VALUES (\(point.id), \(point.organization), \(point.place), \(point.status), \(try point.hours?.json),
        \(point.contact.phone), \(point.contact.email), \(point.contact.website))
      ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, place_id = excluded.place_id,
        status = excluded.status, hours = excluded.hours, phone = excluded.phone, email = excluded.email,
        website = excluded.website
      """
    }
    for table in ["contact_point_texts", "contact_point_areas", "contact_point_functions"] as [SQL] {
      try runMany(points) { "DELETE FROM \(fragment: table) WHERE contact_point_id = \($0.id)" }
    }
    try runMany(points.flatMap { point in point.texts.versions.map { (point, $0) } }) { point, version in
      """
      INSERT INTO contact_point_texts (contact_point_id, language, is_source, is_stale, name, summary, description)
      VALUES (\(point.id), \(version.language), \(version.language == point.texts.source.language),
        \(version.isStale), \(version.content.name), \(version.content.summary), \(version.content.description))
      """
    }
    try runMany(points.flatMap { point in point.areas.enumerated().map { (point.id, $0, $1.name) } }) {
      "INSERT INTO contact_point_areas (contact_point_id, position, area_name) VALUES (\($0), \($1), \($2))"
    }
    try runMany(points.flatMap { point in point.functions.enumerated().map { (point.id, $0, $1) } }) {
      "INSERT INTO contact_point_functions (contact_point_id, position, function) VALUES (\($0), \($1), \($2))"
    }
    for point in points { recordChange(kind: "contact-point", id: point.id) }
  }
}

extension Reader {
  /// All of them.
  package func contactPoints() throws -> [ContactPoint] { try contactPoints(matching: "1 = 1") }

  /// Those with these identifiers.
  package func contactPoints(_ identifiers: [Identifier<ContactPoint>]) throws -> [ContactPoint] {
    identifiers.isEmpty ? [] : try contactPoints(matching: "id IN \(list: identifiers)")
  }

  private func contactPoints(matching condition: SQL) throws -> [ContactPoint] {
    let chosen: SQL = "contact_point_id IN (SELECT id FROM contact_points WHERE \(fragment: condition))"
    let texts: [Identifier<ContactPoint>: Translated<ContactPoint.Texts>] = try texts(
      """
      SELECT contact_point_id AS parent, language, is_source, is_stale, name, summary, description
      FROM contact_point_texts WHERE \(fragment: chosen)
      """
    ) { ContactPoint.Texts(name: try $0["name"], summary: try $0["summary"], description: try $0["description"]) }
    let areas: [Identifier<ContactPoint>: [AreaName]] = try children(
      "SELECT contact_point_id AS parent, area_name FROM contact_point_areas WHERE \(fragment: chosen) ORDER BY contact_point_id, position"
    ) { AreaName(try $0["area_name"]) }
    let functions: [Identifier<ContactPoint>: [PointFunction]] = try children(
      "SELECT contact_point_id AS parent, function FROM contact_point_functions WHERE \(fragment: chosen) ORDER BY contact_point_id, position"
    ) { try $0["function"] }
    return try all("SELECT * FROM contact_points WHERE \(fragment: condition) ORDER BY id") { row in
      let id: Identifier<ContactPoint> = try row["id"]
      let hours: String? = try row["hours"]
      return ContactPoint(
        id: id, organization: try row["organization_id"], place: try row["place_id"], areas: areas[id] ?? [],
        functions: functions[id] ?? [], status: try row["status"], hours: try hours.map(Schedule.init(json:)),
        contact: try Contact(row), texts: texts[id] ?? Translated(.init(name: "–"), in: .german))
    }
  }
}
