import Vocabulary

/// Times on the clock.
extension ScheduleLineReader {
  /// A time as it was written.
  private struct Clock {
    var hour: Int
    var minute = 0
    /// `3` rather than `03`.
    var isShort = false
    /// Before or after noon, in the twelve hours of English.
    var half: Half?
    /// Noon and midnight are said in words.
    var isWord = false

    /// As on a clock of 24 hours, where that is all one can say.
    var minutes: Int { (half.map { hour % 12 + $0.rawValue } ?? hour) * 60 + minute }
    /// Whether it could be meant before and after noon.
    var isOpen: Bool { half == nil && !isWord && (1...12).contains(hour) }

    /// “3–5” is more often meant in the afternoon than at night.
    var soundsLikeAfternoon: Bool { isShort && half == nil && (1...5).contains(hour) }

    func said(in half: Half) -> Int { (hour % 12 + half.rawValue) * 60 + minute }
  }

  private enum Half: Int {
    case morning = 0
    case afternoon = 12

    var other: Half { self == .morning ? .afternoon : .morning }
  }

  /// Whether an end before the beginning is more often a slip than a night, and wants “the next day” beside it.
  static func needsNextDay(from: Int, length: Int) -> Bool { from < 15 * 60 || length > 16 * 60 }

  /// “15–17 Uhr”, “15.30 bis 17 Uhr”, “3 pm to 5:30 pm”.
  mutating func span() throws(ScheduleFault) -> Schedule.Span? {
    let start = position
    guard let first = try clock() else { return nil }
    let isBetween = start > 0 && ["between", "zwischen"].contains(tokens[start - 1].text.lowercased())
    guard isTo(at: position) || (isBetween && word(at: position) == .and) else {
      if isMisspelt(at: position) { throw unknown() }
      throw fault(.missingEnd, start..<position)
    }
    position += 1
    guard let last = try clock() else { throw fault(.missingEnd, start..<position) }
    let saysNextDay = skipNextDay()
    let range = start..<position
    let (from, to) = try minutes(first, last, range)
    guard from < 1440 else { throw fault(.impossibleTime, range) }
    let isNextDay = to <= from
    let needsNextDay = isNextDay && Self.needsNextDay(from: from, length: to + 1440 - from)
    guard saysNextDay ? isNextDay : !needsNextDay else { throw fault(.longSpan, range) }
    guard let begin = LocalTime(minutes: from), let end = LocalTime(minutes: to),
      let span = Schedule.Span(from: begin, to: end)
    else { throw fault(.impossibleTime, range) }
    return span
  }

  /// “3 to 5 pm”: what only one of the two says is taken for the other as far as the order allows.
  private func minutes(
    _ first: Clock, _ last: Clock, _ range: Range<Int>
  ) throws(ScheduleFault) -> (from: Int, to: Int) {
    if first.soundsLikeAfternoon, last.half == nil { throw fault(.unclearHalf, range) }
    // Midnight ends a day, unless it begins one.
    let end = last.isWord && last.hour == 0 ? 1440 : last.minutes
    if first.isOpen, let half = last.half {
      guard last.hour != 12 || half == .afternoon else { throw fault(.unclearMidnight, range) }
      let candidates = [first.said(in: half), first.said(in: half.other)]
      return (candidates.first { $0 < end } ?? first.said(in: .afternoon), end)
    }
    if last.isOpen, first.half != nil || first.isWord {
      let candidates = [last.said(in: .morning), last.said(in: .afternoon)]
      return (first.minutes, candidates.first { $0 > first.minutes } ?? last.said(in: .morning))
    }
    return (first.minutes, end)
  }

  private mutating func clock() throws(ScheduleFault) -> Clock? {
    switch word(at: position) {
    case .noon:
      position += 1
      return Clock(hour: 12, isWord: true)
    case .midnight:
      position += 1
      return Clock(hour: 0, isWord: true)
    default: break
    }
    let start = position
    guard case .number(let hour, let digits) = kind(at: position), digits <= 2 else { return nil }
    position += 1
    var clock = Clock(hour: hour, isShort: digits == 1)
    if [.colon, .dot].contains(attachedKind(at: position)) || word(at: position) == .hours,
      case .number(let minute, digits: 2) = attachedKind(at: position + 1)
    {
      clock.minute = minute
      position += 2
    }
    if [.clock, .hours].contains(word(at: position)) {
      position += 1
    } else {
      clock.half = skipHalf()
    }
    if hour == 12, word(at: position) == .noon { position += 1 }
    let hours = clock.half == nil ? 0...24 : 1...12
    guard hours.contains(hour), clock.minute < 60, clock.minutes <= 1440 else {
      throw fault(.impossibleTime, start..<position)
    }
    return clock
  }

  /// “pm”, “p.m.”, and “am” where it isn't the German word before a day.
  private mutating func skipHalf() -> Half? {
    switch word(at: position) {
    case .pm:
      position += 1
      return .afternoon
    case .am where !tokens[position].isSpaced || !isGermanDay(at: position + 1):
      position += 1
      return .morning
    case .letter(let letter) where kind(at: position + 1) == .dot && word(at: position + 2) == .letter("m"):
      position += kind(at: position + 3) == .dot ? 4 : 3
      return letter == "a" ? .morning : .afternoon
    default: return nil
    }
  }

  private func isGermanDay(at position: Int) -> Bool {
    switch kind(at: position) {
    case .number: return true
    case .word(let folded):
      switch ScheduleWord(folded) {
      case .days, .ordinal, .next: return !Self.englishDays.contains { folded == $0 } && !folded.contains("day")
      default: return false
      }
    default: return false
    }
  }

  private static let englishDays = [
    "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "first", "second", "third",
    "fourth", "fifth", "last", "next", "daily", "weekend", "weekends",
  ]

  /// “Am nächsten Tag”, “the next day”, in brackets or not.
  private mutating func skipNextDay() -> Bool {
    let next = skippingFillers(from: kind(at: position) == .comma ? position + 1 : position)
    guard word(at: next) == .next, word(at: next + 1) == .day else { return false }
    position = next + 2
    return true
  }
}
