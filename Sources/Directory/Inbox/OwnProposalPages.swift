import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// For those who may propose but not edit: the offer's form, whose saving makes a proposal, and what became of it.
struct OwnProposalPages: Sendable {
  let desk: DirectoryDesk

  func addRoutes(to routes: DeskRoutes) {
    routes.page("proposals", for: .proposeChanges) { try await own($0) }
    routes.page("offers/:id/proposal", for: .proposeChanges) { try await form($0) }
    routes.form("offers/:id/proposal", for: .proposeChanges) { try await propose($0, $1) }
  }

  /// The form asks for nothing that only editors decide on.
  private static let sections = Offer.sections.filter { $0.title != .sectionVerified }
  private static var names: [String] { sections.flatMap { $0.fields.flatMap(\.names) } }
  private static let reason = "reason"
  private static let longestReason = 2000

  // MARK: One's own

  private func own(_ visit: DeskVisit) async throws -> DeskPage {
    let found = try await desk.database.read { reader in
      try reader.proposals(by: visit.account.id).map { proposal in
        (proposal, try proposal.recordID.flatMap { try reader.recordName(proposal.recordKind, $0) } ?? proposal.title)
      }
    }
    let speaker = visit.speaker
    return DeskPage(
      title: speaker(InboxText.ownTitle), kind: "inbox",
      body: "<h1>\(speaker(InboxText.ownTitle))</h1>\(desk.doneNotice(visit))\(table(found, visit))")
  }

  private func table(_ proposals: [(proposal: Proposal, name: String)], _ visit: DeskVisit) -> HTML {
    let speaker = visit.speaker
    guard !proposals.isEmpty else { return "<p class=\"empty\">\(speaker(InboxText.ownEmpty))</p>" }
    let rows = proposals.map { proposal, name -> [HTML] in
      let about: HTML =
        proposal.recordKind == .offer && proposal.recordID != nil
        ? "<a href=\"\(DeskPath.url("offers", proposal.recordID ?? "", "proposal"))\"><bdi>\(name)</bdi></a>"
        : "<bdi>\(name)</bdi>"
      let fields = proposal.fields.map { desk.label(of: $0, speaker) }
      return [
        about, "\(desk.moment(proposal.proposedAt, visit))", "\(fields.joined(separator: ", "))",
        "\(speaker(InboxText.state(proposal.state)))",
        proposal.answer.isEmpty ? "–" : "<span dir=\"auto\">\(proposal.answer)</span>",
      ]
    }
    return desk.parts(visit).table(
      speaker(InboxText.ownTitle),
      head: [
        speaker(InboxText.columnWhat), speaker(EditingText.columnWhen), speaker(EditingText.columnChanged),
        speaker(InboxText.columnState), speaker(InboxText.answer),
      ], rows: rows)
  }

  // MARK: The form

  private func form(_ visit: DeskVisit) async throws -> DeskPage {
    let id = try visit.identifier(of: Offer.self)
    let found = try await load(id, visit)
    return try await page(id, found.offer.sheet(desk.setting(visit)), base: found.version, visit)
  }

  private func load(
    _ id: Identifier<Offer>, _ visit: DeskVisit
  ) async throws -> (offer: Offer, version: Int) {
    let found = try await desk.database.read { reader in
      (offer: try Offer.find(id, reader), version: try reader.version(of: id))
    }
    guard let offer = found.offer else { throw HTTPError(.notFound) }
    guard visit.account.may(.proposeChanges, inAnyOf: offer.scopes) else { throw HTTPError(.forbidden) }
    return (offer, found.version)
  }

  private func page(
    _ id: Identifier<Offer>, _ sheet: Sheet, base: Int, _ visit: DeskVisit, reason: String = "",
    faults: [SheetFault] = [], isUnchanged: Bool = false
  ) async throws -> DeskPage {
    let (names, own) = try await desk.database.read { reader in
      (
        try reader.recordNames(for: visit.account, .proposeChanges),
        try reader.proposals(by: visit.account.id, about: id.description)
      )
    }
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let form = SheetForm(desk: desk, visit: visit, sheet: sheet, faults: faults, names: names)
    var field = Components.FormField(Self.reason, speaker(InboxText.reason))
    field.help = speaker(InboxText.reasonHelp)
    field.lines = 3
    field.most = Self.longestReason
    field.value = reason
    let earlier: HTML =
      own.isEmpty ? .empty : "<h2>\(speaker(InboxText.ownTitle))</h2>" + table(own.map { ($0, sheet["title"]) }, visit)
    let unchanged: HTML =
      isUnchanged
      ? parts.notice("<p role=\"status\">\(speaker(EditingText.doneUnchanged))</p>", tone: .warn, icon: .info) : .empty
    let title = speaker(InboxText.propose)
    var page = DeskPage(
      title: "\(sheet["title"]) – \(title)", kind: "record",
      body: """
        \(form.summary())<h1>\(title)<br><small><bdi>\(sheet["title"])</bdi></small></h1>\
        \(desk.doneNotice(visit))\(unchanged)<p>\(speaker(InboxText.proposeLead))</p>\
        \(visit.account.maySomewhere(.writeNotes)
          ? "<p><a href=\"\(DeskPath.url("offers", id.description, "notes"))\">\(speaker(InboxText.notes))</a></p>"
          : HTML.empty)
        <form class="desk-form record-form" method="post" action="\(url(id))" novalidate>\(visit.csrfField)\
        \(parts.hidden("base", String(base)))\(form.sections(Self.sections))\(parts.field(field))\
        \(parts.submitRow(
          speaker(InboxText.proposeSend), cancel: (speaker(EditingText.cancel), DeskPath.url("offers"))))</form>\(earlier)
        """)
    page.scripts = ["editor.js"]
    page.status = faults.isEmpty && !isUnchanged ? .ok : .unprocessableContent
    return page
  }

  private func propose(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Offer.self)
    guard let base = fields["base"].flatMap({ Int($0) }), base >= 0 else { throw HTTPError(.badRequest) }
    let found = try await load(id, visit)
    let setting = desk.setting(visit)
    let names = Self.names
    let reason = String((fields[Self.reason] ?? "").unicodeScalars.prefix(Self.longestReason))
    // What the form began from: fields nobody touched are not proposed, whatever happened to them meanwhile.
    let began = try await desk.database.read { reader in try reader.version(base, of: id)?.sheet }
    let current = found.offer.sheet(setting.kept)
    let typed = Sheet(fields, names: names).ordered(as: began ?? current)
    let whole = current.replacing(names, from: typed)
    let (record, faults) = Offer.read(whole, id: id, earlier: found.offer, setting)
    guard faults.isEmpty else {
      return .page(try await page(id, whole, base: base, visit, reason: reason, faults: faults))
    }
    let said = record.sheet(setting.kept)
    let changed = said.differences(from: began ?? current).filter(names.contains)
    guard !changed.isEmpty else {
      return .page(try await page(id, whole, base: base, visit, reason: reason, isUnchanged: true))
    }
    var proposing = Proposing(.change, in: setting.language)
    proposing.fields = changed
    proposing.sheet = Sheet().replacing(changed, from: said)
    proposing.message = reason
    proposing.account = visit.account.id
    let kept = proposing
    let proposed = try await desk.database.write { writer -> Identifier<Proposal>? in
      let proposal = try writer.propose(
        kept, for: id, as: Offer.self, base: began == nil ? nil : base, setting, at: visit.now)
      if let proposal {
        try writer.audit(
          "proposal.made", by: visit.account.actor, of: "proposal", proposal, details: "change", at: visit.now)
      }
      return proposal
    }
    guard proposed != nil else { throw HTTPError(.notFound) }
    return .seeOther(DeskPath.url("offers", id.description, "proposal", query: [("done", "proposed")]))
  }

  private func url(_ id: Identifier<Offer>) -> SafeURL { DeskPath.url("offers", id.description, "proposal") }
}
