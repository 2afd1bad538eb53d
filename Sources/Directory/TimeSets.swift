import Search
import Synchronization
import Vocabulary

/// Which entries are valid, open now, on today, on this week: computed once a minute, and only when somebody asks.
package final class TimeSets: Sendable {
  /// The sets of one minute.
  package struct Sets: Sendable {
    package let valid: DocumentSet
    package let openNow: DocumentSet
    package let today: DocumentSet
    package let thisWeek: DocumentSet
  }

  private let snapshot: SearchSnapshot
  private let clock: TownClock
  private let placeHours: [Identifier<Place>: Schedule]
  private let state = Mutex<(moment: LocalMoment, sets: Sets)?>(nil)

  init(snapshot: SearchSnapshot, clock: TownClock, placeHours: [Identifier<Place>: Schedule]) {
    self.snapshot = snapshot
    self.clock = clock
    self.placeHours = placeHours
  }

  /// The sets that hold at a moment.
  package func sets(at time: Timestamp) -> Sets {
    let moment = clock.local(time)
    return state.withLock { state in
      if let kept = state, kept.moment == moment { return kept.sets }
      let sets = compute(at: moment)
      state = (moment, sets)
      return sets
    }
  }

  private struct Times {
    var isValid = true
    var isOpenNow = false
    var isToday = false
    var isThisWeek = false
  }

  private func compute(at moment: LocalMoment) -> Sets {
    var times: [DocumentID: Times] = [:]
    times.reserveCapacity(snapshot.count)
    snapshot.forEachDocument { id, payload in
      times[id] = payload.withBytes { self.times(of: $0, at: moment) }
    }
    return Sets(
      valid: snapshot.documentSet { id, _ in times[id]?.isValid ?? false },
      openNow: snapshot.documentSet { id, _ in times[id]?.isOpenNow ?? false },
      today: snapshot.documentSet { id, _ in times[id]?.isToday ?? false },
      thisWeek: snapshot.documentSet { id, _ in times[id]?.isThisWeek ?? false })
  }

  private func times(of payload: UnsafeRawBufferPointer, at moment: LocalMoment) -> Times {
    var reader = ByteReader(payload)
    var times = Times()
    let schedule: Schedule?
    switch EntryKind(rawValue: reader.byte()) {
    case .offer:
      schedule = reader.optional { $0.schedule() }
      let from = reader.optional { LocalDate(dayNumber: $0.integer()) }
      let until = reader.optional { LocalDate(dayNumber: $0.integer()) }
      // What begins in the coming weeks is shown already: people plan ahead.
      times.isValid = until.map { moment.date <= $0 } ?? true
      if let from, moment.date < from { return times }
    case .place:
      schedule = placeHours[reader.identifier()]
    default:
      return times
    }
    guard let schedule, times.isValid else { return times }
    times.isOpenNow = schedule.current(at: moment, in: clock.land) != nil
    let next = schedule.upcoming(from: moment, count: 1, days: 6, in: clock.land).first
    times.isToday = times.isOpenNow || next?.day == moment.date
    times.isThisWeek = times.isOpenNow || next != nil
    return times
  }
}
