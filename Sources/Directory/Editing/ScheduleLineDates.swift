import Vocabulary

/// Days in the calendar.
extension ScheduleLineReader {
  /// A date that may lack its year.
  private struct PartialDate {
    let year: Int?
    let month: Int
    let day: Int
    let range: Range<Int>

    func inYear(_ other: Int) -> LocalDate? { LocalDate(year: year ?? other, month: month, day: day) }
  }

  /// “5.12.2026”, “24.12.–1.1.”, “24.–31.12.”, “24 December 2026 to 1 January 2027”.
  mutating func dates() throws(ScheduleFault) -> ScheduleDates? {
    let start = position
    if let first = try partialDate(at: start) {
      let next = skippingFillers(from: first.range.upperBound + 1)
      if isTo(at: first.range.upperBound), let last = try partialDate(at: next) {
        position = last.range.upperBound
        return try resolved(first, last, start..<position)
      }
      position = first.range.upperBound
      let day = try resolved(first)
      return ScheduleDates(first: day, last: day)
    }
    guard case .number(let day, let digits) = kind(at: start), digits <= 2, (1...31).contains(day) else { return nil }
    let next = skipOrdinalEnding(from: start + 1)
    if let later = try laterInMonth(at: next) {
      position = next
      let date = try resolved(PartialDate(year: later.year, month: later.month, day: day, range: start..<next))
      return ScheduleDates(first: date, last: date)
    }
    guard isTo(at: next), let last = try partialDate(at: next + 1) else { return nil }
    position = last.range.upperBound
    guard day <= last.day else { throw fault(.reversedDates, start..<position) }
    return try resolved(
      PartialDate(year: last.year, month: last.month, day: day, range: start..<next), last, start..<position)
  }

  /// The date that names the month for the days before it: “24. und 31.12.”
  private func laterInMonth(at start: Int) throws(ScheduleFault) -> PartialDate? {
    guard word(at: start) == .and || (kind(at: start) == .comma && attachedKind(at: start - 1) == .dot) else {
      return nil
    }
    let next = skippingFillers(from: start, andCommas: true)
    if let date = try partialDate(at: next) { return date }
    guard case .number(_, let digits) = kind(at: next), digits <= 2 else { return nil }
    return try laterInMonth(at: skipOrdinalEnding(from: next + 1))
  }

  /// Dates with the weekday before them, which must be theirs: “Do, 24.12.2026”.
  mutating func datesAfterWeekday() throws(ScheduleFault) -> ScheduleDates? {
    let start = position
    guard case .days(let days) = word(at: position), days.count == 1 else { return try dates() }
    position += 1
    while kind(at: position) == .comma || kind(at: position) == .dot || word(at: position) == .am { position += 1 }
    guard let dates = try dates() else {
      position = start
      return nil
    }
    guard dates.first.weekday == days[0] else { throw fault(.otherWeekday, start..<position) }
    return dates
  }

  // MARK: Years

  private func resolved(_ date: PartialDate) throws(ScheduleFault) -> LocalDate {
    try next(date, from: today)
  }

  /// The date in its year, or the first from a day on.
  private func next(_ date: PartialDate, from day: LocalDate) throws(ScheduleFault) -> LocalDate {
    // Leap days are up to eight years apart.
    let years = date.year.map { $0...$0 } ?? day.year...day.year + 8
    for year in years {
      if let found = date.inYear(year), date.year != nil || found >= day { return found }
    }
    throw fault(.impossibleDate, date.range)
  }

  private func resolved(
    _ first: PartialDate, _ last: PartialDate, _ range: Range<Int>
  ) throws(ScheduleFault) -> ScheduleDates {
    let begin: LocalDate
    let end: LocalDate
    if first.year != nil {
      begin = try resolved(first)
      end = try next(last, from: begin)
    } else {
      end = try resolved(last)
      let candidates = (end.year - 8...end.year).compactMap(first.inYear)
      guard let latest = candidates.last(where: { $0 <= end }) else { throw fault(.impossibleDate, first.range) }
      begin = latest
    }
    let isSure = first.year != nil && last.year != nil
    guard begin <= end, isSure || end.dayNumber - begin.dayNumber <= Self.longestGuess else {
      throw fault(.reversedDates, range)
    }
    return ScheduleDates(first: begin, last: end)
  }

  /// Days that lie farther apart than half a year are rather written the wrong way round.
  private static let longestGuess = 183

  // MARK: Forms

  private func partialDate(at start: Int) throws(ScheduleFault) -> PartialDate? {
    guard let date = iso(at: start) ?? numeric(at: start) ?? named(at: start) ?? monthFirst(at: start) else {
      return nil
    }
    // A leap year shows whether the day exists in any year.
    guard LocalDate(year: date.year ?? 2024, month: date.month, day: date.day) != nil else {
      throw fault(.impossibleDate, date.range)
    }
    return date
  }

  /// `2026-12-02`.
  private func iso(at start: Int) -> PartialDate? {
    guard case .number(let year, digits: 4) = kind(at: start), attachedKind(at: start + 1) == .dash,
      case .number(let month, digits: 2) = attachedKind(at: start + 2), attachedKind(at: start + 3) == .dash,
      case .number(let day, digits: 2) = attachedKind(at: start + 4)
    else { return nil }
    return PartialDate(year: year, month: month, day: day, range: start..<start + 5)
  }

  /// `2.12.2026`, `2.12.26`, `2.12.`.
  private func numeric(at start: Int) -> PartialDate? {
    guard case .number(let day, let dayDigits) = kind(at: start), dayDigits <= 2, attachedKind(at: start + 1) == .dot,
      case .number(let month, let monthDigits) = kind(at: start + 2), monthDigits <= 2,
      attachedKind(at: start + 3) == .dot
    else { return nil }
    let year = year(at: start + 4)
    guard year != nil || (1...12).contains(month) else { return nil }
    return PartialDate(year: year, month: month, day: day, range: start..<start + (year == nil ? 4 : 5))
  }

  private func year(at position: Int) -> Int? {
    switch kind(at: position) {
    case .number(let year, digits: 4): year
    case .number(let year, digits: 2) where !tokens[position].isSpaced: 2000 + year
    default: nil
    }
  }

  /// “2. Dezember 2026”, “2nd of December”.
  private func named(at start: Int) -> PartialDate? {
    guard case .number(let day, let digits) = kind(at: start), digits <= 2 else { return nil }
    let next = skipOrdinalEnding(from: start + 1)
    let name = kind(at: next) == .word("of") ? next + 1 : next
    guard case .month(let month) = word(at: name) else { return nil }
    return dateWithLongYear(month: month, day: day, start: start, next: name + 1)
  }

  /// “December 2, 2026”.
  private func monthFirst(at start: Int) -> PartialDate? {
    guard case .month(let month) = word(at: start), case .number(let day, let digits) = kind(at: start + 1), digits <= 2
    else { return nil }
    return dateWithLongYear(month: month, day: day, start: start, next: skipOrdinalEnding(from: start + 2))
  }

  private func dateWithLongYear(month: Int, day: Int, start: Int, next: Int) -> PartialDate {
    let afterSign = [.dot, .comma].contains(kind(at: next)) ? next + 1 : next
    if case .number(let year, digits: 4) = kind(at: afterSign) {
      return PartialDate(year: year, month: month, day: day, range: start..<afterSign + 1)
    }
    let end = attachedKind(at: next) == .dot ? next + 1 : next
    return PartialDate(year: nil, month: month, day: day, range: start..<end)
  }

  private func skipOrdinalEnding(from start: Int) -> Int {
    switch attachedKind(at: start) {
    case .dot, .word("st"), .word("nd"), .word("rd"), .word("th"): start + 1
    default: start
    }
  }
}
