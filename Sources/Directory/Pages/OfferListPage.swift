import Search
import Vocabulary
import Web

/// The results of a search: a count in words, filters with counts, cards or a map, and help when nothing is found.
extension DirectorySite {
  func offerListPage(_ visit: Visit) throws -> RenderedPage {
    let search = try OfferSearch(visit.query)
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let query = search.searchQuery(in: visit.language, directory.timeSets.sets(at: visit.now))
    let result = try directory.search.search(query)
    // What is still being typed is no search yet.
    let isTyping = visit.query["typing"] == "1"
    if result.total == 0, !search.text.isEmpty, !isTyping { unmet.note(search.text, in: visit.language, at: visit.now) }
    let list = OfferList(parts: parts, search: search, result: result, query: query)
    var page = Page(
      title: list.title, path: ["offers"], kind: "results",
      body: """
        <div class="frame"><h1>\(list.title)</h1>\(list.head())
        <div class="results">\(list.filterPanel())<div class="result-list">\(list.body())</div></div></div>
        """)
    page.query = search.query + search.pageQuery
    page.search = search.text
    page.isUnlisted = !search.text.isEmpty || search.page > 1 || search.near != nil
    page.scripts = ["instant.js"]
    if search.showsMap {
      page.stylesheets = MapAssets.stylesheets
      page.scripts += MapAssets.scripts
    }
    // What finds nothing is counted each time, so it is not kept.
    return RenderedPage(render(page, visit, directory), lifetime: result.total == 0 ? .once : .minute)
  }
}

/// One page of results.
struct OfferList {
  let parts: Parts
  let search: OfferSearch
  let result: SearchResult
  let query: SearchQuery

  private var speaker: Speaker { parts.speaker }
  private var language: Language { parts.language }

  var title: String {
    if !search.text.isEmpty { return speaker(DirectoryText.resultsFor, ["words": search.text]) }
    if let codes = search.lists[.topic], codes.count == 1, let code = TopicCode(rawValue: codes[0]) {
      // Not the topic's name alone: its own page is called so.
      return speaker(DirectoryText.resultsFor, ["words": parts.site.catalogue.label(code, in: language)])
    }
    return speaker(DirectoryText.resultsTitle)
  }

  // MARK: Head

  func head() -> HTML {
    let count =
      result.total == 0
      ? speaker(DirectoryText.resultNone) : speaker(DirectoryText.resultCount, count: result.total)
    return """
      \(suggestion())<div class="result-head"><p role="status"><strong>\(count)</strong></p>\(viewSwitch())</div>\
      \(chips())
      """
  }

  private func suggestion() -> HTML {
    guard let words = result.suggestion else { return .empty }
    let url = search.with { $0.text = words }.url(in: language)
    return """
      <p class="did-you-mean">\(speaker(DirectoryText.didYouMean)) <a href="\(url)"><bdi>\(words)</bdi></a></p>
      """
  }

  private func viewSwitch() -> HTML {
    let views: [(Bool, DirectoryText, Icon)] = [(false, .viewList, .list), (true, .viewMap, .map)]
    let links = views.map { isMap, text, icon -> HTML in
      let current: HTML = search.showsMap == isMap ? " aria-current=\"true\"" : .empty
      let url = search.with { $0.showsMap = isMap }.url(in: language)
      return "<li><a href=\"\(url)\"\(current)>\(parts.icon(icon))<span>\(speaker(text))</span></a></li>"
    }
    return "<ul class=\"view-switch\">\(links)</ul>"
  }

  private func chips() -> HTML {
    var chips: [HTML] = []
    for filter in OfferSearch.ListFilter.allCases {
      for value in search.lists[filter] ?? [] {
        let url = search.with { $0.lists[filter] = $0.lists[filter]?.filter { $0 != value } }.url(in: language)
        chips.append(parts.components.chip(label(of: value, in: filter), removing: url))
      }
    }
    for flag in OfferSearch.Flag.allCases where search.flags.contains(flag) {
      chips.append(
        parts.components.chip(speaker(flag.text), removing: search.with { $0.flags.remove(flag) }.url(in: language)))
    }
    if let when = search.when {
      chips.append(
        parts.components.chip(speaker(when.text), removing: search.with { $0.when = nil }.url(in: language)))
    }
    if search.near != nil {
      let text = search.radius.map(distanceText) ?? speaker(DirectoryText.near)
      chips.append(
        parts.components.chip(
          text,
          removing: search.with {
            $0.near = nil
            $0.radius = nil
          }.url(in: language)))
    }
    return chips.isEmpty ? .empty : "<ul class=\"chips\">\(chips)</ul>"
  }

  // MARK: List and map

  func body() -> HTML {
    if result.total == 0 { return nothingFound() }
    if search.showsMap { return parts.mapView(.mapData(search.query), list: cards()) + events() }
    let pages = (result.total + OfferSearch.pageSize - 1) / OfferSearch.pageSize
    return cards()
      + parts.components.pagination(page: search.page, of: pages) { search.url(in: language, page: $0) } + events()
  }

  private func cards() -> HTML {
    let highlighter = search.text.isEmpty ? nil : parts.directory.search.highlighter(for: result)
    let cards = result.hits.map { parts.card($0, marking: highlighter) }
    return "<ul class=\"cards\">\(cards)</ul>"
  }

  /// Events that match the same words.
  private func events() -> HTML {
    guard !search.text.isEmpty, search.page == 1 else { return .empty }
    let query = SearchQuery(
      text: search.text, language: language, filters: [FacetFilter(group: "kind", values: ["event"])],
      restrictions: [], near: nil, order: .relevance, offset: 0, limit: 3, countedGroups: [])
    let found = (try? parts.directory.search.search(query, reading: result).hits) ?? []
    let items = found.map { parts.eventItem($0.payload) }
    guard !items.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(speaker(DirectoryText.alsoComing))</h2><ul class="event-list">\(items)</ul></section>
      """
  }

  private func nothingFound() -> HTML {
    var ways: [HTML] = []
    if search.isFiltered {
      let wider = search.with {
        $0.lists = [:]
        $0.flags = []
        $0.when = nil
        $0.radius = nil
      }
      ways.append("<li><a href=\"\(wider.url(in: language))\">\(speaker(DirectoryText.widerSearch))</a></li>")
    }
    if !search.text.isEmpty {
      let all = search.with { $0.text = "" }
      ways.append("<li><a href=\"\(all.url(in: language))\">\(speaker(DirectoryText.withoutWords))</a></li>")
    }
    ways.append("<li><a href=\"\(parts.url(.announce))\">\(speaker(DirectoryText.announce))</a></li>")
    let point = parts.site.openPoints(parts.directory).first
    let call: HTML =
      point.map { "<p>\(speaker(DirectoryText.callPoint))</p><ul class=\"cards\">\(parts.pointCard($0))</ul>" }
      ?? .empty
    return """
      <div class="empty"><p>\(speaker(DirectoryText.resultNoneText))</p><ul>\(ways)</ul>\
      <ul class="topic-links">\(parts.site.catalogue.firstLevelCodes.map { "<li>\(parts.topicTag($0))</li>" as HTML })</ul>\
      \(call)</div>\(events())
      """
  }
}

extension OfferSearch.Flag {
  var text: DirectoryText {
    switch self {
    case .free: .flagFree
    case .noRegistration: .flagNoRegistration
    case .noGerman: .flagNoGerman
    case .stepFree: .flagStepFree
    case .childcare: .flagChildcare
    }
  }
}

extension OfferSearch.When {
  var text: DirectoryText {
    switch self {
    case .now: .whenNow
    case .today: .whenToday
    case .week: .whenWeek
    }
  }
}
