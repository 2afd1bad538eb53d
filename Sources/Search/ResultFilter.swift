import Vocabulary

/// What of a query limits the documents: facet groups, restrictions, a radius.
struct ResultFilter {
  /// A limit that is counted without itself.
  enum Limit: Equatable {
    case group(String)
    case restriction(Int)
  }

  private let limits: [(limit: Limit, sets: [Bitset])]
  private let centre: EarthPosition?
  private let squaredChord: Double?

  init(_ query: SearchQuery, snapshot: SearchSnapshot) {
    var groups: [String: Set<String>] = [:]
    for filter in query.filters { groups[filter.group, default: []].formUnion(filter.values) }
    var limits: [(limit: Limit, sets: [Bitset])] = groups.sorted { $0.key < $1.key }.map { group, values in
      let facets = values.map { FacetValue(group: group, value: $0) }
      return (.group(group), snapshot.segments.map { Self.documents(of: $0, withAnyOf: facets) })
    }
    for (number, restriction) in query.restrictions.enumerated() where restriction.isApplied {
      limits.append((.restriction(number), restriction.documents.segments))
    }
    self.limits = limits
    centre = query.near.map { EarthPosition($0.coordinate) }
    squaredChord = query.near?.radius.map { EarthPosition.squaredChord(metres: $0) }
  }

  private static func documents(of segment: Segment, withAnyOf facets: [FacetValue]) -> Bitset {
    segment.withView { view in
      var set = Bitset(count: view.documentCount)
      for facet in facets {
        if let number = segment.facetNumbers[facet] { view.documents(ofFacet: number).formUnion(into: &set) }
      }
      return set
    }
  }

  /// The limits, in the order of the numbers that `failure` gives.
  var names: [Limit] { limits.map(\.limit) }

  static let passes = -1
  static let failsSeveral = Int.max

  /// `passes`, the number of the only limit that leaves the document out, or `failsSeveral` (also when it is too far away).
  @inline(__always)
  func failure(segment: Int, row: Int, _ view: SegmentView) -> Int {
    var failed = Self.passes
    for number in limits.indices where !limits[number].sets[segment].contains(row) {
      if failed != Self.passes { return Self.failsSeveral }
      failed = number
    }
    if let centre, let squaredChord {
      guard let position = view.position(of: row), position.squaredChord(to: centre) <= squaredChord
      else { return Self.failsSeveral }
    }
    return failed
  }
}
