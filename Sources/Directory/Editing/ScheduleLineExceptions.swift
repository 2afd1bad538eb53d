import Vocabulary

/// Days on which it is different: closures, holidays, other hours; and from when on.
extension ScheduleLineReader {
  private enum HolidayKind { case publicOnes, schoolOnes }

  /// “Geschlossen 24.12.2026”, “not in school holidays”.
  mutating func readClosure() throws(ScheduleFault) -> Bool {
    let start = position
    let opening = word(at: position)
    guard opening == .not || opening == .closed else { return false }
    position += 1
    var found = false
    while let next = try struckDay(isFirst: !found) {
      found = true
      try strike(next, start..<position)
    }
    // “Geschlossen 24.12.2026 (Betriebsferien)”.
    if found || (opening == .closed && segment.isEmpty && !line.closures.isEmpty) { return true }
    if case .days = word(at: skippingFillers(from: position)) { throw fault(.closedWeekday, start..<position + 1) }
    if opening == .closed, !segment.days.isEmpty, segment.spans.isEmpty, segment.dates.isEmpty {
      throw fault(.closedWeekday, segmentStart..<position)
    }
    // “24.12.2026 geschlossen”.
    guard segment.isDatesOnly, word(at: position) != .only else {
      if opening == .closed, !(position..<tokens.count).contains(where: isMisspelt) {
        throw fault(.missingDate, start..<position)
      }
      position = start
      throw unknown()
    }
    for dates in segment.dates { try strike(.dates(dates), segmentStart..<position) }
    segment = ScheduleSegment()
    segmentStart = position
    return true
  }

  private enum StruckDay {
    case holidays(HolidayKind)
    case dates(ScheduleDates)
  }

  private mutating func struckDay(isFirst: Bool) throws(ScheduleFault) -> StruckDay? {
    let start = position
    position = skippingFillers(from: position, andCommas: true)
    if let kind = try holidays() { return .holidays(kind) }
    if let dates = try datesAfterWeekday(), isFirst || !isFollowedByTimes { return .dates(dates) }
    position = start
    return nil
  }

  /// A date after a closure that has times is a date of its own.
  private var isFollowedByTimes: Bool {
    let next = skippingFillers(from: position, andCommas: true)
    if case .number = kind(at: next) {
      var ahead = self
      ahead.position = next
      do { return try ahead.dates() == nil } catch { return false }
    }
    return [.only, .noon, .midnight].contains(word(at: next))
  }

  private mutating func strike(_ day: StruckDay, _ range: Range<Int>) throws(ScheduleFault) {
    switch day {
    case .holidays(let kind): try state(.closed, for: kind, range)
    case .dates(let dates): line.closures.append((.init(first: dates.first, last: dates.last), text(range)))
    }
  }

  /// “Auch an Feiertagen”, “in den Schulferien geschlossen”.
  mutating func readHolidays() throws(ScheduleFault) -> Bool {
    let start = position
    if word(at: position) == .also {
      position += 1
      var next = skippingFillers(from: position)
      while next < tokens.count {
        position = next
        guard let kind = try holidays() else { break }
        try state(.open, for: kind, start..<position)
        next = skippingFillers(from: position, andCommas: true)
      }
      return true
    }
    guard let kind = try holidays() else { return false }
    var kinds = [kind]
    while word(at: position) == .and {
      let back = position
      position = skippingFillers(from: position, andCommas: true)
      guard let further = try holidays() else {
        position = back
        break
      }
      kinds.append(further)
    }
    let rule: Schedule.HolidayRule
    switch word(at: position) {
    case .not, .closed: rule = .closed
    case .also, .open: rule = .open
    default: throw fault(.halfSaidHolidays, start..<position)
    }
    position += 1
    if word(at: position) == .open { position += 1 }
    for kind in kinds { try state(rule, for: kind, start..<position) }
    return true
  }

  private mutating func holidays() throws(ScheduleFault) -> HolidayKind? {
    switch (word(at: position), word(at: position + 1)) {
    case (.publicWord, .holidays):
      position += 2
      return .publicOnes
    case (.schoolWord, .holidays):
      position += 2
      return .schoolOnes
    case (.publicHolidays, _):
      position += 1
      return .publicOnes
    case (.schoolHolidays, _):
      position += 1
      return .schoolOnes
    case (.holidays, _): throw fault(.unclearHolidays, position..<position + 1)
    default: return nil
    }
  }

  private mutating func state(
    _ rule: Schedule.HolidayRule, for kind: HolidayKind, _ range: Range<Int>
  ) throws(ScheduleFault) {
    let before = kind == .publicOnes ? line.holidays : line.schoolHolidays
    guard before == nil || before?.rule == rule else { throw fault(.contradiction, range) }
    let statement = ScheduleLine.HolidayStatement(rule: rule, part: text(range))
    switch kind {
    case .publicOnes: line.holidays = statement
    case .schoolOnes: line.schoolHolidays = statement
    }
  }

  /// “Am 31.12.2026 nur 9–12 Uhr”; before weekdays “nur” changes nothing.
  mutating func readOnly() throws(ScheduleFault) -> Bool {
    guard word(at: position) == .only else { return false }
    let next = skippingFillers(from: position + 1)
    switch word(at: next) {
    case .days, .ordinal, .weekly, .not:
      guard segment.dates.isEmpty else { throw unknown() }
    default:
      guard segment.isDatesOnly else { throw unknown() }
      segment.isException = true
    }
    position = next
    return true
  }

  /// “Ab 2.12.2026”. An end belongs to the offer, not to its times.
  mutating func readStart() throws(ScheduleFault) -> Bool {
    let start = position
    switch word(at: position) {
    case .start:
      position = skippingFillers(from: position + 1)
      guard let dates = try datesAfterWeekday() else {
        if case .number = kind(at: position) { throw fault(.missingEnd, start..<position + 1) }
        throw fault(.missingDate, start..<start + 1)
      }
      return try begin(dates, start..<position)
    case .from where !segment.days.isEmpty && segment.dates.isEmpty:
      position = skippingFillers(from: position + 1)
      if let dates = try datesAfterWeekday() { return try begin(dates, start..<position) }
      position = start
      return false
    case .to:
      position = skippingFillers(from: position + 1)
      let isDate = try datesAfterWeekday() != nil
      if isDate { throw fault(.untilElsewhere, start..<position) }
      position = start
      return false
    default: return false
    }
  }

  private mutating func begin(_ dates: ScheduleDates, _ range: Range<Int>) throws(ScheduleFault) -> Bool {
    guard dates.isOneDay else { throw fault(.untilElsewhere, range) }
    guard segment.start == nil else { throw fault(.unknown, range) }
    segment.start = dates.first
    return true
  }
}
