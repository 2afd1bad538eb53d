/// A language of the interface or of a text, by its BCP 47 tag: `de`, `ar`, `de-simple` (Leichte Sprache).
///
/// The nine languages Wegpunkt ships are named below. Which of them a municipality shows is a setting.
package struct Language: Hashable, Sendable, Comparable {
  /// The lower-case BCP 47 tag, 2 to 16 ASCII characters.
  package let code: String

  /// A language from a tag such as `uk` or `de-simple`; nil when it is not shaped like one.
  package init?(code: String) {
    let lowered = code.lowercased()
    let parts = lowered.split(separator: "-", omittingEmptySubsequences: false)
    guard let primary = parts.first, (2...3).contains(primary.utf8.count), lowered.utf8.count <= 16,
      primary.utf8.allSatisfy({ $0 >= 97 && $0 <= 122 }),
      parts.dropFirst().allSatisfy({ part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) }
      })
    else { return nil }
    self.code = lowered
  }

  private init(shipped code: String) { self.code = code }

  package static let german = Language(shipped: "de")
  package static let simpleGerman = Language(shipped: "de-simple")
  package static let english = Language(shipped: "en")
  package static let arabic = Language(shipped: "ar")
  package static let ukrainian = Language(shipped: "uk")
  package static let persian = Language(shipped: "fa")
  package static let turkish = Language(shipped: "tr")
  package static let russian = Language(shipped: "ru")
  package static let french = Language(shipped: "fr")

  /// The languages Wegpunkt ships, in the order of the language switch.
  package static let shipped: [Language] = [
    .german, .simpleGerman, .english, .arabic, .ukrainian, .persian, .turkish, .russian, .french,
  ]

  /// The language itself without its variant: `de` for `de-simple`.
  package var primary: String { String(code.prefix { $0 != "-" }) }

  /// The direction its script is written in.
  package var direction: TextDirection {
    ["ar", "fa", "he", "ps", "ur", "ckb", "dv", "yi"].contains(primary) ? .rightToLeft : .leftToRight
  }

  /// The name in its own language and script, for the language switch.
  package var nativeName: String {
    Self.nativeNames[code] ?? code
  }

  private static let nativeNames = [
    "de": "Deutsch", "de-simple": "Leichte Sprache", "en": "English", "ar": "العربية", "uk": "Українська",
    "fa": "فارسی", "tr": "Türkçe", "ru": "Русский", "fr": "Français",
  ]

  package static func < (one: Language, other: Language) -> Bool { one.code < other.code }
}

/// The direction of a script, as HTML's `dir` says it.
package enum TextDirection: String, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
}

extension Language: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let code = try container.decode(String.self)
    guard let language = Language(code: code) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(code) is not a language tag")
    }
    self = language
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
