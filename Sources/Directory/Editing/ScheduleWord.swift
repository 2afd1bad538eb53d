import Vocabulary

/// What a German or English word means among times.
enum ScheduleWord: Hashable {
  case days([Weekday])
  case ordinal(Int)
  case count(Int)
  case month(Int)
  /// Every so many weeks, said in one word.
  case weekly(Int)
  case week
  case day
  case monthly
  case every
  /// “Every other”.
  case other
  case next
  case and
  case to
  case from
  case start
  /// German “am”, or before noon after an hour.
  case am
  case pm
  /// The letters of “p.m.”.
  case letter(Character)
  case clock
  case hours
  case noon
  case midnight
  case not
  case closed
  case also
  case open
  case only
  /// Holidays of one kind or the other.
  case holidays
  case publicHolidays
  case schoolHolidays
  case publicWord
  case schoolWord
  /// Said without changing what is meant.
  case filler

  init?(_ folded: String) {
    guard let meaning = Self.meanings[folded] else { return nil }
    self = meaning
  }

  /// The word most like one that is not known, if one is.
  static func nearest(to word: String) -> String? {
    let letters = Array(ScheduleToken.folded(word.unicodeScalars).utf8)
    guard letters.count >= 4 else { return nil }
    let limit = letters.count < 6 ? 1 : 2
    var best: (distance: Int, word: String)?
    for (word, known) in suggestions {
      let distance = distance(letters, known)
      if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, word) }
    }
    return best?.word
  }

  /// Missing, added and wrong letters between two words.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    guard abs(one.count - other.count) <= 2 else { return 3 }
    var row = Array(0...other.count)
    for (number, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = number + 1
      for column in 1..<row.count {
        let above = row[column]
        row[column] = min(above + 1, row[column - 1] + 1, diagonal + (letter == other[column - 1] ? 0 : 1))
        diagonal = above
      }
    }
    return row[other.count]
  }

  private static let suggestions: [(String, [UInt8])] =
    table.flatMap { _, words in words.split(separator: " ").map(String.init) }
    .filter { $0.count >= 5 }
    .map { ($0, Array(ScheduleToken.folded($0.unicodeScalars).utf8)) }

  /// Umlauts may be left out (`Marz`) or written out (`Maerz`).
  private static let meanings: [String: ScheduleWord] = {
    var meanings: [String: ScheduleWord] = [:]
    for (meaning, words) in table {
      for word in words.split(separator: " ") {
        let writtenOut = word.lowercased().replacing("ä", with: "ae").replacing("ö", with: "oe")
          .replacing("ü", with: "ue")
        meanings[ScheduleToken.folded(word.unicodeScalars)] = meaning
        meanings[ScheduleToken.folded(writtenOut.unicodeScalars)] = meaning
      }
    }
    return meanings
  }()

  /// Words with the same meaning, as one writes them.
  private static let table: [(ScheduleWord, String)] = [
    (.days([.monday]), "Montag Montags Mo Mon Monday Mondays"),
    (.days([.tuesday]), "Dienstag Dienstags Di Tue Tues Tuesday Tuesdays"),
    (.days([.wednesday]), "Mittwoch Mittwochs Mi Wed Weds Wednesday Wednesdays"),
    (.days([.thursday]), "Donnerstag Donnerstags Do Thu Thur Thurs Thursday Thursdays"),
    (.days([.friday]), "Freitag Freitags Fr Fri Friday Fridays"),
    (.days([.saturday]), "Samstag Samstags Sonnabend Sonnabends Sa Sat Saturday Saturdays"),
    (.days([.sunday]), "Sonntag Sonntags So Sun Sunday Sundays"),
    (.days(Weekday.allCases), "täglich daily"),
    (.days([.monday, .tuesday, .wednesday, .thursday, .friday]), "weekday weekdays"),
    (.days([.saturday, .sunday]), "Wochenende Wochenenden weekend weekends"),
    (.ordinal(1), "erster ersten erste erstes erstem first"),
    (.ordinal(2), "zweiter zweiten zweite zweites zweitem second"),
    (.ordinal(3), "dritter dritten dritte drittes drittem third"),
    (.ordinal(4), "vierter vierten vierte viertes viertem fourth"),
    (.ordinal(5), "fünfter fünften fünfte fünftes fünftem fifth"),
    (.ordinal(-1), "letzter letzten letzte letztes letztem last"),
    (.count(2), "zwei two"), (.count(3), "drei three"), (.count(4), "vier four"), (.count(5), "fünf five"),
    (.count(6), "sechs six"), (.count(8), "acht eight"),
    (.month(1), "Januar Jänner January Jan"), (.month(2), "Februar February Feb"),
    (.month(3), "März Mär Mrz March Mar"), (.month(4), "April Apr"), (.month(5), "Mai May"),
    (.month(6), "Juni June Jun"), (.month(7), "Juli July Jul"), (.month(8), "August Aug"),
    (.month(9), "September Sep Sept"), (.month(10), "Oktober October Okt Oct"), (.month(11), "November Nov"),
    (.month(12), "Dezember December Dez Dec"),
    (.weekly(1), "wöchentlich weekly"), (.weekly(2), "vierzehntägig vierzehntäglich zweiwöchentlich fortnightly"),
    (.week, "Woche Wochen week weeks"), (.day, "Tag Tage Tagen tägig täglicher day days"),
    (.monthly, "Monat Monats Monate month months monthly monatlich"),
    (.every, "jeden jede jeder jedes jedem every each alle allen"), (.other, "other"),
    (.next, "nächsten nächster next"), (.and, "und and sowie u or oder"), (.to, "bis to until till through"),
    (.from, "von vom from between zwischen"),
    (.start, "ab starting beginning beginnend since seit Beginn start starts"),
    (.am, "am"), (.pm, "pm"), (.letter("a"), "a"), (.letter("p"), "p"), (.letter("m"), "m"),
    (.clock, "Uhr oclock"), (.hours, "h"), (.noon, "noon midday Mittag"), (.midnight, "midnight Mitternacht"),
    (.not, "nicht not kein keine keinen no außer ausgenommen except außerhalb outside"),
    (
      .closed,
      "geschlossen closed entfällt entfallen ausfall fällt fallen cancelled zu Pause Sommerpause Winterpause "
        + "Weihnachtspause Betriebsferien Urlaub"
    ),
    (.also, "auch also even"), (.open, "offen geöffnet open"), (.only, "nur only"),
    (.holidays, "holiday holidays"), (.publicHolidays, "Feiertag Feiertage Feiertagen Feiertags"),
    (.schoolHolidays, "Schulferien Ferien"), (.schoolWord, "school"), (.publicWord, "public bank"),
    (.filler, "an on at in im den dem der the of um zum zur immer jeweils gesetzlichen aus Termin Termine"),
  ]
}
