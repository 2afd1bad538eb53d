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
    Holiday.falling(on: day).first { $0.isHeld(in: self, year: day.year) }
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

  /// The holidays that fall on a day in some Land; two where Ascension meets Labour Day.
  static func falling(on day: LocalDate) -> [Holiday] {
    let movable: Holiday? =
      switch easter(of: day.year).map({ day.dayNumber - $0.dayNumber }) {
      case -2: .goodFriday
      case 0: .easterSunday
      case 1: .easterMonday
      case 39: .ascension
      case 49: .whitSunday
      case 50: .whitMonday
      case 60: .corpusChristi
      default: nil
      }
    return [movable, fixed(on: day)].compactMap(\.self)
  }

  private static func fixed(on day: LocalDate) -> Holiday? {
    switch (day.month, day.day) {
    case (1, 1): .newYear
    case (1, 6): .epiphany
    case (3, 8): .womensDay
    case (5, 1): .labourDay
    case (8, 15): .assumption
    case (9, 20): .childrensDay
    case (10, 3): .germanUnity
    case (10, 31): .reformation
    case (11, 1): .allSaints
    // The Wednesday before 23 November.
    case (11, 16...22) where day.weekday == .wednesday: .repentance
    case (12, 25): .firstChristmasDay
    case (12, 26): .secondChristmasDay
    default: nil
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
}
