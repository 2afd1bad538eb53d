import Foundation
import Vocabulary

/// An iCalendar object (RFC 5545): fixed dates in UTC, recurring ones with their rule in the town's time zone.
struct Calendar {
  struct Entry {
    enum Time {
      case fixed(Timestamp, Timestamp)
      /// A rule of a schedule; days on which the schedule says otherwise become exceptions for the coming year.
      case recurring(Schedule.Rule, within: Schedule, from: LocalDate, until: LocalDate?)
    }

    let uid: String
    let summary: String
    let description: String
    let location: String
    let url: String
    let time: Time
  }

  let name: String
  let clock: TownClock
  let now: Timestamp
  let entries: [Entry]

  /// Lines folded at 75 bytes and ended with CRLF.
  var text: String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wegpunkt//Wegpunkt//DE", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:\(Self.escaped(name))",
    ]
    let isRecurring = entries.contains { if case .recurring = $0.time { true } else { false } }
    if isRecurring { lines += timeZoneLines }
    for entry in entries { lines += eventLines(entry) }
    lines.append("END:VCALENDAR")
    return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
  }

  private func eventLines(_ entry: Entry) -> [String] {
    guard let times = timeLines(entry.time) else { return [] }
    return ["BEGIN:VEVENT", "UID:\(entry.uid)", "DTSTAMP:\(Self.utc(now))"] + times + [
      "SUMMARY:\(Self.escaped(entry.summary))", "DESCRIPTION:\(Self.escaped(entry.description))",
      "LOCATION:\(Self.escaped(entry.location))", "URL:\(entry.url)", "END:VEVENT",
    ]
  }

  private func timeLines(_ time: Entry.Time) -> [String]? {
    switch time {
    case .fixed(let start, let end):
      return ["DTSTART:\(Self.utc(start))", "DTEND:\(Self.utc(end))"]
    case .recurring(let rule, let schedule, let today, let until):
      let days = (0...400).map { today.adding(days: $0) }.filter { rule.takesPlace(on: $0) }
      guard let first = days.first(where: { schedule.spans(on: $0, in: clock.land).contains(rule.span) }) else {
        return nil
      }
      var lines = [
        "DTSTART;TZID=\(clock.timeZone.identifier):\(Self.local(first, rule.span.from))",
        "DTEND;TZID=\(clock.timeZone.identifier):\(Self.local(first, rule.span.to))",
      ]
      guard let recurrence = recurrenceLine(rule, until: until) else { return lines }
      lines.append(recurrence)
      let missing = days.filter { $0 > first && !schedule.spans(on: $0, in: clock.land).contains(rule.span) }
      lines += missing.map { "EXDATE;TZID=\(clock.timeZone.identifier):\(Self.local($0, rule.span.from))" }
      return lines
    }
  }

  private func recurrenceLine(_ rule: Schedule.Rule, until: LocalDate?) -> String? {
    let names: [Weekday: String] = [
      .monday: "MO", .tuesday: "TU", .wednesday: "WE", .thursday: "TH", .friday: "FR", .saturday: "SA", .sunday: "SU",
    ]
    let days = rule.orderedDays.compactMap { names[$0] }
    let end = until.map { ";UNTIL=\(Self.utc(clock.timestamp($0.adding(days: 1), .midnight)))" } ?? ""
    switch rule.recurrence {
    case .once: return nil
    case .weekly(let every, _): return "RRULE:FREQ=WEEKLY;INTERVAL=\(every);BYDAY=\(days.joined(separator: ","))\(end)"
    case .monthly(let nth):
      let list = days.flatMap { day in nth.map { "\($0)\(day)" } }
      return "RRULE:FREQ=MONTHLY;BYDAY=\(list.joined(separator: ","))\(end)"
    }
  }

  /// The zone's changes of the coming two years, spelt out.
  private var timeZoneLines: [String] {
    let zone = clock.timeZone
    var lines = ["BEGIN:VTIMEZONE", "TZID:\(zone.identifier)"]
    var moment = Date(timeIntervalSince1970: Double(now.seconds) - 370 * 86400)
    var observances: [(at: Date, before: Int)] = []
    let end = Date(timeIntervalSince1970: Double(now.seconds) + 760 * 86400)
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
      observances.append((next, zone.secondsFromGMT(for: next.addingTimeInterval(-1))))
      moment = next
    }
    if observances.isEmpty {
      observances = [(Date(timeIntervalSince1970: 0), zone.secondsFromGMT(for: moment))]
    }
    for observance in observances {
      let after = zone.secondsFromGMT(for: observance.at)
      let kind = zone.isDaylightSavingTime(for: observance.at) ? "DAYLIGHT" : "STANDARD"
      let local = Timestamp(seconds: Int64(observance.at.timeIntervalSince1970) + Int64(observance.before))
      lines += [
        "BEGIN:\(kind)", "DTSTART:\(Self.utc(local).dropLast())", "TZOFFSETFROM:\(Self.offset(observance.before))",
        "TZOFFSETTO:\(Self.offset(after))", "END:\(kind)",
      ]
    }
    return lines + ["END:VTIMEZONE"]
  }

  private static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return (seconds < 0 ? "-" : "+") + digits(minutes / 60) + digits(minutes % 60)
  }

  private static func utc(_ time: Timestamp) -> String {
    time.description.replacing("-", with: "").replacing(":", with: "")
  }

  private static func local(_ day: LocalDate, _ time: LocalTime) -> String {
    let date = day.adding(days: time.minutes / 1440).description.replacing("-", with: "")
    return "\(date)T\(time.description.replacing(":", with: ""))00"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
      .replacing("\r\n", with: "\\n").replacing("\n", with: "\\n").replacing("\r", with: "")
  }

  /// Folds at 75 bytes, never inside a character.
  private static func folded(_ line: String) -> String {
    var folded = ""
    var bytes = 0
    for scalar in line.unicodeScalars {
      let width = String(scalar).utf8.count
      if bytes + width > 74 {
        folded += "\r\n "
        bytes = 1
      }
      folded.unicodeScalars.append(scalar)
      bytes += width
    }
    return folded
  }
}
