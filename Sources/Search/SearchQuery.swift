import Vocabulary

/// What a visitor asks for.
package struct SearchQuery: Sendable {
  package enum Order: Sendable {
    /// Best first; without text the freshest first, then the nearest.
    case relevance
    /// Nearest to `near` first; documents without a place last.
    case distance
  }

  package var text: String
  /// The visitor's language.
  package var language: Language
  package var filters: [FacetFilter]
  package var restrictions: [SearchRestriction]
  package var near: SearchPoint?
  package var order: Order
  package var offset: Int
  package var limit: Int
  /// The groups whose facet values are counted; nil counts all. A group with thousands of values costs its time.
  package var countedGroups: Set<String>?

  package init(
    text: String, language: Language, filters: [FacetFilter] = [], restrictions: [SearchRestriction] = [],
    near: SearchPoint? = nil, order: Order = .relevance, offset: Int = 0, limit: Int = 10,
    countedGroups: Set<String>? = nil
  ) {
    self.text = text
    self.language = language
    self.filters = filters
    self.restrictions = restrictions
    self.near = near
    self.order = order
    self.offset = max(0, offset)
    self.limit = max(0, limit)
    self.countedGroups = countedGroups
  }
}

/// Documents must have one of the values. Several filters of one group count as one.
package struct FacetFilter: Hashable, Sendable {
  package var group: String
  package var values: Set<String>

  package init(group: String, values: Set<String>) {
    self.group = group
    self.values = values
  }
}

/// A property of documents that the caller computes, such as "open now".
package struct SearchRestriction: Sendable {
  package var documents: DocumentSet
  /// Whether only these documents are wanted; they are counted in any case.
  package var isApplied: Bool

  package init(_ documents: DocumentSet, isApplied: Bool) {
    self.documents = documents
    self.isApplied = isApplied
  }
}

/// Where the visitor is.
package struct SearchPoint: Sendable {
  package var coordinate: Coordinate
  /// In metres; nil for anywhere.
  package var radius: Double?

  package init(_ coordinate: Coordinate, radius: Double? = nil) {
    self.coordinate = coordinate
    self.radius = radius
  }
}

/// What was found.
package struct SearchResult: Sendable {
  /// How many documents there are in all.
  package var total: Int
  package var hits: [SearchHit]
  /// How many results each facet value would have, its own group's filter left out; values without any are missing.
  package var facetCounts: [FacetValue: Int]
  /// How many results each restriction of the query would leave, were it applied.
  package var restrictionCounts: [Int]
  /// The query as it was probably meant, when it has words that are unknown or were doubted.
  package var suggestion: String?
  /// The concepts that the query's words stand for.
  package var concepts: [FacetValue]
  /// Words that were left out because the query is too long.
  package var ignoredWords: [String]
  /// How the query was read; nil without words.
  var plan: QueryPlan?
}

/// One document that was found.
package struct SearchHit: Sendable {
  package var id: DocumentID
  /// Only comparable within one result.
  package var score: Int
  /// In metres, when the query has a point and the document a place.
  package var distance: Double?
  package var payload: Payload
}

/// Why a query cannot be answered.
package enum SearchError: Error, Equatable, CustomStringConvertible {
  case foreignDocumentSet

  package var description: String {
    "A restriction's documents belong to another snapshot. Make document sets from the snapshot that is searched."
  }
}
