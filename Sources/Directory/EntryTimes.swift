import Vocabulary

/// What of the time a visitor may ask an entry for.
struct EntryTimes: Sendable, Equatable {
  var isValid = true
  var isOpenNow = false
  var isToday = false
  var isThisWeek = false
}

/// From which minute on an entry's times hold, and before which; minutes on the town's clock since 1970-01-01.
struct EntryPeriod: Sendable, Equatable {
  var from = Int.min
  var until = Int.max

  /// Shortens the period to the part around `now` that no moment of change cuts.
  mutating func cut(at change: Int, around now: Int) {
    if change <= now { from = max(from, change) } else { until = min(until, change) }
  }
}

extension LocalMoment {
  /// Minutes on the town's clock since 1970-01-01. Where clocks are put back they go back too.
  var clockMinutes: Int { date.startMinutes + minutes }
}

extension LocalDate {
  fileprivate var startMinutes: Int { dayNumber * 1440 }
}

extension EntryTimes {
  /// The times of an entry that takes place by a schedule, and how long they hold.
  ///
  /// - Parameters:
  ///   - schedule: nil where it is not stated; the entry is then never open.
  ///   - first, last: the days between which it is valid.
  static func of(
    _ schedule: Schedule?, first: LocalDate? = nil, last: LocalDate? = nil, at moment: LocalMoment, in land: Land
  ) -> (times: EntryTimes, period: EntryPeriod) {
    let now = moment.clockMinutes
    var times = EntryTimes()
    var period = EntryPeriod()
    if let last { period.cut(at: last.startMinutes + 1440, around: now) }
    if let first { period.cut(at: first.startMinutes, around: now) }
    // What begins in the coming weeks is shown already: people plan ahead.
    times.isValid = last.map { moment.date <= $0 } ?? true
    guard times.isValid, first.map({ $0 <= moment.date }) ?? true, let schedule else { return (times, period) }

    period.cut(at: moment.date.startMinutes, around: now)
    period.cut(at: moment.date.startMinutes + 1440, around: now)
    for day in [moment.date.adding(days: -1), moment.date] {
      for span in schedule.spans(on: day, in: land) {
        let (start, end) = (day.startMinutes + span.from.minutes, day.startMinutes + span.to.minutes)
        period.cut(at: start, around: now)
        period.cut(at: end, around: now)
        if start <= now, now < end { times.isOpenNow = true }
        if day == moment.date, now <= start { times.isToday = true }
      }
    }
    times.isToday = times.isToday || times.isOpenNow
    times.isThisWeek =
      times.isToday
      || (1...6).contains { !schedule.spans(on: moment.date.adding(days: $0), in: land).isEmpty }
    return (times, period)
  }
}
