import Foundation
import Testing
import Vocabulary
import Web

@testable import Directory

@Suite struct OfferSearchTests {
  private func search(_ query: String) throws -> OfferSearch { try OfferSearch(QueryParameters(query)) }

  @Test func anAddressSaysWhatItReads() throws {
    let query =
      "q=deutsch+lernen&topic=education&topic=work.search&area=rath&target=women&language=ar&format=online"
      + "&free=1&noreg=1&when=today&lat=51.26&lon=6.82&radius=1000&view=map"
    let first = try search(query)
    let again = try OfferSearch(QueryParameters(items: first.query.map { (name: $0.0, value: $0.1) }))
    #expect(again == first)
    #expect(first.lists[.topic] == ["education", "work.search"])
    #expect(first.flags == [.free, .noRegistration])
  }

  @Test(arguments: [
    "page=0", "page=-1", "page=x", "page=99999999999999999999", "lat=91&lon=0", "lat=51", "lat=abc&lon=6",
    "lat=nan&lon=1",
    "when=yesterday", "radius=-5&lat=51&lon=6", "topic=%3Cscript%3E", "area='%20OR%201=1", "lat=1e400&lon=0",
  ])
  func whatCannotBeIsABadRequest(query: String) {
    #expect(throws: BadSearch.self) { try search(query) }
  }

  @Test func aVeryLongQueryIsCut() throws {
    #expect(try search("q=" + String(repeating: "a", count: 10_000)).text.count == 300)
  }
}

@Suite struct UnmetSearchTests {
  private let clock = TownClock.rhineland
  private let now = Timestamp(seconds: 1_795_176_000)

  @Test func whatIsRareIsNeverStored() {
    let unmet = UnmetSearches(clock: clock)
    for _ in 0..<2 { unmet.note("Kamelreiten", in: .german, at: now) }
    #expect(unmet.due(at: now).isEmpty)
    unmet.note(" kamelreiten ", in: .german, at: now)
    #expect(unmet.due(at: now).map(\.added) == [3])
    #expect(unmet.due(at: now).isEmpty, "nothing is written twice")
    unmet.note("kamelreiten", in: .german, at: now)
    #expect(unmet.due(at: now).map(\.added) == [1])
  }

  @Test(arguments: ["0221 4710", "max@example.org", "٠١٢٣ هاتف", "x", String(repeating: "a", count: 101)])
  func whatCouldNameSomebodyIsNeverStored(text: String) {
    let unmet = UnmetSearches(clock: clock)
    for _ in 0..<10 { unmet.note(text, in: .german, at: now) }
    #expect(unmet.due(at: now).isEmpty)
  }
}

@Suite struct CalendarTests {
  private func calendar(_ rule: Schedule.Rule, _ schedule: Schedule) throws -> String {
    let now = try #require(Timestamp("2026-11-20T12:00:00Z"))
    let entry = Calendar.Entry(
      uid: "1@example", summary: "Deutsch, jetzt; \"sofort\"\nhier", description: String(repeating: "ä", count: 200),
      location: "Hof", url: "https://wegpunkt.example/de",
      time: .recurring(
        rule, within: schedule, from: TownClock.rhineland.local(now).date, until: nil))
    return Calendar(name: "Wegpunkt", clock: .rhineland, now: now, entries: [entry]).text
  }

  private func rule(_ json: String) throws -> Schedule.Rule {
    try JSONDecoder().decode(Schedule.Rule.self, from: Data(json.utf8))
  }

  @Test func recurrenceAndHolidaysAreKept() throws {
    let rule = try rule(#"{"days":["tu","fr"],"from":"15:00","to":"17:00"}"#)
    let text = try calendar(rule, Schedule(rules: [rule], holidays: .closed))
    #expect(text.contains("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,FR\r\n"))
    #expect(text.contains("DTSTART;TZID=Europe/Berlin:20261120T150000\r\n"))
    #expect(text.contains("EXDATE;TZID=Europe/Berlin:20261225T150000\r\n"))
    #expect(text.contains("BEGIN:DAYLIGHT") && text.contains("TZOFFSETTO:+0200"))
  }

  @Test func aMonthlyRuleAndAnEndAfterMidnight() throws {
    let rule = try rule(#"{"days":["sa"],"from":"20:00","to":"01:00","nth":[1,-1]}"#)
    let text = try calendar(rule, Schedule(rules: [rule], holidays: .open))
    #expect(text.contains("RRULE:FREQ=MONTHLY;BYDAY=1SA,-1SA\r\n"))
    #expect(text.contains("DTSTART;TZID=Europe/Berlin:20261128T200000\r\n"))
    #expect(text.contains("DTEND;TZID=Europe/Berlin:20261129T010000\r\n"))
  }

  @Test func linesAreFoldedAndTextsEscaped() throws {
    let rule = try rule(#"{"days":["tu"],"from":"15:00","to":"17:00"}"#)
    let text = try calendar(rule, Schedule(rules: [rule]))
    for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
    #expect(text.contains("SUMMARY:Deutsch\\, jetzt\\; \"sofort\"\\nhier"))
  }
}

@Suite struct DrawnAreaTests {
  @Test func everyCentreLiesInItsOwnCellOnly() throws {
    let files = try DemoFile.all(in: repository.appendingPathComponent("Sources/Directory/Demo"))
    let centres = files.flatMap(\.areas).compactMap { Coordinate(latitude: $0.latitude, longitude: $0.longitude) }
    let cells = DrawnAreas.cells(around: centres)
    for (number, centre) in centres.enumerated() {
      #expect(cells.indices.filter { cells[$0].contains(centre) } == [number])
    }
  }
}
