import Foundation
import Testing
import Vocabulary

/// NRW on the clock of Düsseldorf.
private let land = Land.northRhineWestphalia

private func schedule(_ json: String) throws -> Schedule {
  try JSONDecoder().decode(Schedule.self, from: Data(json.utf8))
}

private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

private func words(_ spans: [Schedule.Span]) -> [String] { spans.map { "\($0.from)-\($0.to)" } }

@Suite struct ScheduleTests {
  @Test func aWeeklyRuleHoldsOnItsDaysOnly() throws {
    let tuesdays = try schedule(#"{"rules":[{"days":["tu"],"from":"15:00","to":"17:30"}]}"#)
    #expect(words(tuesdays.spans(on: try day("2026-11-24"), in: land)) == ["15:00-17:30"])
    #expect(tuesdays.spans(on: try day("2026-11-25"), in: land).isEmpty)
  }

  @Test func everySecondWeekCountsFromItsStart() throws {
    let fortnightly = try schedule(
      #"{"rules":[{"days":["we"],"from":"10:00","to":"11:00","every":2,"start":"2026-11-18"}]}"#)
    #expect(!fortnightly.spans(on: try day("2026-11-18"), in: land).isEmpty)
    #expect(fortnightly.spans(on: try day("2026-11-25"), in: land).isEmpty)
    #expect(!fortnightly.spans(on: try day("2026-12-02"), in: land).isEmpty)
    #expect(fortnightly.spans(on: try day("2026-11-04"), in: land).isEmpty)
  }

  @Test func firstAndLastWeekdaysOfTheMonth() throws {
    let monthly = try schedule(
      #"{"rules":[{"days":["mo"],"from":"18:00","to":"20:00","nth":[1,-1]}],"holidays":"open"}"#)
    let days = (1...30).compactMap { LocalDate(year: 2026, month: 11, day: $0) }
    let held = days.filter { !monthly.spans(on: $0, in: land).isEmpty }.map(\.day)
    #expect(held == [2, 30])
  }

  @Test func aSpanPastMidnightIsStillOnAfterIt() throws {
    let night = try schedule(#"{"rules":[{"days":["fr"],"from":"20:00","to":"01:00"}]}"#)
    let saturday = LocalMoment(date: try day("2026-11-21"), minutes: 30)
    #expect(night.current(at: saturday, in: land)?.day == (try day("2026-11-20")))
    #expect(night.current(at: LocalMoment(date: try day("2026-11-21"), minutes: 60), in: land) == nil)
  }

  @Test func publicHolidaysCloseUnlessItSaysOpen() throws {
    let rules = #""rules":[{"days":["fr"],"from":"09:00","to":"12:00"}]"#
    let christmas = try day("2026-12-25")
    #expect(try schedule("{\(rules),\"holidays\":\"closed\"}").spans(on: christmas, in: land).isEmpty)
    #expect(try schedule("{\(rules)}").spans(on: christmas, in: land).isEmpty)
    #expect(try !schedule("{\(rules),\"holidays\":\"open\"}").spans(on: christmas, in: land).isEmpty)
  }

  @Test func anExceptionWinsOverRuleAndHoliday() throws {
    let opened = try schedule(
      #"""
      {"rules":[{"days":["fr"],"from":"09:00","to":"12:00"}],"holidays":"closed",
       "exceptions":[{"from":"2026-12-25","to":"2026-12-25","closed":false,"hours":[{"from":"14:00","to":"15:00"}]},
                     {"from":"2027-01-01","to":"2027-01-09","closed":true}]}
      """#)
    #expect(words(opened.spans(on: try day("2026-12-25"), in: land)) == ["14:00-15:00"])
    #expect(opened.spans(on: try day("2027-01-08"), in: land).isEmpty)
    #expect(!opened.spans(on: try day("2027-01-15"), in: land).isEmpty)
  }

  @Test func theNextOccurrencesComeInOrder() throws {
    let schedule = try schedule(
      #"{"rules":[{"days":["mo","we"],"from":"15:00","to":"17:00"},{"days":["mo"],"from":"09:00","to":"10:00"}]}"#)
    let monday = LocalMoment(date: try day("2026-11-23"), minutes: 9 * 60 + 1)
    let next = schedule.upcoming(from: monday, count: 3, in: land)
    #expect(next.map { "\($0.day) \($0.span.from)" } == ["2026-11-23 15:00", "2026-11-25 15:00", "2026-11-30 09:00"])
  }

  @Test(arguments: [
    #"{"rules":[{"days":["mo"],"from":"25:00","to":"26:00"}]}"#,
    #"{"rules":[{"days":[],"from":"10:00","to":"11:00"}]}"#,
    #"{"rules":[{"days":["xx"],"from":"10:00","to":"11:00"}]}"#,
    #"{"rules":[{"days":["mo"],"from":"10:00","to":"11:00","nth":[6]}]}"#,
    #"{"rules":[{"days":["mo"],"from":"10:00","to":"11:00","every":0}]}"#,
    #"{"rules":[],"exceptions":[{"from":"2026-02-30","to":"2026-03-01","closed":true}]}"#,
    #"{"rules":[],"exceptions":[{"from":"2026-03-02","to":"2026-03-01","closed":true}]}"#,
  ])
  func whatCannotBeIsRefused(json: String) {
    #expect(throws: DecodingError.self) { try schedule(json) }
  }

  @Test func encodingAndDecodingIsIdentity() throws {
    let original = try schedule(
      #"""
      {"rules":[{"days":["tu","th"],"from":"15:00","to":"17:30"},{"days":["mo"],"from":"22:00","to":"02:00","nth":[2,-1]},
        {"on":"2026-12-24","from":"10:00","to":"12:00"},{"days":["su"],"from":"00:00","to":"24:00","every":3,"start":"2026-11-01"}],
       "exceptions":[{"from":"2026-12-23","to":"2027-01-03","closed":true}],"holidays":"open"}
      """#)
    let copy = try JSONDecoder().decode(Schedule.self, from: JSONEncoder().encode(original))
    #expect(copy == original)
  }
}

@Suite struct HolidayTests {
  /// Easter Sundays as the Nautical Almanac Office of the U.S. Naval Observatory lists them.
  @Test(arguments: ["2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"])
  func easterMondayFollowsEaster(sunday: String) throws {
    let easter = try day(sunday)
    #expect(Land.hesse.holiday(on: easter.adding(days: 1)) == .easterMonday)
    #expect(Land.brandenburg.holiday(on: easter) == .easterSunday)
  }

  @Test func theLänderKeepDifferentDays() throws {
    let allSaints = try day("2026-11-01")
    #expect(Land.northRhineWestphalia.holiday(on: allSaints) == .allSaints)
    #expect(Land.berlin.holiday(on: allSaints) == nil)
    #expect(Land.saxony.holiday(on: try day("2026-11-18")) == .repentance)
    #expect(Land.northRhineWestphalia.holiday(on: try day("2026-06-04")) == .corpusChristi)
    #expect(Land.hamburg.holiday(on: try day("2017-10-31")) == .reformation)
    #expect(Land.bavaria.holiday(on: try day("2017-10-31")) == .reformation)
    #expect(Land.bavaria.holiday(on: try day("2018-10-31")) == nil)
  }
}

@Suite struct DateAndTimeTests {
  @Test func daysThatDoNotExistAreRefused() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32", "", "2026-01-01x"] {
      #expect(LocalDate(text) == nil, "\(text)")
    }
    #expect(LocalDate("2024-02-29") != nil)
  }

  @Test func aDayIsTheSameThereAndBack() throws {
    for number in stride(from: -20_000, to: 60_000, by: 37) {
      let date = LocalDate(dayNumber: number)
      let again = try #require(LocalDate(year: date.year, month: date.month, day: date.day))
      #expect(again.dayNumber == number)
    }
    #expect(LocalDate("2026-11-20")?.weekday == .friday)
  }

  @Test(arguments: ["24:01", "7:00", "12:60", "ab:cd", "12-00", ""]) func timesThatDoNotExistAreRefused(text: String) {
    #expect(LocalTime(text) == nil)
  }

  @Test func timestampsReadWhatTheyWrite() throws {
    let moment = try #require(Timestamp("2026-11-20T16:32:05Z"))
    #expect(moment.description == "2026-11-20T16:32:05Z")
    #expect(Timestamp("2026-11-20T24:00:00Z") == nil)
    #expect(Timestamp("2026-11-20 16:32:05Z") == nil)
    #expect(Timestamp("2026-11-20T16:32:+5Z") == nil)
  }

  @Test func theTownsClockKnowsSummerTime() throws {
    let clock = TownClock.rhineland
    #expect(clock.local(try #require(Timestamp("2026-07-01T22:30:00Z"))).date == (try day("2026-07-02")))
    #expect(clock.local(try #require(Timestamp("2026-12-01T22:30:00Z"))).minutes == 23 * 60 + 30)
    let noon = try #require(LocalTime("12:00"))
    #expect(clock.timestamp(try day("2026-07-01"), noon).description == "2026-07-01T10:00:00Z")
    #expect(clock.timestamp(try day("2026-12-01"), noon).description == "2026-12-01T11:00:00Z")
  }
}
