import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// A record's texts in another language, side by side with the source.
struct TranslationPages<Record: DeskRecord>: Sendable {
  let desk: DirectoryDesk

  private var path: String { Record.kind.path }

  func addRoutes(to routes: DeskRoutes) {
    routes.page("\(path)/:id/translations/:language", for: .translate) { try await form($0) }
    routes.form("\(path)/:id/translations/:language", for: .translate) { try await save($0, $1) }
  }

  private func form(_ visit: DeskVisit) async throws -> DeskPage {
    let (id, language) = try address(visit)
    let found = try await desk.database.read { reader in
      (record: try Record.find(id, reader), version: try reader.version(of: id))
    }
    guard let record = found.record else { throw HTTPError(.notFound) }
    guard visit.account.may(.translate, inAnyOf: record.scopes) else { throw HTTPError(.forbidden) }
    return page(id, language, record.sheet(desk.setting(visit)), base: found.version, visit)
  }

  private func page(
    _ id: Identifier<Record>, _ language: Language, _ sheet: Sheet, base: Int, _ visit: DeskVisit,
    faults: [SheetFault] = [], overtaking: Overtaking? = nil
  ) -> DeskPage {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    let source = Language(code: sheet["language"]) ?? .german
    let plain = PlainLanguagePart(desk: desk, speaker: speaker)
    let isSimple = language == .simpleGerman
    let whole = Record.textFields.map { sheet[Sheet.name($0.name, in: language)] }.joined(separator: "\n\n")
    let rows = Record.textFields.filter { !sheet[$0.name].isEmpty || !sheet[Sheet.name($0.name, in: language)].isEmpty }
      .map {
        field -> HTML in
        var input = Components.FormField(Sheet.name(field.name, in: language), desk.label(of: field.name, speaker))
        input.value = sheet[input.name]
        input.lines = field.most > 300 ? (sheet[field.name].utf8.count > 300 ? 8 : 3) : 1
        input.most = field.most
        input.language = language
        input.error = faults.first { $0.field == input.name }.map { $0.words(speaker) }
        return """
          <div class="side-by-side"><div class="source" lang="\(source.code)" dir="\(source.direction.rawValue)">\
          <p class="help">\(desk.label(of: field.name, speaker)) · \(source.nativeName)</p>\
          <p class="original">\(sheet[field.name])</p></div>\
            <div>\(parts.field(input))\(isSimple ? plain.findings(in: sheet[input.name]) : .empty)</div></div>
          """
      }
    let stale: HTML =
      sheet[Sheet.staleName(language)] == "1"
      ? parts.notice("<p>\(speaker(EditingText.translationIsStale))</p>", tone: .warn, icon: .warning) : .empty
    let collision: HTML =
      overtaking == nil
      ? .empty
      : parts.notice(
        "<p>\(speaker(EditingText.translationOvertaken))</p>", tone: .warn, icon: .warning)
    let done: HTML =
      visit.query["done"] == "saved"
      ? parts.notice("<p role=\"status\">\(speaker(EditingText.doneSaved))</p>", tone: .good, icon: .check) : .empty
    let title = speaker(EditingText.translateInto, ["language": language.nativeName])
    var page = DeskPage(
      title: title, kind: "translation",
      body: """
        \(parts.errorSummary(faults.map { ($0.field, "\(desk.label(of: $0.field, speaker)): \($0.words(speaker))") }))\
        <h1>\(title)<br><small><bdi>\(sheet[Record.nameField])</bdi></small></h1>\(done)\(stale)\(collision)
        <p>\(speaker(EditingText.translateHelp))</p>\(plain.readability(of: whole, in: language))
        <form class="desk-form translation-form" method="post" action="\(url(id, language))">\(visit.csrfField)\
        \(parts.hidden("base", String(base)))\(rows)\(parts.submitRow(
          speaker(EditingText.saveTranslation),
          cancel: (speaker(EditingText.translations), DeskPath.url("translations", language.code))))</form>
        """)
    page.status = overtaking != nil ? .conflict : faults.isEmpty ? .ok : .unprocessableContent
    return page
  }

  private func save(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let (id, language) = try address(visit)
    guard let base = fields["base"].flatMap({ Int($0) }), base >= 0 else { throw HTTPError(.badRequest) }
    let names = Record.textFields.map { Sheet.name($0.name, in: language) }
    // Who saves a translation has read the source: it is not stale any more.
    let edit = SheetEdit(
      Sheet(fields, names: names), names: names + [Sheet.staleName(language)], base: base, action: .translate)
    let setting = desk.setting(visit)
    let outcome = try await desk.database.write { writer in
      try writer.save(edit, of: id, as: Record.self, by: .desk(visit.account), setting, at: visit.now)
    }
    switch outcome {
    case .saved:
      try await desk.pages.index.refresh()
      return .seeOther(url(id, language, query: [("done", "saved")]))
    case .faulty(let faults):
      return .page(try await again(id, language, edit, base: base, visit, faults: faults))
    case .overtaken(let overtaking):
      return .page(page(id, language, overtaking.merged, base: overtaking.version, visit, overtaking: overtaking))
    case .forbidden: throw HTTPError(.forbidden)
    case .gone: throw HTTPError(.gone)
    }
  }

  private func again(
    _ id: Identifier<Record>, _ language: Language, _ edit: SheetEdit, base: Int, _ visit: DeskVisit,
    faults: [SheetFault]
  ) async throws -> DeskPage {
    guard let record = try await desk.database.read({ reader in try Record.find(id, reader) }) else {
      throw HTTPError(.gone)
    }
    let sheet = record.sheet(desk.setting(visit)).replacing(edit.names, from: edit.typed)
    return page(id, language, sheet, base: base, visit, faults: faults)
  }

  private func address(_ visit: DeskVisit) throws -> (Identifier<Record>, Language) {
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Record>($0) }),
      let language = visit.parameters.get("language").flatMap({ Language(code: $0) }),
      desk.pages.site.languages.contains(language)
    else { throw HTTPError(.notFound) }
    return (id, language)
  }

  private func url(_ id: Identifier<Record>, _ language: Language, query: [(String, String)] = []) -> SafeURL {
    SafeURL(path: ["desk", path, id.description, "translations", language.code], query: query)
  }
}
