import Access
import Foundation
import Search
import Storage
import Vocabulary
import Web

/// The directory's part of the desk: where people keep offers, events, organisations, places and contact points.
package struct DirectoryDesk: Sendable {
  package typealias AccountNames =
    @Sendable ([Identifier<Account>]) async throws -> [Identifier<Account>: String]

  let pages: DirectorySite
  let accountNames: AccountNames
  let simpleLanguage: SimpleLanguageCheck

  /// - Parameters:
  ///   - hardWords: words that are hard to read, with plainer ones.
  ///   - accountNames: the names of those who changed something.
  package init(_ directory: Directory, hardWords: HardWords, accountNames: @escaping AccountNames) {
    pages = directory.pages
    self.accountNames = accountNames
    simpleLanguage = SimpleLanguageCheck(hardWords: hardWords) { [index = directory.index] word in
      index.current.search.writtenParts(of: word)
    }
  }

  var database: Database { pages.database }

  /// The directory's places in the desk's menu.
  package static func sections(_ directory: Directory) -> [DeskSection] {
    inboxSections(directory) + [
      DeskSection(
        EditingText.offers, about: EditingText.offersAbout, path: "offers", icon: .list, for: .viewOffers,
        tasks: ownTasks(directory)),
      DeskSection(
        EditingText.events, about: EditingText.eventsAbout, path: "events", icon: .calendar, for: .viewOffers),
      DeskSection(
        EditingText.organizations, about: EditingText.organizationsAbout, path: "organizations", icon: .people,
        for: .viewOffers),
      DeskSection(EditingText.places, about: EditingText.placesAbout, path: "places", icon: .pin, for: .viewOffers),
      DeskSection(
        EditingText.contactPoints, about: EditingText.contactPointsAbout, path: "contact-points", icon: .home,
        for: .viewOffers),
      DeskSection(
        EditingText.translations, about: EditingText.translationsAbout, path: "translations", icon: .language,
        for: .translate),
    ]
  }

  package func addRoutes(to routes: DeskRoutes) {
    RecordPages<Offer>(desk: self).addRoutes(to: routes)
    RecordPages<Event>(desk: self).addRoutes(to: routes)
    RecordPages<Organization>(desk: self).addRoutes(to: routes)
    RecordPages<Place>(desk: self).addRoutes(to: routes)
    RecordPages<ContactPoint>(desk: self).addRoutes(to: routes)
    TranslationOverview(desk: self).addRoutes(to: routes)
    InboxPages(desk: self).addRoutes(to: routes)
    OwnProposalPages(desk: self).addRoutes(to: routes)
    SearchesInVainPages(desk: self).addRoutes(to: routes)
    NotePages<Offer>(desk: self).addRoutes(to: routes)
    NotePages<Organization>(desk: self).addRoutes(to: routes)
  }

  // MARK: What the forms share

  func setting(_ visit: DeskVisit) -> SheetSetting {
    SheetSetting(
      catalogue: pages.catalogue, clock: pages.clock, now: visit.now,
      language: visit.language.primary == "de" ? .german : .english)
  }

  func parts(_ visit: DeskVisit) -> Components { Components(speaker: visit.speaker, assets: pages.site.assets) }

  /// The codes of the languages that have a name in every language.
  var spokenLanguages: [String] {
    pages.site.texts.keys(in: .german).filter { $0.hasPrefix("languageName.") }.map { String($0.dropFirst(13)) }
      .sorted()
  }

  /// Where a map without anything on it begins: amid the town's areas.
  var centre: (latitude: Double, longitude: Double) {
    let points = pages.index.current.areas.map(\.centre)
    let count = Double(max(1, points.count))
    return (points.reduce(0) { $0 + $1.latitude } / count, points.reduce(0) { $0 + $1.longitude } / count)
  }

  /// What a field is called, in forms, faults and the history.
  func label(of field: String, _ speaker: Speaker) -> String {
    if let slash = field.firstIndex(of: "/"), let language = Language(code: String(field[..<slash])) {
      let rest = String(field[field.index(after: slash)...])
      let text = rest == "stale" ? speaker(EditingText.translationStale) : label(of: rest, speaker)
      return "\(text) (\(language.nativeName))"
    }
    return Self.labels[field].map { speaker($0) } ?? field
  }

  private static let labels: [String: EditingText] = {
    var labels: [String: EditingText] = [
      "status": .fieldStatus, "language": .fieldSourceLanguage, "latitude": .fieldLatitude,
      "longitude": .fieldLongitude,
    ]
    let sections = [Offer.sections, Event.sections, Organization.sections, Place.sections, ContactPoint.sections]
    for field in sections.joined().flatMap(\.fields) where labels[field.name] == nil {
      labels[field.name] = field.label
    }
    return labels
  }()
}
