import Foundation
import Seeded
import Testing
import Vocabulary

@testable import Directory

private let today = LocalDate(dayNumber: 20_777)

extension SeededGenerator {
  fileprivate mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  fileprivate mutating func date() -> LocalDate { today.adding(days: below(2000) - 500) }

  fileprivate mutating func span() -> Schedule.Span? {
    let step = pick([60, 30, 15, 1])
    guard let from = LocalTime(minutes: below(1440 / step) * step),
      let to = LocalTime(minutes: below(1441 / step) * step)
    else { return nil }
    return Schedule.Span(from: from, to: to)
  }

  fileprivate mutating func recurrence() -> Schedule.Recurrence {
    switch below(5) {
    case 0: return .once(date())
    case 1: return .monthly(nth: Array([1, 2, 3, 4, 5, -1].shuffled(using: &self).prefix(1 + below(3))))
    case 2: return .weekly(every: 2 + below(51), start: date())
    case 3: return .weekly(every: 1, start: date())
    default: return .weekly(every: 1, start: nil)
    }
  }

  fileprivate mutating func rule() -> Schedule.Rule? {
    guard let span = span() else { return nil }
    let recurrence = recurrence()
    if case .once(let day) = recurrence { return .init(days: [day.weekday], span: span, recurrence: recurrence) }
    let days = Set(Weekday.allCases.shuffled(using: &self).prefix(1 + below(7)))
    return .init(days: days, span: span, recurrence: recurrence)
  }

  /// A schedule that words can say.
  fileprivate mutating func schedule() -> Schedule {
    var schedule = Schedule(
      rules: [], holidays: pick(Schedule.HolidayRule.allCases), schoolHolidays: pick(Schedule.HolidayRule.allCases))
    for _ in 0..<below(6) {
      guard let rule = rule() else { continue }
      schedule.rules.append(rule)
      while chance(30), let span = span() {
        schedule.rules.append(.init(days: rule.days, span: span, recurrence: rule.recurrence))
      }
    }
    for _ in 0..<below(4) {
      let first = date()
      schedule.exceptions.append(
        .init(
          first: first, last: first.adding(days: chance(50) ? 0 : below(400)),
          hours: chance(50) ? [] : (0..<1 + below(3)).compactMap { _ in span() }))
    }
    return schedule
  }

  /// A text with some of its parts changed, doubled, cut out, or replaced by what readers stumble over.
  fileprivate mutating func mutated(_ text: String) -> String {
    let tokens = [
      "–", "-", ".", ":", "24", "12", "99999999999999999999", "31.2.", "Mo", "und", "am", "pm", "nur", "bis", "nicht",
      "geschlossen", "ab", "jeden", "zweiten", "im Monat", "\n", "\r\n", "(", "ä", "a\u{308}", "\u{301}", "😀", "٣",
      "Mai", "of",
      "2026", "Ferien", "holidays", "auch", "alle", "Wochen", "next day", "\0", "h", "Uhr", "\u{2028}",
    ]
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<1 + below(3) {
      let position = below(scalars.count + 1)
      let end = min(scalars.count, position + below(12))
      switch below(5) {
      case 0: scalars.replaceSubrange(position..<end, with: " \(pick(tokens)) ".unicodeScalars)
      case 1: scalars.removeSubrange(position..<end)
      case 2: scalars.insert(contentsOf: scalars[position..<end], at: position)
      case 3: scalars.insert(contentsOf: pick(tokens).unicodeScalars, at: position)
      default: scalars = Array(scalars.prefix(max(1, position)))
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

@Suite struct ScheduleLawTests {
  @Test(arguments: [Language.german, .english]) func whatIsWrittenIsReadAsTheSame(language: Language) throws {
    var generator = SeededGenerator(seed: 17)
    var lines = 0
    for round in 0..<3000 {
      let schedule = generator.schedule()
      let words = ScheduleWords.write(schedule, in: language)
      lines += words.split(separator: "\n").count
      do {
        let again = try ScheduleWords.read(words, today: today)
        if again != schedule { Issue.record("round \(round): \(words)\n\(schedule)\n\(again)") }
      } catch {
        Issue.record("round \(round): \(words)\n\(error)")
      }
    }
    #expect(lines > 10_000)
  }

  @Test func otherLanguagesAreWrittenInGerman() {
    var generator = SeededGenerator(seed: 18)
    let schedule = generator.schedule()
    let german = ScheduleWords.write(schedule, in: .german)
    for language in [Language.simpleGerman, .arabic, .french] {
      #expect(ScheduleWords.write(schedule, in: language) == german)
    }
  }

  @Test(arguments: [
    "jeden Dienstag 15–17 Uhr, nicht in den Schulferien", "Mo–Fr 9–12:30 Uhr", "Mo und Mi 9–12 und 14–16 Uhr",
    "alle zwei Wochen mittwochs 18–20 Uhr ab 2.12.2026", "jeden ersten Samstag im Monat 10–14 Uhr",
    "jeden letzten Freitag im Monat 20–1 Uhr", "am 5.12.2026 14–18 Uhr", "geschlossen 24.12.2026–1.1.2027",
    "am 31.12.2026 nur 9–12 Uhr", "auch an Feiertagen", "täglich 10–22 Uhr", "jeden Montag 9–8 Uhr am nächsten Tag",
  ])
  func itWritesAsPeopleDo(text: String) throws {
    #expect(ScheduleWords.write(try ScheduleWords.read(text, today: today), in: .german) == text)
  }

  @Test(arguments: [
    "every Tuesday 15:00–17:00, not in school holidays", "Mon–Fri 9:00–12:30", "on 5 December 2026 14:00–18:00",
    "every two weeks on Wednesdays 18:00–20:00 from 2 December 2026", "every last Friday of the month 20:00–1:00",
    "closed 24 December 2026 – 1 January 2027", "on 31 December 2026 only 9:00–12:00", "daily 0:00–24:00",
  ])
  func itWritesEnglish(text: String) throws {
    #expect(ScheduleWords.write(try ScheduleWords.read(text, today: today), in: .english) == text)
  }

  /// Six thousand broken texts: each is read or faulted, and what is read can be said again.
  @Test func brokenTextsNeverCrash() {
    var generator = SeededGenerator(seed: 19)
    var (read, refused) = (0, 0)
    for round in 0..<6000 {
      let words = ScheduleWords.write(generator.schedule(), in: generator.pick([.german, .english]))
      let lines = words.split(separator: "\n").map(String.init)
      let text = generator.mutated(lines.isEmpty || generator.chance(20) ? words : generator.pick(lines))
      do {
        let schedule = try ScheduleWords.read(text, today: today)
        read += 1
        let again = try? ScheduleWords.read(ScheduleWords.write(schedule, in: .german), today: today)
        if again != schedule { Issue.record("round \(round): \(text)") }
      } catch {
        refused += 1
        #expect(error.line >= 1 && error.part.count <= 62)
      }
    }
    #expect(read > 250 && refused > 2000, "\(read) read, \(refused) refused")
  }
}
