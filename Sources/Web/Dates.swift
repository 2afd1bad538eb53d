import Vocabulary

/// Days and times in the visitor's language.
extension Speaker {
  /// A day as one says it: today, tomorrow, or weekday and date; with the year when it is not this year's.
  package func day(_ day: LocalDate, today: LocalDate) -> String {
    switch day.dayNumber - today.dayNumber {
    case 0: return self(WebText.today)
    case 1: return self(WebText.tomorrow)
    default:
      return self(
        WebText.dateWithWeekday, ["weekday": term("weekday", day.weekday.rawValue), "date": date(day, today: today)])
    }
  }

  /// Day and month, with the year when it is not this year's.
  package func date(_ day: LocalDate, today: LocalDate) -> String {
    let text = self(WebText.datePattern, ["day": String(day.day), "month": term("month", String(day.month))])
    return day.year == today.year ? text : "\(text) \(day.year)"
  }

  /// From a time to a time; says so when it ends on the next day.
  package func span(_ span: Schedule.Span) -> String {
    let range = self(WebText.timeRange, ["from": span.from.description, "to": span.to.description])
    return span.to.minutes > 1440 ? "\(range) \(self(WebText.nextDay))" : range
  }

  /// Words in a row: “A, B and C”.
  package func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return self(WebText.andLast, ["first": words.dropLast().joined(separator: listComma), "last": last])
  }

  private var listComma: String { language.direction == .rightToLeft ? "، " : ", " }
}
