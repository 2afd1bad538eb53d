import Foundation
import Vocabulary

/// Reads one line of times. Words may stand in any order that people use; what is left over is a fault.
struct ScheduleLineReader {
  let today: LocalDate
  let tokens: [ScheduleToken]
  var position = 0
  var segment = ScheduleSegment()
  /// Where the segment began.
  var segmentStart = 0
  var line: ScheduleLine

  init(_ text: some StringProtocol, number: Int, today: LocalDate) {
    self.today = today
    tokens = ScheduleToken.tokens(of: text)
    line = ScheduleLine(number: number)
  }

  mutating func read() throws(ScheduleFault) -> ScheduleLine {
    while position < tokens.count {
      guard try readNext() else { throw unknown() }
    }
    try closeSegment(before: tokens.count)
    if line.saysNothing, !tokens.isEmpty { throw fault(.unknown, 0..<tokens.count) }
    return line
  }

  private mutating func readNext() throws(ScheduleFault) -> Bool {
    if try readClosure() { return true }
    if try readHolidays() { return true }
    if try readWeeks() { return true }
    if try readStart() { return true }
    if try readOnly() { return true }
    let start = position
    if let dates = try dates() {
      try beginDays(at: start)
      segment.dates.append(dates)
    } else if let nth = ordinals() {
      try beginDays(at: start)
      guard segment.days.isEmpty else { throw unknown() }
      segment.nth = nth.numbers
      position = nth.end
    } else if let days = try days() {
      try beginDays(at: start)
      segment.days.formUnion(days)
    } else if let span = try span() {
      try add(span, from: start)
    } else {
      return skipFiller()
    }
    return true
  }

  // MARK: Segments

  /// Before days are added: those after days and times begin a new segment.
  mutating func beginDays(at start: Int) throws(ScheduleFault) {
    if !segment.spans.isEmpty, !segment.leadsWithSpans { try closeSegment(before: start) }
  }

  private mutating func add(_ span: Schedule.Span, from start: Int) throws(ScheduleFault) {
    if segment.leadsWithSpans, segment.namesDays { try closeSegment(before: start) }
    if segment.spans.isEmpty, !segment.namesDays { segment.leadsWithSpans = true }
    segment.spans.append(span)
  }

  private mutating func closeSegment(before end: Int) throws(ScheduleFault) {
    let closed = segment
    let range = segmentStart..<max(segmentStart, end)
    segment = ScheduleSegment()
    segmentStart = end
    if closed.isEmpty { return }
    guard closed.namesDays else { throw fault(.missingDay, range) }
    guard !closed.spans.isEmpty else { throw fault(.missingTime, range) }
    if closed.dates.isEmpty {
      try addRecurring(closed, range)
    } else {
      try addDated(closed, range)
    }
  }

  private mutating func addRecurring(_ segment: ScheduleSegment, _ range: Range<Int>) throws(ScheduleFault) {
    let recurrence: Schedule.Recurrence
    if segment.nth.isEmpty {
      guard !segment.saysMonth else { throw fault(.unknown, range) }
      let every = segment.every ?? 1
      guard every == 1 || segment.start != nil else { throw fault(.missingStart, range) }
      recurrence = .weekly(every: every, start: segment.start)
    } else {
      guard segment.every == nil else { throw fault(.unknown, range) }
      guard segment.start == nil else { throw fault(.startElsewhere, range) }
      // “Every second Wednesday” is every two weeks for some, and the month's second for others.
      if !segment.saysMonth, let nth = segment.nth.first, segment.nth.count == 1, nth > 1 {
        throw fault(.unclearOrdinal, range)
      }
      recurrence = .monthly(nth: segment.nth)
    }
    line.rules += segment.spans.map { Schedule.Rule(days: segment.days, span: $0, recurrence: recurrence) }
  }

  private mutating func addDated(_ segment: ScheduleSegment, _ range: Range<Int>) throws(ScheduleFault) {
    guard segment.nth.isEmpty, segment.every == nil, segment.start == nil, !segment.saysMonth else {
      throw fault(.unknown, range)
    }
    if !segment.days.isEmpty {
      guard segment.dates.allSatisfy(\.isOneDay) else { throw fault(.untilElsewhere, range) }
      guard Set(segment.dates.map(\.first.weekday)) == segment.days else { throw fault(.otherWeekday, range) }
    }
    if segment.isException {
      line.exceptions += segment.dates.map { .init(first: $0.first, last: $0.last, hours: segment.spans) }
      return
    }
    for dates in segment.dates {
      let length = dates.last.dayNumber - dates.first.dayNumber
      guard length < Schedule.mostEntries else { throw fault(.tooMany, range) }
      for day in (0...length).map(dates.first.adding) {
        line.rules += segment.spans.map { .init(days: [day.weekday], span: $0, recurrence: .once(day)) }
      }
    }
  }

  // MARK: Tokens

  func word(at position: Int) -> ScheduleWord? {
    guard position < tokens.count, case .word(let folded) = tokens[position].kind else { return nil }
    return ScheduleWord(folded)
  }

  func kind(at position: Int) -> ScheduleToken.Kind? { position < tokens.count ? tokens[position].kind : nil }

  /// A sign or number that stands right after what comes before it.
  func attachedKind(at position: Int) -> ScheduleToken.Kind? {
    position < tokens.count && !tokens[position].isSpaced ? tokens[position].kind : nil
  }

  func isTo(at position: Int) -> Bool { kind(at: position) == .dash || word(at: position) == .to }

  /// What changes nothing: articles, prepositions, “and”, commas.
  mutating func skipFiller() -> Bool {
    let skips: Bool
    switch kind(at: position) {
    case .comma: skips = true
    case .dot: skips = position > 0 && (isWord(at: position - 1) || position == tokens.count - 1)
    case .colon: skips = isColonBeforeMore(at: position)
    case .dash: skips = position == 0
    case .word: skips = isFillerWord(at: position) || word(at: position) == .and
    default: skips = false
    }
    if skips { position += 1 }
    return skips
  }

  /// The next position after words that change nothing; commas and “and” only where asked for.
  func skippingFillers(from start: Int, andCommas: Bool = false) -> Int {
    var next = start
    while isFillerWord(at: next) || (andCommas && separates(at: next)) { next += 1 }
    return next
  }

  private func separates(at position: Int) -> Bool {
    kind(at: position) == .comma || word(at: position) == .and || isColonBeforeMore(at: position)
  }

  /// “Dienstags: 15–17”, not the colon within a time.
  private func isColonBeforeMore(at position: Int) -> Bool {
    kind(at: position) == .colon && position > 0 && attachedKind(at: position + 1) == nil
  }

  private func isFillerWord(at position: Int) -> Bool {
    switch word(at: position) {
    case .filler, .am, .every, .from, .open: true
    default: false
    }
  }

  private func isWord(at position: Int) -> Bool {
    if case .word = kind(at: position) { true } else { false }
  }

  // MARK: Faults

  func text(_ range: Range<Int>) -> String {
    var text = ""
    for token in tokens[range.clamped(to: 0..<tokens.count)] {
      if token.isSpaced, !text.isEmpty { text += " " }
      text += token.text
    }
    let trimmed = text.trimmingCharacters(in: Self.edges)
    return trimmed.isEmpty ? text : trimmed
  }

  private static let edges = CharacterSet(charactersIn: ",;: ")

  func fault(_ reason: ScheduleText, _ range: Range<Int>) -> ScheduleFault {
    ScheduleFault(reason, line: line.number, part: text(range))
  }

  /// The token at hand is nothing that belongs here; most likely because of a misspelt word that follows.
  func unknown() -> ScheduleFault {
    guard let misspelt = (position..<tokens.count).first(where: isMisspelt) else {
      return fault(.unknown, position..<position + 1)
    }
    let word = tokens[misspelt].text
    let near = ScheduleWord.nearest(to: word)
    return ScheduleFault(near == nil ? .unknown : .unknownNear, line: line.number, part: word, near: near)
  }

  func isMisspelt(at position: Int) -> Bool {
    guard case .word(let folded) = kind(at: position) else { return false }
    return ScheduleWord(folded) == nil
  }
}
