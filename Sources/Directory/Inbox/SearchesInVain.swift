import Access
import Storage
import Vocabulary

/// Words that people searched with and found nothing, of one language.
struct SearchInVain: Sendable, Hashable {
  let words: String
  let language: Language
  /// How often, within the last days.
  let count: Int

  /// The days that are summed up.
  static let days = 30
}

extension Reader {
  /// What was searched in vain lately, the most frequent first.
  func searchesInVain(until today: LocalDate, offset: Int = 0, limit: Int) throws -> [SearchInVain] {
    try all(
      """
      SELECT language, words, CAST(SUM(count) AS BIGINT) AS total FROM unmet_searches
      WHERE day > \(today.adding(days: -SearchInVain.days)) GROUP BY language, words
      ORDER BY 3 DESC, language, words LIMIT \(limit) OFFSET \(offset)
      """
    ) { SearchInVain(words: try $0["words"], language: try $0["language"], count: try $0["total"]) }
  }

  func searchesInVainCount(until today: LocalDate) throws -> Int {
    try value(
      """
      SELECT COUNT(*) FROM (SELECT DISTINCT language, words FROM unmet_searches
        WHERE day > \(today.adding(days: -SearchInVain.days))) AS searches
      """)
  }
}

extension Writer {
  /// Somebody has looked after these words: they are not counted any more. Returns whether they were there.
  @discardableResult
  func dismissSearch(_ words: String, in language: Language) throws -> Bool {
    try run("DELETE FROM unmet_searches WHERE words = \(words) AND language = \(language)") > 0
  }

  /// Lets an offer be found by words that found nothing.
  func addSearchWords(
    _ words: String, in language: Language, to id: Identifier<Offer>, by account: SignedInAccount,
    _ setting: SheetSetting, at now: Timestamp
  ) throws -> SaveOutcome {
    guard let offer = try Offer.find(id, self) else { return .gone }
    var sheet = offer.sheet(setting.kept)
    sheet["searchWords"] = "\(sheet["searchWords"])\n\(language.code): \(words)"
    let version = try catchUp(with: offer.sheet(setting.kept), of: id, at: now)
    let edit = SheetEdit(sheet, names: ["searchWords"], base: version)
    let outcome = try save(edit, of: id, as: Offer.self, by: .desk(account), setting, at: now)
    if case .saved = outcome { try dismissSearch(words, in: language) }
    return outcome
  }
}
