import Foundation
import Storage
import Vocabulary
import Web

/// What the pages of the virtual location share.
struct DirectorySite: Sendable {
  let site: Site
  let layout: Layout
  let index: DirectoryIndex
  let catalogue: TopicCatalogue
  let clock: TownClock
  let database: Database
  /// Texts of the municipality in its own words: imprint, privacy, about; by name and language.
  let legalTexts: LegalTexts
  let unmet: UnmetSearches
  let signedTime: SignedTime
  let cards: CardShelf
  let sealer: Sealer

  /// A page in its frame, with the contact point nearest to the visitor's question in the foot.
  func render(_ page: Page, _ visit: Visit, _ directory: PublishedDirectory) -> HTML {
    layout.render(page, for: visit.speaker, foot: foot(for: visit.speaker, at: visit.now, directory))
  }

  /// The first open contact point with today's hours and phone.
  func foot(for speaker: Speaker, at now: Timestamp, _ directory: PublishedDirectory) -> HTML {
    guard let point = openPoints(directory).first else { return .empty }
    let parts = Parts(self, speaker, at: now, directory)
    return """
      <div class="foot-point"><p><strong>\(parts.text(point.texts.shown(\.name, in: speaker.language)))</strong> \
      \(parts.hoursToday(of: point))</p>\(parts.phone(point.contact.phone))</div>
      """
  }

  func openPoints(_ directory: PublishedDirectory) -> [ContactPoint] {
    directory.contactPoints.filter(\.isOpenToPeople)
  }
}

extension ContactPoint {
  /// Whether people can go there: not planned, merged or closed.
  var isOpenToPeople: Bool { status == .open || status == .moved }
}

/// The addresses of the directory's pages.
enum DirectoryPath {
  case start
  case offers([(String, String)])
  case offer(Identifier<Offer>)
  case offerCalendar(Identifier<Offer>)
  case encounter(Identifier<Place>)
  case organization(Identifier<Organization>)
  case events
  case event(Identifier<Event>)
  case eventsFeed
  case contactPoints
  case contactPoint(Identifier<ContactPoint>)
  case map
  case mapData([(String, String)])
  case topic(TopicCode)
  case feedback([(String, String)])
  case announce

  /// The path without language.
  var segments: [String] {
    switch self {
    case .start: []
    case .offers: ["offers"]
    case .offer(let id): ["offers", id.description]
    case .offerCalendar(let id): ["offers", "\(id).ics"]
    case .encounter(let id): ["places", id.description]
    case .organization(let id): ["organizations", id.description]
    case .events: ["events"]
    case .event(let id): ["events", id.description]
    case .eventsFeed: ["events.ics"]
    case .contactPoints: ["contact"]
    case .contactPoint(let id): ["contact", id.description]
    case .map: ["map"]
    case .mapData: ["map.json"]
    case .topic(let code): ["topics", code.rawValue]
    case .feedback: ["feedback"]
    case .announce: ["announce"]
    }
  }

  private var query: [(String, String)] {
    switch self {
    case .offers(let query), .feedback(let query), .mapData(let query): query
    default: []
    }
  }

  func url(in language: Language) -> SafeURL { SafeURL(path: [language.code] + segments, query: query) }
}

/// The municipality's own texts, read at start from its folder: `texts/imprint.de.txt` and the like.
package struct LegalTexts: Sendable {
  package enum Name: String, CaseIterable, Sendable { case imprint, privacy, about, accessibility }

  private var texts: [Name: Translated<String>] = [:]

  /// - Parameter folder: the folder of the texts; nil has none.
  package init(folder: URL?, source: Language) {
    guard let folder else { return }
    for name in Name.allCases {
      let versions = ([source] + Language.shipped).compactMap { language -> Translated<String>.Version? in
        let file = folder.appendingPathComponent("\(name.rawValue).\(language.code).txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8), !text.trimmed.isEmpty else { return nil }
        return .init(language, text)
      }
      guard let first = versions.first else { continue }
      texts[name] = Translated(first.content, in: first.language, translations: Array(versions.dropFirst()))
    }
  }

  package subscript(_ name: Name) -> Translated<String>? { texts[name] }
}
