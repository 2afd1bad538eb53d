import Vocabulary

/// Days of the week, which of the month, and how often.
extension ScheduleLineReader {
  /// “Montag”, “Mo–Fr”, “täglich”.
  mutating func days() throws(ScheduleFault) -> [Weekday]? {
    let start = position
    guard case .days(let days) = word(at: position) else { return nil }
    position += 1
    skipAbbreviationDot()
    guard isTo(at: position), case .days(let others) = word(at: position + 1), let last = others.first else {
      return days
    }
    position += 2
    skipAbbreviationDot()
    guard let first = days.first, days.count == 1, others.count == 1, first.number < last.number else {
      throw fault(.reversedDays, start..<position)
    }
    return Weekday.allCases.filter { (first.number...last.number).contains($0.number) }
  }

  private mutating func skipAbbreviationDot() {
    if attachedKind(at: position) == .dot { position += 1 }
  }

  /// “Ersten und letzten”, “1. und 3.”, “1st and 3rd”, before a weekday.
  func ordinals() -> (numbers: [Int], end: Int)? {
    var numbers: [Int] = []
    var next = position
    while let (number, end) = ordinal(at: skippingFillers(from: next, andCommas: !numbers.isEmpty)) {
      if !numbers.contains(number) { numbers.append(number) }
      next = end
    }
    guard !numbers.isEmpty, case .days = word(at: next) else { return nil }
    return (numbers, next)
  }

  private func ordinal(at start: Int) -> (number: Int, end: Int)? {
    if case .ordinal(let number) = word(at: start) { return (number, start + 1) }
    guard case .number(let number, digits: 1) = kind(at: start), (1...5).contains(number) else { return nil }
    switch attachedKind(at: start + 1) {
    case .dot, .word("st"), .word("nd"), .word("rd"), .word("th"): return (number, start + 2)
    default: return nil
    }
  }

  /// “Alle zwei Wochen”, “every other”, “jeden Tag”, “14-tägig”, “im Monat”.
  mutating func readWeeks() throws(ScheduleFault) -> Bool {
    if word(at: position) == .monthly {
      segment.saysMonth = true
      position += 1
      return true
    }
    let start = position
    let saysEvery = word(at: position) == .every
    if saysEvery, word(at: position + 1) == .day {
      try beginDays(at: start)
      segment.days.formUnion(Weekday.allCases)
      position += 2
      return true
    }
    guard let (weeks, end) = interval(at: saysEvery ? start + 1 : start, saysEvery: saysEvery) else { return false }
    guard (1...52).contains(weeks) else { throw fault(.impossibleWeeks, start..<end) }
    if case .days = word(at: skippingFillers(from: end)) { try beginDays(at: start) }
    guard segment.every == nil else { throw unknown() }
    segment.every = weeks
    position = end
    return true
  }

  private func interval(at start: Int, saysEvery: Bool) -> (weeks: Int, end: Int)? {
    if let (number, next) = counted(at: start, saysEvery: saysEvery) {
      switch word(at: next) {
      case .week, .weekly(1): return (number, next + 1)
      case .day where number % 7 == 0: return (number / 7, next + 1)
      default: return nil
      }
    }
    switch word(at: start) {
    case .weekly(let weeks): return (weeks, start + 1)
    case .week where saysEvery: return (1, start + 1)
    case .other where saysEvery: return (2, word(at: start + 1) == .week ? start + 2 : start + 1)
    default: return nil
    }
  }

  /// The number before “weeks”. Without “every” it must hang together with its word: “14-tägig”.
  private func counted(at start: Int, saysEvery: Bool) -> (number: Int, end: Int)? {
    switch kind(at: start) {
    case .number(let number, _):
      let sign = attachedKind(at: start + 1)
      let end = sign == .dash || sign == .dot ? start + 2 : start + 1
      guard saysEvery || attachedKind(at: end) != nil else { return nil }
      return (number, end)
    case .word where saysEvery:
      switch word(at: start) {
      case .count(let number): return (number, start + 1)
      case .ordinal(let number) where number > 0: return (number, start + 1)
      default: return nil
      }
    default: return nil
    }
  }
}
