import Vocabulary

/// Offers as bytes inside the index. The schedule stands first, so that “open now” reads nothing else.
extension Offer {
  func write(to writer: inout ByteWriter) {
    writer.write(schedule) { $0.write($1) }
    writer.write(validFrom) { $0.write($1.dayNumber) }
    writer.write(validUntil) { $0.write($1.dayNumber) }
    writer.write(id)
    writer.write(organization)
    writer.write(place) { $0.write($1) }
    writer.write(format)
    writer.write(contactPoint) { $0.write($1) }
    writer.write(hosting) { $0.write($1) }
    writer.write(topics) { $0.write($1.rawValue) }
    writer.write(goals) { $0.write($1) }
    writer.write(targetGroups) { $0.write($1) }
    writer.write(openness)
    access.write(to: &writer)
    cost.write(to: &writer)
    writer.write(languages) { $0.write($1.code) }
    writer.write(interpreters)
    writer.write(childcare)
    writer.write(capacity) { $0.write($1) }
    contact.write(to: &writer)
    writer.write(verification) {
      $0.write($1.day.dayNumber)
      $0.write($1.method)
    }
    writer.write(texts.versions) { writer, version in
      writer.write(version.language.code)
      writer.write(version.isStale)
      let content = version.content
      for text in [
        content.title, content.summary, content.description, content.accessNote, content.costNote,
        content.scheduleNote, content.bring,
      ] { writer.write(text) }
    }
  }

  /// A published offer from its bytes; search words and origin are not kept in the index.
  init(from reader: inout ByteReader) {
    let schedule = reader.optional { $0.schedule() }
    let validFrom = reader.optional { LocalDate(dayNumber: $0.integer()) }
    let validUntil = reader.optional { LocalDate(dayNumber: $0.integer()) }
    self.init(
      id: reader.identifier(), organization: reader.identifier(), place: reader.optional { $0.identifier() },
      format: reader.code(otherwise: .onSite), topics: [], texts: Translated(Texts(title: ""), in: .german))
    self.schedule = schedule
    self.validFrom = validFrom
    self.validUntil = validUntil
    contactPoint = reader.optional { $0.identifier() }
    hosting = reader.optional { $0.code(otherwise: .own) }
    topics = reader.array { TopicCode(rawValue: $0.text()) }.compactMap(\.self)
    goals = reader.array { $0.code(otherwise: .interaction) }
    targetGroups = reader.array { $0.code(otherwise: .everyone) }
    openness = reader.code(otherwise: .notStated)
    access = Access(from: &reader)
    cost = Cost(from: &reader)
    languages = reader.array { Language(code: $0.text()) }.compactMap(\.self)
    interpreters = reader.code(otherwise: .notStated)
    childcare = reader.code(otherwise: .notStated)
    capacity = reader.optional { $0.integer() }
    contact = Contact(from: &reader)
    verification = reader.optional {
      Verification(day: LocalDate(dayNumber: $0.integer()), method: $0.code(otherwise: .website))
    }
    let versions = reader.array { reader -> Translated<Texts>.Version in
      let language = Language(code: reader.text()) ?? .german
      let isStale = reader.flag()
      var content = Texts(title: reader.text())
      content.summary = reader.text()
      content.description = reader.text()
      content.accessNote = reader.text()
      content.costNote = reader.text()
      content.scheduleNote = reader.text()
      content.bring = reader.text()
      return .init(language, content, isStale: isStale)
    }
    if let source = versions.first {
      texts = Translated(source.content, in: source.language, translations: Array(versions.dropFirst()))
    }
    status = .published
  }
}

extension Offer.Access {
  func write(to writer: inout ByteWriter) {
    writer.write(registration)
    writer.write(documents) { $0.write($1) { $0.write($1) } }
    writer.write(residence)
    writer.write(german)
    writer.write(minimumAge) { $0.write($1) }
    writer.write(maximumAge) { $0.write($1) }
    writer.write(gender)
    writer.write(area)
  }

  init(from reader: inout ByteReader) {
    registration = reader.code(otherwise: .notStated)
    documents = reader.optional { $0.array { $0.code(otherwise: .identity) } }
    residence = reader.code(otherwise: .notStated)
    german = reader.code(otherwise: .notStated)
    minimumAge = reader.optional { $0.integer() }
    maximumAge = reader.optional { $0.integer() }
    gender = reader.code(otherwise: .notStated)
    area = reader.code(otherwise: .notStated)
  }
}

extension Offer.Cost {
  func write(to writer: inout ByteWriter) {
    writer.write(kind)
    writer.write(cents) { $0.write($1) }
    writer.write(period) { $0.write($1) }
  }

  init(from reader: inout ByteReader) {
    self.init(
      kind: reader.code(otherwise: .notStated), cents: reader.optional { $0.integer() },
      period: reader.optional { $0.code(otherwise: .visit) })
  }
}

extension Contact {
  func write(to writer: inout ByteWriter) {
    for text in [phone, email, website] { writer.write(text) { $0.write($1) } }
  }

  init(from reader: inout ByteReader) {
    self.init(
      phone: reader.optional { $0.text() }, email: reader.optional { $0.text() },
      website: reader.optional { $0.text() })
  }
}

extension ByteWriter {
  mutating func write(_ schedule: Schedule) {
    write(schedule.holidays)
    write(schedule.schoolHolidays)
    write(schedule.rules) { writer, rule in
      writer.write(UInt64(rule.orderedDays.reduce(0) { $0 | 1 << $1.number }))
      writer.write(rule.span)
      switch rule.recurrence {
      case .weekly(let every, let start):
        writer.write(UInt64(0))
        writer.write(every)
        writer.write(start) { $0.write($1.dayNumber) }
      case .monthly(let nth):
        writer.write(UInt64(1))
        writer.write(nth) { $0.write($1) }
      case .once(let day):
        writer.write(UInt64(2))
        writer.write(day.dayNumber)
      }
    }
    write(schedule.exceptions) { writer, exception in
      writer.write(exception.first.dayNumber)
      writer.write(exception.last.dayNumber)
      writer.write(exception.hours) { $0.write($1) }
    }
  }

  fileprivate mutating func write(_ span: Schedule.Span) {
    write(span.from.minutes)
    write(span.to.minutes)
  }
}

extension ByteReader {
  mutating func schedule() -> Schedule {
    let holidays = code(otherwise: Schedule.HolidayRule.notStated)
    let schoolHolidays = code(otherwise: Schedule.HolidayRule.notStated)
    let rules = array { reader -> Schedule.Rule? in
      let mask = Int(reader.unsigned())
      let days = Set(Weekday.allCases.filter { mask & (1 << $0.number) != 0 })
      let span = reader.span()
      let recurrence: Schedule.Recurrence =
        switch reader.unsigned() {
        case 0: .weekly(every: reader.integer(), start: reader.optional { LocalDate(dayNumber: $0.integer()) })
        case 1: .monthly(nth: reader.array { $0.integer() })
        default: .once(LocalDate(dayNumber: reader.integer()))
        }
      return span.map { Schedule.Rule(days: days, span: $0, recurrence: recurrence) }
    }
    let exceptions = array { reader in
      Schedule.Exception(
        first: LocalDate(dayNumber: reader.integer()), last: LocalDate(dayNumber: reader.integer()),
        hours: reader.array { $0.span() }.compactMap(\.self))
    }
    return Schedule(
      rules: rules.compactMap(\.self), exceptions: exceptions, holidays: holidays, schoolHolidays: schoolHolidays)
  }

  private mutating func span() -> Schedule.Span? {
    guard let from = LocalTime(minutes: integer()), let to = LocalTime(minutes: integer()) else { return nil }
    return Schedule.Span(startingAt: from, endingAt: to)
  }
}
