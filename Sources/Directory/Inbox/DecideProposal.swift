import Access
import Storage
import Vocabulary

/// Why a proposal was not accepted; nothing was changed then.
enum ProposalFault: Error {
  case faulty([SheetFault])
  /// The record was changed since, in the same fields.
  case overtaken(Overtaking)
  /// Somebody else decided meanwhile.
  case decided
  case forbidden
  /// The proposal or its record is not there any more.
  case gone
}

/// What became of accepting: where to go on.
enum AcceptedProposal: Sendable, Hashable {
  case changed(RecordKind, id: String)
  /// An announcement: organisation and offer stand as drafts.
  case drafted(offer: Identifier<Offer>)
  /// There was nothing to save.
  case noted
}

extension Writer {
  /// Takes a proposal over, in one transaction with the record, its history and the audit trail.
  ///
  /// - Parameters:
  ///   - base: the version whose state the reviewer saw collide and decided over; nil: the one it began from.
  ///   - organization: the organisation that an announcement turned out to be from; nil makes a new one.
  ///   - isByHand: the reviewer has changed the record themselves, and closes the proposal.
  func accept(
    _ id: Identifier<Proposal>, base: Int? = nil, organization: Identifier<Organization>? = nil, isByHand: Bool = false,
    answer: String = "", by account: SignedInAccount, _ setting: SheetSetting, at now: Timestamp
  ) throws -> AcceptedProposal {
    let proposal = try openProposal(id)
    var accepted = AcceptedProposal.noted
    if proposal.kind == .announcement, !isByHand {
      accepted = .drafted(offer: try draft(proposal, from: organization, by: account, setting, at: now))
    } else if let record = proposal.recordID, !isByHand, !proposal.fields.isEmpty {
      try change(proposal, record, base: base, by: account, setting, at: now)
      accepted = .changed(proposal.recordKind, id: record)
    }
    try decide(proposal, .accepted, answer, by: account, at: now)
    return accepted
  }

  func decline(
    _ id: Identifier<Proposal>, answer: String, by account: SignedInAccount, at now: Timestamp
  ) throws {
    try decide(try openProposal(id), .declined, answer, by: account, at: now)
  }

  private func openProposal(_ id: Identifier<Proposal>) throws -> Proposal {
    guard let proposal = try proposal(id) else { throw ProposalFault.gone }
    guard proposal.state == .open else { throw ProposalFault.decided }
    return proposal
  }

  private func decide(
    _ proposal: Proposal, _ state: Proposal.State, _ answer: String, by account: SignedInAccount, at now: Timestamp
  ) throws {
    try run(
      """
      UPDATE proposals SET state = \(state), answer = \(answer), decided_by = \(account.id), decided_at = \(now)
      WHERE id = \(proposal.id) AND state = 'open'
      """)
    try audit(
      state == .accepted ? "proposal.accepted" : "proposal.declined", by: account.actor, of: "proposal", proposal.id,
      details: proposal.kind.rawValue, at: now)
  }

  private func change(
    _ proposal: Proposal, _ record: String, base: Int?, by account: SignedInAccount, _ setting: SheetSetting,
    at now: Timestamp
  ) throws {
    let edit = SheetEdit(proposal.sheet, names: proposal.fields, base: base ?? proposal.base)
    func save<Record: SheetRecord>(_: Record.Type) throws {
      guard let id = Identifier<Record>(record), try Record.find(id, self) != nil else { throw ProposalFault.gone }
      _ = try saved(edit, of: id, by: account, setting, at: now)
    }
    switch proposal.recordKind {
    case .offer: try save(Offer.self)
    case .event: try save(Event.self)
    case .organization: try save(Organization.self)
    case .place: try save(Place.self)
    case .contactPoint: try save(ContactPoint.self)
    }
  }

  /// Makes the announced organisation, unless it is known, and its offer as a draft.
  private func draft(
    _ proposal: Proposal, from known: Identifier<Organization>?, by account: SignedInAccount, _ setting: SheetSetting,
    at now: Timestamp
  ) throws -> Identifier<Offer> {
    let organization = known ?? Identifier.make(at: now)
    if known == nil {
      let sheet = proposal.organization ?? Sheet()
      _ = try saved(SheetEdit(sheet, names: sheet.names, base: 0), of: organization, by: account, setting, at: now)
    }
    var sheet = proposal.sheet
    sheet["organization"] = organization.description
    sheet["status"] = OfferStatus.draft.rawValue
    let id = Identifier<Offer>.make(at: now)
    _ = try saved(SheetEdit(sheet, names: sheet.names, base: 0), of: id, by: account, setting, at: now)
    return id
  }

  private func saved<Record: SheetRecord>(
    _ edit: SheetEdit, of id: Identifier<Record>, by account: SignedInAccount, _ setting: SheetSetting,
    at now: Timestamp
  ) throws -> Int {
    switch try save(edit, of: id, as: Record.self, by: .desk(account, .proposal), setting, at: now) {
    case .saved(let version, _): return version
    case .faulty(let faults): throw ProposalFault.faulty(faults)
    case .overtaken(let overtaking): throw ProposalFault.overtaken(overtaking)
    case .forbidden: throw ProposalFault.forbidden
    case .gone: throw ProposalFault.gone
    }
  }
}

/// A message of the feedback form, as the inbox shows it.
struct InboxMessage: Sendable {
  let id: Identifier<Feedback>
  let subject: String
  let offer: Identifier<Offer>?
  let language: Language
  let message: String
  let receivedAt: Timestamp
}

extension Reader {
  func message(_ id: Identifier<Feedback>) throws -> InboxMessage? {
    try first("SELECT id, about, offer_id, language, message, received_at FROM feedback WHERE id = \(id)") { row in
      InboxMessage(
        id: try row["id"], subject: try row["about"], offer: try row["offer_id"], language: try row["language"],
        message: try row["message"], receivedAt: try row["received_at"])
    }
  }
}

extension Writer {
  /// Deletes a message that is dealt with. False: somebody else was faster.
  func settle(_ message: Identifier<Feedback>, by account: SignedInAccount, at now: Timestamp) throws -> Bool {
    guard try run("DELETE FROM feedback WHERE id = \(message)") > 0 else { return false }
    try audit("message.settled", by: account.actor, of: "message", message, at: now)
    return true
  }
}
