import Vocabulary

/// What of a query limits the documents: facet groups, restrictions, a radius.
struct ResultFilter {
  /// A limit that is counted without itself.
  enum Limit: Equatable {
    case group(String)
    case restriction(Int)
  }

  /// The limits that are counted without themselves.
  let names: [Limit]
  /// For each segment the documents that pass all of them; nil where there are none.
  private let passing: [Bitset]?
  /// For each segment and limit the documents that fail this one alone.
  private let failing: [[Bitset]]
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
    names = limits.map(\.limit)
    passing = limits.isEmpty ? nil : snapshot.segments.indices.map { Self.intersection(of: limits.map(\.sets), $0) }
    failing = snapshot.segments.indices.map { segment in
      limits.indices.map { number in
        var others = limits.map(\.sets)
        let own = others.remove(at: number)[segment]
        guard !others.isEmpty else { return own.complement }
        var failing = Self.intersection(of: others, segment)
        failing.subtract(own)
        return failing
      }
    }
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

  private static func intersection(of sets: [[Bitset]], _ segment: Int) -> Bitset {
    var all = sets[0][segment]
    for other in sets.dropFirst() { all.formIntersection(other[segment]) }
    return all
  }

  /// Whether a document passes all limits.
  @inline(__always)
  func passes(segment: Int, row: Int, _ view: SegmentView) -> Bool {
    (passing?[segment].contains(row) ?? true) && isNear(row, view)
  }

  @inline(__always)
  func isNear(_ row: Int, _ view: SegmentView) -> Bool {
    guard let centre, let squaredChord else { return true }
    guard let position = view.position(of: row) else { return false }
    return position.squaredChord(to: centre) <= squaredChord
  }

  /// Parts the documents of a segment, which are near enough, in those that pass and those that fail one limit alone.
  func parted(_ found: Bitset, segment: Int) -> (passing: Bitset, failing: [Bitset]) {
    var passed = found
    if let passing { passed.formIntersection(passing[segment]) }
    let failed = failing[segment].map { only in
      var failed = found
      failed.formIntersection(only)
      return failed
    }
    return (passed, failed)
  }
}
