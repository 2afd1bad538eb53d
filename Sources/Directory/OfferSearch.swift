import HTTPTypes
import Hummingbird
import Search
import Vocabulary
import Web

/// What a visitor looks for: words, and what it must be. Read from an address, written into one.
package struct OfferSearch: Sendable, Hashable {
  /// The filters that are lists of codes, in the order of the panel.
  package enum ListFilter: String, CaseIterable, Sendable {
    case topic, area, target, language, format
  }

  /// The filters that are yes or nothing, in the order of the panel.
  package enum Flag: String, CaseIterable, Sendable {
    case free, noRegistration = "noreg", noGerman = "nogerman", stepFree = "stepfree", childcare

    /// The facet a document must have.
    var facet: FacetValue {
      switch self {
      case .free: FacetValue(group: "cost", value: CostKind.free.rawValue)
      case .noRegistration: FacetValue(group: "registration", value: Registration.none.rawValue)
      case .noGerman: FacetValue(group: "german", value: GermanLevel.none.rawValue)
      case .stepFree: FacetValue(group: "stepfree", value: "yes")
      case .childcare: FacetValue(group: "childcare", value: "yes")
      }
    }
  }

  package enum When: String, CaseIterable, Sendable { case now, today, week }

  package var text = ""
  package var lists: [ListFilter: [String]] = [:]
  package var flags: Set<Flag> = []
  package var when: When?
  /// Where the visitor is, to about 100 m.
  package var near: Coordinate?
  /// Metres; only with `near`.
  package var radius: Int?
  package var showsMap = false
  package var page = 1

  package static let pageSize = 12
  package static let radii = [500, 1000, 2000, 5000]
  private static let longestText = 300

  /// The groups of the filter panel.
  private static let countedGroups = Set(ListFilter.allCases.map(\.rawValue) + Flag.allCases.map(\.facet.group))

  package init() {}

  /// Reads what an address asks for. Coordinates off the earth, pages that cannot be and broken codes are a bad request.
  package init(_ query: QueryParameters) throws(BadSearch) {
    text = String((query["q"] ?? "").prefix(Self.longestText))
    for filter in ListFilter.allCases {
      let values = query.all(filter.rawValue).filter { !$0.isEmpty }
      guard values.count <= 60, values.allSatisfy(Self.isCode) else { throw BadSearch(field: filter.rawValue) }
      if !values.isEmpty { lists[filter] = Array(Set(values)).sorted() }
    }
    flags = Set(Flag.allCases.filter { query[$0.rawValue] == "1" })
    if let word = query["when"] {
      guard let when = When(rawValue: word) else { throw BadSearch(field: "when") }
      self.when = when
    }
    try readNear(query)
    showsMap = query["view"] == "map"
    if let number = query["page"] {
      guard let page = Int(number), (1...10_000).contains(page) else { throw BadSearch(field: "page") }
      self.page = page
    }
  }

  private mutating func readNear(_ query: QueryParameters) throws(BadSearch) {
    if query["lat"] != nil || query["lon"] != nil {
      guard let latitude = query["lat"].flatMap(Double.init), let longitude = query["lon"].flatMap(Double.init),
        let point = Coordinate(latitude: latitude, longitude: longitude)
      else { throw BadSearch(field: "lat") }
      near = point
    }
    if let number = query["radius"] {
      guard let radius = Int(number), (1...100_000).contains(radius) else { throw BadSearch(field: "radius") }
      self.radius = near == nil ? nil : radius
    }
  }

  private static func isCode(_ value: String) -> Bool {
    value.utf8.count <= 60
      && value.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789.-".unicodeScalars.contains($0) }
  }

  /// The query of the address that asks for this, without the page.
  package var query: [(String, String)] {
    var items: [(String, String)] = []
    if !text.isEmpty { items.append(("q", text)) }
    for filter in ListFilter.allCases { items += (lists[filter] ?? []).map { (filter.rawValue, $0) } }
    items += Flag.allCases.filter(flags.contains).map { ($0.rawValue, "1") }
    if let when { items.append(("when", when.rawValue)) }
    if let near { items += [("lat", "\(near.latitude)"), ("lon", "\(near.longitude)")] }
    if let radius { items.append(("radius", "\(radius)")) }
    if showsMap { items.append(("view", "map")) }
    return items
  }

  package func url(in language: Language, page: Int = 1) -> SafeURL {
    SafeURL(path: [language.code, "offers"], query: query + Self.pageQuery(page))
  }

  /// The part of the address that names the page; nothing for the first.
  var pageQuery: [(String, String)] { Self.pageQuery(page) }

  private static func pageQuery(_ page: Int) -> [(String, String)] { page > 1 ? [("page", "\(page)")] : [] }

  /// The same search with something changed, from its first page.
  package func with(_ change: (inout OfferSearch) -> Void) -> OfferSearch {
    var search = self
    search.page = 1
    change(&search)
    return search
  }

  package var isFiltered: Bool { !lists.isEmpty || !flags.isEmpty || when != nil || radius != nil }

  /// What the index is asked: offers and places of encounter that are valid.
  func searchQuery(in language: Language, _ sets: TimeSets.Sets) -> SearchQuery {
    var filters = [FacetFilter(group: "kind", values: ["offer", "place"])]
    filters += ListFilter.allCases.compactMap { filter in
      lists[filter].map { FacetFilter(group: filter.rawValue, values: Set($0)) }
    }
    filters += Flag.allCases.filter(flags.contains).map { FacetFilter(group: $0.facet.group, values: [$0.facet.value]) }
    return SearchQuery(
      text: text, language: language, filters: filters,
      restrictions: [
        SearchRestriction(sets.valid, isApplied: true),
        SearchRestriction(sets.openNow, isApplied: when == .now),
        SearchRestriction(sets.today, isApplied: when == .today),
        SearchRestriction(sets.thisWeek, isApplied: when == .week),
      ], near: near.map { SearchPoint($0, radius: radius.map(Double.init)) },
      order: text.isEmpty && near != nil ? .distance : .relevance, offset: (page - 1) * Self.pageSize,
      limit: Self.pageSize, countedGroups: Self.countedGroups)
  }
}

/// An address that asks for something that cannot be.
package struct BadSearch: Error, Hashable {
  /// The name of the part that is wrong.
  package let field: String
}

extension BadSearch: HTTPResponseError {
  package var status: HTTPResponse.Status { .badRequest }

  package func response(from _: Request, context _: some RequestContext) throws -> Response {
    Response(status: .badRequest)
  }
}

extension PublishedDirectory {
  /// Offers and places of encounter that match words, as the results page ranks them.
  package func offers(
    matching text: String, in language: Language, offset: Int = 0, limit: Int, kinds: Set<String> = ["offer", "place"],
    at now: Timestamp
  ) throws -> SearchResult {
    try search.search(
      SearchQuery(
        text: text, language: language, filters: [FacetFilter(group: "kind", values: kinds)],
        restrictions: [SearchRestriction(timeSets.sets(at: now).valid, isApplied: true)], near: nil,
        order: .relevance, offset: offset, limit: limit, countedGroups: []))
  }
}
