import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// One proposal: what it would change, and the decision.
struct ReviewPages: Sendable {
  let desk: DirectoryDesk

  func addRoutes(to routes: DeskRoutes) {
    routes.page("inbox/:id", for: .reviewProposals) { try await review($0) }
    routes.form("inbox/:id/acceptance", for: .reviewProposals) { try await accept($0, $1) }
    routes.form("inbox/:id/rejection", for: .reviewProposals) { try await decline($0, $1) }
    routes.form("inbox/:id/draft", for: .reviewProposals) { visit, _ in try await prefill(visit) }
  }

  /// A proposal with what it is about, as it is now.
  private struct Found: Sendable {
    let proposal: Proposal
    let name: String
    let current: Sheet
    let before: Sheet
    /// Whom to ask; empty where the key does not fit.
    let contact: String?
    let organizations: [RecordNames.Name]
  }

  private func review(_ visit: DeskVisit) async throws -> DeskPage { try await page(visit) }

  private func page(
    _ visit: DeskVisit, faults: [SheetFault] = [], overtaking: Overtaking? = nil, answer: String = "",
    isAnswerTooLong: Bool = false
  ) async throws -> DeskPage {
    let found = try await load(visit)
    let speaker = visit.speaker
    let proposal = found.proposal
    let title = speaker(InboxText.kind(proposal.kind))
    var page = DeskPage(
      title: "\(found.name) – \(title)", kind: "inbox",
      body: """
        <h1>\(title)\(found.name.isEmpty ? HTML.empty : "<br><small><bdi>\(found.name)</bdi></small>")</h1>\
        <p>\(desk.moment(proposal.proposedAt, visit)) · \(proposal.language.nativeName) · \(try await from(proposal, visit))</p>\
        \(record(proposal, found.name, visit))\(desk.quotation(proposal.message, proposal.language))\
        \(contact(found, visit))\(overtaking.map { collision($0, visit) })\(faulty(faults, visit))\
        \(content(found, visit))\
        \(proposal.state == .open
          ? decision(found, visit, over: overtaking?.version, answer, isAnswerTooLong) : decided(proposal, visit))
        <p><a href="\(DeskPath.url("inbox"))">\(desk.parts(visit).icon(.back))\(speaker(InboxText.backToInbox))</a></p>
        """)
    page.status = overtaking != nil ? .conflict : faults.isEmpty && !isAnswerTooLong ? .ok : .unprocessableContent
    return page
  }

  /// Reading a contact stands in the audit trail, so this writes where there is one.
  private func load(_ visit: DeskVisit) async throws -> Found {
    let id = try visit.identifier(of: Proposal.self)
    let setting = desk.setting(visit)
    let sealer = desk.pages.sealer
    let account = visit.account
    let now = visit.now
    let read = { @Sendable (reader: Reader) throws -> Found? in
      guard let proposal = try reader.proposal(id) else { return nil }
      let (current, before) = try reader.states(of: proposal, setting)
      let name = try proposal.recordID.flatMap { try reader.recordName(proposal.recordKind, $0) } ?? proposal.title
      let contact = proposal.contactSealed.map {
        (try? sealer.openText($0, for: Proposal.contactPurpose(id))) ?? ""
      }
      let names = try reader.recordNames(for: account, .editOrganizations)
      return Found(
        proposal: proposal, name: name, current: current, before: before, contact: contact,
        organizations: names.organizations)
    }
    let hasContact = try await desk.database.read { reader in try reader.proposal(id)?.contactSealed != nil }
    let found =
      hasContact
      ? try await desk.database.write { writer in
        try writer.audit("proposal.contact-read", by: account.actor, of: "proposal", id, at: now)
        return try read(writer)
      } : try await desk.database.read(read)
    guard let found else { throw HTTPError(.notFound) }
    return found
  }

  // MARK: What it says

  private func from(_ proposal: Proposal, _ visit: DeskVisit) async throws -> String {
    switch proposal.source {
    case .public: return visit.speaker(InboxText.fromPublic)
    case .link: return visit.speaker(EditingText.sourceLink)
    case .account:
      let names = try await desk.accountNames(proposal.account.map { [$0] } ?? [])
      return proposal.account.flatMap { names[$0] } ?? visit.speaker(EditingText.sourceErased)
    }
  }

  private func record(_ proposal: Proposal, _ name: String, _ visit: DeskVisit) -> HTML {
    guard let id = proposal.recordID else { return .empty }
    return """
      <p>\(visit.speaker(InboxText.about)): <a href="\(DeskPath.url(proposal.recordKind.path, id))"><bdi>\(name)</bdi></a></p>
      """
  }

  private func contact(_ found: Found, _ visit: DeskVisit) -> HTML {
    guard let contact = found.contact else { return .empty }
    let shown: HTML =
      contact.isEmpty ? "\(visit.speaker(InboxText.contactUnreadable))" : "<bdi>\(contact)</bdi>"
    return "<p><strong>\(visit.speaker(InboxText.contact)):</strong> \(shown)</p>"
  }

  private func content(_ found: Found, _ visit: DeskVisit) -> HTML {
    let proposal = found.proposal
    if let organization = proposal.organization {
      return sheet(organization, InboxText.organization, visit) + sheet(proposal.sheet, InboxText.offer, visit)
    }
    guard !proposal.fields.isEmpty else { return .empty }
    let speaker = visit.speaker
    let rows = proposal.fields.map { field -> [HTML] in
      let texts = (
        desk.text(of: field, in: found.current, visit), desk.text(of: field, in: proposal.sheet, visit)
      )
      let (now, then) = WordDifference.marked(texts.0, texts.1)
      let isOlder = found.before.differences(from: found.current).contains(field)
      let mark: HTML =
        isOlder && proposal.state == .open
        ? "<br><small>\(desk.parts(visit).icon(.warning))\(speaker(InboxText.changedMeanwhile))</small>" : .empty
      return ["\(desk.label(of: field, speaker))\(mark)", now, then]
    }
    return desk.parts(visit).table(
      speaker(InboxText.difference),
      head: [speaker(EditingText.columnField), speaker(InboxText.columnNow), speaker(InboxText.columnProposed)],
      rows: rows)
  }

  private func sheet(_ sheet: Sheet, _ title: InboxText, _ visit: DeskVisit) -> HTML {
    // As the forms have them; what no form has comes last.
    let order = Organization.formNames + Offer.formNames
    let names = sheet.names.sorted {
      (order.firstIndex(of: $0) ?? order.count, $0) < (order.firstIndex(of: $1) ?? order.count, $1)
    }
    let rows = names.map { field -> [HTML] in
      ["\(desk.label(of: field, visit.speaker))", desk.value(of: field, in: sheet, visit)]
    }
    return desk.parts(visit).table(
      visit.speaker(title), head: [visit.speaker(EditingText.columnField), visit.speaker(InboxText.columnProposed)],
      rows: rows)
  }

  private func collision(_ overtaking: Overtaking, _ visit: DeskVisit) -> HTML {
    let fields = overtaking.colliding.map { desk.label(of: $0, visit.speaker) }
    return desk.parts(visit).notice(
      """
      <h2>\(visit.speaker(InboxText.overtaken))</h2>\
      <p>\(visit.speaker(InboxText.overtakenText, [
        "time": desk.moment(overtaking.at, visit), "fields": visit.speaker.list(fields),
      ]))</p>
      """, tone: .warn, icon: .warning)
  }

  private func faulty(_ faults: [SheetFault], _ visit: DeskVisit) -> HTML {
    guard !faults.isEmpty else { return .empty }
    let items = faults.map { fault -> HTML in
      "<li>\(desk.label(of: fault.field, visit.speaker)): \(visit.speaker(fault.text, fault.values))</li>"
    }
    return desk.parts(visit).notice(
      "<h2>\(visit.speaker(InboxText.faulty))</h2><ul>\(items)</ul>", tone: .bad, icon: .warning)
  }

  // MARK: The decision

  private func decision(
    _ found: Found, _ visit: DeskVisit, over version: Int?, _ answer: String, _ isAnswerTooLong: Bool
  ) -> HTML {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let proposal = found.proposal
    let accept: InboxText =
      version != nil
      ? .acceptOver
      : proposal.kind == .announcement ? .acceptAnnouncement : proposal.fields.isEmpty ? .acceptDone : .accept
    let organization: HTML =
      proposal.kind == .announcement
      ? parts.select(
        "organization", speaker(InboxText.whichOrganization),
        [.init("", speaker(InboxText.newOrganization))] + found.organizations.map { .init($0.id, $0.name) }, chosen: "",
        help: speaker(InboxText.whichOrganizationHelp)) : .empty
    let acceptance: HTML = """
      <form class="desk-form" method="post" action="\(url(proposal, "acceptance"))">\(visit.csrfField)\
      \(version.map { parts.hidden("base", String($0)) })\(organization)\(parts.submitRow(speaker(accept)))</form>
      """
    let change: HTML =
      proposal.recordID != nil && !proposal.fields.isEmpty
      ? """
      <form method="post" action="\(url(proposal, "draft"))">\(visit.csrfField)\
      <p class="help">\(speaker(InboxText.changeHelp))</p>\
      <p><button class="button quiet" type="submit">\(speaker(InboxText.change))</button></p></form>
      <form method="post" action="\(url(proposal, "acceptance"))">\(visit.csrfField)\(parts.hidden("by-hand", "1"))\
      <p><button class="button quiet" type="submit">\(speaker(InboxText.byHand))</button></p></form>
      """ : .empty
    var field = Components.FormField("answer", speaker(InboxText.answer))
    field.help = speaker(proposal.source == .account ? InboxText.answerHelp : .answerHelpPublic)
    field.lines = 3
    field.most = Proposal.longestAnswer
    field.value = answer
    field.error = isAnswerTooLong ? tooLong(answer, most: Proposal.longestAnswer, speaker) : nil
    return """
      <h2>\(speaker(InboxText.decision))</h2>\(acceptance)\(change)
      <form class="desk-form" method="post" action="\(url(proposal, "rejection"))">\(visit.csrfField)\
      \(parts.field(field))\(parts.submitRow(speaker(InboxText.decline), isDanger: true))</form>
      """
  }

  private func decided(_ proposal: Proposal, _ visit: DeskVisit) -> HTML {
    let state = visit.speaker(InboxText.state(proposal.state))
    let time = proposal.decidedAt.map { desk.moment($0, visit) } ?? ""
    return desk.parts(visit).notice(
      "<p>\(state) · \(time)</p>\(proposal.answer.isEmpty ? HTML.empty : "<p dir=\"auto\">\(proposal.answer)</p>")")
  }

  private func tooLong(_ text: String, most: Int, _ speaker: Speaker) -> String {
    speaker(EditingText.faultTooLong, ["most": String(most), "length": String(text.unicodeScalars.count)])
  }

  private func accept(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Proposal.self)
    let base = fields["base"].flatMap { Int($0) }
    let organization = fields["organization"].flatMap { Identifier<Organization>($0) }
    if fields.contains("base"), base.map({ $0 < 0 }) ?? true { throw HTTPError(.badRequest) }
    let setting = desk.setting(visit)
    let isByHand = fields["by-hand"] != nil
    do {
      let accepted = try await desk.database.write { writer in
        try writer.accept(
          id, base: base, organization: organization, isByHand: isByHand, by: visit.account, setting, at: visit.now)
      }
      try await desk.pages.index.refresh()
      switch accepted {
      case .drafted(let offer): return .seeOther(DeskPath.url("offers", offer.description, query: [("done", "saved")]))
      case .changed, .noted: return .seeOther(DeskPath.url("inbox", query: [("done", "accepted")]))
      }
    } catch let fault as ProposalFault {
      return try await answer(to: fault, visit)
    }
  }

  private func decline(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Proposal.self)
    let answer = fields["answer"] ?? ""
    guard answer.unicodeScalars.count <= Proposal.longestAnswer else {
      return .page(try await page(visit, answer: answer, isAnswerTooLong: true))
    }
    do {
      try await desk.database.write { writer in
        try writer.decline(id, answer: answer, by: visit.account, at: visit.now)
      }
      return .seeOther(DeskPath.url("inbox", query: [("done", "declined")]))
    } catch let fault as ProposalFault {
      return try await self.answer(to: fault, visit)
    }
  }

  private func answer(to fault: ProposalFault, _ visit: DeskVisit) async throws -> DeskAnswer {
    switch fault {
    case .faulty(let faults): return .page(try await page(visit, faults: faults))
    case .overtaken(let overtaking): return .page(try await page(visit, overtaking: overtaking))
    case .decided:
      var page = try await page(visit)
      page.status = .conflict
      return .page(page)
    case .forbidden: throw HTTPError(.forbidden)
    case .gone: throw HTTPError(.notFound)
    }
  }

  /// Puts the proposed fields into the reviewer's draft of the record, and opens its form.
  private func prefill(_ visit: DeskVisit) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Proposal.self)
    let setting = desk.setting(visit)
    let url = try await desk.database.write { writer -> SafeURL? in
      guard let proposal = try writer.proposal(id), let record = proposal.recordID else { return nil }
      let isThere = try writer.draft(proposal, record, by: visit.account, setting, at: visit.now)
      return isThere ? DeskPath.url(proposal.recordKind.path, record, query: [("draft", "1")]) : nil
    }
    guard let url else { throw HTTPError(.notFound) }
    return .seeOther(url)
  }

  // MARK: Addresses

  private func url(_ proposal: Proposal, _ segment: String) -> SafeURL {
    DeskPath.url("inbox", proposal.id.description, segment)
  }
}

extension Reader {
  /// A proposal's record as it is, and as it was when the proposal began.
  fileprivate func states(of proposal: Proposal, _ setting: SheetSetting) throws -> (now: Sheet, before: Sheet) {
    func load<Record: SheetRecord>(_: Record.Type) throws -> (Sheet, Sheet) {
      guard let id = proposal.recordID.flatMap({ Identifier<Record>($0) }), let record = try Record.find(id, self)
      else { return (Sheet(), Sheet()) }
      let now = record.sheet(setting.kept)
      return (now, try version(proposal.base, of: id)?.sheet ?? now)
    }
    return switch proposal.recordKind {
    case .offer: try load(Offer.self)
    case .event: try load(Event.self)
    case .organization: try load(Organization.self)
    case .place: try load(Place.self)
    case .contactPoint: try load(ContactPoint.self)
    }
  }
}

extension Writer {
  /// Puts proposed fields into an account's draft of the record; what they had typed there stays. False: no such record.
  fileprivate func draft(
    _ proposal: Proposal, _ record: String, by account: SignedInAccount, _ setting: SheetSetting, at now: Timestamp
  ) throws -> Bool {
    func keep<Record: DeskRecord>(_: Record.Type) throws -> Bool {
      guard let id = Identifier<Record>(record), let found = try Record.find(id, self) else { return false }
      let current = found.sheet(setting)
      let version = try catchUp(with: found.sheet(setting.kept), of: id, at: now)
      let begun = try draft(of: id, by: account.id)
      let sheet = (begun?.sheet ?? current).replacing(proposal.fields, from: proposal.sheet)
      let edit = SheetEdit(sheet, names: Record.formNames, base: begun?.base ?? version)
      try keepDraft(edit, of: id, by: account.id, at: now)
      return true
    }
    return switch proposal.recordKind {
    case .offer: try keep(Offer.self)
    case .event: try keep(Event.self)
    case .organization: try keep(Organization.self)
    case .place: try keep(Place.self)
    case .contactPoint: try keep(ContactPoint.self)
    }
  }
}
