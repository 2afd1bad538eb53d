import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Who changed a record, what they changed, and how to put an earlier state back.
struct HistoryPages<Record: DeskRecord>: Sendable {
  let desk: DirectoryDesk

  private var path: String { Record.kind.path }

  func addRoutes(to routes: DeskRoutes) {
    routes.page("\(path)/:id/history", for: Record.kind.editing) { try await history($0) }
    routes.page("\(path)/:id/history/:version", for: Record.kind.editing) { try await difference($0) }
    routes.form("\(path)/:id/reversion", for: Record.kind.editing) { try await revert($0, $1) }
  }

  private func history(_ visit: DeskVisit) async throws -> DeskPage {
    let id = try visit.identifier(of: Record.self)
    let found = try await load(id, visit)
    let speaker = visit.speaker
    let names = try await desk.accountNames(found.versions.compactMap(\.account))
    let rows = found.versions.enumerated().map { position, version -> [HTML] in
      let before = position + 1 < found.versions.count ? found.versions[position + 1] : nil
      let changed = before.map { version.sheet.differences(from: $0.sheet).map { desk.label(of: $0, speaker) } } ?? []
      return [
        "<a href=\"\(url(id, "history", String(version.number)))\">\(desk.moment(version.at, visit))</a>",
        "\(version.account.flatMap { names[$0] } ?? speaker(source(version.source)))",
        "\(before == nil ? speaker(EditingText.historyFirst) : changed.joined(separator: ", "))",
      ]
    }
    let table: HTML =
      rows.isEmpty
      ? "<p class=\"empty\">\(speaker(EditingText.historyEmpty))</p>"
      : desk.parts(visit).table(
        speaker(EditingText.history),
        head: [EditingText.columnWhen, .columnWho, .columnChanged].map { speaker($0) }, rows: rows)
    return DeskPage(
      title: speaker(EditingText.history), kind: "history",
      body:
        "<h1>\(speaker(EditingText.history))<br><small><bdi>\(found.name)</bdi></small></h1>\(back(id, visit))\(table)")
  }

  /// What one version changed, and the button that puts it back.
  private func difference(_ visit: DeskVisit) async throws -> DeskPage {
    let id = try visit.identifier(of: Record.self)
    let found = try await load(id, visit)
    guard let number = visit.parameters.get("version").flatMap({ Int($0) }),
      let position = found.versions.firstIndex(where: { $0.number == number })
    else { throw HTTPError(.notFound) }
    let version = found.versions[position]
    let before = position + 1 < found.versions.count ? found.versions[position + 1].sheet : Sheet()
    let speaker = visit.speaker
    let rows = version.sheet.differences(from: before).map { field -> [HTML] in
      let texts = (desk.text(of: field, in: before, visit), desk.text(of: field, in: version.sheet, visit))
      let (removed, added) = WordDifference.marked(texts.0, texts.1)
      return ["\(desk.label(of: field, speaker))", removed, added]
    }
    let isNewest = position == 0
    let revert: HTML =
      isNewest
      ? "<p>\(speaker(EditingText.historyNewest))</p>"
      : """
      <form method="post" action="\(url(id, "reversion"))">\(visit.csrfField)\
      \(desk.parts(visit).hidden("version", String(number)))\(desk.parts(visit).submitRow(speaker(EditingText.revert)))</form>
      """
    return DeskPage(
      title: speaker(EditingText.historyVersion), kind: "history",
      body: """
        <h1>\(speaker(EditingText.historyVersion))<br><small><bdi>\(found.name)</bdi> · \(desk.moment(version.at, visit))</small></h1>
        \(back(id, visit))\(desk.parts(visit).table(
          speaker(EditingText.columnChanged),
          head: [EditingText.columnField, .columnBefore, .columnAfter].map { speaker($0) }, rows: rows))\(revert)
        """)
  }

  private func revert(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try visit.identifier(of: Record.self)
    guard let number = fields["version"].flatMap({ Int($0) }) else { throw HTTPError(.badRequest) }
    let setting = desk.setting(visit)
    let outcome = try await desk.database.write { writer -> SaveOutcome in
      guard let old = try writer.version(number, of: id), let current = try Record.find(id, writer) else {
        return .gone
      }
      var names = Set(old.sheet.names).union(current.sheet(setting.kept).names)
      // Putting an old text back publishes and hides nothing.
      names.remove("status")
      let edit = SheetEdit(old.sheet, names: names.sorted(), base: try writer.version(of: id))
      return try writer.save(
        edit, of: id, as: Record.self, by: .desk(visit.account, .reverted), setting, at: visit.now)
    }
    switch outcome {
    case .saved:
      try await desk.pages.index.refresh()
      return .seeOther(url(id, query: [("done", "reverted")]))
    case .faulty(let faults):
      let texts = faults.map {
        "<li>\(desk.label(of: $0.field, visit.speaker)): \($0.words(visit.speaker))</li>" as HTML
      }
      var page = DeskPage(
        title: visit.speaker(EditingText.history), kind: "history",
        body: """
          <h1>\(visit.speaker(EditingText.revertFailed))</h1>\
          \(desk.parts(visit).notice("<ul>\(texts)</ul>", tone: .bad, icon: .warning))\(back(id, visit))
          """)
      page.status = .unprocessableContent
      return .page(page)
    case .forbidden: throw HTTPError(.forbidden)
    case .gone, .overtaken: throw HTTPError(.gone)
    }
  }

  private func load(
    _ id: Identifier<Record>, _ visit: DeskVisit
  ) async throws -> (name: String, versions: [RecordVersion]) {
    let found = try await desk.database.read { reader in
      (record: try Record.find(id, reader), versions: try reader.versions(of: id))
    }
    guard let record = found.record else { throw HTTPError(.notFound) }
    if !visit.account.may(Record.kind.editing, inAnyOf: record.scopes) { throw HTTPError(.forbidden) }
    return (record.sheet(desk.setting(visit))[Record.nameField], found.versions)
  }

  private func source(_ source: RecordVersion.Source) -> EditingText {
    switch source {
    case .before: .sourceBefore
    case .desk, .reverted: .sourceErased
    case .proposal: .sourceProposal
    case .link: .sourceLink
    case .imported: .sourceImported
    }
  }

  private func back(_ id: Identifier<Record>, _ visit: DeskVisit) -> HTML {
    "<p><a href=\"\(url(id))\">\(desk.parts(visit).icon(.back))\(visit.speaker(EditingText.backToForm))</a></p>"
  }

  private func url(_ id: Identifier<Record>, _ segments: String..., query: [(String, String)] = []) -> SafeURL {
    SafeURL(path: ["desk", path, id.description] + segments, query: query)
  }
}
