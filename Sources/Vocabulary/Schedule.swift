/// When something takes place: weekly or monthly rules, exceptions, and what holds on public and in school holidays.
package struct Schedule: Hashable, Sendable, Codable {
  package var rules: [Rule]
  package var exceptions: [Exception]
  package var holidays: HolidayRule
  package var schoolHolidays: HolidayRule

  package init(
    rules: [Rule], exceptions: [Exception] = [], holidays: HolidayRule = .notStated,
    schoolHolidays: HolidayRule = .notStated
  ) {
    self.rules = rules
    self.exceptions = exceptions
    self.holidays = holidays
    self.schoolHolidays = schoolHolidays
  }

  /// One span of a day, from a time to a later one; past midnight when the end lies beyond 24:00.
  package struct Span: Hashable, Sendable, Comparable {
    package let from: LocalTime
    package let to: LocalTime

    /// A span from clock times; an end at or before the start means the next day.
    package init?(from: LocalTime, to: LocalTime) {
      let end = to <= from ? LocalTime(minutes: to.minutes + 1440) : to
      guard let end, end.minutes - from.minutes <= 1440 else { return nil }
      self.from = from
      self.to = end
    }

    /// A span whose end is already counted past midnight, as it is kept in memory; nil unless it lasts up to a day.
    package init?(startingAt from: LocalTime, endingAt to: LocalTime) {
      guard from < to, to.minutes - from.minutes <= 1440 else { return nil }
      self.from = from
      self.to = to
    }

    package static func < (one: Span, other: Span) -> Bool { (one.from, one.to) < (other.from, other.to) }
  }

  /// How often a rule comes round.
  package enum Recurrence: Hashable, Sendable {
    /// Every so many weeks (1 = each week), counted from the week of `start`, and not before it.
    case weekly(every: Int, start: LocalDate?)
    /// On the given occurrences of the weekday within a month: 1 to 5, or −1 for the last.
    case monthly(nth: [Int])
    /// On this one day.
    case once(LocalDate)
  }

  /// Days of the week with one span, recurring.
  package struct Rule: Hashable, Sendable {
    package var days: Set<Weekday>
    package var span: Span
    package var recurrence: Recurrence

    package init(days: Set<Weekday>, span: Span, recurrence: Recurrence = .weekly(every: 1, start: nil)) {
      self.days = days
      self.span = span
      self.recurrence = recurrence
    }

    /// Whether the rule alone, without exceptions and holidays, takes place on a day.
    package func takesPlace(on day: LocalDate) -> Bool {
      switch recurrence {
      case .once(let date):
        return date == day
      case .weekly(let every, let start):
        guard days.contains(day.weekday) else { return false }
        guard let start else { return true }
        let weeks = (Self.monday(of: day).dayNumber - Self.monday(of: start).dayNumber) / 7
        return day >= start && weeks % every == 0
      case .monthly(let nth):
        guard days.contains(day.weekday) else { return false }
        return nth.contains(day.weekdayOrdinal) || (nth.contains(-1) && day.isLastWeekdayOfMonth)
      }
    }

    /// A day that the rule names by its date, not by its weekday.
    package func names(_ day: LocalDate) -> Bool { recurrence == .once(day) }

    private static func monday(of day: LocalDate) -> LocalDate { day.adding(days: -day.weekday.number) }
  }

  /// Days on which other hours hold, or none at all.
  package struct Exception: Hashable, Sendable {
    package var first: LocalDate
    package var last: LocalDate
    /// Empty when nothing takes place.
    package var hours: [Span]

    package init(first: LocalDate, last: LocalDate, hours: [Span] = []) {
      self.first = first
      self.last = last
      self.hours = hours
    }
  }

  /// What holds on holidays of the Land. Not stated is treated as closed on public holidays, because most offers rest
  /// then, and as open in school holidays, because most go on.
  package enum HolidayRule: String, Sendable, Codable, CaseIterable {
    case closed
    case open
    case notStated = "not-stated"
  }

  /// What takes place on a day, earliest first: an exception decides, then a public holiday, then the rules. School
  /// holidays leave days that a rule names by their date.
  package func spans(on day: LocalDate, in land: Land) -> [Span] {
    if let exception = exceptions.last(where: { $0.first <= day && day <= $0.last }) {
      return exception.hours.sorted()
    }
    var held = rules.filter { $0.takesPlace(on: day) }
    if held.isEmpty || (holidays != .open && land.holiday(on: day) != nil) { return [] }
    if schoolHolidays == .closed, land.schoolHoliday(on: day) != nil { held.removeAll { !$0.names(day) } }
    return held.map(\.span).sorted()
  }

  /// The span that is going on at a local moment, with the day it began; spans of the day before count past midnight.
  package func current(at moment: LocalMoment, in land: Land) -> Occurrence? {
    for daysBack in 0...1 {
      let day = moment.date.adding(days: -daysBack)
      let minute = moment.minutes + daysBack * 1440
      if let span = spans(on: day, in: land).first(where: { $0.from.minutes <= minute && minute < $0.to.minutes }) {
        return Occurrence(day: day, span: span)
      }
    }
    return nil
  }

  /// The next occurrences that begin at or after a local moment, at most `count`, looking `days` days ahead.
  package func upcoming(from moment: LocalMoment, count: Int, days: Int = 366, in land: Land) -> [Occurrence] {
    var found: [Occurrence] = []
    for offset in 0...days {
      let day = moment.date.adding(days: offset)
      for span in spans(on: day, in: land) where offset > 0 || span.from.minutes >= moment.minutes {
        found.append(Occurrence(day: day, span: span))
        if found.count == count { return found }
      }
    }
    return found
  }

  /// One time that something takes place.
  package struct Occurrence: Hashable, Sendable {
    package let day: LocalDate
    package let span: Span
  }
}

/// A day and a minute on the clock of a place.
package struct LocalMoment: Hashable, Sendable {
  package let date: LocalDate
  /// Minutes since midnight, 0 to 1439.
  package let minutes: Int

  package init(date: LocalDate, minutes: Int) {
    self.date = date
    self.minutes = minutes
  }
}
