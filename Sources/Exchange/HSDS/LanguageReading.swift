import Foundation
import Vocabulary

/// Reads the languages of a source: two- and three-letter codes (ISO 639), or English and German names.
enum LanguageReading {
  static func language(code: String, name: String) -> Language? {
    if let language = read(code: code) { return language }
    guard let found = byName[name.lowercased()] else { return nil }
    return Language(code: found)
  }

  private static func read(code: String) -> Language? {
    guard let language = Language(code: code.replacing("_", with: "-")) else { return nil }
    let known = Locale.LanguageCode(language.primary)
    guard known.isISOLanguage else { return nil }
    guard language.primary.utf8.count == 3, let short = known.identifier(.alpha2) else { return language }
    return Language(code: short)
  }

  /// The two-letter codes by their names in English and German.
  private static let byName: [String: String] = {
    var names: [String: String] = [:]
    for locale in [Locale(identifier: "de"), Locale(identifier: "en")] {
      for code in Locale.LanguageCode.isoLanguageCodes.map(\.identifier) where code.utf8.count == 2 {
        if let name = locale.localizedString(forLanguageCode: code) { names[name.lowercased()] = code }
      }
    }
    return names
  }()
}
