import Vocabulary

/// The name of a document; a record's own identifier, retyped.
package typealias DocumentID = Identifier<SearchDocument>

/// Where a text stands in a document; the fields' weights are in `ranking.json`.
package enum SearchField: String, CaseIterable, Sendable {
  case title
  /// Words that the editors chose so that the document is found by them.
  case searchWords
  case organisation
  case summary
  case place
  case description
}

/// One text of a document in one language.
package struct SearchText: Sendable {
  package let field: SearchField
  package let language: Language
  package let text: String

  package init(_ field: SearchField, _ language: Language, _ text: String) {
    self.field = field
    self.language = language
    self.text = text
  }
}

/// A property that documents are filtered and counted by, such as `audience:women`.
package struct FacetValue: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let group: String
  package let value: String

  /// - Parameter group: without a colon.
  package init(group: String, value: String) {
    self.group = group
    self.value = value
  }

  /// Reads `group:value`; the group ends at the first colon.
  package init(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(group: parts.first.map(String.init) ?? "", value: parts.count > 1 ? String(parts[1]) : "")
  }

  package var text: String { "\(group):\(value)" }
  package var description: String { text }

  package static func < (one: Self, other: Self) -> Bool { (one.group, one.value) < (other.group, other.value) }
}

/// Anything that can be found: an offer, an event, a place.
package struct SearchDocument: Sendable {
  package let id: DocumentID
  package var texts: [SearchText]
  package var facets: [FacetValue]
  package var coordinate: Coordinate?
  /// How recently the document was verified: 0 (never or long ago) to 15 (just now); larger values count as 15.
  package var freshness: UInt8
  /// The caller's own record, handed back with each hit; the index does not look into it.
  package var payload: [UInt8]

  package init(
    id: DocumentID, texts: [SearchText], facets: [FacetValue] = [], coordinate: Coordinate? = nil, freshness: UInt8 = 0,
    payload: [UInt8] = []
  ) {
    self.id = id
    self.texts = texts
    self.facets = facets
    self.coordinate = coordinate
    self.freshness = min(15, freshness)
    self.payload = payload
  }
}
