import Access
import Storage
import Vocabulary

/// What somebody proposes, before it is kept.
package struct Proposing: Sendable {
  package var kind: Proposal.Kind
  package var fields: [String] = []
  package var sheet = Sheet()
  /// Of an announcement only.
  package var organization: Sheet?
  package var message = ""
  package var language: Language
  package var account: Identifier<Account>?
  /// Whom to ask; sealed before it is kept.
  package var contact = ""

  package init(_ kind: Proposal.Kind, in language: Language) {
    self.kind = kind
    self.language = language
  }
}

extension Writer {
  /// Keeps a proposal about a record that is there; nil when it is gone.
  ///
  /// - Parameter base: the version it began from; nil: the one that is there now.
  @discardableResult
  package func propose<Record: SheetRecord>(
    _ proposing: Proposing, for id: Identifier<Record>, as _: Record.Type = Record.self, base: Int? = nil,
    _ setting: SheetSetting, at now: Timestamp
  ) throws -> Identifier<Proposal>? {
    guard let record = try Record.find(id, self) else { return nil }
    // Without the state it began from, nobody could tell what changed meanwhile.
    let current = try catchUp(with: record.sheet(setting.kept), of: id, at: now)
    return try keep(
      proposing, Record.kind, id.description, base: min(base ?? current, current), contact: nil,
      Identifier.make(at: now), at: now)
  }

  /// Keeps a proposal of something new.
  @discardableResult
  package func proposeNew(_ proposing: Proposing, _ sealer: Sealer, at now: Timestamp) throws -> Identifier<Proposal> {
    let id = Identifier<Proposal>.make(at: now)
    let contact =
      proposing.contact.isEmpty ? nil : try sealer.seal(proposing.contact, for: Proposal.contactPurpose(id))
    return try keep(proposing, .offer, nil, base: 0, contact: contact, id, at: now)
  }

  /// Keeps that people look for something in vain.
  func recordGap(
    _ words: String, in language: Language, by account: SignedInAccount, _ sealer: Sealer, at now: Timestamp
  ) throws {
    var gap = Proposing(.gap, in: language)
    gap.message = words
    gap.account = account.id
    let id = try proposeNew(gap, sealer, at: now)
    try audit("proposal.made", by: account.actor, of: "proposal", id, details: "gap", at: now)
  }

  private func keep(
    _ proposing: Proposing, _ kind: RecordKind, _ record: String?, base: Int, contact: [UInt8]?,
    _ id: Identifier<Proposal>, at now: Timestamp
  ) throws -> Identifier<Proposal> {
    let source: Proposal.Source = proposing.account == nil ? .public : .account
    try run(
      """
      INSERT INTO proposals (id, kind, record_kind, record_id, base_version, fields, sheet, organization_sheet, message,
        language, source, account_id, contact_sealed, state, answer, decided_by, proposed_at, decided_at)
      VALUES (\(id), \(proposing.kind), \(kind), \(record), \(base), \(proposing.fields.joined(separator: " ")),
        \(try proposing.sheet.json), \(try proposing.organization?.json),
        \(String(proposing.message.unicodeScalars.prefix(Proposal.longestMessage))), \(proposing.language), \(source),
        \(proposing.account), \(contact), 'open', '', NULL, \(now), NULL)
      """)
    return id
  }

  /// Deletes proposals that are past their retention; a gap stays until somebody decides. Returns how many.
  package func deleteOldProposals(at now: Timestamp) throws -> Int {
    let limit = now.adding(seconds: -Proposal.retentionDays * 86400)
    return try run("DELETE FROM proposals WHERE proposed_at < \(limit) AND (kind <> 'gap' OR state <> 'open')")
  }
}
