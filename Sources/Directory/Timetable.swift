import Search
import Vocabulary

/// The times of all entries, each worked out anew only when it may have changed.
///
/// They are kept part by part of the index: a snapshot in which one offer changed shares all other parts with the one before.
struct Timetable: Sendable {
  private let clock: TownClock
  var placeHours: [Identifier<Place>: Schedule]
  private var parts: [PartTimes] = []

  init(clock: TownClock, placeHours: [Identifier<Place>: Schedule]) {
    self.clock = clock
    self.placeHours = placeHours
  }

  /// The sets of a snapshot's entries at a moment.
  mutating func sets(of snapshot: SearchSnapshot, at moment: LocalMoment) -> TimeSets.Sets {
    var known = Dictionary(uniqueKeysWithValues: parts.map { ($0.part, $0) })
    parts = []
    parts = snapshot.parts.map { part in
      // Taken out, so that it is changed where it is and not copied.
      var times = known.removeValue(forKey: part) ?? PartTimes(part)
      times.advance(to: moment, in: snapshot) { self.times(of: $0, at: moment) }
      return times
    }
    return TimeSets.Sets(
      valid: snapshot.documentSet(of: parts.map(\.valid)), openNow: snapshot.documentSet(of: parts.map(\.openNow)),
      today: snapshot.documentSet(of: parts.map(\.today)), thisWeek: snapshot.documentSet(of: parts.map(\.thisWeek)))
  }

  private func times(
    of payload: UnsafeRawBufferPointer, at moment: LocalMoment
  ) -> (times: EntryTimes, period: EntryPeriod) {
    var reader = ByteReader(payload)
    switch EntryKind(rawValue: reader.byte()) {
    case .offer:
      let schedule = reader.optional { $0.schedule() }
      let first = reader.optional { LocalDate(dayNumber: $0.integer()) }
      let last = reader.optional { LocalDate(dayNumber: $0.integer()) }
      return EntryTimes.of(schedule, first: first, last: last, at: moment, in: clock.land)
    case .place:
      return EntryTimes.of(placeHours[reader.identifier()], at: moment, in: clock.land)
    default:
      return EntryTimes.of(nil, at: moment, in: clock.land)
    }
  }
}

/// The times of the entries of one part of the index.
private struct PartTimes: Sendable {
  let part: IndexPart
  /// The period for which each entry's times hold; an empty one at first.
  private var from: [Int32]
  private var until: [Int32]
  private(set) var valid: Bitset
  private(set) var openNow: Bitset
  private(set) var today: Bitset
  private(set) var thisWeek: Bitset

  init(_ part: IndexPart) {
    self.part = part
    from = Array(repeating: .max, count: part.count)
    until = Array(repeating: .min, count: part.count)
    valid = Bitset(count: part.count)
    (openNow, today, thisWeek) = (valid, valid, valid)
  }

  mutating func advance(
    to moment: LocalMoment, in snapshot: SearchSnapshot,
    times: (UnsafeRawBufferPointer) -> (times: EntryTimes, period: EntryPeriod)
  ) {
    let now = Int32(clamping: moment.clockMinutes)
    let outdated = from.indices.filter { now < from[$0] || until[$0] <= now }
    snapshot.forEachPayload(of: outdated, in: part) { row, payload in
      let (times, period) = payload.withBytes(times)
      from[row] = Int32(clamping: period.from)
      until[row] = Int32(clamping: period.until)
      valid.set(row, to: times.isValid)
      openNow.set(row, to: times.isOpenNow)
      today.set(row, to: times.isToday)
      thisWeek.set(row, to: times.isThisWeek)
    }
  }
}
