import Foundation
import Storage
import Vocabulary

/// A topic's stable code: `housing`, or `housing.search` on the second level.
package struct TopicCode: Hashable, Sendable, Comparable, RawRepresentable, SQLBindable, SQLReadable {
  package let rawValue: String

  /// Any code shaped like one; whether the catalogue knows it is the catalogue's to say.
  package init?(rawValue: String) {
    let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), rawValue.utf8.count <= 60,
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      })
    else { return nil }
    self.rawValue = rawValue
  }

  /// The first level; the topic itself when it stands there.
  package var parent: TopicCode { TopicCode(rawValue: String(rawValue.prefix { $0 != "." })) ?? self }
  package var isFirstLevel: Bool { parent == self }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// The two-level catalogue of topics with label, explanation and everyday search words in every language.
///
/// `housing`, `education`, `work` and `civil` are the four contents of INTESO working paper 6; `advice`, `health`,
/// `everyday` and `emergency` are Wegpunkt's extension.
package struct TopicCatalogue: Sendable {
  /// A topic in one language.
  package struct Entry: Sendable, Decodable {
    package let label: String
    package let explanation: String
    package let words: [String]
  }

  package enum Fault: Error, CustomStringConvertible {
    case unreadable(String)

    package var description: String {
      switch self {
      case .unreadable(let why): "The topic catalogue cannot be read: \(why)"
      }
    }
  }

  /// The first level's codes that come from the model itself.
  package static let modelContents: Set<String> = ["housing", "education", "work", "civil"]

  private static let firstLevel = [
    "housing", "education", "work", "civil", "advice", "health", "everyday", "emergency",
  ]

  /// All codes, first level in the order of the start page, second level after its parent.
  package let codes: [TopicCode]
  private let entries: [Language: [TopicCode: Entry]]

  /// - Parameter folder: holds one `LANG.json` a language.
  package init(folder: URL) throws(Fault) {
    var entries: [Language: [TopicCode: Entry]] = [:]
    do {
      for language in Language.shipped {
        let file = folder.appendingPathComponent("\(language.code).json")
        let read = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
        entries[language] = Dictionary(
          uniqueKeysWithValues: read.compactMap { code, entry in TopicCode(rawValue: code).map { ($0, entry) } })
      }
    } catch {
      throw .unreadable("\(error)")
    }
    let known = Set((entries[.german] ?? [:]).keys)
    codes = Self.firstLevel.flatMap { parent in
      known.filter { $0.parent.rawValue == parent }.sorted()
    }
    self.entries = entries
  }

  package var firstLevelCodes: [TopicCode] { codes.filter(\.isFirstLevel) }
  package func knows(_ code: TopicCode) -> Bool { entries[.german]?[code] != nil }
  package func children(of code: TopicCode) -> [TopicCode] {
    codes.filter { $0.parent == code && !$0.isFirstLevel }
  }

  package func entry(_ code: TopicCode, in language: Language) -> Entry? {
    entries[language]?[code] ?? entries[.german]?[code]
  }

  package func label(_ code: TopicCode, in language: Language) -> String {
    entry(code, in: language)?.label ?? code.rawValue
  }

  /// The words people use for it, and its label, by language.
  package func searchPhrases(of code: TopicCode) -> [Language: [String]] {
    entries.compactMapValues { $0[code].map { [$0.label] + $0.words } }
  }
}
