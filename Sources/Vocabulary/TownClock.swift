import Foundation

/// The clock of a town: its time zone and the Land whose holidays it keeps.
package struct TownClock: Sendable, Hashable {
  package let timeZone: TimeZone
  package let land: Land

  package init(timeZone: TimeZone, land: Land) {
    self.timeZone = timeZone
    self.land = land
  }

  /// Düsseldorf's clock, the default of `init` and of the demo.
  package static let rhineland = TownClock(
    timeZone: TimeZone(identifier: "Europe/Berlin") ?? .gmt, land: .northRhineWestphalia)

  /// The town's day and minute at a moment.
  package func local(_ time: Timestamp) -> LocalMoment {
    let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
    let seconds = Int(time.seconds) + offset
    let day = Int((Double(seconds) / 86400).rounded(.down))
    return LocalMoment(date: LocalDate(dayNumber: day), minutes: (seconds - day * 86400) / 60)
  }

  /// The moment of a day and time in the town. In the hour that a clock change skips, the time an hour later.
  package func timestamp(_ day: LocalDate, _ time: LocalTime) -> Timestamp {
    let wall = Int64(day.dayNumber) * 86400 + Int64(time.minutes) * 60
    let guess = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall)))
    let first = wall - Int64(guess)
    let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(first)))
    return Timestamp(seconds: wall - Int64(offset))
  }
}
