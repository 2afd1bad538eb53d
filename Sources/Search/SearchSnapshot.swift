import Foundation
import Vocabulary

/// The index at one moment: a value that stays as it is while the index goes on changing.
package struct SearchSnapshot: Sendable {
  /// Another number for each state of one index.
  package let version: UInt64
  let lexicon: SearchLexicon
  let segments: [Segment]
  /// The living documents of each segment; nil where all live.
  let alive: [Bitset?]

  /// The number of documents.
  package var count: Int {
    zip(segments, alive).reduce(0) { $0 + ($1.1?.population ?? $1.0.documentCount) }
  }

  /// The payload of a document; nil when there is none of that name.
  package func payload(of id: DocumentID) -> Payload? {
    place(of: id).map { payload(segment: $0.segment, row: $0.row) }
  }

  /// Calls `body` with every document, each once, in no particular order.
  package func forEachDocument(_ body: (DocumentID, Payload) throws -> Void) rethrows {
    for number in segments.indices {
      try segments[number].withView { view in
        for row in 0..<view.documentCount where isAlive(segment: number, row: row) {
          try body(view.id(of: row), payload(segment: number, row: row, in: view))
        }
      }
    }
  }

  /// The documents for which `isMember` says so.
  package func documentSet(where isMember: (DocumentID, Payload) throws -> Bool) rethrows -> DocumentSet {
    let sets = try segments.indices.map { number in
      try segments[number].withView { view in
        var set = Bitset(count: view.documentCount)
        for row in 0..<view.documentCount where isAlive(segment: number, row: row) {
          if try isMember(view.id(of: row), payload(segment: number, row: row, in: view)) { set.insert(row) }
        }
        return set
      }
    }
    return DocumentSet(version: version, segments: sets)
  }

  @inline(__always)
  func isAlive(segment: Int, row: Int) -> Bool { alive[segment]?.contains(row) ?? true }

  /// Where a living document is.
  func place(of id: DocumentID) -> (segment: Int, row: Int)? {
    for number in segments.indices.reversed() {
      if let row = segments[number].withView({ $0.row(of: id) }), isAlive(segment: number, row: row) {
        return (number, row)
      }
    }
    return nil
  }

  func payload(segment: Int, row: Int) -> Payload {
    segments[segment].withView { payload(segment: segment, row: row, in: $0) }
  }

  func payload(segment: Int, row: Int, in view: SegmentView) -> Payload {
    let payloads = segments[segment].payloads
    let start = payloads.startIndex + Int(view.payloadStarts[row])
    return Payload(payloads[start..<(start + Int(view.payloadLengths[row]))])
  }
}

extension SearchSnapshot {
  /// Answers a query. The same snapshot and query always give the same answer.
  ///
  /// - Parameter earlier: this snapshot's result for the same words under other filters; they are then read as they were there.
  package func search(_ query: SearchQuery, reading earlier: SearchResult? = nil) throws(SearchError) -> SearchResult {
    guard query.restrictions.allSatisfy({ $0.documents.version == version }) else { throw .foreignDocumentSet }
    let reading = QueryReading(query, lexicon: lexicon)
    return Segment.withViews(of: segments[...]) { views in
      let filter = ResultFilter(query, snapshot: self)
      if reading.words.isEmpty {
        var all = Matches(segments: views.indices.map { allDocuments(segment: $0, views[$0]) }, best: 0)
        defer { CandidateMemory.giveBack(&all.segments) }
        return ResultCollector(snapshot: self, views: views, query: query, plan: nil, filter: filter)
          .result(of: all, reading: reading)
      }
      if let plan = earlier?.plan {
        return ResultCollector(snapshot: self, views: views, query: query, plan: plan, filter: filter)
          .result(of: matches(plan, views, filter), reading: reading)
      }
      let planner = QueryPlanner(
        lexicon: lexicon, views: views, visitor: query.language, splitter: compoundSplitter)
      var plan = planner.plan(reading)
      var matches = matches(plan, views, filter)
      defer { CandidateMemory.giveBack(&matches.segments) }
      if matches.best < plan.fullCoverage {
        let doubting = planner.doubting(plan)
        if doubting.leafCount > plan.leafCount {
          CandidateMemory.giveBack(&matches.segments)
          plan = doubting
          matches = self.matches(plan, views, filter)
        }
      }
      return ResultCollector(snapshot: self, views: views, query: query, plan: plan, filter: filter)
        .result(of: matches, reading: reading)
    }
  }

  private func matches(_ plan: QueryPlan, _ views: [SegmentView], _ filter: ResultFilter) -> Matches {
    var best = 0
    let segments = views.indices.map { number in
      var scorer = SegmentScorer(views[number], plan: plan, ranking: lexicon.ranking)
      return scorer.candidates(alive: alive[number], best: &best) { row in
        filter.passes(segment: number, row: row, views[number])
      }
    }
    return Matches(segments: segments, best: best)
  }

  private func allDocuments(segment: Int, _ view: SegmentView) -> [Candidate] {
    var all = CandidateMemory.take()
    all.reserveCapacity(view.documentCount)
    for row in 0..<view.documentCount where isAlive(segment: segment, row: row) {
      all.append(Candidate(row: UInt32(row), coverage: 0, score: 0, inTitle: 0, stopWords: 0))
    }
    return all
  }
}

extension QueryPlan {
  var leafCount: Int { words.reduce(0) { $0 + $1.leaves.count } }
}

extension SearchSnapshot {
  /// The number of distinct words; those in several segments count several times.
  package var wordCount: Int { segments.reduce(0) { total, segment in total + segment.withView { $0.words.count } } }
}
