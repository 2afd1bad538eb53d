import Search
import Synchronization
import Vocabulary

/// Which entries of a snapshot are valid, open now, on today, on this week.
package final class TimeSets: Sendable {
  /// The sets of one minute.
  package struct Sets: Sendable {
    package let valid: DocumentSet
    package let openNow: DocumentSet
    package let today: DocumentSet
    package let thisWeek: DocumentSet
  }

  /// The next minute's sets are made so long before it, when somebody prepares them.
  private static let lead: Int64 = 20

  private let snapshot: SearchSnapshot
  private let clock: TownClock
  /// The sets of the minutes last asked for, the newest first; held only for a look.
  private let kept = Mutex<[(moment: LocalMoment, sets: Sets)]>([])
  /// Held by whoever makes sets.
  private let timetable: Mutex<Timetable>

  init(snapshot: SearchSnapshot, clock: TownClock, placeHours: [Identifier<Place>: Schedule]) {
    self.snapshot = snapshot
    self.clock = clock
    timetable = Mutex(Timetable(clock: clock, placeHours: placeHours))
  }

  /// The sets of a later snapshot of the same index; what both share need not be worked out again.
  ///
  /// - Parameter placeHours: nil where they are the same; places with other hours must be new in the snapshot.
  init(snapshot: SearchSnapshot, following earlier: TimeSets, placeHours: [Identifier<Place>: Schedule]?) {
    self.snapshot = snapshot
    clock = earlier.clock
    var timetable = earlier.timetable.withLock { $0 }
    if let placeHours { timetable.placeHours = placeHours }
    self.timetable = Mutex(timetable)
  }

  /// The sets that hold at a moment.
  package func sets(at time: Timestamp) -> Sets {
    let moment = clock.local(time)
    if let sets = keptSets(of: moment) { return sets }
    return timetable.withLock { timetable in
      // Somebody else may have made them meanwhile.
      if let sets = keptSets(of: moment) { return sets }
      let sets = timetable.sets(of: snapshot, at: moment)
      kept.withLock { $0 = [(moment, sets)] + $0.prefix(1) }
      return sets
    }
  }

  /// Makes the sets of this minute and, shortly before its end, of the next: no visitor waits for them at the full minute.
  func prepare(at now: Timestamp) {
    _ = sets(at: now)
    _ = sets(at: now.adding(seconds: Self.lead))
  }

  private func keptSets(of moment: LocalMoment) -> Sets? {
    kept.withLock { $0.first { $0.moment == moment }?.sets }
  }
}
