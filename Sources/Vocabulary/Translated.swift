/// Texts that belong together (title, summary, …) in several languages: the source, and translations that may have grown stale.
package struct Translated<Content: Sendable & Hashable>: Sendable, Hashable {
  /// The texts in one language.
  package struct Version: Sendable, Hashable {
    package let language: Language
    package var content: Content
    /// The source changed after this translation was made.
    package var isStale: Bool

    package init(_ language: Language, _ content: Content, isStale: Bool = false) {
      self.language = language
      self.content = content
      self.isStale = isStale
    }
  }

  /// The language the texts were first written in.
  package var source: Version
  package private(set) var translations: [Version]

  package init(_ content: Content, in language: Language, translations: [Version] = []) {
    source = Version(language, content)
    self.translations = translations.filter { $0.language != language }
  }

  /// The source and all translations.
  package var versions: [Version] { [source] + translations }

  package subscript(_ language: Language) -> Version? {
    source.language == language ? source : translations.first { $0.language == language }
  }

  /// Adds or replaces a translation; the source stays what it is.
  package mutating func translate(_ version: Version) {
    guard version.language != source.language else { return }
    translations.removeAll { $0.language == version.language }
    translations.append(version)
  }

  /// One of the texts as a visitor gets to read it: in their language, else (for Leichte Sprache) in the language itself,
  /// else in the source language. A text that is empty in a language counts as missing there.
  package func shown(_ text: (Content) -> String, in language: Language) -> ShownText {
    if let version = self[language] {
      let found = text(version.content)
      if !found.isEmpty { return ShownText(found, in: language, isStale: version.isStale) }
    }
    if language.code != language.primary, let primary = Language(code: language.primary), let version = self[primary] {
      let found = text(version.content)
      if !found.isEmpty { return ShownText(found, in: primary, isStale: version.isStale) }
    }
    return ShownText(text(source.content), in: source.language, isStale: false)
  }
}

/// A text that was chosen for a visitor, and the language it really is in.
package struct ShownText: Hashable, Sendable {
  package var text: String
  package var language: Language
  package var isStale: Bool

  package init(_ text: String, in language: Language, isStale: Bool = false) {
    self.text = text
    self.language = language
    self.isStale = isStale
  }
}
