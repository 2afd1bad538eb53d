import Foundation
import Testing

@testable import Vocabulary

private let land = Land.northRhineWestphalia

private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

@Suite struct SchoolHolidayTests {
  private let afternoons: Schedule

  init() throws {
    let from = try #require(LocalTime("15:00"))
    let to = try #require(LocalTime("17:00"))
    let span = try #require(Schedule.Span(from: from, to: to))
    afternoons = Schedule(
      rules: [.init(days: Set(Weekday.allCases), span: span)], holidays: .open, schoolHolidays: .closed)
  }

  @Test(arguments: [
    ("2026-10-16", nil), ("2026-10-17", SchoolHoliday.Season.autumn), ("2026-10-31", .autumn), ("2026-11-01", nil),
    ("2026-12-23", .christmas), ("2027-01-06", .christmas), ("2027-01-07", nil), ("2027-05-18", .whitsun),
    ("2027-08-31", .summer), ("2028-04-22", .easter), ("2029-01-06", nil),
  ])
  func firstAndLastDayBelongToThem(date: String, season: SchoolHoliday.Season?) throws {
    #expect(land.schoolHoliday(on: try day(date))?.season == season)
  }

  @Test func everyLineOfTheTableIsRead() {
    let known = SchoolHoliday.known(in: land)
    #expect(known.count == 23)
    for (one, next) in zip(known, known.dropFirst()) { #expect(one.last < next.first, "\(one) \(next)") }
    for holiday in known { #expect(holiday.last.dayNumber - holiday.first.dayNumber < 46, "\(holiday)") }
  }

  @Test func whereNothingIsKnownItSaysSo() throws {
    #expect(land.knowsSchoolHolidays(on: try day("2027-03-01")))
    #expect(!land.knowsSchoolHolidays(on: try day("2030-09-01")))
    #expect(!land.knowsSchoolHolidays(on: try day("2025-08-01")))
    #expect(!Land.bavaria.knowsSchoolHolidays(on: try day("2027-03-01")))
    #expect(Land.bavaria.schoolHoliday(on: try day("2026-12-24")) == nil)
  }

  @Test func nothingTakesPlaceInThemWhereTheScheduleSaysSo() throws {
    let holiday = try day("2027-03-30")
    var schedule = afternoons
    #expect(schedule.spans(on: holiday, in: land).isEmpty)
    #expect(!schedule.spans(on: try day("2027-04-04"), in: land).isEmpty)
    #expect(!schedule.spans(on: holiday, in: .bavaria).isEmpty, "not known is not closed")
    for rule in [Schedule.HolidayRule.open, .notStated] {
      schedule.schoolHolidays = rule
      #expect(!schedule.spans(on: holiday, in: land).isEmpty)
    }
  }

  @Test func aDayNamedByItsDateTakesPlaceInThem() throws {
    let holiday = try day("2027-03-30")
    var schedule = afternoons
    schedule.rules.append(
      .init(days: [holiday.weekday], span: schedule.rules[0].span, recurrence: .once(holiday)))
    #expect(schedule.spans(on: holiday, in: land).count == 1)
    schedule.rules.removeLast()
    schedule.exceptions = [.init(first: holiday, last: holiday, hours: [schedule.rules[0].span])]
    #expect(schedule.spans(on: holiday, in: land).count == 1)
  }

  @Test func nothingTakesPlaceBeforeItsStart() throws {
    var schedule = afternoons
    for every in [1, 2] {
      schedule.rules[0].recurrence = .weekly(every: every, start: try day("2027-02-03"))
      #expect(schedule.spans(on: try day("2027-02-02"), in: land).isEmpty)
      #expect(!schedule.spans(on: try day("2027-02-04"), in: land).isEmpty)
    }
  }

  @Test func oldRowsSayNothingOfThem() throws {
    let old = #"{"holidays":"closed","rules":[{"days":["mo"],"every":1,"from":"09:00","to":"10:00"}]}"#
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var schedule = try JSONDecoder().decode(Schedule.self, from: Data(old.utf8))
    #expect(schedule.schoolHolidays == .notStated)
    #expect(String(decoding: try encoder.encode(schedule), as: UTF8.self) == old)
    schedule.schoolHolidays = .closed
    let encoded = try encoder.encode(schedule)
    #expect(String(decoding: encoded, as: UTF8.self).contains(#""schoolHolidays":"closed""#))
    #expect(try JSONDecoder().decode(Schedule.self, from: encoded) == schedule)
  }
}
