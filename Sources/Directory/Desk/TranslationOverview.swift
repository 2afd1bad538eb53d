import Access
import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// How far the offers are translated, and what to translate next.
struct TranslationOverview: Sendable {
  let desk: DirectoryDesk

  private static let pageSize = 50

  func addRoutes(to routes: DeskRoutes) {
    routes.page("translations", for: .translate) { try await overview($0) }
    routes.page("translations/:language", for: .translate) { try await list($0) }
  }

  private func overview(_ visit: DeskVisit) async throws -> DeskPage {
    let (progress, total) = try await desk.database.read { reader in
      (try reader.translationProgress(), try reader.publishedOfferCount())
    }
    let speaker = visit.speaker
    let known = Dictionary(uniqueKeysWithValues: progress.map { ($0.language, $0) })
    let rows = desk.pages.site.languages.filter { $0 != desk.pages.site.defaultLanguage }.map { language -> [HTML] in
      let own = known[language] ?? TranslationProgress(language: language, complete: 0, partial: 0, stale: 0)
      let missing = total - own.complete - own.partial - own.stale
      return [
        "<a href=\"\(DeskPath.url("translations", language.code))\" lang=\"\(language.code)\">\(language.nativeName)</a>",
        "\(own.complete)", "\(own.partial)", "\(own.stale)", "\(max(0, missing))",
        "<meter min=\"0\" max=\"\(max(1, total))\" value=\"\(own.complete)\">\(own.complete) / \(total)</meter>",
      ]
    }
    return DeskPage(
      title: speaker(EditingText.translations), kind: "translations",
      body: """
        <h1>\(speaker(EditingText.translations))</h1><p>\(speaker(EditingText.translationsAbout))</p>
        <p>\(speaker(EditingText.publishedOffers, count: total))</p>
        \(desk.parts(visit).table(
          speaker(EditingText.translations),
          head: [EditingText.columnLanguage, .columnComplete, .columnPartial, .columnStale, .columnMissing, .columnShare]
            .map { speaker($0) }, rows: rows))
        """)
  }

  private func list(_ visit: DeskVisit) async throws -> DeskPage {
    guard let language = visit.parameters.get("language").flatMap({ Language(code: $0) }),
      desk.pages.site.languages.contains(language)
    else { throw HTTPError(.notFound) }
    let page = visit.query["page"].flatMap { Int($0) }.map { min(max(1, $0), 10_000) } ?? 1
    let offers = try await desk.database.read { reader in
      try reader.untranslatedOffers(in: language, offset: (page - 1) * Self.pageSize, limit: Self.pageSize + 1)
    }
    let speaker = visit.speaker
    let title = speaker(EditingText.translateInto, ["language": language.nativeName])
    let rows = offers.prefix(Self.pageSize).map { offer -> [HTML] in
      [
        "<a href=\"\(DeskPath.url("offers", offer.id.description, "translations", language.code))\"><bdi>\(offer.title)</bdi></a>",
        "\(speaker(offer.isStale ? EditingText.columnStale : .columnMissing))",
      ]
    }
    let table: HTML =
      rows.isEmpty
      ? "<p class=\"empty\">\(speaker(EditingText.allTranslated))</p>"
      : desk.parts(visit).table(title, head: [EditingText.columnName, .fieldStatus].map { speaker($0) }, rows: rows)
    let pages = offers.count > Self.pageSize ? page + 1 : page
    return DeskPage(
      title: title, kind: "translations",
      body: """
        <h1>\(title)</h1>\(table)\(desk.parts(visit).pagination(page: page, of: pages) { number in
          DeskPath.url("translations", language.code, query: [("page", String(number))])
        })
        """)
  }
}
