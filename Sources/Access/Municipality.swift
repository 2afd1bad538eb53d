import Foundation
import Storage
import Vocabulary
import Web

/// The unit of tenancy: a town, a carrier or an initiative with its own database, settings and languages. Nothing is global.
package struct Municipality: Sendable {
  package var settings: MunicipalitySettings
  package var database: Database

  package init(settings: MunicipalitySettings, database: Database) {
    self.settings = settings
    self.database = database
  }
}

/// What a municipality decides about its site.
package struct MunicipalitySettings: Sendable, Equatable {
  /// The name on every page.
  package var name: String
  /// Its time zone, and the Land whose holidays it keeps.
  package var clock: TownClock
  package var languages: [Language]
  package var defaultLanguage: Language
  /// Scheme and host visitors use, without a slash at the end.
  package var baseURL: String
  /// The colour of links and buttons, `#rrggbb`; nil keeps Wegpunkt's teal.
  package var colour: TownColour?
  /// A file beside the settings, shown in the head.
  package var logo: URL?
  /// The folder of the municipality's own texts; nil has none.
  package var textFolder: URL?
  /// Everything shown is invented.
  package var isDemo: Bool

  package init(
    name: String, clock: TownClock = .rhineland, languages: [Language] = Language.shipped,
    defaultLanguage: Language = .german, baseURL: String, colour: TownColour? = nil, logo: URL? = nil,
    textFolder: URL? = nil, isDemo: Bool = false
  ) {
    self.name = name
    self.clock = clock
    self.languages = languages
    self.defaultLanguage = defaultLanguage
    self.baseURL = baseURL
    self.colour = colour
    self.logo = logo
    self.textFolder = textFolder
    self.isDemo = isDemo
  }
}
