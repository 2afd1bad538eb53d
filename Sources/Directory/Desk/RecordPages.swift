import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// The pages of one kind of record: the list, the form, and what becomes of it.
struct RecordPages<Record: DeskRecord>: Sendable {
  let desk: DirectoryDesk

  private var kind: RecordKind { Record.kind }
  private var names: [String] { Record.formNames }

  func addRoutes(to routes: DeskRoutes) {
    let path = kind.path
    routes.page(path, for: .viewOffers) { try await list($0) }
    routes.page("\(path)/new", for: kind.editing) { try await newForm($0) }
    routes.page("\(path)/:id", for: kind.editing) { try await form($0) }
    routes.form("\(path)/:id", for: kind.editing) { try await save($0, $1) }
    routes.form("\(path)/:id/draft", for: kind.editing) { try await keepDraft($0, $1) }
    routes.form("\(path)/:id/draft/removal", for: kind.editing) { try await dropDraft($0, $1) }
    routes.form("\(path)/:id/status", for: kind.editing) { try await changeStatus($0, $1) }
    HistoryPages<Record>(desk: desk).addRoutes(to: routes)
    TranslationPages<Record>(desk: desk).addRoutes(to: routes)
  }

  // MARK: The list

  private static var pageSize: Int { 50 }

  private func list(_ visit: DeskVisit) async throws -> DeskPage {
    let words = visit.query["q"] ?? ""
    let status = visit.query["status"].flatMap(OfferStatus.init(rawValue:))
    let page = visit.query["page"].flatMap { Int($0) }.map { min(max(1, $0), 10_000) } ?? 1
    let found = try await desk.database.read { reader in
      try reader.recordList(
        kind, matching: words, status: status, offset: (page - 1) * Self.pageSize,
        limit: Self.pageSize)
    }
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let rows = found.rows.map { row -> [HTML] in
      let name: HTML =
        "<a href=\"\(rowURL(row.id, visit))\"><bdi>\(row.name.isEmpty ? speaker(EditingText.unnamed) : row.name)</bdi></a>"
      let state: HTML = row.status.isEmpty ? .empty : "\(statusLabel(row.status, speaker))"
      guard kind == .offer else { return hasStatus ? [name, state] : [name] }
      return [name, state, "\(row.verifiedOn.map { speaker.date($0, today: today(visit)) } ?? "–")"]
    }
    var head = [EditingText.columnName]
    if hasStatus { head.append(.fieldStatus) }
    if kind == .offer { head.append(.fieldVerifiedOn) }
    let pages = (found.total + Self.pageSize - 1) / Self.pageSize
    let table: HTML =
      found.rows.isEmpty
      ? "<p class=\"empty\">\(speaker(EditingText.nothingFound))</p>"
      : parts.table(speaker(Record.words.many), head: head.map { speaker($0) }, rows: rows)
    let new: HTML =
      visit.account.maySomewhere(kind.editing)
      ? "<a class=\"button\" href=\"\(url("new"))\">\(speaker(Record.words.new))</a>" : .empty
    return DeskPage(
      title: speaker(Record.words.many), kind: "records",
      body: """
        <h1>\(speaker(Record.words.many))</h1><p>\(speaker(Record.words.about))</p>
        <div class="list-head">\(search(words, status, visit))\(new)</div>
        <p role="status">\(speaker(EditingText.entries, count: found.total))</p>\(table)
        \(parts.pagination(page: page, of: pages) { number in
          DeskPath.url(kind.path, query: [("q", words), ("status", status?.rawValue ?? ""), ("page", String(number))])
        })
        """)
  }

  /// Who may not edit is led to where they can propose.
  private func rowURL(_ id: String, _ visit: DeskVisit) -> SafeURL {
    let proposes =
      kind == .offer && !visit.account.maySomewhere(kind.editing) && visit.account.maySomewhere(.proposeChanges)
    return proposes ? url(id, "proposal") : url(id)
  }

  private func search(_ words: String, _ status: OfferStatus?, _ visit: DeskVisit) -> HTML {
    let parts = desk.parts(visit)
    var field = Components.FormField("q", visit.speaker(EditingText.searchName))
    field.value = words
    field.kind = .search
    let states: HTML =
      kind == .offer || kind == .event
      ? parts.select(
        "status", visit.speaker(EditingText.fieldStatus),
        [.init("", visit.speaker(EditingText.anyStatus))]
          + OfferStatus.allCases.map { .init($0.rawValue, statusLabel($0.rawValue, visit.speaker)) },
        chosen: status?.rawValue) : .empty
    return """
      <form class="list-search" method="get" action="\(DeskPath.url(kind.path))">\(parts.field(field))\(states)\
      \(parts.submitRow(visit.speaker(EditingText.show)))</form>
      """
  }

  private var hasStatus: Bool { kind == .offer || kind == .event || kind == .contactPoint }

  private func statusLabel(_ status: String, _ speaker: Speaker) -> String {
    if kind == .contactPoint { return speaker.term(PointStatus.group, status) }
    return OfferStatus(rawValue: status).map { speaker($0.text) } ?? status
  }

  // MARK: The form

  /// A new record's form knows its identifier already: sending it twice makes one record.
  private func newForm(_ visit: DeskVisit) async throws -> DeskPage {
    var sheet = Sheet()
    for name in ["organization", "place", "contactPoint", "title", "summary"] {
      if let value = visit.query[name] { sheet[name] = value }
    }
    let drawn = try await drawing(visit)
    return page(Identifier<Record>.make(at: visit.now), nil, sheet, base: 0, visit, drawn)
  }

  private func form(_ visit: DeskVisit) async throws -> DeskPage {
    let id = try visit.identifier(of: Record.self)
    let setting = desk.setting(visit)
    let found = try await desk.database.read { reader in
      (
        record: try Record.find(id, reader), version: try reader.version(of: id),
        draft: try reader.draft(of: id, by: visit.account.id)
      )
    }
    guard found.record != nil || found.draft != nil else { throw HTTPError(.notFound) }
    if let record = found.record, !visit.account.may(kind.editing, inAnyOf: record.scopes), !record.scopes.isEmpty {
      throw HTTPError(.forbidden)
    }
    let drawn = try await drawing(visit)
    let saved = found.record?.sheet(setting) ?? Sheet()
    if let draft = found.draft, visit.query["draft"] == "1" || found.record == nil {
      return page(id, found.record, saved.replacing(names, from: draft.sheet), base: draft.base, visit, drawn)
    }
    var page = page(id, found.record, saved, base: found.version, visit, drawn, draft: found.draft)
    if let record = found.record { page.body += try await NotesPart(desk: desk).html(of: record, visit) }
    return page
  }

  /// What a form needs to be drawn, beside the record.
  private func drawing(_ visit: DeskVisit) async throws -> RecordNames {
    try await desk.database.read { reader in try reader.recordNames(for: visit.account, kind.editing) }
  }

  private func page(
    _ id: Identifier<Record>, _ record: Record?, _ sheet: Sheet, base: Int, _ visit: DeskVisit, _ drawn: RecordNames,
    faults: [SheetFault] = [], overtaking: Overtaking? = nil, draft: Draft? = nil
  ) -> DeskPage {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let form = SheetForm(desk: desk, visit: visit, sheet: sheet, faults: faults, names: drawn)
    let title = record == nil ? speaker(Record.words.new) : speaker(Record.words.edit)
    let name = sheet[Record.nameField]
    var page = DeskPage(
      title: name.isEmpty ? title : "\(name) – \(title)", kind: "record",
      body: """
        \(form.summary())<h1>\(title)\(name.isEmpty ? HTML.empty : "<br><small><bdi>\(name)</bdi></small>")</h1>
        \(notice(visit, record))\(draftNotice(draft, id, visit))\(overtaking.map { merge($0, visit) })
        \(record.map { links($0, visit) })
        <form class="desk-form record-form" method="post" action="\(url(id.description))" \
        data-draft="\(url(id.description, "draft"))" novalidate>\
        \(visit.csrfField)\(parts.hidden("base", String(base)))\(form.sections(Record.sections))\
        \(buttons(sheet, visit))</form>
        """)
    page.scripts = ["editor.js"] + (kind == .place ? ["leaflet/leaflet.min.js", "pick-map.js"] : [])
    page.stylesheets = kind == .place ? ["leaflet/leaflet.css"] : []
    page.status = overtaking != nil ? .conflict : faults.isEmpty ? .ok : .unprocessableContent
    return page
  }

  private func notice(_ visit: DeskVisit, _ record: Record?) -> HTML {
    let texts: [String: EditingText] = [
      "saved": .doneSaved, "published": .donePublished, "status": .doneStatus, "reverted": .doneReverted,
    ]
    guard let text = visit.query["done"].flatMap({ texts[$0] }) else { return .empty }
    let link: HTML =
      record?.publicPath.map {
        "<p><a href=\"\($0.url(in: visit.language))\">\(visit.speaker(EditingText.seePublicPage))</a></p>"
      } ?? .empty
    return desk.parts(visit).notice(
      "<p role=\"status\">\(visit.speaker(text))</p>\(link)", tone: .good, icon: .check)
  }

  private func draftNotice(_ draft: Draft?, _ id: Identifier<Record>, _ visit: DeskVisit) -> HTML {
    guard let draft else { return .empty }
    let parts = desk.parts(visit)
    return parts.notice(
      """
      <p>\(visit.speaker(EditingText.draftThere, ["time": desk.moment(draft.savedAt, visit)]))</p>
      <p><a class="button quiet" href="\(url(id.description, query: [("draft", "1")]))">\(visit.speaker(EditingText.draftContinue))</a></p>
      <form method="post" action="\(url(id.description, "draft", "removal"))">\(visit.csrfField)\
      <button class="button quiet" type="submit">\(visit.speaker(EditingText.draftDrop))</button></form>
      """)
  }

  /// What somebody else saved meanwhile, beside what is typed.
  private func merge(_ overtaking: Overtaking, _ visit: DeskVisit) -> HTML {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let rows = overtaking.colliding.map { field -> [HTML] in
      [
        "\(desk.label(of: field, speaker))", desk.value(of: field, in: overtaking.theirs, visit),
        desk.value(of: field, in: overtaking.merged, visit),
      ]
    }
    let taken = overtaking.takenOver.map { desk.label(of: $0, speaker) }
    let takenLine: HTML =
      taken.isEmpty ? .empty : "<p>\(speaker(EditingText.mergeTakenOver, ["fields": speaker.list(taken)]))</p>"
    return parts.notice(
      """
      <h2>\(speaker(EditingText.mergeTitle))</h2>\
      <p>\(speaker(EditingText.mergeText, ["time": desk.moment(overtaking.at, visit)]))</p>\(takenLine)\
      \(parts.table(
        speaker(EditingText.mergeTable), head: [EditingText.columnField, .columnTheirs, .columnYours].map { speaker($0) },
        rows: rows))
      """, tone: .warn, icon: .warning)
  }

  private func links(_ record: Record, _ visit: DeskVisit) -> HTML {
    let id = record.id.description
    let status = record.sheet(desk.setting(visit))["status"]
    let open: HTML =
      record.publicPath.map {
        "<a class=\"button quiet\" href=\"\($0.url(in: visit.language))\">\(visit.speaker(EditingText.seePublicPage))</a>"
      } ?? .empty
    let moves: [(OfferStatus, EditingText)] = [
      (.published, .publish), (.paused, .pause), (.ended, .end), (.draft, .backToDraft),
    ]
    let buttons = moves.filter { $0.0.rawValue != status }.map { move, text -> HTML in
      "<button class=\"button quiet\" name=\"status\" value=\"\(move.rawValue)\" type=\"submit\">\(visit.speaker(text))</button>"
    }
    let state: HTML =
      kind == .offer || kind == .event
      ? """
      <form class="status-row" method="post" action="\(url(id, "status"))">\(visit.csrfField)\
      <p>\(visit.speaker(EditingText.fieldStatus)): <strong>\(statusLabel(status, visit.speaker))</strong></p>\
      <p>\(buttons)</p></form>
      """ : .empty
    let languages = desk.pages.site.languages.filter { $0 != desk.pages.site.defaultLanguage }.map { language -> HTML in
      "<li><a href=\"\(url(id, "translations", language.code))\" lang=\"\(language.code)\">\(language.nativeName)</a></li>"
    }
    return """
      \(state)<p class="record-links">\(open)<a class="button quiet" href="\(url(id, "history"))">\
      \(visit.speaker(EditingText.history))</a></p>\
      \(desk.parts(visit).disclosure("\(visit.speaker(EditingText.translations))", "<ul class=\"columns\">\(languages)</ul>"))
      """
  }

  private func buttons(_ sheet: Sheet, _ visit: DeskVisit) -> HTML {
    let speaker = visit.speaker
    let canPublish = (kind == .offer || kind == .event) && sheet["status"] != OfferStatus.published.rawValue
    let publish: HTML =
      canPublish && visit.account.maySomewhere(.publishOffers)
      ? "<button class=\"button\" type=\"submit\" name=\"then\" value=\"publish\">\(speaker(EditingText.saveAndPublish))</button>"
      : .empty
    let save = canPublish ? speaker(EditingText.saveDraft) : speaker(EditingText.save)
    return """
      <p class="submit-row">\(publish)<button class="button\(publish.isEmpty ? HTML.empty : " quiet")" type="submit">\(save)</button>\
      <a class="button quiet" href="\(DeskPath.url(kind.path))">\(speaker(EditingText.cancel))</a></p>
      """
  }

  // MARK: Saving

  private func save(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Record.self)
    guard let base = fields["base"].flatMap({ Int($0) }), base >= 0 else { throw HTTPError(.badRequest) }
    var typed = Sheet(fields, names: names)
    var names = names
    if fields["then"] == "publish", visit.account.maySomewhere(.publishOffers) {
      typed["status"] = OfferStatus.published.rawValue
      names.append("status")
    }
    let edit = SheetEdit(typed, names: names, base: base)
    let setting = desk.setting(visit)
    let outcome = try await desk.database.write { writer -> SaveOutcome in
      let outcome = try writer.save(
        edit, of: id, as: Record.self, by: .desk(visit.account), setting, at: visit.now)
      if case .saved = outcome { try writer.dropDraft(of: id, by: visit.account.id) }
      return outcome
    }
    switch outcome {
    case .saved(_, let sheet):
      try await desk.pages.index.refresh()
      let isPublished = sheet["status"] == OfferStatus.published.rawValue
      return .seeOther(url(id.description, query: [("done", isPublished ? "published" : "saved")]))
    case .faulty(let faults):
      return .page(try await again(id, typed, base: base, visit, faults: faults))
    case .overtaken(let overtaking):
      return .page(
        try await again(id, overtaking.merged, base: overtaking.version, visit, overtaking: overtaking))
    case .forbidden: throw HTTPError(.forbidden)
    case .gone: throw HTTPError(.gone)
    }
  }

  /// The form with everything that was typed.
  private func again(
    _ id: Identifier<Record>, _ typed: Sheet, base: Int, _ visit: DeskVisit, faults: [SheetFault] = [],
    overtaking: Overtaking? = nil
  ) async throws -> DeskPage {
    let record = try await desk.database.read { reader in try Record.find(id, reader) }
    let drawn = try await drawing(visit)
    let kept = record?.sheet(desk.setting(visit)) ?? Sheet()
    return page(
      id, record, kept.replacing(names, from: typed), base: base, visit, drawn, faults: faults, overtaking: overtaking)
  }

  private func changeStatus(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Record.self)
    guard let status = fields["status"].flatMap(OfferStatus.init(rawValue:)), kind == .offer || kind == .event else {
      throw HTTPError(.badRequest)
    }
    if status == .published, !visit.account.maySomewhere(.publishOffers) { throw HTTPError(.forbidden) }
    let setting = desk.setting(visit)
    let outcome = try await desk.database.write { writer -> SaveOutcome in
      var typed = Sheet()
      typed["status"] = status.rawValue
      let edit = SheetEdit(typed, names: ["status"], base: try writer.version(of: id))
      return try writer.save(edit, of: id, as: Record.self, by: .desk(visit.account), setting, at: visit.now)
    }
    switch outcome {
    case .saved:
      try await desk.pages.index.refresh()
      return .seeOther(url(id.description, query: [("done", status == .published ? "published" : "status")]))
    case .faulty(let faults):
      let record = try await desk.database.read { reader in try Record.find(id, reader) }
      return .page(
        try await again(id, record?.sheet(setting) ?? Sheet(), base: 0, visit, faults: faults))
    case .forbidden: throw HTTPError(.forbidden)
    case .gone, .overtaken: throw HTTPError(.gone)
    }
  }

  // MARK: Drafts

  /// Called by the script while somebody types; it reads only the status.
  private func keepDraft(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Record.self)
    let edit = SheetEdit(
      Sheet(fields, names: names), names: names, base: fields["base"].flatMap { Int($0) } ?? 0)
    try await desk.database.write { writer in
      try writer.keepDraft(edit, of: id, by: visit.account.id, at: visit.now)
    }
    return .file(RenderedPage(body: Array("ok\n".utf8), contentType: "text/plain", lifetime: .once))
  }

  private func dropDraft(_ visit: DeskVisit, _: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Record.self)
    let isThere = try await desk.database.write { writer -> Bool in
      try writer.dropDraft(of: id, by: visit.account.id)
      return try Record.find(id, writer) != nil
    }
    return .seeOther(isThere ? url(id.description) : DeskPath.url(kind.path))
  }

  // MARK: Addresses

  private func url(_ segments: String..., query: [(String, String)] = []) -> SafeURL {
    SafeURL(path: ["desk", kind.path] + segments, query: query)
  }

  private func today(_ visit: DeskVisit) -> LocalDate { desk.pages.clock.local(visit.now).date }
}
