/// The JSON form of a schedule, as it is stored and as demo data writes it:
/// `{"rules":[{"days":["tu"],"from":"15:00","to":"17:00","every":1}],"exceptions":[{"from":"2026-12-23","to":"2027-01-02","closed":true}],
/// "holidays":"closed","schoolHolidays":"closed"}`; `schoolHolidays` only where it is stated. Decoding refuses times and days that do not exist, and more than 60 rules or exceptions.
extension Schedule {
  private enum Keys: String, CodingKey { case rules, exceptions, holidays, schoolHolidays }

  /// More would not be read by anyone, and a bound keeps every page quick.
  package static let mostEntries = 60

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    rules = try container.decodeIfPresent([Rule].self, forKey: .rules) ?? []
    exceptions = try container.decodeIfPresent([Exception].self, forKey: .exceptions) ?? []
    holidays = try container.decodeIfPresent(HolidayRule.self, forKey: .holidays) ?? .notStated
    schoolHolidays = try container.decodeIfPresent(HolidayRule.self, forKey: .schoolHolidays) ?? .notStated
    guard rules.count <= Self.mostEntries, exceptions.count <= Self.mostEntries else {
      throw DecodingError.dataCorruptedError(
        forKey: .rules, in: container, debugDescription: "a schedule has at most \(Self.mostEntries) rules")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(rules, forKey: .rules)
    if !exceptions.isEmpty { try container.encode(exceptions, forKey: .exceptions) }
    try container.encode(holidays, forKey: .holidays)
    if schoolHolidays != .notStated { try container.encode(schoolHolidays, forKey: .schoolHolidays) }
  }
}

extension Schedule.Span: Codable {
  private enum Keys: String, CodingKey { case from, to }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let start = try container.decode(LocalTime.self, forKey: .from)
    guard let span = Self(from: start, to: try container.decode(LocalTime.self, forKey: .to)) else {
      throw DecodingError.dataCorruptedError(forKey: .to, in: container, debugDescription: "longer than a day")
    }
    self = span
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(from.description, forKey: .from)
    try container.encode(to.description, forKey: .to)
  }
}

extension Schedule.Rule: Codable {
  private enum Keys: String, CodingKey { case days, every, start, nth, on }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let span = try Schedule.Span(from: decoder)
    if let day = try container.decodeIfPresent(LocalDate.self, forKey: .on) {
      self.init(days: [day.weekday], span: span, recurrence: .once(day))
      return
    }
    let days = Set(try container.decode([Weekday].self, forKey: .days))
    guard !days.isEmpty else {
      throw DecodingError.dataCorruptedError(forKey: .days, in: container, debugDescription: "name at least one day")
    }
    if let nth = try container.decodeIfPresent([Int].self, forKey: .nth) {
      guard !nth.isEmpty, nth.allSatisfy({ (1...5).contains($0) || $0 == -1 }) else {
        throw DecodingError.dataCorruptedError(forKey: .nth, in: container, debugDescription: "use 1 to 5, or -1")
      }
      self.init(days: days, span: span, recurrence: .monthly(nth: nth))
      return
    }
    let every = try container.decodeIfPresent(Int.self, forKey: .every) ?? 1
    guard (1...52).contains(every) else {
      throw DecodingError.dataCorruptedError(forKey: .every, in: container, debugDescription: "use 1 to 52 weeks")
    }
    let start = try container.decodeIfPresent(LocalDate.self, forKey: .start)
    self.init(days: days, span: span, recurrence: .weekly(every: every, start: start))
  }

  package func encode(to encoder: any Encoder) throws {
    try span.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    switch recurrence {
    case .once(let day):
      try container.encode(day, forKey: .on)
    case .monthly(let nth):
      try container.encode(orderedDays, forKey: .days)
      try container.encode(nth, forKey: .nth)
    case .weekly(let every, let start):
      try container.encode(orderedDays, forKey: .days)
      try container.encode(every, forKey: .every)
      try container.encodeIfPresent(start, forKey: .start)
    }
  }

  /// The days, Monday first.
  package var orderedDays: [Weekday] { Weekday.allCases.filter(days.contains) }
}

extension Schedule.Exception: Codable {
  private enum Keys: String, CodingKey { case from, to, closed, hours }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    first = try container.decode(LocalDate.self, forKey: .from)
    last = try container.decodeIfPresent(LocalDate.self, forKey: .to) ?? first
    hours = try container.decodeIfPresent([Schedule.Span].self, forKey: .hours) ?? []
    guard first <= last else {
      throw DecodingError.dataCorruptedError(forKey: .to, in: container, debugDescription: "ends before it begins")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(first, forKey: .from)
    try container.encode(last, forKey: .to)
    try container.encode(hours.isEmpty, forKey: .closed)
    if !hours.isEmpty { try container.encode(hours, forKey: .hours) }
  }
}
