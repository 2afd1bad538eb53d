import Foundation
import Testing
import Vocabulary
import Web

@testable import Directory

/// A Friday.
private let today = LocalDate(dayNumber: 20_777)

/// A schedule as JSON of its rules, for comparing: the stored form is tested elsewhere.
private func schedule(_ rules: String, _ rest: String = "") throws -> Schedule {
  try Schedule(json: "{\"rules\":[\(rules)]\(rest)}")
}

private func read(_ text: String) throws -> Schedule { try ScheduleWords.read(text, today: today) }

private func weekly(_ days: String, _ from: String, _ to: String, _ more: String = "") -> String {
  let names = days.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ",")
  return "{\"days\":[\(names)],\"from\":\"\(from)\",\"to\":\"\(to)\"\(more)}"
}

private func once(_ day: String, _ from: String, _ to: String) -> String {
  "{\"on\":\"\(day)\",\"from\":\"\(from)\",\"to\":\"\(to)\"}"
}

@Suite struct ScheduleWordsTests {
  @Test(arguments: [
    "jeden Dienstag 15–17 Uhr", "dienstags 15-17", "Di 15:00 bis 17:00 Uhr", "Di. 15.00–17.00 Uhr.",
    "DIENSTAGS, 15—17 UHR",
    "15–17 Uhr dienstags", "immer dienstags von 15 bis 17 Uhr", "every Tuesday 15–17", "Tuesdays 3 pm to 5 pm",
    "Tue 3–5pm", "on Tuesdays from 3 p.m. until 5 p.m.", "Tuesdays: 15h–17h", "• Di (15–17 Uhr)",
    "between 3 and 5 pm on Tuesdays", "zwischen 15 und 17 Uhr am Dienstag", "Di 15 Uhr–17 Uhr", "- Di 15–17",
    "jede Woche Di 15–17", "weekly on Tuesdays 15:00–17:00", "3 pm – 17:00 Tuesdays", "Tuesdays 15 to 5 pm",
  ])
  func oneTuesdayInManyWords(text: String) throws {
    #expect(try read(text) == schedule(weekly("tu", "15:00", "17:00")))
  }

  @Test(arguments: [
    ("Mo–Fr 9–12:30", "mo tu we th fr", "09:00", "12:30"),
    ("Montag bis Freitag 9.00 bis 12.30 Uhr", "mo tu we th fr", "09:00", "12:30"),
    ("from Monday to Friday 9 am–12:30", "mo tu we th fr", "09:00", "12:30"),
    ("weekdays 9:00–12:30", "mo tu we th fr", "09:00", "12:30"),
    ("dienstags und donnerstags 15:30 bis 17 Uhr", "tu th", "15:30", "17:00"),
    ("Mo, Mi & Fr 9h30–11", "mo we fr", "09:30", "11:00"), ("Mo/Mi/Fr 9h30-11h", "mo we fr", "09:30", "11:00"),
    ("3 pm to 5:30 pm on Mondays", "mo", "15:00", "17:30"), ("8:30am–noon Mondays", "mo", "08:30", "12:00"),
    ("11–1 pm Mondays", "mo", "11:00", "13:00"), ("Mon 9 am–5", "mo", "09:00", "17:00"),
    ("Mon noon–3", "mo", "12:00", "15:00"), ("Mon 12–3 pm", "mo", "12:00", "15:00"),
    ("9–12 am Montag", "mo", "09:00", "12:00"), ("9 am–10 am Monday", "mo", "09:00", "10:00"),
    ("täglich 10–22 Uhr", "mo tu we th fr sa su", "10:00", "22:00"),
    ("taeglich 10–22 Uhr", "mo tu we th fr sa su", "10:00", "22:00"),
    ("taglich 10–22", "mo tu we th fr sa su", "10:00", "22:00"),
    ("every day 10–22", "mo tu we th fr sa su", "10:00", "22:00"),
    ("jeden Tag 0–24 Uhr", "mo tu we th fr sa su", "00:00", "24:00"), ("weekends 20–2", "sa su", "20:00", "02:00"),
    ("Di 03–05 Uhr", "tu", "03:00", "05:00"),
    ("Fr 20 Uhr bis Mitternacht", "fr", "20:00", "24:00"), ("Fr 8 pm–1", "fr", "20:00", "01:00"),
    ("Fr 20–1 Uhr (am nächsten Tag)", "fr", "20:00", "01:00"), ("Fr 8–7 Uhr am nächsten Tag", "fr", "08:00", "07:00"),
    ("Fri 8 am to 7 am the next day", "fr", "08:00", "07:00"), ("Fr 9–8 am nächsten Tag", "fr", "09:00", "08:00"),
    ("nur sonnabends 10–11", "sa", "10:00", "11:00"),
  ])
  func weeklyTimes(text: String, days: String, from: String, to: String) throws {
    #expect(try read(text) == schedule(weekly(days, from, to)))
  }

  @Test func timesAndDaysThatBelongTogether() throws {
    let twice = [weekly("mo we", "09:00", "12:00"), weekly("mo we", "14:00", "16:00")].joined(separator: ",")
    #expect(try read("Mo, Mi 9-12 und 14-16 Uhr") == schedule(twice))
    #expect(try read("9–12, 14–16 on Mon and Wed") == schedule(twice))
    let each = [weekly("mo", "09:00", "12:00"), weekly("tu", "14:00", "16:00")].joined(separator: ",")
    for text in [
      "Mo 9–12, Di 14–16 Uhr", "9–12 Uhr Mo, 14–16 Uhr Di", "Mo 9–12\n\r\nDi 14–16", "Mo 9–12 und Di auch 14–16",
    ] {
      #expect(try read(text) == schedule(each), "\(text)")
    }
    let mixed = [
      weekly("mo", "09:00", "12:00"), weekly("we", "18:00", "20:00", #","every":2,"start":"2026-12-02""#),
    ].joined(separator: ",")
    #expect(try read("Mo 9–12, alle zwei Wochen Mi 18–20 Uhr ab 2.12.") == schedule(mixed))
  }

  @Test(arguments: [
    "alle zwei Wochen mittwochs 18–20 Uhr ab 2.12.2026", "jede zweite Woche Mi 18–20 ab Mittwoch, 2.12.",
    "mittwochs 18–20 Uhr, alle 14 Tage ab dem 2. Dezember", "14-tägig Mi 18–20 ab 2.12.2026",
    "every other Wednesday 18–20 from 2 December 2026", "every two weeks on Wed 6–8 pm starting December 2, 2026",
    "fortnightly Wednesdays 18–20 from 2026-12-02", "alle 2 Wochen am Mittwoch 18 bis 20 Uhr ab 02.12.26",
  ])
  func everySecondWeek(text: String) throws {
    let rule = weekly("we", "18:00", "20:00", #","every":2,"start":"2026-12-02""#)
    #expect(try read(text) == schedule(rule))
  }

  @Test(arguments: [
    ("jeden ersten Samstag im Monat 10–14 Uhr", "sa", "[1]", "10:00", "14:00"),
    ("1. Samstag im Monat 10–14 Uhr", "sa", "[1]", "10:00", "14:00"),
    ("letzter Freitag im Monat 20–1 Uhr", "fr", "[-1]", "20:00", "01:00"),
    ("last Friday of the month 8 pm to 1 am", "fr", "[-1]", "20:00", "01:00"),
    ("am 2. und 4. Mittwoch 9–10", "we", "[2,4]", "09:00", "10:00"),
    ("2nd and 4th Wednesday of each month 9–10", "we", "[2,4]", "09:00", "10:00"),
    ("monatlich am fuenften Mo 9–10", "mo", "[5]", "09:00", "10:00"),
    ("jeden ersten und letzten Montag und Dienstag im Monat 9–10", "mo tu", "[1,-1]", "09:00", "10:00"),
  ])
  func monthlyTimes(text: String, days: String, nth: String, from: String, to: String) throws {
    #expect(try read(text) == schedule(weekly(days, from, to, ",\"nth\":\(nth)")))
  }

  @Test(arguments: [
    "am 5.12.2026 14–18 Uhr", "Samstag, 5.12., 14–18 Uhr", "on 5 December 2026 14–18", "Dec 5, 2–6 pm",
    "5. Dez. 14 bis 18 Uhr",
    "2026-12-05 14:00-18:00", "14–18 Uhr am 5.12.", "am 5. 12. 2026 von 14 bis 18 Uhr", "December 5th 2026: 14–18",
  ])
  func oneDay(text: String) throws {
    #expect(try read(text) == schedule(once("2026-12-05", "14:00", "18:00")))
  }

  @Test func severalDays() throws {
    let two = [once("2026-12-30", "09:00", "10:00"), once("2027-01-02", "09:00", "10:00")].joined(separator: ",")
    #expect(try read("am 30.12. und 2.1. 9–10 Uhr") == schedule(two))
    let week = (5...7).map { once("2027-04-0\($0)", "09:00", "10:00") }.joined(separator: ",")
    #expect(try read("5.–7.4.2027 9–10") == schedule(week))
    #expect(try read("5 to 7 April 2027 9–10") == schedule(week))
    let leap = try read("29.2. 9–10")
    #expect(leap.rules.first?.recurrence == .once(try #require(LocalDate("2028-02-29"))))
  }

  @Test(arguments: [
    "geschlossen 24.12.2026–1.1.2027", "24.12.–1.1. geschlossen", "closed 24 December to 1 January",
    "fällt aus: 24.12.26–1.1.27",
    "nicht vom 24.12. bis zum 1.1.", "no Termine 2026-12-24 – 2027-01-01", "Betriebsferien 24.12.–1.1.",
    "geschlossen vom 24.12. bis 1.1. (Betriebsferien)",
    "Closed from December 24 until January 1, 2027",
  ])
  func closedDays(text: String) throws {
    #expect(try read(text) == schedule("", #","exceptions":[{"from":"2026-12-24","to":"2027-01-01"}]"#))
  }

  @Test func otherHoursAndListsOfClosedDays() throws {
    let shorter = try schedule("", #","exceptions":[{"from":"2026-12-31","hours":[{"from":"09:00","to":"12:00"}]}]"#)
    for text in ["am 31.12.2026 nur 9–12 Uhr", "Thu, 31 December: only 9–12", "31.12. nur von 9 bis 12"] {
      #expect(try read(text) == shorter, "\(text)")
    }
    let list = try read("geschlossen 24.12., 31.12. und 4.–6.1.")
    #expect(
      list.exceptions.map { "\($0.first) \($0.last)" } == [
        "2026-12-24 2026-12-24", "2026-12-31 2026-12-31", "2027-01-04 2027-01-06",
      ])
    for text in ["am 24., 27. und 31.12. geschlossen", "closed on 24 and 27 and 31 December"] {
      #expect(
        try read(text).exceptions.map(\.first.description) == ["2026-12-24", "2026-12-27", "2026-12-31"], "\(text)")
    }
    let mixed = try read("Di 15–17, nicht am 29.12., am 30.12. 10–11 Uhr")
    #expect(mixed.rules.count == 2 && mixed.exceptions.count == 1)
  }

  @Test(arguments: [
    ("nicht in den Schulferien", Schedule.HolidayRule.notStated, Schedule.HolidayRule.closed),
    ("not in school holidays", .notStated, .closed), ("in den Ferien geschlossen", .notStated, .closed),
    ("nur außerhalb der Schulferien", .notStated, .closed), ("auch in den Schulferien", .notStated, .open),
    ("nicht an Feiertagen", .closed, .notStated), ("an Feiertagen geschlossen", .closed, .notStated),
    ("auch an Feiertagen", .open, .notStated), ("also on public holidays", .open, .notStated),
    ("auch nicht an gesetzlichen Feiertagen", .closed, .notStated), ("closed on bank holidays", .closed, .notStated),
    ("nicht an Feiertagen und in den Schulferien", .closed, .closed),
    ("an Feiertagen und in den Schulferien zu", .closed, .closed),
    ("auch an Feiertagen, nicht in den Schulferien", .open, .closed), ("ausser an Feiertagen", .closed, .notStated),
  ])
  func holidays(text: String, holidays: Schedule.HolidayRule, schoolHolidays: Schedule.HolidayRule) throws {
    var expected = try schedule(weekly("tu", "15:00", "17:00"))
    expected.holidays = holidays
    expected.schoolHolidays = schoolHolidays
    #expect(try read("jeden Dienstag 15–17 Uhr, \(text)") == expected)
    #expect(try read("jeden Dienstag 15–17 Uhr\n\(text)") == expected)
    #expect(try read("jeden Dienstag 15–17 Uhr (\(text))") == expected)
  }

  @Test func anEmptyTextSaysNothing() throws {
    #expect(try read(" \n\n") == Schedule(rules: []))
  }
}

@Suite struct ScheduleFaultTests {
  @Test(arguments: [
    ("Mo 9–12\nDienstg 15–17", ScheduleText.unknownNear, 2, "Dienstg"), ("Di 15–17 Uhr blau", .unknown, 1, "blau"),
    ("werktags 9–12", .unknown, 1, "werktags"), ("nicht in den Schulfeiren", .unknownNear, 1, "Schulfeiren"),
    ("every second Wensday of the month 9–10", .unknownNear, 1, "Wensday"),
    ("geschlossen am 24. Dezembr", .unknownNear, 1, "Dezembr"), ("5 Personen", .unknown, 1, "Personen"),
    ("Mo–Fr 9–12, Mi geschlossen", .closedWeekday, 1, "Mi geschlossen"),
    ("nur am 5.12. 9–10", .unknown, 1, "nur"), ("alle zwei Monate Mo 9–10", .unknown, 1, "zwei"),
    ("Di 9–10 im Monat", .unknown, 1, "Di 9–10 im Monat"),
    ("jeden Tag außer mittwochs 9–10", .closedWeekday, 1, "außer mittwochs"),
    ("Mo 9–12 geschlossen", .missingDate, 1, "geschlossen"), ("nicht nur an Feiertagen", .unknown, 1, "nicht"),
    ("???", .unknown, 1, "?"),
    ("15–17 Uhr", .missingDay, 1, "15–17 Uhr"), ("Mo 9–12, Di", .missingTime, 1, "Di"),
    ("dienstags", .missingTime, 1, "dienstags"),
    ("Di 15 Uhr", .missingEnd, 1, "15 Uhr"), ("Di ab 15 Uhr", .missingEnd, 1, "ab 15"),
    ("Di 15– Uhr", .missingEnd, 1, "15–"),
    ("Di 15–17 ab sofort", .missingDate, 1, "ab"),
    ("alle zwei Wochen Mi 18–20", .missingStart, 1, "alle zwei Wochen Mi 18–20"),
    ("Di 25–26 Uhr", .impossibleTime, 1, "25"), ("Di 9:60–10", .impossibleTime, 1, "9:60"),
    ("Di 13 pm–14", .impossibleTime, 1, "13 pm"),
    ("Di 24:30–2", .impossibleTime, 1, "24:30"), ("geschlossen am 31.2.", .impossibleDate, 1, "31.2."),
    ("am 29.2.2027 9–10", .impossibleDate, 1, "29.2.2027"), ("am 5.13.2026 9–10", .impossibleDate, 1, "5.13.2026"),
    ("alle 99 Wochen Mo 9–10 ab 7.12.", .impossibleWeeks, 1, "alle 99 Wochen"),
    ("Fr–Mo 9–10", .reversedDays, 1, "Fr–Mo"),
    ("Mo–Mo 9–10", .reversedDays, 1, "Mo–Mo"),
    ("geschlossen 1.1.2027–24.12.2026", .reversedDates, 1, "1.1.2027–24.12.2026"),
    ("geschlossen 24.12.–1.12.", .reversedDates, 1, "24.12.–1.12."),
    ("geschlossen 31.–24.12.", .reversedDates, 1, "31.–24.12."),
    ("Di 15–11 Uhr", .longSpan, 1, "15–11 Uhr"), ("Di 9–9", .longSpan, 1, "9–9"), ("Mon 12–3", .longSpan, 1, "12–3"),
    ("Weekdays 9 to 5", .longSpan, 1, "9 to 5"),
    ("3 to 5 on Mondays", .unclearHalf, 1, "3 to 5"), ("Di 3:30–6 Uhr", .unclearHalf, 1, "3:30–6 Uhr"),
    ("Di 9–10 Uhr am nächsten Tag", .longSpan, 1, "9–10 Uhr am nächsten Tag"),
    ("Montag, 5.12.2026 9–10", .otherWeekday, 1, "Montag, 5.12.2026 9–10"),
    ("Mi 9–10 ab Di, 2.12.2026", .otherWeekday, 1, "Di, 2.12.2026"),
    ("Mon 9–12 am", .unclearMidnight, 1, "9–12 am"),
    ("jeden zweiten Mittwoch 9–10", .unclearOrdinal, 1, "jeden zweiten Mittwoch 9–10"),
    ("every second Wednesday 9–10", .unclearOrdinal, 1, "every second Wednesday 9–10"),
    ("Mo 9–10, not on holidays", .unclearHolidays, 1, "holidays"),
    ("in den Schulferien", .halfSaidHolidays, 1, "Schulferien"),
    ("Di 15–17, nicht in den Schulferien\nDo 9–12", .holdsForAll, 1, "nicht in den Schulferien"),
    ("Do 9–12\nDi 15–17, nicht am 29.12.", .holdsForAll, 2, "nicht am 29.12."),
    ("Mo 9–10\nauch an Feiertagen\nnicht an Feiertagen", .contradiction, 3, "nicht an Feiertagen"),
    ("Mo 9–10 bis 31.3.2027", .untilElsewhere, 1, "bis 31.3.2027"),
    ("Mo 9–10 vom 1.12.2026 bis 31.3.2027", .untilElsewhere, 1, "vom 1.12.2026 bis 31.3.2027"),
    ("letzter Fr im Monat 9–10 ab 4.12.", .startElsewhere, 1, "letzter Fr im Monat 9–10 ab 4.12."),
    ("1.12.2026–31.3.2027 9–10", .tooMany, 1, "1.12.2026–31.3.2027 9–10"),
  ])
  func aFaultSaysWhereAndWhy(text: String, reason: ScheduleText, line: Int, part: String) throws {
    let fault = #expect(throws: ScheduleFault.self) { try read(text) }
    #expect(
      fault?.reason == reason && fault?.line == line && fault?.part == part, "\(text): \(String(describing: fault))")
  }

  @Test func tooMuchIsRefused() throws {
    let lines = { (count: Int) in Array(repeating: "Mo 9–10", count: count).joined(separator: "\n") }
    #expect(try read(lines(60)).rules.count == 60)
    #expect(throws: ScheduleFault(.tooMany, line: 61, part: "")) { try read(lines(61)) }
    let spaces = String(repeating: " ", count: 4000)
    #expect(try read(spaces).rules.isEmpty)
    #expect(throws: ScheduleFault(.tooLong, line: 1, part: "")) { try read(spaces + " ") }
  }

  @Test(arguments: [Language.german, .english]) func everyFaultHasItsWords(language: Language) throws {
    let texts = try Texts(folders: [repository.appendingPathComponent("Sources/Directory/DeskTexts")])
    let speak = Speaker(texts: texts, language: language)
    for reason in ScheduleText.allCases where reason != .line {
      let words = ScheduleFault(reason, line: 7, part: "PART", near: "NEAR").words(speak)
      #expect(words.contains("7") && !words.contains("{"), "\(words)")
      #expect(words.contains("PART") || [.tooMany, .tooLong].contains(reason), "\(words)")
    }
    let fault = #expect(throws: ScheduleFault.self) { try read("Dienstg 15–17") }
    #expect(fault?.words(speak).contains("„Dienstag“") == true || fault?.words(speak).contains("“Dienstag”") == true)
  }

  /// What a message gives as an example must itself be understood.
  @Test(arguments: [Language.german, .english]) func examplesAreUnderstood(language: Language) throws {
    let texts = try Texts(folders: [repository.appendingPathComponent("Sources/Directory/DeskTexts")])
    let marks: (Character, Character) = language == .german ? ("„", "“") : ("“", "”")
    var examples: Set<String> = []
    for reason in ScheduleText.allCases {
      var rest = texts.text(reason.rawValue, in: language)[...]
      while let open = rest.firstIndex(of: marks.0), let close = rest[open...].dropFirst().firstIndex(of: marks.1) {
        examples.insert(String(rest[open..<close].dropFirst()))
        rest = rest[close...].dropFirst()
      }
    }
    let sentences = examples.filter { !$0.contains("{") }
    #expect(sentences.count >= 15)
    for example in sentences {
      // Some are only a part of a line.
      let whole =
        [example, "Mo \(example)", "geschlossen \(example)", "\(example) Mo 9–10 ab 7.12.2026", "\(example) 9–10"]
        + [
          "jeden ersten Mo 9–10 \(example)", "Mo 9–10, nicht \(example)", "Mo 9–\(example)",
          "Mo 9–10 closed \(example)",
        ]
      #expect(whole.contains { (try? read($0)) != nil }, "\(example)")
    }
  }
}
