import Search
import Synchronization
import Vocabulary
import Web

/// Cards that were shown lately, until the directory or the minute changes.
final class CardShelf: Sendable {
  struct Key: Hashable, Sendable {
    let document: DocumentID
    let language: Language
  }

  private struct State: Sendable {
    var version: UInt64 = 0
    var minute: Int64 = 0
    var cards = RecentlyUsed<Key, Card>(limit: mostBytes)
  }

  private static let mostBytes = 3_000_000

  private let state = Mutex(State())

  /// The card kept for a version and a minute, or a new one; nil when there is none to make.
  func card(_ key: Key, at now: Timestamp, of directory: PublishedDirectory, make: () -> Card?) -> Card? {
    let minute = now.seconds / 60
    let kept = state.withLock { state -> Card? in
      if state.version != directory.version || state.minute != minute {
        state.version = directory.version
        state.minute = minute
        state.cards.removeAll()
      }
      return state.cards.value(for: key)
    }
    if let kept { return kept }
    guard let card = make() else { return nil }
    state.withLock { state in
      // Meanwhile another version may have come.
      guard state.version == directory.version, state.minute == minute else { return }
      state.cards.keep(card, size: card.size, for: key)
    }
    return card
  }
}
