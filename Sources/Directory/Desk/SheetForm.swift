import Access
import Search
import Vocabulary
import Web

/// A record's form: its fields as its kind lists them, with what is typed, what is wrong, and whom one can choose.
struct SheetForm {
  let desk: DirectoryDesk
  let visit: DeskVisit
  let sheet: Sheet
  var faults: [SheetFault] = []
  let names: RecordNames

  private var speaker: Speaker { visit.speaker }
  private var parts: Components { Components(speaker: speaker, assets: desk.pages.site.assets) }

  /// What is wrong, each with a link to its field.
  func summary() -> HTML {
    parts.errorSummary(faults.map { ($0.field, "\(label(of: $0.field)): \(message($0))") })
  }

  func sections(_ sections: [SheetSection]) -> HTML {
    sections.map { section -> HTML in
      let fields = section.fields.map(field).joined()
      let title = speaker(section.title)
      guard section.isFolded else { return "<section class=\"form-section\"><h2>\(title)</h2>\(fields)</section>" }
      let hasFaults = section.fields.contains { field in field.names.contains { error(of: $0) != nil } }
      let filled = section.fields.count { field in field.names.contains { !isUnsaid($0) } }
      let count: HTML =
        filled == 0 ? "" : " <span class=\"filled\">\(speaker(EditingText.fieldsFilled, count: filled))</span>"
      return """
        <section class="form-section">\(parts.disclosure("\(title)\(count)", isOpen: hasFaults, fields))</section>
        """
    }.joined()
  }

  /// Whether nobody has said anything in a field yet.
  private func isUnsaid(_ name: String) -> Bool { sheet[name].isEmpty || sheet[name] == "not-stated" }

  // MARK: Fields

  private func field(_ field: SheetField) -> HTML {
    let label = speaker(field.label)
    let help = field.help.map { speaker($0) }
    let error = error(of: field.name)
    switch field.kind {
    case .line(let kind, let most): return line(field, kind, lines: 1, most: most)
    case .text(let lines, let most): return line(field, .text, lines: lines, most: most)
    case .choice(let choices):
      return parts.choice(
        field.name, label, choices.map(option), chosen: chosen(field.name, among: choices), help: help, error: error,
        isRequired: field.isRequired)
    case .select(let choices):
      return parts.select(
        field.name, label, [.init("", speaker(EditingText.notKnownYet))] + choices.map(option),
        chosen: sheet[field.name],
        help: help, error: error, isRequired: field.isRequired)
    case .many(let choices):
      return parts.checkboxes(
        field.name, label, choices.map(option), chosen: Set(sheet[all: field.name]), help: help, error: error)
    case .topics:
      return topics(field)
    case .languages:
      let options = desk.spokenLanguages.map { Components.Option($0, speaker.term("languageName", $0)) }
        .sorted { $0.label < $1.label }
      return parts.checkboxes(
        field.name, label, options, chosen: Set(sheet[all: field.name]), help: help, error: error)
    case .organization: return record(field, names.organizations)
    case .place: return record(field, names.places)
    case .contactPoint: return record(field, names.contactPoints)
    case .schedule: return line(field, .text, lines: 3, most: 4000) + schedule(field.name)
    case .position: return position(field)
    }
  }

  private func line(_ field: SheetField, _ kind: Components.FormField.Kind, lines: Int, most: Int) -> HTML {
    var input = Components.FormField(field.name, speaker(field.label))
    input.value = sheet[field.name]
    input.help = field.help.map { speaker($0) }
    input.error = error(of: field.name)
    input.kind = kind
    input.lines = lines
    input.most = most
    input.isRequired = field.isRequired
    return parts.field(input)
  }

  private func option(_ choice: SheetField.Choice) -> Components.Option {
    switch choice {
    case .term(let group, let code): .init(code, speaker.term(group, code))
    case .text(let value, let text): .init(value, speaker(text))
    }
  }

  /// Of a choice that has “not stated”, this one until another is made.
  private func chosen(_ name: String, among choices: [SheetField.Choice]) -> String? {
    if !sheet[name].isEmpty { return sheet[name] }
    let values = choices.map(option).map(\.value)
    return values.contains("not-stated") ? "not-stated" : values.first
  }

  private func record(_ field: SheetField, _ names: [RecordNames.Name]) -> HTML {
    parts.select(
      field.name, speaker(field.label),
      [.init("", speaker(EditingText.notKnownYet))] + names.map { Components.Option($0.id, $0.name) },
      chosen: sheet[field.name], help: field.help.map { speaker($0) }, error: error(of: field.name),
      isRequired: field.isRequired)
  }

  /// The catalogue's first level, each with its second below it.
  private func topics(_ field: SheetField) -> HTML {
    let catalogue = desk.pages.catalogue
    let chosen = Set(sheet[all: field.name])
    func box(_ code: TopicCode, isFirst: Bool) -> HTML {
      let id = isFirst ? field.name : "\(field.name)-\(code.rawValue)"
      return """
        <label for="\(id)"><input type="checkbox" id="\(id)" name="\(field.name)" value="\(code.rawValue)"\
        \(chosen.contains(code.rawValue) ? " checked" : HTML.empty)><span>\(catalogue.label(code, in: visit.language))</span></label>
        """
    }
    let groups = catalogue.firstLevelCodes.map { parent -> HTML in
      let children = catalogue.children(of: parent).map { "<li>\(box($0, isFirst: false))</li>" as HTML }
      return "<div>\(box(parent, isFirst: parent == catalogue.firstLevelCodes.first))<ul>\(children)</ul></div>"
    }
    return parts.group(
      field.name, speaker(field.label), help: field.help.map { speaker($0) }, error: error(of: field.name),
      isRequired: field.isRequired, "<div class=\"topic-groups\">\(groups)</div>")
  }

  /// The times as they were understood, with the next five dates.
  private func schedule(_ name: String) -> HTML {
    guard let schedule = try? ScheduleWords.read(sheet[name], today: setting.today), !sheet[name].isEmpty else {
      return .empty
    }
    let moment = desk.pages.clock.local(visit.now)
    let dates = schedule.upcoming(from: moment, count: 5, in: desk.pages.clock.land).map { date -> HTML in
      "<li>\(speaker.day(date.day, today: moment.date)), \(speaker.span(date.span))</li>"
    }
    let words = ScheduleWords.write(schedule, in: visit.language).split(separator: "\n").map {
      "<li>\($0)</li>" as HTML
    }
    return """
      <div class="understood"><p>\(speaker(EditingText.understoodAs))</p><ul>\(words)</ul>\
      <p>\(dates.isEmpty ? speaker(EditingText.noNextDates) : speaker(EditingText.nextDates))</p><ol>\(dates)</ol></div>
      """
  }

  private func position(_ field: SheetField) -> HTML {
    let inputs = [("latitude", EditingText.fieldLatitude), ("longitude", .fieldLongitude)].map { name, label -> HTML in
      var input = Components.FormField(name, speaker(label))
      input.value = sheet[name]
      input.error = error(of: name)
      input.most = 24
      return parts.field(input)
    }
    let centre = desk.centre
    return """
      <fieldset class="field position"><legend>\(speaker(field.label))</legend>\
      \(field.help.map { "<p class=\"help\">\(speaker($0))</p>" as HTML })<div class="pair">\(inputs)</div>\
      <div class="pick-map" data-pick-map data-latitude="\(String(centre.latitude))" data-longitude="\(String(centre.longitude))" \
      data-shapes="\(DirectoryPath.mapData([]).url(in: .german))" data-label="\(speaker(EditingText.pickOnMap))" hidden></div></fieldset>
      """
  }

  private var setting: SheetSetting { desk.setting(visit) }

  // MARK: Faults

  private func error(of name: String) -> String? { faults.first { $0.field == name }.map(message) }

  private func message(_ fault: SheetFault) -> String { fault.words(speaker) }

  private func label(of name: String) -> String { desk.label(of: name, speaker) }
}

/// Names of the records one can choose in a form.
struct RecordNames: Sendable {
  struct Name: Sendable, Hashable {
    let id: String
    let name: String
  }

  let organizations: [Name]
  let places: [Name]
  let contactPoints: [Name]
}
