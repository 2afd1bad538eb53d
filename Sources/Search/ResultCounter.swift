import Vocabulary

/// Counts the results by facet value and restriction.
///
/// A group's own filter is not applied to its own values (a visitor may choose a further one), so documents that fail
/// only that filter are kept in a set of their own.
struct ResultCounter {
  private let limits: [ResultFilter.Limit]
  private let views: [SegmentView]
  /// For each segment the results, and for each limit the documents that fail it alone.
  private var passing: [Bitset] = []
  private var failing: [[Bitset]] = []
  private(set) var total = 0

  init(limits: [ResultFilter.Limit], views: [SegmentView]) {
    self.limits = limits
    self.views = views
  }

  /// Adds the next segment's documents.
  mutating func add(passing documents: Bitset, failing others: [Bitset]) {
    passing.append(documents)
    failing.append(others)
    total += documents.population
  }

  /// The results were this restriction applied and all else as it is.
  func count(restriction number: Int, of restriction: SearchRestriction) -> Int {
    if restriction.isApplied { return total }
    return passing.indices.reduce(0) { count, segment in
      count
        + restriction.documents.segments[segment].words.withUnsafeBufferPointer {
          passing[segment].population(with: $0)
        }
    }
  }

  func facetCounts(snapshot: SearchSnapshot) -> [FacetValue: Int] {
    var counts: [FacetValue: Int] = [:]
    for (segment, view) in views.enumerated() {
      let values = snapshot.segments[segment].facetValues
      var found = Self.count(passing[segment], in: view, facets: values.indices)
      for (number, limit) in limits.enumerated() {
        guard case .group(let group) = limit else { continue }
        let own = values.indices.filter { values[$0].group == group }
        guard let first = own.first, let last = own.last else { continue }
        let others = Self.count(failing[segment][number], in: view, facets: first..<(last + 1))
        for value in own { found[value] += others[value - first] }
      }
      for value in values.indices where found[value] > 0 { counts[values[value], default: 0] += found[value] }
    }
    return counts
  }

  /// How many documents of the set have each of some facet values: document by document, or for large sets value by
  /// value.
  private static func count(_ set: Bitset, in view: SegmentView, facets: Range<Int>) -> [Int] {
    var counts = [Int](repeating: 0, count: facets.count)
    let documents = set.population
    guard documents > 0 else { return counts }
    let perDocument = view.rowFacets.count / view.documentCount + 1
    if documents * perDocument < facets.count * set.words.count {
      counts.withUnsafeMutableBufferPointer { counts in
        set.forEach { row in
          for facet in view.facets(of: row) where facets.contains(Int(facet)) {
            counts[Int(facet) - facets.lowerBound] += 1
          }
        }
      }
      return counts
    }
    for facet in facets {
      counts[facet - facets.lowerBound] =
        switch view.documents(ofFacet: facet) {
        case .bits(let words): set.population(with: words)
        case .list(let rows): rows.count { set.contains(Int($0)) }
        }
    }
    return counts
  }
}
