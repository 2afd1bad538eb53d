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

  /// - Parameter groups: the groups to count; nil counts every one.
  func facetCounts(snapshot: SearchSnapshot, groups: Set<String>?) -> [FacetValue: Int] {
    var counts: [FacetValue: Int] = [:]
    for (segment, view) in views.enumerated() {
      let values = snapshot.segments[segment].facetValues
      let ranges = groups.map { $0.sorted().map { Self.range(of: $0, in: values) } } ?? [values.indices]
      var found = Self.count(passing[segment], in: view, ranges: ranges)
      for (number, limit) in limits.enumerated() {
        guard case .group(let group) = limit, groups?.contains(group) ?? true else { continue }
        let own = Self.range(of: group, in: values)
        let others = Self.count(failing[segment][number], in: view, ranges: [own])
        for value in own { found[value] += others[value] }
      }
      for value in ranges.joined() where found[value] > 0 { counts[values[value], default: 0] += found[value] }
    }
    return counts
  }

  /// The values of a group; they are in order, so two looks by halving find them.
  private static func range(of group: String, in values: [FacetValue]) -> Range<Int> {
    func first(where isBeyond: (String) -> Bool) -> Int {
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low + high) / 2
        if isBeyond(values[middle].group) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let start = first { $0 >= group }
    return start..<max(start, first { $0 > group })
  }

  /// How many documents of the set have each facet value, where the value is in one of the ranges: document by document,
  /// or for large sets value by value.
  private static func count(_ set: Bitset, in view: SegmentView, ranges: [Range<Int>]) -> [Int] {
    var counts = [Int](repeating: 0, count: view.facetCounts.count)
    let documents = set.population
    guard documents > 0 else { return counts }
    let wanted = ranges.reduce(0) { $0 + $1.count }
    let perDocument = view.rowFacets.count / view.documentCount + 1
    if documents * perDocument < wanted * set.words.count {
      counts.withUnsafeMutableBufferPointer { counts in
        set.forEach { row in
          for facet in view.facets(of: row) { counts[Int(facet)] += 1 }
        }
      }
      return counts
    }
    for facet in ranges.joined() {
      counts[facet] =
        switch view.documents(ofFacet: facet) {
        case .bits(let words): set.population(with: words)
        case .list(let rows): rows.count { set.contains(Int($0)) }
        }
    }
    return counts
  }
}
