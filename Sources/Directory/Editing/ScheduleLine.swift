import Vocabulary

/// What one line of times says.
struct ScheduleLine {
  /// A rule for holidays, as it was written.
  struct HolidayStatement {
    let rule: Schedule.HolidayRule
    let part: String
  }

  let number: Int
  var rules: [Schedule.Rule] = []
  var exceptions: [Schedule.Exception] = []
  /// The days on which nothing takes place, as they were written.
  var closures: [(exception: Schedule.Exception, part: String)] = []
  var holidays: HolidayStatement?
  var schoolHolidays: HolidayStatement?

  init(number: Int) { self.number = number }

  /// Whether something takes place again and again.
  var recurs: Bool {
    rules.contains { if case .once = $0.recurrence { false } else { true } }
  }

  var saysNothing: Bool {
    rules.isEmpty && exceptions.isEmpty && closures.isEmpty && holidays == nil && schoolHolidays == nil
  }
}

/// Days and times that belong together within a line.
struct ScheduleSegment {
  var days: Set<Weekday> = []
  var nth: [Int] = []
  var saysMonth = false
  var every: Int?
  var start: LocalDate?
  var dates: [ScheduleDates] = []
  var spans: [Schedule.Span] = []
  /// Whether other hours than usual hold on the dates.
  var isException = false
  /// “15–17 Uhr dienstags”: times come before days in this line.
  var leadsWithSpans = false

  var namesDays: Bool { !days.isEmpty || !dates.isEmpty }
  /// Nothing but days in the calendar so far.
  var isDatesOnly: Bool { !dates.isEmpty && spans.isEmpty && nth.isEmpty && every == nil && start == nil }
  var isEmpty: Bool { !namesDays && spans.isEmpty && nth.isEmpty && every == nil && start == nil && !saysMonth }
}

/// Days in the calendar, as a line names them.
struct ScheduleDates: Hashable {
  let first: LocalDate
  let last: LocalDate

  var isOneDay: Bool { first == last }
}
