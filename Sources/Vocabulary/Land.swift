/// A German Land, by its ISO 3166-2 code; it decides which days are public holidays.
package enum Land: String, CaseIterable, Sendable, Codable {
  case badenWuerttemberg = "bw"
  case bavaria = "by"
  case berlin = "be"
  case brandenburg = "bb"
  case bremen = "hb"
  case hamburg = "hh"
  case hesse = "he"
  case mecklenburgWesternPomerania = "mv"
  case lowerSaxony = "ni"
  case northRhineWestphalia = "nw"
  case rhinelandPalatinate = "rp"
  case saarland = "sl"
  case saxony = "sn"
  case saxonyAnhalt = "st"
  case schleswigHolstein = "sh"
  case thuringia = "th"

  /// The public holiday on a day that holds in the whole Land, or nil.
  ///
  /// Holidays of single municipalities (Augsburg's peace festival, Corpus Christi in parts of Saxony and Thuringia,
  /// Assumption in parts of Bavaria) are left out; an exception in a schedule names them.
  package func holiday(on day: LocalDate) -> Holiday? {
    Holiday.allCases.first { $0.day(in: day.year) == day && $0.isHeld(in: self, year: day.year) }
  }
}

/// The public holidays of the German Länder.
package enum Holiday: String, CaseIterable, Sendable {
  case newYear = "new-year"
  case epiphany
  case womensDay = "womens-day"
  case goodFriday = "good-friday"
  case easterSunday = "easter-sunday"
  case easterMonday = "easter-monday"
  case labourDay = "labour-day"
  case ascension
  case whitSunday = "whit-sunday"
  case whitMonday = "whit-monday"
  case corpusChristi = "corpus-christi"
  case assumption
  case childrensDay = "childrens-day"
  case germanUnity = "german-unity"
  case reformation
  case allSaints = "all-saints"
  case repentance
  case firstChristmasDay = "christmas-1"
  case secondChristmasDay = "christmas-2"

  /// The day it falls on in a year.
  func day(in year: Int) -> LocalDate? {
    switch self {
    case .newYear: LocalDate(year: year, month: 1, day: 1)
    case .epiphany: LocalDate(year: year, month: 1, day: 6)
    case .womensDay: LocalDate(year: year, month: 3, day: 8)
    case .goodFriday: Self.easter(of: year)?.adding(days: -2)
    case .easterSunday: Self.easter(of: year)
    case .easterMonday: Self.easter(of: year)?.adding(days: 1)
    case .labourDay: LocalDate(year: year, month: 5, day: 1)
    case .ascension: Self.easter(of: year)?.adding(days: 39)
    case .whitSunday: Self.easter(of: year)?.adding(days: 49)
    case .whitMonday: Self.easter(of: year)?.adding(days: 50)
    case .corpusChristi: Self.easter(of: year)?.adding(days: 60)
    case .assumption: LocalDate(year: year, month: 8, day: 15)
    case .childrensDay: LocalDate(year: year, month: 9, day: 20)
    case .germanUnity: LocalDate(year: year, month: 10, day: 3)
    case .reformation: LocalDate(year: year, month: 10, day: 31)
    case .allSaints: LocalDate(year: year, month: 11, day: 1)
    case .repentance: Self.repentanceDay(of: year)
    case .firstChristmasDay: LocalDate(year: year, month: 12, day: 25)
    case .secondChristmasDay: LocalDate(year: year, month: 12, day: 26)
    }
  }

  /// Whether the Land keeps it, by the Länder's holiday laws as of 2026.
  func isHeld(in land: Land, year: Int) -> Bool {
    switch self {
    case .epiphany: [.badenWuerttemberg, .bavaria, .saxonyAnhalt].contains(land)
    case .womensDay:
      (land == .berlin && year >= 2019) || (land == .mecklenburgWesternPomerania && year >= 2023)
    case .easterSunday, .whitSunday: land == .brandenburg
    case .corpusChristi:
      [.badenWuerttemberg, .bavaria, .hesse, .northRhineWestphalia, .rhinelandPalatinate, .saarland].contains(land)
    case .assumption: land == .saarland
    case .childrensDay: land == .thuringia && year >= 2019
    case .reformation:
      [
        .brandenburg, .bremen, .hamburg, .mecklenburgWesternPomerania, .lowerSaxony, .saxony, .saxonyAnhalt,
        .schleswigHolstein, .thuringia,
      ].contains(land) || year == 2017
    case .allSaints:
      [.badenWuerttemberg, .bavaria, .northRhineWestphalia, .rhinelandPalatinate, .saarland].contains(land)
    case .repentance: land == .saxony
    default: true
    }
  }

  /// Easter Sunday of a Gregorian year (anonymous Gregorian computus, Meeus 1991).
  static func easter(of year: Int) -> LocalDate? {
    let golden = year % 19
    let century = year / 100
    let yearOfCentury = year % 100
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let late = (golden + 11 * epact + 22 * weekday) / 451
    let dayOfMarch = epact + weekday - 7 * late + 114
    return LocalDate(year: year, month: dayOfMarch / 31, day: dayOfMarch % 31 + 1)
  }

  /// The Wednesday before 23 November.
  private static func repentanceDay(of year: Int) -> LocalDate? {
    guard let limit = LocalDate(year: year, month: 11, day: 22) else { return nil }
    return limit.adding(days: -((limit.weekday.number - Weekday.wednesday.number + 7) % 7))
  }
}
