import Access
import Storage
import Vocabulary

extension Reader {
  /// The names of all organisations, places and contact points in their source language, for forms; sorted by name.
  ///
  /// - Parameter account: of organisations only those this account may edit for.
  func recordNames(for account: SignedInAccount, _ action: Action) throws -> RecordNames {
    let organizations = try names(
      "SELECT organization_id AS id, name FROM organization_texts WHERE is_source = 1 ORDER BY name")
    return RecordNames(
      organizations: organizations.filter { name in
        Identifier<Organization>(name.id).map { account.may(action, in: .organisation(of: $0)) } ?? false
      },
      places: try names(
        """
        SELECT place_id AS id, place_texts.name || CASE WHEN street IS NULL THEN '' ELSE ' · ' || street END AS name
        FROM place_texts JOIN places ON places.id = place_id WHERE is_source = 1 ORDER BY 2
        """),
      contactPoints: try names(
        "SELECT contact_point_id AS id, name FROM contact_point_texts WHERE is_source = 1 ORDER BY name"))
  }

  private func names(_ sql: SQL) throws -> [RecordNames.Name] {
    try all(sql) { RecordNames.Name(id: try $0["id"], name: try $0["name"]) }
  }

  /// One page of the records of a kind, those whose name holds the words.
  func recordList(
    _ kind: RecordKind, matching words: String, status: OfferStatus?,
    offset: Int, limit: Int
  ) throws -> (rows: [RecordRow], total: Int) {
    let (table, texts, parent, name): (SQL, SQL, SQL, SQL) =
      switch kind {
      case .offer: ("offers", "offer_texts", "offer_id", "title")
      case .event: ("events", "event_texts", "event_id", "title")
      case .organization: ("organizations", "organization_texts", "organization_id", "name")
      case .place: ("places", "place_texts", "place_id", "name")
      case .contactPoint: ("contact_points", "contact_point_texts", "contact_point_id", "name")
      }
    let statusColumn: SQL =
      switch kind {
      case .offer, .event, .contactPoint: "status"
      case .organization, .place: "''"
      }
    let verified: SQL = kind == .offer ? "verified_on" : "NULL"
    var condition: SQL = "is_source = 1 AND lower(\(fragment: name)) LIKE \(Self.pattern(words)) ESCAPE '\\'"
    if let status, kind == .offer || kind == .event { condition = "\(fragment: condition) AND status = \(status)" }
    let from: SQL =
      "\(fragment: table) AS records JOIN \(fragment: texts) AS texts ON texts.\(fragment: parent) = records.id WHERE \(fragment: condition)"
    let rows = try all(
      """
      SELECT records.id AS id, texts.\(fragment: name) AS name, \(fragment: statusColumn) AS status,
        \(fragment: verified) AS verified_on
      FROM \(fragment: from) ORDER BY lower(texts.\(fragment: name)), records.id LIMIT \(limit) OFFSET \(offset)
      """
    ) { RecordRow(id: try $0["id"], name: try $0["name"], status: try $0["status"], verifiedOn: try $0["verified_on"]) }
    return (rows, try value("SELECT COUNT(*) FROM \(fragment: from)"))
  }

  /// A pattern that matches texts holding the words as they are.
  private static func pattern(_ words: String) -> String {
    let escaped = words.lowercased().reduce(into: "") { text, character in
      if "%_\\".contains(character) { text.append("\\") }
      text.append(character)
    }
    return "%\(escaped)%"
  }
}

/// One line of a list at the desk.
struct RecordRow: Sendable, Hashable {
  let id: String
  let name: String
  let status: String
  let verifiedOn: LocalDate?
}
