import Testing
import Vocabulary

@testable import Exchange

struct ScheduleReadingTests {
  private func read(_ fields: [String: String], clock: TownClock = .rhineland) throws -> ScheduleReading {
    let row = SourceRecord(
      table: .schedule, position: SourcePosition(file: "schedules.csv", line: 2), key: "1", fields: fields)
    return ScheduleReading(row, today: try #require(LocalDate("2026-11-20")), clock: clock)
  }

  private func said(_ reading: ScheduleReading) -> [String] {
    reading.rules.map { rule in
      let days = rule.orderedDays.map(\.rawValue).joined(separator: ",")
      return "\(days) \(rule.span.from)–\(rule.span.to) \(rule.recurrence)"
    }
  }

  @Test func weeklyTimesAreTakenOver() throws {
    let reading = try read([
      "freq": "WEEKLY", "byday": "TH,MO", "opens_at": "09:00:00+01:00", "closes_at": "17:30",
    ])
    #expect(said(reading) == ["mo,th 09:00–17:30 weekly(every: 1, start: nil)"])
    #expect(reading.remarks.isEmpty)
  }

  @Test func everySecondWeekNeedsABeginning() throws {
    var fields = ["freq": "WEEKLY", "interval": "2", "byday": "MO", "opens_at": "10:00", "closes_at": "11:00"]
    #expect(try read(fields).rules.isEmpty)
    #expect(try read(fields).remarks.map(\.0) == [.inexpressibleSchedule])
    fields["dtstart"] = "2026-11-02"
    let day = try #require(LocalDate("2026-11-02"))
    #expect(try read(fields).rules.map(\.recurrence) == [.weekly(every: 2, start: day)])
  }

  @Test func weekdaysOfTheMonthAreTakenOver() throws {
    let reading = try read([
      "freq": "MONTHLY", "byday": "2MO,-1FR,1MO", "opens_at": "18:00", "closes_at": "01:00",
    ])
    #expect(said(reading) == ["mo 18:00–01:00 monthly(nth: [1, 2])", "fr 18:00–01:00 monthly(nth: [-1])"])
  }

  @Test(arguments: [
    ["freq": "MONTHLY", "bymonthday": "15"], ["freq": "WEEKLY", "byday": "MO", "byweekno": "41"],
    ["freq": "YEARLY", "byday": "MO"], ["freq": "WEEKLY", "byday": "MONDAY"], ["freq": "MONTHLY", "byday": "7MO"],
    ["freq": "WEEKLY", "byday": "MO", "count": "3"], ["freq": "WEEKLY"],
  ])
  func whatCannotBeSaidExactlyIsNotSaid(fields: [String: String]) throws {
    let reading = try read(fields.merging(["opens_at": "10:00", "closes_at": "11:00"]) { one, _ in one })
    #expect(reading.rules.isEmpty)
    #expect(reading.remarks.map(\.0) == [.inexpressibleSchedule])
  }

  @Test(arguments: [
    "25:00", "10:60", "noon", "10", "10:00 Uhr", "-1:00", "10:00+x", "24:30", "99999999999999999999:00",
  ])
  func timesThatDoNotExistAreTold(time: String) throws {
    let reading = try read(["freq": "WEEKLY", "byday": "MO", "opens_at": time, "closes_at": "11:00"])
    #expect(reading.rules.isEmpty)
    #expect(reading.remarks.map(\.0) == [.unusableTime])
  }

  @Test func utcIsMovedToTheTownsClock() throws {
    let fields = ["freq": "WEEKLY", "byday": "MO", "opens_at": "08:00Z", "closes_at": "10:00Z"]
    #expect(said(try read(fields)) == ["mo 09:00–11:00 weekly(every: 1, start: nil)"])
    let late = ["freq": "WEEKLY", "byday": "SU", "opens_at": "23:30Z", "closes_at": "23:45Z"]
    #expect(said(try read(late)) == ["mo 00:30–00:45 weekly(every: 1, start: nil)"])
    #expect(try read(late).remarks.map(\.0) == [.shiftedTime, .shiftedTime])
  }

  @Test func whatEndedIsNotTakenOver() throws {
    let fields = ["freq": "WEEKLY", "byday": "MO", "opens_at": "08:00", "closes_at": "10:00"]
    let past = try read(fields.merging(["valid_to": "2026-11-19"]) { one, _ in one })
    #expect(past.rules.isEmpty)
    #expect(past.remarks.map(\.0) == [.expiredSchedule])
    let present = try read(fields.merging(["valid_from": "2026-01-01", "valid_to": "2026-11-20"]) { one, _ in one })
    #expect(present.rules.count == 1)
    #expect(present.validUntil == LocalDate("2026-11-20"))
    let broken = try read(fields.merging(["valid_from": "2026-02-30"]) { one, _ in one })
    #expect(broken.remarks.map(\.0) == [.unusableDate])
  }
}
