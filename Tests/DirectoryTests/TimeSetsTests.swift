import Foundation
import Search
import Seeded
import Testing
import Vocabulary

@testable import Directory

/// Times as the schedule itself tells them, at each moment anew.
private func plainTimes(_ entry: Entry, at moment: LocalMoment) -> EntryTimes {
  var times = EntryTimes()
  if let last = entry.last, last < moment.date { times.isValid = false }
  let isBegun = entry.first.map { $0 <= moment.date } ?? true
  guard times.isValid, isBegun, let schedule = entry.schedule else { return times }
  times.isOpenNow = schedule.current(at: moment, in: clock.land) != nil
  let next = schedule.upcoming(from: moment, count: 1, days: 6, in: clock.land).first
  times.isToday = times.isOpenNow || next?.day == moment.date
  times.isThisWeek = times.isOpenNow || next != nil
  return times
}

private struct Entry {
  var schedule: Schedule?
  var first: LocalDate?
  var last: LocalDate?
}

private let clock = TownClock.rhineland

/// Around these days: clocks put back, clocks put forward, All Saints' Day, Christmas and New Year.
private let days = ["2026-10-24", "2027-03-27", "2026-10-31", "2026-12-24", "2026-12-31"]

private struct Entries {
  var random: SeededGenerator

  mutating func entry(around day: LocalDate) -> Entry {
    var entry = Entry()
    if random.below(6) > 0 { entry.schedule = schedule(around: day) }
    if random.below(4) == 0 { entry.first = day.adding(days: random.below(4) - 1) }
    if random.below(4) == 0 { entry.last = day.adding(days: random.below(4) - 1) }
    return entry
  }

  private mutating func schedule(around day: LocalDate) -> Schedule {
    var schedule = Schedule(rules: [], holidays: random.pick(Schedule.HolidayRule.allCases))
    for _ in 0..<random.below(4) {
      let recurrence: Schedule.Recurrence =
        switch random.below(4) {
        case 0: .once(day.adding(days: random.below(9)))
        case 1: .monthly(nth: [1 + random.below(5), -1])
        case 2: .weekly(every: 1 + random.below(3), start: day.adding(days: -random.below(30)))
        default: .weekly(every: 1, start: nil)
        }
      let weekdays = Set((0..<(1 + random.below(5))).map { _ in random.pick(Weekday.allCases) })
      if let span = span() { schedule.rules.append(.init(days: weekdays, span: span, recurrence: recurrence)) }
    }
    if random.below(3) == 0 {
      let first = day.adding(days: random.below(4) - 1)
      let hours = (0..<random.below(3)).compactMap { _ in span() }
      schedule.exceptions = [.init(first: first, last: first.adding(days: random.below(3)), hours: hours)]
    }
    return schedule
  }

  /// Past midnight quite often, sometimes a minute long, sometimes a whole day.
  private mutating func span() -> Schedule.Span? {
    let start = random.below(3) == 0 ? 22 * 60 + random.below(120) : random.below(1440)
    let lengths = [1, 30, 90, 240, 600, 1440]
    guard let from = LocalTime(minutes: start), let to = LocalTime(minutes: start + random.pick(lengths))
    else { return nil }
    return Schedule.Span(startingAt: from, endingAt: to)
  }
}

/// An index of entries as the directory keeps them.
private struct EntryIndex {
  let index: SearchIndex
  private(set) var entries: [DocumentID: Entry] = [:]

  init() throws {
    let search = repository.appendingPathComponent("Sources/Search")
    index = SearchIndex(lexicon: try SearchLexicon(folder: search.appendingPathComponent("Languages")))
  }

  mutating func update(_ changed: [Int: Entry], removing gone: [Int] = []) {
    for number in gone { entries[id(number)] = nil }
    for (number, entry) in changed { entries[id(number)] = entry }
    index.update(changed.map(document), removing: gone.map(id))
  }

  private func id(_ number: Int) -> DocumentID { .derived(from: "entry/\(number)") }

  private func document(_ number: Int, _ entry: Entry) -> SearchDocument {
    var offer = Offer(
      id: id(number).retyped(), organization: .derived(from: "organization"), place: nil, format: .onSite, topics: [],
      texts: Translated(.init(title: "Entry \(number)"), in: .english))
    (offer.schedule, offer.validFrom, offer.validUntil) = (entry.schedule, entry.first, entry.last)
    var writer = ByteWriter()
    writer.write(UInt64(EntryKind.offer.rawValue))
    offer.write(to: &writer)
    return SearchDocument(
      id: id(number), texts: [SearchText(.title, .english, "entry")], payload: writer.bytes)
  }

  /// Compares the sets with what each schedule says.
  func expect(_ times: TimeSets, at time: Timestamp) throws {
    let moment = clock.local(time)
    let sets = times.sets(at: time)
    let plain = entries.mapValues { plainTimes($0, at: moment) }
    for (set, isMember) in [
      (sets.valid, \EntryTimes.isValid), (sets.openNow, \.isOpenNow), (sets.today, \.isToday),
      (sets.thisWeek, \.isThisWeek),
    ] {
      let query = SearchQuery(
        text: "", language: .english, restrictions: [SearchRestriction(set, isApplied: true)], limit: entries.count)
      let found = Set(try index.snapshot.search(query).hits.map(\.id))
      let wanted = Set(plain.filter { $0.value[keyPath: isMember] }.keys)
      #expect(found == wanted, "\(isMember) at \(time)")
      #expect(set.count == wanted.count)
    }
  }
}

@Suite struct TimeSetsTests {
  @Test(arguments: days) func `times hold as long as they say, and say what the schedule says`(start: String) throws {
    let start = try #require(LocalDate(start))
    var entries = Entries(random: SeededGenerator(seed: UInt64(start.dayNumber)))
    for _ in 0..<60 {
      let entry = entries.entry(around: start)
      var period: EntryPeriod?
      var held = EntryTimes()
      for minute in 0..<(3 * 1440) {
        let moment = LocalMoment(date: start.adding(days: minute / 1440), minutes: minute % 1440)
        let plain = plainTimes(entry, at: moment)
        if let period, moment.clockMinutes < period.until { #expect(held == plain, "\(entry) at \(moment)") }
        let (times, now) = EntryTimes.of(
          entry.schedule, first: entry.first, last: entry.last, at: moment, in: clock.land)
        #expect(times == plain, "\(entry) at \(moment)")
        #expect(now.from <= moment.clockMinutes && moment.clockMinutes < now.until)
        if let period { #expect(now == period || now.from == period.until, "periods follow each other") }
        (held, period) = (times, now)
      }
    }
  }

  @Test(arguments: days) func `sets carried from minute to minute are those worked out anew`(start: String) throws {
    let start = try #require(LocalDate(start))
    var entries = Entries(random: SeededGenerator(seed: 7 &+ UInt64(start.dayNumber)))
    var index = try EntryIndex()
    index.update(Dictionary(uniqueKeysWithValues: (0..<60).map { ($0, entries.entry(around: start)) }))
    var times = TimeSets(snapshot: index.index.snapshot, clock: clock, placeHours: [:])
    var now = clock.timestamp(start, .midnight)
    let end = now.adding(seconds: 2 * 86400)
    while now < end {
      times.prepare(at: now)
      try index.expect(times, at: now)
      // Also through the hour that comes twice, and with steps of more than a minute.
      now = now.adding(seconds: entries.random.below(10) == 0 ? 7200 : 60 * Int64(1 + entries.random.below(20)))
      guard entries.random.below(8) == 0 else { continue }
      let changed = (0..<3).map { _ in (entries.random.below(80), entries.entry(around: start)) }
      index.update(Dictionary(changed, uniquingKeysWith: { one, _ in one }), removing: [80 + entries.random.below(5)])
      times = TimeSets(snapshot: index.index.snapshot, following: times, placeHours: nil)
    }
  }

  @Test func `an earlier minute may be asked for again`() throws {
    let (from, to) = (try #require(LocalTime("18:00")), try #require(LocalTime("20:00")))
    let evening = try #require(Schedule.Span(from: from, to: to))
    var index = try EntryIndex()
    index.update([1: Entry(schedule: Schedule(rules: [.init(days: Set(Weekday.allCases), span: evening)]))])
    let times = TimeSets(snapshot: index.index.snapshot, clock: clock, placeHours: [:])
    for text in ["19:59:30", "20:00:10", "17:59:59", "19:00:00", "20:30:00", "18:00:00"] {
      let summer = try #require(Timestamp("2026-07-01T\(text)Z"))
      try index.expect(times, at: summer.adding(seconds: -7200))
    }
  }

  @Test func `places open by their own hours, also when these change`() throws {
    let place = Identifier<Place>.derived(from: "place")
    var writer = ByteWriter()
    writer.write(UInt64(EntryKind.place.rawValue))
    writer.write(place)
    let document = SearchDocument(
      id: place.retyped(), texts: [SearchText(.title, .english, "place")], payload: writer.bytes)
    let index = try EntryIndex().index
    index.update([document])
    let noon = clock.timestamp(LocalDate(dayNumber: 20_800), try #require(LocalTime("12:00")))
    let closed = TimeSets(snapshot: index.snapshot, clock: clock, placeHours: [:])
    #expect(closed.sets(at: noon).openNow.count == 0 && closed.sets(at: noon).valid.count == 1)
    let day = try #require(Schedule.Span(from: .midnight, to: .midnight))
    index.update([document])
    let open = TimeSets(
      snapshot: index.snapshot, following: closed,
      placeHours: [place: Schedule(rules: [.init(days: Set(Weekday.allCases), span: day)], holidays: .open)])
    #expect(open.sets(at: noon).openNow.count == 1)
  }
}
