import Storage
import Vocabulary

extension Writer {
  /// Inserts organisations, or replaces those with the same identifier. Carriers are to stand before those they carry.
  package func save(_ organizations: [Organization]) throws {
    try runMany(organizations) { organization in
      """
      INSERT INTO organizations
        (id, kind, level, carrier_id, phone, email, website, source, external_id, further_fields)
      VALUES (\(organization.id), \(organization.kind), \(organization.level), \(organization.carrier),
        \(organization.contact.phone), \(organization.contact.email), \(organization.contact.website),
        \(organization.origin?.source), \(organization.origin?.externalID), \(organization.origin?.furtherFields))
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, level = excluded.level, carrier_id = excluded.carrier_id,
        phone = excluded.phone, email = excluded.email, website = excluded.website, source = excluded.source,
        external_id = excluded.external_id, further_fields = excluded.further_fields
      """
    }
    try runMany(organizations) { "DELETE FROM organization_texts WHERE organization_id = \($0.id)" }
    let versions = organizations.flatMap { organization in organization.texts.versions.map { (organization, $0) } }
    try runMany(versions) { organization, version in
      """
      INSERT INTO organization_texts (organization_id, language, is_source, is_stale, name, summary)
      VALUES (\(organization.id), \(version.language), \(version.language == organization.texts.source.language),
        \(version.isStale), \(version.content.name), \(version.content.summary))
      """
    }
    for organization in organizations { recordChange(kind: "organization", id: organization.id) }
  }
}

extension Reader {
  /// All organisations.
  package func organizations() throws -> [Organization] { try organizations(matching: "1 = 1") }

  /// Those with these identifiers.
  package func organizations(_ identifiers: [Identifier<Organization>]) throws -> [Organization] {
    identifiers.isEmpty ? [] : try organizations(matching: "id IN \(list: identifiers)")
  }

  private func organizations(matching condition: SQL) throws -> [Organization] {
    let chosen: SQL = "organization_id IN (SELECT id FROM organizations WHERE \(fragment: condition))"
    let texts: [Identifier<Organization>: Translated<Organization.Texts>] = try texts(
      "SELECT organization_id AS parent, language, is_source, is_stale, name, summary FROM organization_texts WHERE \(fragment: chosen)"
    ) { Organization.Texts(name: try $0["name"], summary: try $0["summary"]) }
    return try all("SELECT * FROM organizations WHERE \(fragment: condition) ORDER BY id") { row in
      let id: Identifier<Organization> = try row["id"]
      return Organization(
        id: id, kind: try row["kind"], level: try row["level"], carrier: try row["carrier_id"],
        texts: texts[id] ?? Translated(.init(name: "–"), in: .german), contact: try Contact(row),
        origin: try Origin(row))
    }
  }
}

extension Contact {
  init(_ row: Row) throws {
    self.init(phone: try row["phone"], email: try row["email"], website: try row["website"])
  }
}

extension Origin {
  init?(_ row: Row) throws {
    guard let source: String = try row["source"], let externalID: String = try row["external_id"] else { return nil }
    self.init(source: source, externalID: externalID, furtherFields: try row["further_fields"])
  }
}
