import Storage
import Synchronization
import Vocabulary

/// Counts searches that found nothing, for editors: no person, nothing rare, no write per search.
///
/// Kept in memory; what was typed at least three times on a day is written once a minute. Anything with digits or @ is
/// never kept: it could be somebody's number or address.
package final class UnmetSearches: Sendable {
  package struct Key: Hashable, Sendable {
    package let day: LocalDate
    package let language: Language
    package let words: String
  }

  private struct Count: Sendable {
    var seen = 0
    var stored = 0
  }

  /// Fewer are never stored.
  static let least = 3
  /// What was written is deleted after these many days.
  static let retentionDays = 365
  /// Different searches held in memory; a flood beyond that is not counted.
  private static let most = 5000

  private let counts = Mutex<[Key: Count]>([:])
  private let clock: TownClock

  package init(clock: TownClock) { self.clock = clock }

  package func note(_ text: String, in language: Language, at now: Timestamp) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard (2...100).contains(words.count), !words.contains(where: { $0.isNumber || $0 == "@" }) else { return }
    let key = Key(day: clock.local(now).date, language: language, words: words)
    counts.withLock { counts in
      guard counts[key] != nil || counts.count < Self.most else { return }
      counts[key, default: Count()].seen += 1
    }
  }

  /// What is due to be written, with how much to add to the stored count.
  package func due(at now: Timestamp) -> [(key: Key, added: Int)] {
    let today = clock.local(now).date
    return counts.withLock { counts in
      var due: [(Key, Int)] = []
      for (key, count) in counts where count.seen >= Self.least && count.seen > count.stored {
        due.append((key, count.seen - count.stored))
        counts[key]?.stored = count.seen
      }
      counts = counts.filter { $0.key.day == today }
      return due.sorted { ($0.0.day, $0.0.language, $0.0.words) < ($1.0.day, $1.0.language, $1.0.words) }
    }
  }
}

extension Writer {
  /// Deletes counts that are older than their retention.
  package func deleteOldUnmetSearches(before today: LocalDate) throws {
    try run("DELETE FROM unmet_searches WHERE day < \(today.adding(days: -UnmetSearches.retentionDays))")
  }

  package func add(_ unmet: [(key: UnmetSearches.Key, added: Int)]) throws {
    try runMany(unmet) { key, added in
      """
      INSERT INTO unmet_searches (day, language, words, count)
      VALUES (\(key.day), \(key.language), \(key.words), \(added))
      ON CONFLICT (day, language, words) DO UPDATE SET count = unmet_searches.count + excluded.count
      """
    }
  }
}
