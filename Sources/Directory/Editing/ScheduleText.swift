import Web

/// What editors read when times they wrote can't be used; each says what could.
package enum ScheduleText: String, CaseIterable, Sendable, TextKey {
  case line = "schedule.line"
  case unknown = "schedule.unknown"
  case unknownNear = "schedule.unknown-near"
  // What is missing
  case missingDay = "schedule.missing-day"
  case missingTime = "schedule.missing-time"
  case missingEnd = "schedule.missing-end"
  case missingDate = "schedule.missing-date"
  case missingStart = "schedule.missing-start"
  // What cannot be
  case impossibleTime = "schedule.impossible-time"
  case impossibleDate = "schedule.impossible-date"
  case impossibleWeeks = "schedule.impossible-weeks"
  case reversedDays = "schedule.reversed-days"
  case reversedDates = "schedule.reversed-dates"
  case longSpan = "schedule.long-span"
  case otherWeekday = "schedule.other-weekday"
  case closedWeekday = "schedule.closed-weekday"
  // What could mean two things
  case unclearMidnight = "schedule.unclear-midnight"
  case unclearHalf = "schedule.unclear-half"
  case unclearOrdinal = "schedule.unclear-ordinal"
  case unclearHolidays = "schedule.unclear-holidays"
  case halfSaidHolidays = "schedule.half-said-holidays"
  case holdsForAll = "schedule.holds-for-all"
  case contradiction = "schedule.contradiction"
  // What has another place
  case untilElsewhere = "schedule.until-elsewhere"
  case startElsewhere = "schedule.start-elsewhere"
  // Too much
  case tooMany = "schedule.too-many"
  case tooLong = "schedule.too-long"
}
