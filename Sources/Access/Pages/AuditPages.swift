import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// The audit trail, for those who may read it.
struct AuditPages: Sendable {
  let desk: Desk

  static let section = DeskSection(
    AccessText.audit, about: AccessText.auditAbout, path: "audit", icon: .list, for: .readAudit)

  private static let pageSize = 50

  func addRoutes(to routes: DeskRoutes) {
    routes.page("audit", for: .readAudit) { try await page($0) }
  }

  private func page(_ visit: DeskVisit) async throws -> DeskPage {
    let filter = try filter(visit.query)
    guard let number = Int(visit.query["page"] ?? "1"), (1...100_000).contains(number) else {
      throw HTTPError(.badRequest)
    }
    let (entries, count, names) = try await desk.database.write { [sealer = desk.sealer] writer in
      try writer.audit("audit.read", by: visit.account.actor, of: "audit", at: visit.now)
      return (
        try writer.auditEntries(filter, limit: Self.pageSize, offset: (number - 1) * Self.pageSize),
        try writer.auditCount(filter),
        try Dictionary(uniqueKeysWithValues: writer.accounts(sealer).map { ($0.id, $0.name) })
      )
    }
    let speaker = visit.speaker
    let parts = Components(speaker: speaker, assets: desk.site.assets)
    let rows = entries.map { entry -> [HTML] in
      [
        "\(desk.moment(entry.at, speaker))", "<bdi>\(who(entry, names, speaker))</bdi>",
        "<code dir=\"ltr\">\(entry.action)</code>",
        """
        <a href="\(DeskPath.url("audit", query: [("record", entry.recordID)]))"><bdi dir="ltr">\
        \(entry.recordKind) \(names.first { $0.key.description == entry.recordID }?.value ?? entry.recordID)</bdi></a>
        """,
        "<bdi dir=\"ltr\">\(entry.details)</bdi>",
      ]
    }
    let head = [AccessText.when, .who, .what, .record, .details].map { speaker($0) }
    let items = visit.query.items.filter { $0.name != "page" && !$0.value.isEmpty }.map { ($0.name, $0.value) }
    let pages = max(1, (count + Self.pageSize - 1) / Self.pageSize)
    return DeskPage(
      title: speaker(AccessText.audit), kind: "audit",
      body: """
        <h1>\(speaker(AccessText.audit))</h1><p>\(speaker(AccessText.auditLead))</p>\(form(visit, names, parts))
        <p role="status">\(speaker(AccessText.auditCount, count: count))</p>
        \(parts.table(speaker(AccessText.audit), head: head, rows: rows))
        \(parts.pagination(page: number, of: pages) { DeskPath.url("audit", query: items + [("page", String($0))]) })
        """)
  }

  private func who(_ entry: AuditEntry, _ names: [Identifier<Account>: String], _ speaker: Speaker) -> String {
    guard let account = entry.account else { return speaker.term("auditSource", entry.source) }
    return names[account] ?? "\(speaker(AccessText.erasedAccount)) \(account)"
  }

  private func filter(_ query: QueryParameters) throws -> AuditFilter {
    var filter = AuditFilter()
    if let text = query["account"] {
      guard let id = Identifier<Account>(text) else { throw HTTPError(.badRequest) }
      filter.account = id
    }
    filter.record = query["record"].map { String($0.prefix(100)) }
    filter.from = try query["from"].map(day)
    filter.until = try query["until"].map { try day($0, after: 1) }
    return filter
  }

  private func day(_ text: String) throws -> Timestamp { try day(text, after: 0) }

  /// The beginning of a day on the town's clock, or of one after it.
  private func day(_ text: String, after days: Int) throws -> Timestamp {
    guard let day = LocalDate(text) else { throw HTTPError(.badRequest) }
    return desk.clock.timestamp(day.adding(days: days), .midnight)
  }

  private func form(_ visit: DeskVisit, _ names: [Identifier<Account>: String], _ parts: Components) -> HTML {
    let speaker = visit.speaker
    let people =
      [Components.Option("", speaker(AccessText.everyone))]
      + names.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { Components.Option($0.key.description, $0.value) }
    var record = Components.FormField("record", speaker(AccessText.record))
    record.value = visit.query["record"] ?? ""
    record.help = speaker(AccessText.recordHelp)
    record.most = 100
    let days = [("from", AccessText.fromDay), ("until", .untilDay)].map { name, label -> HTML in
      var field = Components.FormField(name, speaker(label))
      field.kind = .date
      field.value = visit.query[name] ?? ""
      return parts.field(field)
    }
    return """
      <form class="desk-form" method="get" action="\(DeskPath.url("audit"))">\
      \(parts.select("account", speaker(AccessText.who), people, chosen: visit.query["account"] ?? ""))\
      \(parts.field(record))\(days)\(parts.submitRow(speaker(AccessText.show)))</form>
      """
  }
}
