import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// What people searched and did not find, and what to make of it.
struct SearchesInVainPages: Sendable {
  let desk: DirectoryDesk

  private static let pageSize = 50

  func addRoutes(to routes: DeskRoutes) {
    routes.page("searches", for: .readNoHits) { try await list($0) }
    routes.page("searches/words", for: .readNoHits) { try await choose($0) }
    routes.form("searches/words", for: .readNoHits) { try await addWords($0, $1) }
    routes.form("searches/gap", for: .readNoHits) { try await recordGap($0, $1) }
    routes.form("searches/removal", for: .readNoHits) { try await dismiss($0, $1) }
  }

  private func list(_ visit: DeskVisit) async throws -> DeskPage {
    let today = desk.pages.clock.local(visit.now).date
    let page = visit.query["page"].flatMap { Int($0) }.map { min(max(1, $0), 10_000) } ?? 1
    let (searches, total) = try await desk.database.read { reader in
      (
        try reader.searchesInVain(until: today, offset: (page - 1) * Self.pageSize, limit: Self.pageSize),
        try reader.searchesInVainCount(until: today)
      )
    }
    let speaker = visit.speaker
    let rows = searches.map { search -> HTML in
      """
      <li><h2><bdi lang="\(search.language.code)">\(search.words)</bdi></h2>\
      <p>\(speaker(InboxText.searchedTimes, count: search.count)) · \(search.language.nativeName)</p>\
      \(actions(search, visit))</li>
      """
    }
    let list: HTML =
      rows.isEmpty
      ? "<p class=\"empty\">\(speaker(InboxText.searchesEmpty))</p>" : "<ul class=\"searches plain\">\(rows)</ul>"
    return DeskPage(
      title: speaker(InboxText.searches), kind: "inbox",
      body: """
        <h1>\(speaker(InboxText.searches))</h1>\(desk.doneNotice(visit))<p>\(speaker(InboxText.searchesLead))</p>\(list)
        \(desk.parts(visit).pagination(page: page, of: (total + Self.pageSize - 1) / Self.pageSize) { number in
          DeskPath.url("searches", query: [("page", String(number))])
        })
        """)
  }

  private func actions(_ search: SearchInVain, _ visit: DeskVisit) -> HTML {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let query = [("language", search.language.code), ("words", search.words)]
    // Without the words, a screen reader's user hears the same four names in every row.
    let what: HTML = "<span class=\"sr-only\"> – <bdi>\(search.words)</bdi></span>"
    let fields = query.map { parts.hidden($0.0, $0.1) }
    func button(_ path: String, _ text: InboxText) -> HTML {
      """
      <form method="post" action="\(DeskPath.url("searches", path))">\(visit.csrfField)\(fields)\
      <button class="button quiet" type="submit">\(speaker(text))\(what)</button></form>
      """
    }
    return """
      <div class="row-actions"><a class="button quiet" href="\(DeskPath.url("searches", "words", query: query))">\
      \(speaker(InboxText.addWord))\(what)</a><a class="button quiet" \
      href="\(DeskPath.url("offers", "new", query: [("title", search.words)]))">\(speaker(InboxText.startOffer))\(what)</a>\
      \(button("gap", .recordGap))\(button("removal", .dismiss))</div>
      """
  }

  // MARK: To an offer that was meant

  private func choose(_ visit: DeskVisit) async throws -> DeskPage {
    guard let search = search(visit.query) else { throw HTTPError(.badRequest) }
    return try await choose(search, visit, faults: [])
  }

  private func choose(
    _ search: (words: String, language: Language), _ visit: DeskVisit, faults: [SheetFault]
  ) async throws -> DeskPage {
    let filter = visit.query["q"] ?? ""
    let offers = try await desk.database.read { reader in
      try reader.recordList(.offer, matching: filter, status: nil, offset: 0, limit: 100)
    }
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let hidden = parts.hidden("language", search.language.code) + parts.hidden("words", search.words)
    var field = Components.FormField("q", speaker(EditingText.searchName))
    field.value = filter
    field.kind = .search
    let messages = faults.map { fault in
      ("offer", "\(desk.label(of: fault.field, speaker)): \(speaker(fault.text, fault.values))")
    }
    let options = offers.rows.map { Components.Option($0.id, $0.name) }
    let title = speaker(InboxText.chooseOffer)
    let list: HTML =
      options.isEmpty
      ? "<p class=\"empty\">\(speaker(EditingText.nothingFound))</p>"
      : """
      <form class="desk-form" method="post" action="\(DeskPath.url("searches", "words"))">\(visit.csrfField)\(hidden)\
      \(parts.choice("offer", title, options, chosen: nil, error: messages.first?.1, isRequired: true))\
      \(parts.submitRow(
        speaker(InboxText.addWord), cancel: (speaker(EditingText.cancel), DeskPath.url("searches"))))</form>
      """
    var page = DeskPage(
      title: title, kind: "inbox",
      body: """
        \(parts.errorSummary(messages))<h1>\(title)<br>\
        <small><bdi lang="\(search.language.code)">\(search.words)</bdi> · \(search.language.nativeName)</small></h1>
        <p>\(speaker(InboxText.chooseOfferHelp))</p>
        <form class="list-search" method="get" action="\(DeskPath.url("searches", "words"))">\(hidden)\(parts.field(field))\
        \(parts.submitRow(speaker(EditingText.show)))</form>\(list)
        """)
    if !faults.isEmpty { page.status = .unprocessableContent }
    return page
  }

  private func addWords(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    guard let search = search(fields) else { throw HTTPError(.badRequest) }
    guard let id = fields["offer"].flatMap({ Identifier<Offer>($0) }) else {
      return .page(try await choose(search, visit, faults: [SheetFault("title", .faultMissing)]))
    }
    let setting = desk.setting(visit)
    let outcome = try await desk.database.write { writer in
      try writer.addSearchWords(search.words, in: search.language, to: id, by: visit.account, setting, at: visit.now)
    }
    switch outcome {
    case .saved:
      try await desk.pages.index.refresh()
      return done("words")
    case .faulty(let faults): return .page(try await choose(search, visit, faults: faults))
    case .forbidden: throw HTTPError(.forbidden)
    case .overtaken, .gone: throw HTTPError(.notFound)
    }
  }

  // MARK: A gap, or nothing

  private func recordGap(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    guard let search = search(fields) else { throw HTTPError(.badRequest) }
    let sealer = desk.pages.sealer
    try await desk.database.write { writer in
      // Pressed twice, or by two at once: one gap.
      guard try writer.dismissSearch(search.words, in: search.language) else { return }
      try writer.recordGap(search.words, in: search.language, by: visit.account, sealer, at: visit.now)
    }
    return done("gap")
  }

  private func dismiss(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    guard let search = search(fields) else { throw HTTPError(.badRequest) }
    try await desk.database.write { writer in try writer.dismissSearch(search.words, in: search.language) }
    return done("dismissed")
  }

  private func search(_ fields: QueryParameters) -> (words: String, language: Language)? {
    guard let words = fields["words"], words.unicodeScalars.count <= 200,
      let language = fields["language"].flatMap({ Language(code: $0) })
    else { return nil }
    return (words, language)
  }

  private func done(_ what: String) -> DeskAnswer { .seeOther(DeskPath.url("searches", query: [("done", what)])) }
}
