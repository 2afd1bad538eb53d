import HTTPTypes
import Hummingbird
import Vocabulary

/// One look at one page: by whom it is meant to be read, when, and what was asked for.
package struct Visit: Sendable {
  package let speaker: Speaker
  /// The moment the page is made for; tests freeze it.
  package let now: Timestamp
  /// The path without its language, as decoded segments.
  package let path: [String]
  package let query: QueryParameters
  package let parameters: Parameters

  package var language: Language { speaker.language }

  package init(speaker: Speaker, now: Timestamp, path: [String], query: QueryParameters, parameters: Parameters) {
    self.speaker = speaker
    self.now = now
    self.path = path
    self.query = query
    self.parameters = parameters
  }
}

/// Which of a site's languages a visitor's browser asks for (RFC 9110, section 12.5.4).
package enum LanguagePreference {
  package static func best(of offered: [Language], for header: String?, otherwise fallback: Language) -> Language {
    guard let header, header.utf8.count <= 1000 else { return fallback }
    let wishes = header.split(separator: ",").prefix(20).enumerated().compactMap { position, part -> Wish? in
      let pieces = part.split(separator: ";").map(\.trimmed)
      guard let tag = pieces.first, let language = Language(code: tag) else { return nil }
      let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      return quality > 0 ? Wish(language: language, quality: quality, position: position) : nil
    }
    for wish in wishes.sorted() {
      if offered.contains(wish.language) { return wish.language }
      if let primary = Language(code: wish.language.primary), offered.contains(primary) { return primary }
    }
    return fallback
  }

  private struct Wish: Comparable {
    let language: Language
    let quality: Double
    let position: Int

    static func < (one: Wish, other: Wish) -> Bool {
      one.quality != other.quality ? one.quality > other.quality : one.position < other.position
    }
  }
}
