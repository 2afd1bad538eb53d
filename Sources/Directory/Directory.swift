import Access
import Foundation
import Hummingbird
import Logging
import Storage
import Vocabulary
import Web

/// The directory and its virtual location: records, index, public pages.
package struct Directory: Sendable {
  /// Its migrations, after those of the rooms below it.
  package static let migrations =
    Access.migrations + [directoryMigration0001, directoryMigration0002, directoryMigration0003]

  package static let navigation = [
    NavigationItem(DirectoryText.navOffers, path: ["offers"], icon: .search),
    NavigationItem(DirectoryText.navEvents, path: ["events"], icon: .calendar),
    NavigationItem(DirectoryText.navContact, path: ["contact"], icon: .people),
    NavigationItem(DirectoryText.navMap, path: ["map"], icon: .map),
  ]

  package let index: DirectoryIndex
  package let catalogue: TopicCatalogue
  let pages: DirectorySite
  private let formLimit: RateLimit
  private let address: ClientAddress

  /// - Parameters:
  ///   - formsPerMinute: messages one client may send in a minute; 0 switches the limit off.
  package init(
    database: Database, index: DirectoryIndex, catalogue: TopicCatalogue, site: Site, clock: TownClock,
    legalTexts: LegalTexts, sealer: Sealer, address: ClientAddress, formsPerMinute: Int
  ) {
    self.index = index
    self.catalogue = catalogue
    self.address = address
    formLimit = RateLimit(perMinute: formsPerMinute, address: address)
    pages = DirectorySite(
      site: site, layout: Layout(site: site), index: index, catalogue: catalogue, clock: clock, database: database,
      legalTexts: legalTexts, unmet: UnmetSearches(clock: clock), signedTime: SignedTime(), cards: CardShelf(),
      sealer: sealer)
  }

  package func addRoutes(to routes: PublicRoutes) {
    let pages = pages
    routes.page("") { pages.startPage($0) }
    routes.page("offers") { try pages.offerListPage($0) }
    routes.page("offers/:id") { visit in
      visit.parameters.get("id")?.hasSuffix(".ics") == true
        ? try pages.offerCalendar(visit) : try pages.offerPage(visit)
    }
    routes.page("organizations/:id") { try pages.organizationPage($0) }
    routes.page("places/:id") { try pages.encounterPage($0) }
    routes.page("contact") { pages.contactPointsPage($0) }
    routes.page("contact/:id") { try pages.contactPointPage($0) }
    routes.page("topics/:code") { try pages.topicPage($0) }
    routes.page("events") { pages.eventsPage($0) }
    routes.page("events.ics") { pages.eventsFeed($0) }
    routes.page("events/:id") { visit in
      visit.parameters.get("id")?.hasSuffix(".ics") == true
        ? try pages.eventCalendar(visit) : try pages.eventPage(visit)
    }
    routes.page("map") { try pages.mapPage($0) }
    routes.page("map.json") { try pages.mapData($0) }
    routes.page("data") { pages.dataPage($0) }
    for name in LegalTexts.Name.allCases { routes.page(name.rawValue) { pages.textPage(name, $0) } }
    routes.page("feedback") { pages.feedbackPage($0) }
    routes.form("feedback") { [formLimit, address] visit, fields, request, context in
      guard formLimit.allows(address.of(request, context)) else {
        throw HTTPError(.tooManyRequests, headers: [.retryAfter: "60"])
      }
      return try await pages.sendFeedback(visit, fields, request)
    }
    routes.page("announce") { pages.announcePage($0) }
    routes.form("announce") { [formLimit, address] visit, fields, request, context in
      guard formLimit.allows(address.of(request, context)) else {
        throw HTTPError(.tooManyRequests, headers: [.retryAfter: "60"])
      }
      return try await pages.sendAnnouncement(visit, fields, request)
    }
    routes.file("sitemap.xml") { _ in pages.sitemap() }
    routes.file("robots.txt") { _ in pages.robots() }
  }

  /// Whom to ask, for the foot of pages that other rooms make.
  package func foot(for speaker: Speaker, at now: Timestamp) -> HTML {
    pages.foot(for: speaker, at: now, index.current)
  }

  /// Once a minute: writes what was searched in vain, and deletes what is past its retention.
  package func maintain(at now: Timestamp) async throws {
    let due = pages.unmet.due(at: now)
    let today = pages.clock.local(now).date
    try await pages.database.write { writer in
      if !due.isEmpty { try writer.add(due) }
      _ = try writer.deleteOldFeedback(at: now)
      _ = try writer.deleteOldProposals(at: now)
      _ = try writer.deleteOldNotes(at: now)
      _ = try writer.deleteOldDrafts(at: now)
      try writer.deleteOldUnmetSearches(before: today)
    }
  }
}
