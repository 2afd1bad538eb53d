import Vocabulary

/// The documents of each segment that match a query.
struct Matches {
  var segments: [[Candidate]]
  /// The highest coverage of a document that passes the query's limits; 0 when none does.
  var best: Int
}

/// Chooses, orders and counts the results among the documents that match.
struct ResultCollector {
  let snapshot: SearchSnapshot
  let views: [SegmentView]
  let query: SearchQuery
  /// Nil for a query without words.
  let plan: QueryPlan?
  let filter: ResultFilter

  private var ranking: RankingRules { snapshot.lexicon.ranking }

  func result(of matches: Matches, reading: QueryReading) -> SearchResult {
    let threshold = threshold(for: matches)
    let candidates = matches.segments
    var top = TopResults(limit: query.offset + query.limit) { one, other in id(of: one) < id(of: other) }
    let score = ResultScore(query: query, plan: plan, ranking: ranking, lexicon: snapshot.lexicon)
    var counter = ResultCounter(limits: filter.names, views: views)
    for segment in candidates.indices {
      let view = views[segment]
      var found = Bitset(count: view.documentCount)
      for candidate in candidates[segment] where Int(candidate.coverage) >= threshold {
        let row = Int(candidate.row)
        guard filter.isNear(row, view) else { continue }
        found.insert(row)
        if top.mayTake(score.limit(of: candidate)), filter.passes(segment: segment, row: row, view) {
          top.note(score.ranked(candidate, segment: segment, view: view))
        }
      }
      let (passing, failing) = filter.parted(found, segment: segment)
      counter.add(passing: passing, failing: failing)
    }
    let best = top.sorted()
    return SearchResult(
      total: counter.total, hits: best.dropFirst(query.offset).map(hit),
      facetCounts: counter.facetCounts(snapshot: snapshot, groups: query.countedGroups),
      restrictionCounts: query.restrictions.indices.map { counter.count(restriction: $0, of: query.restrictions[$0]) },
      suggestion: plan.flatMap {
        Suggestion(lexicon: snapshot.lexicon, views: views).text(for: reading, plan: $0, best: best.first)
      },
      concepts: plan?.concepts ?? [], ignoredWords: reading.ignoredWords, plan: plan)
  }

  /// Where no document passes the query's limits, the counts still tell what there would be without one of them.
  private func threshold(for matches: Matches) -> Int {
    if matches.best > 0 { return ranking.threshold(best: matches.best) }
    return ranking.threshold(best: Int(matches.segments.joined().map(\.coverage).max() ?? 0))
  }

  private func id(of result: RankedResult) -> DocumentID { views[result.segment].id(of: result.row) }

  private func hit(_ result: RankedResult) -> SearchHit {
    SearchHit(
      id: id(of: result), score: result.score,
      distance: query.near.flatMap { near in
        views[result.segment].position(of: result.row).map { position in
          EarthPosition.metres(squaredChord: position.squaredChord(to: EarthPosition(near.coordinate)))
        }
      },
      payload: snapshot.payload(segment: result.segment, row: result.row))
  }
}

/// A result and its place in the order: smaller keys first.
struct RankedResult {
  var key: SIMD2<Int>
  var segment: Int
  var row: Int
  var score: Int
}

/// Turns a match into a score and a place in the order.
struct ResultScore {
  private let ranking: RankingRules
  private let order: SearchQuery.Order
  private let centre: EarthPosition?
  private let visitorMask: UInt16
  /// Zero for a query without words.
  private let weights: Int
  /// What a document's sums add to its score at most, and what all else adds: for `limit`.
  private let coverageFactor: Double
  private let scoreFactor: Double
  private let titleFactor: Double
  private let most: Double

  init(query: SearchQuery, plan: QueryPlan?, ranking: RankingRules, lexicon: SearchLexicon) {
    self.ranking = ranking
    order = query.order
    centre = query.near.map { EarthPosition($0.coordinate) }
    visitorMask = 1 << UInt16(lexicon.bit(of: query.language))
    weights = (plan?.fullCoverage ?? 0) / 255
    coverageFactor = 1000 * Double(ranking.coverageWeight) / Double(weights * 255)
    scoreFactor = 1 / Double(weights * 16)
    titleFactor = Double(ranking.titleShare) / Double(weights)
    let nearness = query.near == nil ? 0 : ranking.nearness
    let stopWords = (plan?.stopWords.count ?? 0) * ranking.stopWordInTitle
    // One more than can be, for what is rounded.
    most = Double(
      ranking.allInTitle + stopWords + ranking.visitorLanguage + 15 * ranking.freshnessStep + nearness + 1)
  }

  /// A score that the document surely does not exceed, from its sums alone: most documents need no more to be left out.
  /// Nil where the order is not by score.
  @inline(__always)
  func limit(of candidate: Candidate) -> Double? {
    guard weights > 0, order == .relevance else { return nil }
    return Double(candidate.coverage) * coverageFactor + Double(candidate.score) * scoreFactor
      + Double(candidate.inTitle) * titleFactor + most
  }

  @inline(__always)
  func ranked(_ candidate: Candidate, segment: Int, view: SegmentView) -> RankedResult {
    let row = Int(candidate.row)
    let metres = metres(to: row, in: view)
    let freshness = Int(view.freshness[row])
    var key: SIMD2<Int>
    let score: Int
    if weights == 0 {
      score = freshness
      key = [-freshness, metres]
    } else {
      score = self.score(candidate, freshness: freshness, metres: metres, languages: view.languages[row])
      key = [-score, 0]
    }
    if order == .distance { key = [metres, -score] }
    return RankedResult(key: key, segment: segment, row: row, score: score)
  }

  private func score(_ candidate: Candidate, freshness: Int, metres: Int, languages: UInt16) -> Int {
    // Divided as floating point, which is exact here and several times faster.
    let coverage = Int(Double(candidate.coverage) * 1000 / Double(weights * 255))
    var score = Int(Double(candidate.score) / Double(weights * 16))
    score += Int(Double(candidate.inTitle) * Double(ranking.titleShare) / Double(weights))
    if Int(candidate.inTitle) == weights { score += ranking.allInTitle }
    score += Int(candidate.stopWords) * ranking.stopWordInTitle
    if languages & visitorMask != 0 { score += ranking.visitorLanguage }
    score += freshness * ranking.freshnessStep
    if metres < Int.max {
      let half = Double(ranking.nearnessHalfMetres)
      score += Int(Double(ranking.nearness) * half / (half + Double(metres)))
    }
    return coverage * ranking.coverageWeight + score
  }

  /// Whole metres to the visitor's point, `Int.max` without a point or a place.
  @inline(__always)
  private func metres(to row: Int, in view: SegmentView) -> Int {
    guard let centre, let position = view.position(of: row) else { return .max }
    return Int(position.straightMetres(to: centre).rounded())
  }
}

/// Keeps the first results of the order.
struct TopResults {
  private let limit: Int
  private let isFirstOfEqual: (RankedResult, RankedResult) -> Bool
  private var kept: [RankedResult] = []
  /// The last key that can still come in, once there are enough.
  private var worst: SIMD2<Int>?

  init(limit: Int, isFirstOfEqual: @escaping (RankedResult, RankedResult) -> Bool) {
    self.limit = limit
    self.isFirstOfEqual = isFirstOfEqual
  }

  /// Whether a result with at most such a score can be among the first.
  @inline(__always)
  func mayTake(_ limit: Double?) -> Bool {
    guard let worst, let limit else { return true }
    return limit >= Double(-worst.x)
  }

  @inline(__always)
  mutating func note(_ result: RankedResult) {
    if let worst, (result.key.x, result.key.y) > (worst.x, worst.y) { return }
    kept.append(result)
    if kept.count >= 2 * limit + 64 { shorten() }
  }

  private mutating func shorten() {
    kept.sort(by: precedes)
    kept.removeLast(max(0, kept.count - limit))
    if kept.count == limit { worst = kept.last?.key ?? [.min, .min] }
  }

  private func precedes(_ one: RankedResult, _ other: RankedResult) -> Bool {
    if one.key != other.key { return (one.key.x, one.key.y) < (other.key.x, other.key.y) }
    return isFirstOfEqual(one, other)
  }

  func sorted() -> [RankedResult] { Array(kept.sorted(by: precedes).prefix(limit)) }
}
