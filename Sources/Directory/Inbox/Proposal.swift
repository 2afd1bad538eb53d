import Access
import Storage
import Vocabulary

/// Something somebody suggests and somebody else decides on: a correction, a new offer, a change, a gap.
package struct Proposal: Sendable {
  package enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
    /// A visitor says what is wrong with an entry.
    case correction
    /// An organisation announces itself and its offer.
    case announcement
    /// Somebody at the desk who may not edit fills in the form all the same.
    case change
    /// People look for something nobody offers.
    case gap
  }

  package enum Source: String, Sendable, SQLBindable, SQLReadable { case `public`, account, link }

  package enum State: String, CaseIterable, Sendable, SQLBindable, SQLReadable { case open, accepted, declined }

  package let id: Identifier<Proposal>
  package let kind: Kind
  package let recordKind: RecordKind
  /// The record's identifier; nil for one that is not there yet.
  package let recordID: String?
  /// The version of the record the proposal began from.
  package let base: Int
  /// The fields it is about, those it empties among them.
  package let fields: [String]
  /// What these fields shall say.
  package let sheet: Sheet
  /// Of an announcement: the organisation that makes the offer.
  package let organization: Sheet?
  package let message: String
  package let language: Language
  package let source: Source
  package let account: Identifier<Account>?
  let contactSealed: [UInt8]?
  package let state: State
  /// What the person who decided says to the one who proposed.
  package let answer: String
  package let decidedBy: Identifier<Account>?
  package let proposedAt: Timestamp
  package let decidedAt: Timestamp?

  /// Proposals are deleted after these many days, whatever became of them.
  package static let retentionDays: Int64 = 180
  /// Unicode scalars, as the schema counts them.
  package static let longestMessage = 12000
  package static let longestAnswer = 2000

  static func contactPurpose(_ id: Identifier<Proposal>) -> SealPurpose { SealPurpose("proposals.contact", of: id) }

  /// What names it in lists.
  package var title: String {
    let own = sheet["title"].isEmpty ? sheet["name"] : sheet["title"]
    return own.isEmpty && kind == .gap ? message : own
  }
}

/// One line of the inbox: a proposal, or a message of the feedback form.
struct InboxEntry: Sendable {
  /// Nil: a message.
  let kind: Proposal.Kind?
  let id: String
  /// The name of the record it is about, or of the one it proposes.
  let name: String
  let message: String
  let language: Language
  let at: Timestamp
}

extension Reader {
  package func proposal(_ id: Identifier<Proposal>) throws -> Proposal? {
    try first("SELECT * FROM proposals WHERE id = \(id)", Proposal.init(row:))
  }

  /// What an account proposed, the newest first; about one record or all.
  func proposals(by account: Identifier<Account>, about record: String? = nil) throws -> [Proposal] {
    let condition: SQL = record.map { "AND record_id = \($0)" } ?? ""
    return try all(
      """
      SELECT * FROM proposals WHERE account_id = \(account) \(fragment: condition)
      ORDER BY proposed_at DESC, id LIMIT 50
      """, Proposal.init(row:))
  }

  /// How much waits for a decision: proposals and messages.
  func inboxCount() throws -> Int {
    try value("SELECT COUNT(*) FROM proposals WHERE state = 'open'") + value("SELECT COUNT(*) FROM feedback")
  }

  /// What waits for a decision, the oldest first.
  func inbox(offset: Int, limit: Int) throws -> [InboxEntry] {
    let rows = try all(
      """
      SELECT id, kind, record_kind, record_id, sheet, message, language, at FROM (
        SELECT id, kind, record_kind, record_id, sheet, message, language, proposed_at AS at FROM proposals
        WHERE state = 'open'
        UNION ALL
        SELECT id, '' AS kind, 'offer' AS record_kind, offer_id AS record_id, '{}' AS sheet, message, language,
          received_at AS at FROM feedback) AS entries
      ORDER BY at, id LIMIT \(limit) OFFSET \(offset)
      """
    ) { row -> (entry: InboxEntry, kind: RecordKind, record: String?) in
      let sheet = try Sheet(json: row["sheet"])
      let kind: String = try row["kind"]
      let entry = InboxEntry(
        kind: Proposal.Kind(rawValue: kind), id: try row["id"],
        name: sheet["title"].isEmpty ? sheet["name"] : sheet["title"], message: try row["message"],
        language: try row["language"], at: try row["at"])
      return (entry, try row["record_kind"], try row["record_id"])
    }
    return try rows.map { row in
      guard let id = row.record, let name = try recordName(row.kind, id) else { return row.entry }
      return InboxEntry(
        kind: row.entry.kind, id: row.entry.id, name: name, message: row.entry.message, language: row.entry.language,
        at: row.entry.at)
    }
  }

  /// A record's name in its source language.
  func recordName(_ kind: RecordKind, _ id: String) throws -> String? {
    let (table, column, name): (SQL, SQL, SQL) =
      switch kind {
      case .offer: ("offer_texts", "offer_id", "title")
      case .event: ("event_texts", "event_id", "title")
      case .organization: ("organization_texts", "organization_id", "name")
      case .place: ("place_texts", "place_id", "name")
      case .contactPoint: ("contact_point_texts", "contact_point_id", "name")
      }
    return try first(
      """
      SELECT \(fragment: name) AS name FROM \(fragment: table)
      WHERE \(fragment: column) = \(id) AND is_source = 1
      """
    ) { try $0["name"] as String }
  }
}

extension Proposal {
  fileprivate init(row: Row) throws {
    let fields: String = try row["fields"]
    let organization: String? = try row["organization_sheet"]
    self.init(
      id: try row["id"], kind: try row["kind"], recordKind: try row["record_kind"], recordID: try row["record_id"],
      base: try row["base_version"], fields: fields.split(separator: " ").map(String.init),
      sheet: try Sheet(json: row["sheet"]), organization: try organization.map(Sheet.init(json:)),
      message: try row["message"], language: try row["language"], source: try row["source"],
      account: try row["account_id"], contactSealed: try row["contact_sealed"], state: try row["state"],
      answer: try row["answer"], decidedBy: try row["decided_by"], proposedAt: try row["proposed_at"],
      decidedAt: try row["decided_at"])
  }
}
