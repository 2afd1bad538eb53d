import Vocabulary

/// Times as people write them, a rule a line, in German or English: “jeden Dienstag 15–17 Uhr, nicht in den Schulferien”.
///
/// Whatever `write` can say, `read` reads as the same schedule. What could mean two things is asked back, not guessed.
package enum ScheduleWords {
  /// More would not be read by anyone.
  package static let mostCharacters = 4000

  /// A date without its year is the next one from `today` on.
  package static func read(_ text: String, today: LocalDate) throws(ScheduleFault) -> Schedule {
    guard text.unicodeScalars.count <= mostCharacters else { throw ScheduleFault(.tooLong, line: 1, part: "") }
    var lines: [ScheduleLine] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      var reader = ScheduleLineReader(line, number: index + 1, today: today)
      lines.append(try reader.read())
    }
    return try schedule(of: lines)
  }

  private static func schedule(of lines: [ScheduleLine]) throws(ScheduleFault) -> Schedule {
    var schedule = Schedule(rules: [])
    for line in lines {
      schedule.rules += line.rules
      schedule.exceptions += line.exceptions
      for (exception, _) in line.closures where line.rules.isEmpty || !schedule.exceptions.contains(exception) {
        schedule.exceptions.append(exception)
      }
      guard max(schedule.rules.count, schedule.exceptions.count) <= Schedule.mostEntries else {
        throw ScheduleFault(.tooMany, line: line.number, part: "")
      }
    }
    schedule.holidays = try holidayRule(\.holidays, in: lines)
    schedule.schoolHolidays = try holidayRule(\.schoolHolidays, in: lines)
    for line in lines where !line.rules.isEmpty {
      for (exception, part) in line.closures {
        try requireForAll(line, part, lines) { $0.closures.contains { $0.exception == exception } }
      }
    }
    return schedule
  }

  private static func holidayRule(
    _ statement: KeyPath<ScheduleLine, ScheduleLine.HolidayStatement?>, in lines: [ScheduleLine]
  ) throws(ScheduleFault) -> Schedule.HolidayRule {
    var rule: Schedule.HolidayRule?
    for line in lines {
      guard let said = line[keyPath: statement] else { continue }
      guard rule == nil || rule == said.rule else {
        throw ScheduleFault(.contradiction, line: line.number, part: said.part)
      }
      rule = said.rule
      if !line.rules.isEmpty { try requireForAll(line, said.part, lines) { $0[keyPath: statement] != nil } }
    }
    return rule ?? .notStated
  }

  /// What is said beside one of several recurring times holds for all of them in the schedule, so all must say it.
  private static func requireForAll(
    _ line: ScheduleLine, _ part: String, _ lines: [ScheduleLine], _ saysIt: (ScheduleLine) -> Bool
  ) throws(ScheduleFault) {
    let standsAlone = lines.contains { $0.rules.isEmpty && saysIt($0) }
    guard standsAlone || lines.allSatisfy({ !$0.recurs || saysIt($0) }) else {
      throw ScheduleFault(.holdsForAll, line: line.number, part: part)
    }
  }
}
