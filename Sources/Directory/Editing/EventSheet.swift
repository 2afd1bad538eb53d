import Access
import Storage
import Vocabulary

extension Event: SheetRecord {
  package static let kind = RecordKind.event

  static let sheetTexts = SheetTexts<Texts>(
    fields: [
      .init("title", 300, \.title), .init("summary", 1000, \.summary), .init("description", 20000, \.description),
    ], empty: Texts(title: ""))

  package var scopes: [Scope] {
    [.organisation(of: organization)] + (contactPoint.map { [.contactPoint(of: $0)] } ?? [])
  }

  /// The dates stand a line each, `2026-12-05 14:00–17:00`, in the town's time; the town's clock is in the setting.
  package func sheet(_ setting: SheetSetting) -> Sheet {
    var sheet = Sheet()
    Self.sheetTexts.write(texts, to: &sheet)
    sheet["organization"] = organization.description
    sheet["place"] = place?.description ?? ""
    sheet["contactPoint"] = contactPoint?.description ?? ""
    sheet[all: "topics"] = topics.map(\.rawValue)
    sheet[all: "targetGroups"] = targetGroups.map(\.rawValue)
    sheet["dates"] = dates.map { EventDates.write($0, setting.clock) }.joined(separator: "\n")
    sheet.write(cost)
    sheet[all: "languages"] = languages.map(\.code)
    sheet["registration"] = registration.rawValue
    sheet["childcare"] = childcare.rawValue
    sheet["status"] = status.rawValue
    return sheet
  }

  package static func read(
    _ sheet: Sheet, id: Identifier<Event>, earlier _: Event?, _ setting: SheetSetting
  ) -> (record: Event, faults: [SheetFault]) {
    var reader = SheetReader(sheet)
    if sheet["organization"].isEmpty { reader.note("organization", .faultMissing) }
    let event = Event(
      id: id, organization: reader.identifier("organization") ?? Identifier(high: 0, low: 0),
      place: reader.identifier("place"), contactPoint: reader.identifier("contactPoint"),
      topics: reader.topics("topics", of: setting.catalogue, isRequired: true),
      targetGroups: reader.codes("targetGroups"), texts: sheetTexts.read(&reader),
      dates: EventDates.read(&reader, setting), cost: reader.cost(), languages: reader.languages("languages"),
      registration: reader.code("registration", otherwise: .notStated),
      childcare: reader.code("childcare", otherwise: .notStated), status: reader.code("status", otherwise: .draft))
    return (event, reader.faults)
  }

  package static var textFields: [(name: String, most: Int)] { sheetTexts.fields.map { ($0.name, $0.most) } }

  package static func markStale(_ sheet: inout Sheet, since before: Sheet) {
    sheetTexts.markStale(&sheet, since: before)
  }

  package static func find(_ id: Identifier<Event>, _ reader: Reader) throws -> Event? { try reader.events([id]).first }
  package func save(_ writer: Writer) throws { try writer.save([self]) }
}

/// An event's dates in words: `2026-12-05 14:00–17:00` or `5.12.2026 14–17`, a line each.
enum EventDates {
  private static let most = 200

  static func write(_ date: Event.Date, _ clock: TownClock) -> String {
    let start = clock.local(date.start)
    let end = clock.local(date.end)
    return "\(start.date) \(time(start.minutes))–\(time(end.minutes))"
  }

  private static func time(_ minutes: Int) -> String {
    LocalTime(minutes: minutes)?.description ?? ""
  }

  static func read(_ reader: inout SheetReader, _ setting: SheetSetting) -> [Event.Date] {
    let lines = reader.text("dates", most: 8000).split(separator: "\n").map { String($0).trimmed }.filter {
      !$0.isEmpty
    }
    if lines.isEmpty { reader.note("dates", .faultMissing) }
    if lines.count > most { reader.note("dates", .faultTooMany, ["most": String(most)]) }
    var dates: [Event.Date] = []
    for (number, line) in lines.prefix(most).enumerated() {
      if let date = date(line, setting) {
        dates.append(date)
      } else {
        reader.note("dates", .faultDate, ["line": String(number + 1), "what": line])
      }
    }
    return Array(Set(dates)).sorted()
  }

  private static func date(_ line: String, _ setting: SheetSetting) -> Event.Date? {
    // One rule of a schedule that takes place once says just that.
    guard let schedule = try? ScheduleWords.read(line, today: setting.today), schedule.rules.count == 1,
      let rule = schedule.rules.first, case .once(let day) = rule.recurrence
    else { return nil }
    let start = setting.clock.timestamp(day, rule.span.from)
    let length = rule.span.to.minutes - rule.span.from.minutes
    return Event.Date(start: start, end: start.adding(seconds: Int64(length) * 60))
  }
}
