import Vocabulary

extension ScheduleWords {
  /// The schedule in words, a line a rule; German for languages that have no words here.
  package static func write(_ schedule: Schedule, in language: Language) -> String {
    let writer: any ScheduleWriter = language.primary == "en" ? EnglishSchedule() : GermanSchedule()
    var lines = grouped(schedule.rules).map { writer.line($0[0], $0.map { writer.span($0.span) }) }
    let holidays = [
      writer.holidays(schedule.holidays), writer.schoolHolidays(schedule.schoolHolidays),
    ].compactMap(\.self)
    if lines.count == 1 {
      lines[0] = ([lines[0]] + holidays).joined(separator: ", ")
    } else {
      lines += holidays
    }
    lines += schedule.exceptions.map { exception in
      let days = writer.dates(exception.first, exception.last)
      return exception.hours.isEmpty ? writer.closed(days) : writer.only(days, exception.hours.map(writer.span))
    }
    return lines.joined(separator: "\n")
  }

  /// Neighbouring rules that differ in their times only.
  private static func grouped(_ rules: [Schedule.Rule]) -> [[Schedule.Rule]] {
    var groups: [[Schedule.Rule]] = []
    for rule in rules {
      if let last = groups.last?.last, last.days == rule.days, last.recurrence == rule.recurrence {
        groups[groups.count - 1].append(rule)
      } else {
        groups.append([rule])
      }
    }
    return groups
  }
}

/// How a language says times.
protocol ScheduleWriter {
  /// The rule's days with their times.
  func line(_ rule: Schedule.Rule, _ spans: [String]) -> String
  func span(_ span: Schedule.Span) -> String
  func dates(_ first: LocalDate, _ last: LocalDate) -> String
  func closed(_ days: String) -> String
  func only(_ days: String, _ spans: [String]) -> String
  func holidays(_ rule: Schedule.HolidayRule) -> String?
  func schoolHolidays(_ rule: Schedule.HolidayRule) -> String?
}

extension ScheduleWriter {
  func list(_ words: [String], _ and: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(and) " + last
  }

  /// Three days and more in a row become a range.
  func ranges(_ days: [Weekday], _ names: [String]) -> [String] {
    var parts: [String] = []
    var rest = days[...]
    while let first = rest.first {
      var length = 1
      while length < rest.count, rest[rest.startIndex + length].number == first.number + length { length += 1 }
      let run = rest.prefix(length).map { names[$0.number] }
      parts += length > 2 ? ["\(run[0])–\(run[length - 1])"] : run
      rest = rest.dropFirst(length)
    }
    return parts
  }

  /// Hours that sound like the afternoon when they lack their zero.
  func wantsZero(_ time: LocalTime) -> Bool { (60..<360).contains(time.minutes) }

  /// Whether it ends on the next day and wants that said.
  func needsNextDay(_ span: Schedule.Span) -> Bool {
    span.to.minutes > 1440
      && ScheduleLineReader.needsNextDay(from: span.from.minutes, length: span.to.minutes - span.from.minutes)
  }
}

struct GermanSchedule: ScheduleWriter {
  private let names = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
  private let shortNames = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
  private let ordinals = [1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"]

  func line(_ rule: Schedule.Rule, _ spans: [String]) -> String {
    let times = list(spans, "und") + (spans.last?.hasSuffix("Tag") == true ? "" : " Uhr")
    let days = rule.orderedDays
    switch rule.recurrence {
    case .once(let day): return "am \(date(day)) \(times)"
    case .monthly(let nth):
      let which = list(nth.compactMap { ordinals[$0] }, "und")
      return "jeden \(which) \(list(days.map { names[$0.number] }, "und")) im Monat \(times)"
    case .weekly(let every, let start):
      let begin = start.map { " ab \(date($0))" } ?? ""
      guard every > 1 else { return "\(weekly(days)) \(times)\(begin)" }
      let count = [2: "zwei", 3: "drei", 4: "vier"][every] ?? String(every)
      let plural = days.count == 1 ? "\(names[days[0].number].lowercased())s" : several(days)
      return "alle \(count) Wochen \(plural) \(times)\(begin)"
    }
  }

  private func weekly(_ days: [Weekday]) -> String {
    switch days.count {
    case 7: "täglich"
    case 1: "jeden \(names[days[0].number])"
    default: several(days)
    }
  }

  private func several(_ days: [Weekday]) -> String { list(ranges(days, shortNames), "und") }

  func span(_ span: Schedule.Span) -> String {
    let from = (wantsZero(span.from) ? "0" : "") + time(span.from.minutes)
    let to = time(span.to.minutes > 1440 ? span.to.minutes - 1440 : span.to.minutes)
    return needsNextDay(span) ? "\(from)–\(to) Uhr am nächsten Tag" : "\(from)–\(to)"
  }

  private func time(_ minutes: Int) -> String {
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return minute == 0 ? "\(hour)" : "\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  private func date(_ day: LocalDate) -> String { "\(day.day).\(day.month).\(day.year)" }

  func dates(_ first: LocalDate, _ last: LocalDate) -> String {
    first == last ? "am \(date(first))" : "\(date(first))–\(date(last))"
  }

  func closed(_ days: String) -> String { "geschlossen \(days)" }

  func only(_ days: String, _ spans: [String]) -> String {
    "\(days) nur \(list(spans, "und"))" + (spans.last?.hasSuffix("Tag") == true ? "" : " Uhr")
  }

  func holidays(_ rule: Schedule.HolidayRule) -> String? {
    switch rule {
    case .closed: "nicht an Feiertagen"
    case .open: "auch an Feiertagen"
    case .notStated: nil
    }
  }

  func schoolHolidays(_ rule: Schedule.HolidayRule) -> String? {
    switch rule {
    case .closed: "nicht in den Schulferien"
    case .open: "auch in den Schulferien"
    case .notStated: nil
    }
  }
}

struct EnglishSchedule: ScheduleWriter {
  private let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private let shortNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private let ordinals = [1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"]

  func line(_ rule: Schedule.Rule, _ spans: [String]) -> String {
    let times = list(spans, "and")
    let days = rule.orderedDays
    switch rule.recurrence {
    case .once(let day): return "on \(date(day)) \(times)"
    case .monthly(let nth):
      let which = list(nth.compactMap { ordinals[$0] }, "and")
      return "every \(which) \(list(days.map { names[$0.number] }, "and")) of the month \(times)"
    case .weekly(let every, let start):
      let begin = start.map { " from \(date($0))" } ?? ""
      guard every > 1 else { return "\(weekly(days)) \(times)\(begin)" }
      let count = [2: "two", 3: "three", 4: "four"][every] ?? String(every)
      let plural = days.count == 1 ? "\(names[days[0].number])s" : several(days)
      return "every \(count) weeks on \(plural) \(times)\(begin)"
    }
  }

  private func weekly(_ days: [Weekday]) -> String {
    switch days.count {
    case 7: "daily"
    case 1: "every \(names[days[0].number])"
    default: several(days)
    }
  }

  private func several(_ days: [Weekday]) -> String { list(ranges(days, shortNames), "and") }

  func span(_ span: Schedule.Span) -> String {
    let to = span.to.minutes == 1440 ? "24:00" : span.to.description
    let hour = { (text: String) in text.hasPrefix("0") ? String(text.dropFirst()) : text }
    let from = wantsZero(span.from) ? span.from.description : hour(span.from.description)
    let words = "\(from)–\(hour(to))"
    return needsNextDay(span) ? "\(words) the next day" : words
  }

  private func date(_ day: LocalDate) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

  func dates(_ first: LocalDate, _ last: LocalDate) -> String {
    first == last ? "on \(date(first))" : "\(date(first)) – \(date(last))"
  }

  func closed(_ days: String) -> String { "closed \(days)" }
  func only(_ days: String, _ spans: [String]) -> String { "\(days) only \(list(spans, "and"))" }

  func holidays(_ rule: Schedule.HolidayRule) -> String? {
    switch rule {
    case .closed: "not on public holidays"
    case .open: "also on public holidays"
    case .notStated: nil
    }
  }

  func schoolHolidays(_ rule: Schedule.HolidayRule) -> String? {
    switch rule {
    case .closed: "not in school holidays"
    case .open: "also in school holidays"
    case .notStated: nil
    }
  }
}
