/// A day in the calendar of a place, without a time zone (`2026-11-20`).
package struct LocalDate: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01.
  package let dayNumber: Int

  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// A day that exists in the Gregorian calendar, years 1600 to 9999; nil otherwise.
  package init?(year: Int, month: Int, day: Int) {
    guard (1600...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(dayNumber: Self.dayNumber(year: year, month: month, day: day))
  }

  /// Reads `YYYY-MM-DD`; nil for any other text or a day that does not exist.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    var numbers = [0, 0, 0]
    for (part, range) in [0..<4, 5..<7, 8..<10].enumerated() {
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        numbers[part] = numbers[part] * 10 + Int(byte - 48)
      }
    }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var day: Int { parts.day }
  package var weekday: Weekday { Weekday(number: ((dayNumber + 3) % 7 + 7) % 7) }

  package func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber + days) }

  package static func < (one: LocalDate, other: LocalDate) -> Bool { one.dayNumber < other.dayNumber }

  /// Which such weekday of its month the day is: 1 for the first Tuesday.
  package var weekdayOrdinal: Int { (day - 1) / 7 + 1 }
  /// No further such weekday follows in the month.
  package var isLastWeekdayOfMonth: Bool { day + 7 > Self.days(inMonth: month, of: year) }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from civil date; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private var parts: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthPart + 2) / 5 + 1
    let month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension LocalDate: CustomStringConvertible {
  package var description: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }
}

/// A time on the clock of a place, in minutes since the day began; 24:00 and later mean the next day.
package struct LocalTime: Hashable, Sendable, Comparable {
  package let minutes: Int

  package init?(minutes: Int) {
    guard (0...2880).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Reads `HH:MM` from 00:00 to 24:00; nil otherwise.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    var digits: [Int] = []
    for position in [0, 1, 3, 4] {
      guard bytes[position] >= 48, bytes[position] <= 57 else { return nil }
      digits.append(Int(bytes[position] - 48))
    }
    let hour = digits[0] * 10 + digits[1]
    let minute = digits[2] * 10 + digits[3]
    guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
    minutes = hour * 60 + minute
  }

  package static let midnight = LocalTime(checked: 0)

  private init(checked minutes: Int) { self.minutes = minutes }

  package static func < (one: LocalTime, other: LocalTime) -> Bool { one.minutes < other.minutes }
}

extension LocalTime: CustomStringConvertible {
  package var description: String { "\(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60))" }
}

/// A day of the week, Monday first.
package enum Weekday: String, CaseIterable, Sendable, Hashable, Codable {
  case monday = "mo"
  case tuesday = "tu"
  case wednesday = "we"
  case thursday = "th"
  case friday = "fr"
  case saturday = "sa"
  case sunday = "su"

  /// 0 for Monday to 6 for Sunday.
  package var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  init(number: Int) { self = Self.allCases[number] }
}

extension LocalDate: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = LocalDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a day (YYYY-MM-DD)")
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension LocalTime: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = LocalTime(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not a time (HH:MM)")
    }
    self = time
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
