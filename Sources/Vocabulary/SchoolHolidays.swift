/// Weeks in which a Land's schools rest.
package struct SchoolHoliday: Hashable, Sendable {
  package enum Season: String, CaseIterable, Sendable {
    case autumn, christmas, winter, easter, whitsun, summer
  }

  package let season: Season
  package let first: LocalDate
  package let last: LocalDate

  /// The holidays of a Land as far as they are known here, earliest first; empty where nothing is.
  static func known(in land: Land) -> [SchoolHoliday] {
    switch land {
    case .northRhineWestphalia: northRhineWestphalia
    default: []
    }
  }

  /// “Ordnung der Ferien”, Ministerium für Schule und Bildung NRW, 19.05.2022 (ABl. NRW 06/22), which holds
  /// to the school year 2029/30. The three or four days a school chooses for itself are not in it.
  private static let northRhineWestphalia = table(
    """
    autumn    2025-10-13 2025-10-25
    christmas 2025-12-22 2026-01-06
    easter    2026-03-30 2026-04-11
    whitsun   2026-05-26 2026-05-26
    summer    2026-07-20 2026-09-01
    autumn    2026-10-17 2026-10-31
    christmas 2026-12-23 2027-01-06
    easter    2027-03-22 2027-04-03
    whitsun   2027-05-18 2027-05-18
    summer    2027-07-19 2027-08-31
    autumn    2027-10-23 2027-11-06
    christmas 2027-12-24 2028-01-08
    easter    2028-04-10 2028-04-22
    summer    2028-07-10 2028-08-22
    autumn    2028-10-23 2028-11-04
    christmas 2028-12-21 2029-01-05
    easter    2029-03-26 2029-04-07
    whitsun   2029-05-22 2029-05-22
    summer    2029-07-02 2029-08-14
    autumn    2029-10-15 2029-10-27
    christmas 2029-12-20 2030-01-04
    easter    2030-04-15 2030-04-27
    summer    2030-06-24 2030-08-06
    """)

  /// A line a holiday: season, first day, last day.
  private static func table(_ lines: String) -> [SchoolHoliday] {
    lines.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: " ")
      guard cells.count == 3, let season = Season(rawValue: String(cells[0])), let first = LocalDate(cells[1]),
        let last = LocalDate(cells[2]), first <= last
      else { return nil }
      return SchoolHoliday(season: season, first: first, last: last)
    }
  }
}

extension Land {
  /// The school holiday that a day lies in, or nil: also where `knowsSchoolHolidays(on:)` says that nobody knows.
  package func schoolHoliday(on day: LocalDate) -> SchoolHoliday? {
    SchoolHoliday.known(in: self).first { day <= $0.last }.flatMap { $0.first <= day ? $0 : nil }
  }

  /// Whether the Land's school holidays around a day stand in the table.
  package func knowsSchoolHolidays(on day: LocalDate) -> Bool {
    let known = SchoolHoliday.known(in: self)
    guard let first = known.first?.first, let last = known.last?.last else { return false }
    return first <= day && day <= last
  }
}
