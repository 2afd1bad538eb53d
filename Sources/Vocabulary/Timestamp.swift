#if canImport(Glibc)
  import Glibc
#endif

/// A moment in UTC, to the second, written as ISO 8601 (`2026-11-20T16:30:00Z`).
package struct Timestamp: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func now() -> Timestamp {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Timestamp(seconds: Int64(moment.tv_sec))
  }

  /// Reads `YYYY-MM-DDTHH:MM:SSZ` exactly; nil for any other text or a moment that does not exist.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
      let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      let time = LocalTime(String(decoding: bytes[11..<16], as: UTF8.self)), bytes[16] == UInt8(ascii: ":"),
      bytes[17] >= 48, bytes[17] <= 57, bytes[18] >= 48, bytes[18] <= 57,
      let second = Int(String(decoding: bytes[17..<19], as: UTF8.self)), second < 60, time.minutes < 1440
    else { return nil }
    seconds = Int64(date.dayNumber) * 86400 + Int64(time.minutes) * 60 + Int64(second)
  }

  package static func < (one: Timestamp, other: Timestamp) -> Bool { one.seconds < other.seconds }

  package func adding(seconds: Int64) -> Timestamp { Timestamp(seconds: self.seconds + seconds) }
}

extension Timestamp: CustomStringConvertible {
  package var description: String {
    let day = Int((Double(seconds) / 86400).rounded(.down))
    let rest = Int(seconds - Int64(day) * 86400)
    return
      "\(LocalDate(dayNumber: day))T\(twoDigits(rest / 3600)):\(twoDigits(rest / 60 % 60)):\(twoDigits(rest % 60))Z"
  }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
