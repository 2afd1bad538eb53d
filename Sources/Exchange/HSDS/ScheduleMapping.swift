import Directory
import Foundation
import Vocabulary

/// What the schedules of a service become.
struct MappedHours {
  var schedule: Schedule?
  /// What the source says in words.
  var note = ""
  var validFrom: LocalDate?
  var validUntil: LocalDate?
}

extension HSDSMapper {
  /// The schedules that hold today, or will; those that cannot be said as ours are kept and told in the note.
  mutating func hours(of record: SourceRecord, further: inout FurtherFields) -> MappedHours {
    let owner = HSDSLinks.Owner(table: .service, key: record.key)
    var hours = MappedHours()
    var rules: [Schedule.Rule] = []
    var bounds: [(from: LocalDate?, until: LocalDate?)] = []
    let rows = links.records(.schedule, of: owner)
    for row in rows {
      let reading = ScheduleReading(row, today: setting.today, clock: setting.clock)
      for (reason, field) in reading.remarks { note(reason, row, field, ["value": row[field]]) }
      if reading.rules.isEmpty {
        keep(row, of: owner, in: &further)
      } else {
        rules += reading.rules
        bounds.append((reading.validFrom, reading.validUntil))
        keepUnsaid(row, of: owner, in: &further)
      }
    }
    hours.note = fitted(
      Self.paragraphs(rows.flatMap { [$0["description"], $0["notes"]] }), 2000, record, "schedules")
    guard !rules.isEmpty else { return hours }
    if rules.count > Schedule.mostEntries {
      note(.tooManyTimes, record, "schedules", ["limit": "\(Schedule.mostEntries)"])
      rules = Array(rules.prefix(Schedule.mostEntries))
    }
    hours.schedule = Schedule(rules: rules)
    // The offer begins and ends with its times only where every one of them does.
    let (starts, ends) = (bounds.compactMap(\.from), bounds.compactMap(\.until))
    if starts.count == bounds.count { hours.validFrom = starts.min() }
    if ends.count == bounds.count { hours.validUntil = ends.max() }
    return hours
  }

  /// A schedule's fields that rules have no word for.
  private mutating func keepUnsaid(
    _ row: SourceRecord, of owner: HSDSLinks.Owner, in further: inout FurtherFields
  ) {
    var rest = row
    let said = [
      "freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "until", "dtstart", "wkst",
      "description", "notes", "service_at_location_id", "location_id",
    ]
    for field in said { rest.fields[field] = nil }
    if Set(rest.fields.keys).subtracting(["id", "service_id"]).isEmpty { return }
    keep(rest, of: owner, in: &further)
  }
}

/// Reads one HSDS schedule, an iCalendar rule with times, as rules of ours; none when it cannot be said exactly.
struct ScheduleReading {
  private(set) var rules: [Schedule.Rule] = []
  private(set) var validFrom: LocalDate?
  private(set) var validUntil: LocalDate?
  /// What to tell about it: the reason and the field.
  private(set) var remarks: [(ImportReason, String)] = []

  private let row: SourceRecord
  private let clock: TownClock

  /// A weekday of `byday`, and which one of the month.
  private struct Day {
    let weekday: Weekday
    let nth: Int?
  }

  init(_ row: SourceRecord, today: LocalDate, clock: TownClock) {
    self.row = row
    self.clock = clock
    validFrom = day("valid_from")
    validUntil = [day("valid_to"), day("until")].compactMap(\.self).min()
    if let end = validUntil, end < today {
      remarks.append((.expiredSchedule, row["valid_to"].isEmpty ? "until" : "valid_to"))
      return
    }
    if let start = validFrom, let end = validUntil, start > end { (validFrom, validUntil) = (nil, nil) }
    readRules(today)
  }

  private mutating func readRules(_ today: LocalDate) {
    guard !row["opens_at"].isEmpty || !row["closes_at"].isEmpty else { return }
    guard let opens = time("opens_at", today), let closes = time("closes_at", today) else { return }
    guard let from = LocalTime(minutes: opens.minutes), let to = LocalTime(minutes: closes.minutes),
      let span = Schedule.Span(from: from, to: to)
    else {
      remarks.append((.unusableTime, "closes_at"))
      return
    }
    guard let days = days(), let recurrences = recurrences(days) else {
      remarks.append((.inexpressibleSchedule, row["byday"].isEmpty ? "freq" : "byday"))
      return
    }
    rules = recurrences.map { recurrence, days in
      Schedule.Rule(days: Set(days.map { Self.shifted($0, by: opens.dayShift) }), span: span, recurrence: recurrence)
    }
  }

  /// Ours say weekdays only; days of the month, weeks of the year and counted repetitions they cannot.
  private func recurrences(_ days: [Day]) -> [(Schedule.Recurrence, [Weekday])]? {
    let others = row["freq"].uppercased() == "MONTHLY" ? ["bymonthday", "count"] : ["byweekno", "count"]
    guard !days.isEmpty, others.allSatisfy({ row[$0].isEmpty }) else { return nil }
    let interval = row["interval"].isEmpty ? 1 : Int(row["interval"]) ?? 0
    switch row["freq"].uppercased() {
    case "WEEKLY", "":
      guard (1...52).contains(interval), days.allSatisfy({ $0.nth == nil }) else { return nil }
      let start = LocalDate(row["dtstart"])
      guard interval == 1 || start != nil else { return nil }
      return [(.weekly(every: interval, start: interval == 1 ? nil : start), days.map(\.weekday))]
    case "MONTHLY":
      guard interval == 1 else { return nil }
      return monthly(days)
    default: return nil
    }
  }

  private func monthly(_ days: [Day]) -> [(Schedule.Recurrence, [Weekday])]? {
    var recurrences: [(Schedule.Recurrence, [Weekday])] = []
    let weekly = days.filter { $0.nth == nil }
    if !weekly.isEmpty { recurrences.append((.weekly(every: 1, start: nil), weekly.map(\.weekday))) }
    for weekday in Weekday.allCases {
      let ordinals = days.filter { $0.weekday == weekday }.compactMap(\.nth)
      guard ordinals.allSatisfy({ (1...5).contains($0) || $0 == -1 }) else { return nil }
      if !ordinals.isEmpty { recurrences.append((.monthly(nth: Set(ordinals).sorted()), [weekday])) }
    }
    return recurrences
  }

  /// `MO,WE` or `2MO,-1FR`; nil when it holds anything else.
  private func days() -> [Day]? {
    let parts = row["byday"].split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " })
    guard parts.count <= 60 else { return nil }
    var days: [Day] = []
    for part in parts {
      guard let weekday = Weekday(rawValue: part.suffix(2).lowercased()) else { return nil }
      let number = part.dropLast(2)
      guard number.isEmpty || Int(number) != nil else { return nil }
      days.append(Day(weekday: weekday, nth: Int(number)))
    }
    return days
  }

  private mutating func day(_ field: String) -> LocalDate? {
    guard !row[field].isEmpty else { return nil }
    if let day = LocalDate(row[field].prefix(10)) { return day }
    remarks.append((.unusableDate, field))
    return nil
  }

  /// `09:00`, `09:00:00`, `09:00+01:00`, `09:00Z` in minutes of the town's day, and by how many days that moved it.
  ///
  /// An offset names the clock of the place, so the time stands as it is written; only `Z` is another clock than the
  /// town's, and is moved by the town's offset of today.
  private mutating func time(_ field: String, _ today: LocalDate) -> (minutes: Int, dayShift: Int)? {
    let text = row[field]
    let digits = text.prefix { $0.isNumber || $0 == ":" }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.utf8.count <= 2 ? Int($0) : nil }
    guard (2...3).contains(parts.count), numbers.count == parts.count,
      numbers.dropFirst().allSatisfy({ (0..<60).contains($0) }),
      (0..<24).contains(numbers[0]) || (numbers[0] == 24 && numbers[1] == 0),
      let isUTC = Self.zone(text.dropFirst(digits.count))
    else {
      remarks.append((.unusableTime, field))
      return nil
    }
    let minutes = numbers[0] * 60 + numbers[1]
    let noon = Date(timeIntervalSince1970: Double(today.dayNumber) * 86_400 + 43_200)
    let offset = clock.timeZone.secondsFromGMT(for: noon) / 60
    guard isUTC, offset != 0 else { return (minutes, 0) }
    remarks.append((.shiftedTime, field))
    let moved = minutes + offset
    let dayShift = moved < 0 ? -1 : moved >= 1440 ? 1 : 0
    return (moved - dayShift * 1440, dayShift)
  }

  /// Whether what follows a time says UTC; nil when it is no zone at all.
  private static func zone(_ text: Substring) -> Bool? {
    if text.isEmpty { return false }
    if text == "Z" || text == "z" { return true }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard (2...4).contains(digits.count), digits.allSatisfy(\.isNumber) else { return nil }
    return digits.allSatisfy { $0 == "0" }
  }

  private static func shifted(_ day: Weekday, by days: Int) -> Weekday {
    Weekday.allCases[(day.number + days + 7) % 7]
  }
}
