import Search
import Vocabulary
import Web

/// The directory's own components: what a page says of a record, in the visitor's language and at their moment.
struct Parts {
  let site: DirectorySite
  let speaker: Speaker
  let directory: PublishedDirectory
  let components: Components
  let moment: LocalMoment
  let now: Timestamp

  init(_ site: DirectorySite, _ visit: Visit, _ directory: PublishedDirectory) {
    self.init(site, visit.speaker, at: visit.now, directory)
  }

  init(_ site: DirectorySite, _ speaker: Speaker, at now: Timestamp, _ directory: PublishedDirectory) {
    self.site = site
    self.speaker = speaker
    self.now = now
    self.directory = directory
    components = Components(speaker: speaker, assets: site.site.assets)
    moment = site.clock.local(now)
  }

  var language: Language { speaker.language }
  var land: Land { site.clock.land }

  func icon(_ icon: Icon) -> HTML { components.icon(icon) }
  func text(_ shown: ShownText, marking ranges: [Range<Int>] = []) -> HTML {
    components.text(shown, marking: ranges)
  }
  func url(_ path: DirectoryPath) -> SafeURL { path.url(in: language) }

  // MARK: Times

  /// Whether it is open now, until when, or what today's hours are.
  func hoursToday(of point: ContactPoint) -> HTML {
    guard let hours = point.hours else { return .empty }
    if let current = hours.current(at: moment, in: land) {
      let until = speaker(DirectoryText.openUntil, ["time": current.span.to.description])
      return "<span class=\"open-now\">\(icon(.clock))<span>\(until)</span></span>"
    }
    let today = hours.spans(on: moment.date, in: land)
    let words =
      today.isEmpty
      ? speaker(DirectoryText.pointClosedToday)
      : speaker(DirectoryText.pointToday, ["hours": speaker.list(today.map(speaker.span))])
    return "<span class=\"closed-now\">\(icon(.clock))<span>\(words)</span></span>"
  }

  /// The rules in words: “Tuesdays and Thursdays, 15:00–17:30”.
  func rules(of schedule: Schedule) -> [String] {
    schedule.rules.map { rule in
      let hours = speaker.span(rule.span)
      switch rule.recurrence {
      case .once(let day):
        return "\(speaker.day(day, today: moment.date)), \(hours)"
      case .monthly(let nth):
        let days = rule.orderedDays.flatMap { day in nth.map { speaker.term("nthWeekday.\($0)", day.rawValue) } }
        return "\(speaker.list(days)), \(hours)"
      case .weekly(let every, let start):
        let days = speaker.list(rule.orderedDays.map { speaker.term("weekdayPlural", $0.rawValue) })
        let words = every == 1 ? "\(days), \(hours)" : "\(days) (\(speaker.term("every", String(every)))), \(hours)"
        guard let start, start > moment.date else { return words }
        return words + " · " + speaker(DirectoryText.validFrom, ["date": speaker.date(start, today: moment.date)])
      }
    }
  }

  /// What holds beyond the rules: holidays, and exceptions that are still to come.
  func exceptions(of schedule: Schedule) -> [String] {
    var words: [String] = []
    switch schedule.holidays {
    case .closed: words.append(speaker(DirectoryText.closedOnHolidays))
    case .open: words.append(speaker(DirectoryText.openOnHolidays))
    case .notStated: break
    }
    if schedule.schoolHolidays == .closed { words.append(speaker(DirectoryText.closedInSchoolHolidays)) }
    for exception in schedule.exceptions where exception.last >= moment.date {
      let first = speaker.date(exception.first, today: moment.date)
      let days =
        exception.first == exception.last
        ? first
        : speaker(WebText.timeRange, ["from": first, "to": speaker.date(exception.last, today: moment.date)])
      words.append(
        exception.hours.isEmpty
          ? speaker(DirectoryText.exceptionClosed, ["days": days])
          : speaker(
            DirectoryText.exceptionHours, ["days": days, "hours": speaker.list(exception.hours.map(speaker.span))]))
    }
    return words
  }

  func occurrence(_ occurrence: Schedule.Occurrence) -> String {
    "\(speaker.day(occurrence.day, today: moment.date)), \(speaker.span(occurrence.span))"
  }

  /// When an event takes place; without the day where that stands above already.
  func date(_ date: Event.Date, namesDay: Bool = true) -> String {
    let start = site.clock.local(date.start)
    let end = site.clock.local(date.end)
    guard let from = LocalTime(minutes: start.minutes),
      let to = LocalTime(minutes: end.minutes + (end.date.dayNumber - start.date.dayNumber) * 1440),
      let span = Schedule.Span(startingAt: from, endingAt: to)
    else { return speaker.day(start.date, today: moment.date) }
    return namesDay ? "\(speaker.day(start.date, today: moment.date)), \(speaker.span(span))" : speaker.span(span)
  }

  // MARK: Places and people

  func phone(_ number: String?) -> HTML {
    guard let number, let url = SafeURL(phone: number) else { return .empty }
    return "<p><a class=\"icon-link\" href=\"\(url)\">\(icon(.phone))<bdi dir=\"ltr\">\(number)</bdi></a></p>"
  }

  /// The address as far as it is public.
  func address(_ place: PublicPlace) -> HTML {
    if place.isHidden { return "\(speaker(DirectoryText.addressHidden))" }
    let town = [place.postalCode, place.city].compactMap(\.self).joined(separator: " ")
    let lines = [place.street, town.isEmpty ? nil : town].compactMap(\.self)
    let name = place.texts.shown(\.name, in: language)
    let nameLine: HTML = name.text.isEmpty ? .empty : "<strong>\(text(name))</strong><br>"
    let area: HTML = place.area.map { "<span class=\"area\">\($0.name)</span>" } ?? .empty
    guard place.street != nil else {
      return "\(nameLine)\(area)<br>\(speaker(DirectoryText.addressArea))"
    }
    return """
      \(nameLine)<bdi>\(lines.map { HTML(text: $0) }.joined(separator: "<br>"))</bdi>\
      \(area.isEmpty ? HTML.empty : "<br>\(area)")
      """
  }

  /// What parts whole and tenth in the visitor's language.
  private var decimalMark: String { ["en", "ar", "fa"].contains(language.primary) ? "." : "," }

  func distance(_ metres: Double) -> String {
    if metres < 950 {
      return speaker(DirectoryText.metresAway, ["metres": String(Int((metres / 50).rounded()) * 50)])
    }
    let tenths = Int((metres / 100).rounded())
    let number = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10)\(decimalMark)\(tenths % 10)"
    return speaker(DirectoryText.kilometresAway, ["kilometres": number])
  }

  func topicTag(_ code: TopicCode) -> HTML {
    """
    <a class="tag topic-\(code.parent.rawValue)" href="\(url(.topic(code)))">\(icon(topicIcon(code)))\
    <span>\(site.catalogue.label(code, in: language))</span></a>
    """
  }

  func topicIcon(_ code: TopicCode) -> Icon { Icon(rawValue: code.parent.rawValue) ?? .info }

  func languageNames(_ languages: [Language]) -> String {
    speaker.list(languages.map { speaker.term("languageName", $0.code) })
  }

  func price(_ cost: Offer.Cost) -> String {
    guard let cents = cost.cents, cents > 0 else { return speaker.term(cost.kind) }
    let amount =
      cents % 100 == 0 ? "\(cents / 100)" : "\(cents / 100)\(decimalMark)\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    let period = cost.period.map { " " + speaker.term($0) } ?? ""
    return speaker(DirectoryText.costAmount, ["amount": amount]) + period
  }
}
