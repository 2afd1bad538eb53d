import Vocabulary

/// What every page shows of the municipality's site.
package struct Site: Sendable {
  package var name: String
  package var languages: [Language]
  package var defaultLanguage: Language
  /// Scheme and host without a slash at the end, such as `https://wegpunkt.example`.
  package var baseURL: String
  package var logo: SafeURL?
  /// The site shows invented data, and says so on every page.
  package var isDemo: Bool
  package var navigation: [NavigationItem]
  package var texts: Texts
  package var assets: Assets
  /// Whose pictures lie below the map's places; nil when the map shows none.
  package var tileAttribution: String?

  package init(
    name: String, languages: [Language], defaultLanguage: Language, baseURL: String, logo: SafeURL?, isDemo: Bool,
    navigation: [NavigationItem], texts: Texts, assets: Assets
  ) {
    self.name = name
    self.languages = languages
    self.defaultLanguage = defaultLanguage
    self.baseURL = baseURL
    self.logo = logo
    self.isDemo = isDemo
    self.navigation = navigation
    self.texts = texts
    self.assets = assets
  }
}

extension Site {
  /// The host of the base address, for identifiers that need one.
  package var hostName: String { String(baseURL.drop { $0 != "/" }.dropFirst(2).prefix { $0 != ":" && $0 != "/" }) }
}

/// An entry of the main menu.
package struct NavigationItem: Sendable {
  /// The key of its text.
  package let text: String
  /// The path without language.
  package let path: [String]
  package let icon: Icon

  package init(_ text: some TextKey, path: [String], icon: Icon) {
    self.text = text.rawValue
    self.path = path
    self.icon = icon
  }
}

/// The simple line icons of `icons.svg`; a test compares the names.
package enum Icon: String, CaseIterable, Sendable {
  case housing, education, work, civil, advice, health, everyday, emergency
  case search, menu, language, close, back, forward, phone, mail, web, route, clock, calendar, pin, map, list, people
  case euro, document, child, stepFree = "step-free", speech, interpreter, check, warning, info, filter, star, print
  case share, door, home, near
}

extension HTML {
  /// An icon beside a word; hidden from screen readers, which read the word.
  package static func icon(_ icon: Icon, _ assets: Assets) -> HTML { assets.icon(icon) }
}
