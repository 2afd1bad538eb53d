import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Notes on offers and organisations: below their forms, and on a page of their own for those who may not edit.
struct NotePages<Record: DeskRecord>: Sendable {
  let desk: DirectoryDesk

  private var path: String { Record.kind.path }

  func addRoutes(to routes: DeskRoutes) {
    routes.page("\(path)/:id/notes", for: .writeNotes) { try await page($0, text: "", contact: "", faults: []) }
    routes.form("\(path)/:id/notes", for: .writeNotes) { try await write($0, $1) }
    routes.form("\(path)/:id/notes/:note/removal", for: .writeNotes) { visit, _ in try await remove(visit) }
  }

  private func page(
    _ visit: DeskVisit, text: String, contact: String, faults: [SheetFault]
  ) async throws -> DeskPage {
    let (id, record) = try await load(visit)
    let name = record.sheet(desk.setting(visit))[Record.nameField]
    let notes = try await NotesPart(desk: desk, text: text, contact: contact, faults: faults).html(of: record, visit)
    let edit: HTML =
      visit.account.may(Record.kind.editing, inAnyOf: record.scopes)
      ? """
      <p><a href="\(DeskPath.url(path, id.description))">\(desk.parts(visit).icon(.back))\
      \(visit.speaker(EditingText.backToForm))</a></p>
      """ : .empty
    var page = DeskPage(
      title: "\(name) – \(visit.speaker(InboxText.notes))", kind: "inbox",
      body: """
        \(desk.parts(visit).errorSummary(faults.map { ($0.field, visit.speaker($0.text, $0.values)) }))\
        <h1><bdi>\(name)</bdi></h1>\(desk.doneNotice(visit))\(edit)\(notes)
        """)
    if !faults.isEmpty { page.status = .unprocessableContent }
    return page
  }

  private func write(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let (id, _) = try await load(visit)
    var sheet = Sheet(fields, names: ["note", "office"])
    sheet["office"] = sheet["office"].replacing("\n", with: " ")
    let (text, contact) = (sheet["note"], sheet["office"])
    var faults: [SheetFault] = []
    for (field, value, most) in [("note", text, Note.longestText), ("office", contact, Note.longestContact)] {
      let length = value.unicodeScalars.count
      if length > most {
        faults.append(SheetFault(field, .faultTooLong, ["most": String(most), "length": String(length)]))
      }
    }
    if text.isEmpty, contact.isEmpty { faults.append(SheetFault("note", .faultMissing)) }
    guard faults.isEmpty else { return .page(try await page(visit, text: text, contact: contact, faults: faults)) }
    let sealer = desk.pages.sealer
    try await desk.database.write { writer in
      try writer.writeNote(text, contact: contact, on: id, by: visit.account, sealer, at: visit.now)
    }
    return .seeOther(url(id, done: "note"))
  }

  private func remove(_ visit: DeskVisit) async throws -> DeskAnswer {
    let (id, record) = try await load(visit)
    guard let note = visit.parameters.get("note").flatMap({ Identifier<Note>($0) }) else { throw HTTPError(.notFound) }
    let isEditor = visit.account.may(Record.kind.editing, inAnyOf: record.scopes)
    let isDeleted = try await desk.database.write { writer in
      try writer.deleteNote(note, on: id, isEditor: isEditor, by: visit.account, at: visit.now)
    }
    guard isDeleted else { throw HTTPError(.notFound) }
    return .seeOther(url(id, done: "note-gone"))
  }

  private func load(_ visit: DeskVisit) async throws -> (Identifier<Record>, Record) {
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Record>($0) }),
      let record = try await desk.database.read({ reader in try Record.find(id, reader) })
    else { throw HTTPError(.notFound) }
    guard visit.account.may(.writeNotes, inAnyOf: record.scopes) else { throw HTTPError(.forbidden) }
    return (id, record)
  }

  private func url(_ id: Identifier<Record>, done: String) -> SafeURL {
    DeskPath.url(path, id.description, "notes", query: [("done", done)])
  }
}

/// The notes on a record, with the form for another one.
struct NotesPart: Sendable {
  let desk: DirectoryDesk
  var text = ""
  var contact = ""
  var faults: [SheetFault] = []

  /// Nothing for records without notes, and for people who write none.
  func html<Record: DeskRecord>(of record: Record, _ visit: DeskVisit) async throws -> HTML {
    guard Record.kind == .offer || Record.kind == .organization,
      visit.account.may(.writeNotes, inAnyOf: record.scopes)
    else { return .empty }
    let sealer = desk.pages.sealer
    let id = record.id
    let notes = try await desk.database.write { writer in
      try writer.readNotes(on: id, by: visit.account, sealer, at: visit.now)
    }
    let names = try await desk.accountNames(notes.compactMap(\.account))
    let isEditor = visit.account.may(Record.kind.editing, inAnyOf: record.scopes)
    let path = DeskPath.url(Record.kind.path, id.description, "notes")
    let items = notes.map { note -> HTML in
      let mayDelete = isEditor || note.account == visit.account.id
      let writer = note.account.flatMap { names[$0] } ?? visit.speaker(EditingText.sourceErased)
      return item(
        note, by: writer, visit,
        removal: mayDelete
          ? DeskPath.url(Record.kind.path, id.description, "notes", note.id.description, "removal") : nil)
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"empty\">\(visit.speaker(InboxText.notesEmpty))</p>" : "<ul class=\"notes plain\">\(items)</ul>"
    return """
      <section class="notes-part" id="notes"><h2>\(visit.speaker(InboxText.notes))</h2>\
      <p>\(visit.speaker(InboxText.notesLead))</p>\(list)\(form(path, visit))</section>
      """
  }

  private func item(_ note: Note, by writer: String, _ visit: DeskVisit, removal: SafeURL?) -> HTML {
    let speaker = visit.speaker
    let contact: HTML =
      note.contact.map { contact in
        """
        <p><strong>\(speaker(InboxText.office)):</strong> \
        <bdi>\(contact.isEmpty ? speaker(InboxText.contactUnreadable) : contact)</bdi></p>
        """
      } ?? .empty
    let button: HTML =
      removal.map { url in
        """
        <form method="post" action="\(url)">\(visit.csrfField)<button class="button quiet" type="submit">\
        \(speaker(InboxText.deleteNote))<span class="sr-only"> – \(desk.moment(note.writtenAt, visit))</span></button></form>
        """
      } ?? .empty
    return """
      <li><p class="help"><bdi>\(writer)</bdi> · \(desk.moment(note.writtenAt, visit))</p>\
      \(note.text.isEmpty ? HTML.empty : "<p class=\"original\" dir=\"auto\">\(note.text)</p>")\(contact)\(button)</li>
      """
  }

  private func form(_ url: SafeURL, _ visit: DeskVisit) -> HTML {
    let speaker = visit.speaker
    let parts = desk.parts(visit)
    func error(_ name: String) -> String? {
      faults.first { $0.field == name }.map { speaker($0.text, $0.values) }
    }
    var note = Components.FormField("note", speaker(InboxText.noteText))
    note.lines = 3
    note.most = Note.longestText
    note.value = text
    note.error = error("note")
    var office = Components.FormField("office", speaker(InboxText.office))
    office.help = speaker(InboxText.officeHelp)
    office.most = Note.longestContact
    office.value = contact
    office.error = error("office")
    return """
      <form class="desk-form" method="post" action="\(url)">\(visit.csrfField)\(parts.field(note))\(parts.field(office))\
      \(parts.submitRow(speaker(InboxText.writeNote)))</form>
      """
  }
}
