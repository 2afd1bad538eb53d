import Foundation
import Vocabulary

@testable import Search

/// The search done the plain way: every document is looked at, word by word.
///
/// It shares with the index only the reading of the query (what each word is looked for as) and the weights; finding, scoring,
/// cutting, ordering and counting are its own.
struct BruteForce {
  let lexicon: SearchLexicon
  let documents: [SearchDocument]
  private let contents: [[FoldedWord: Int]]
  /// For each document its words' ground forms and, for compounds, parts.
  private let forms: [[FoldedWord: [FoldedWord]]]
  private let parts: [[FoldedWord: [FoldedWord]]]

  /// - Parameter snapshot: only asked for the languages that each segment has seen a word in (until segments are merged,
  ///   each knows its own documents only), and for the parts of compounds.
  init(_ documents: [SearchDocument], lexicon: SearchLexicon, snapshot: SearchSnapshot) {
    self.documents = documents.sorted { $0.id < $1.id }
    self.lexicon = lexicon
    contents = self.documents.map { document in
      var weights: [FoldedWord: (weight: Float, inTitle: Bool)] = [:]
      for text in document.texts {
        let words = lexicon.folding.words(in: text.text)
        let weight = lexicon.ranking.occurrenceWeight(in: text.field, length: words.count)
        for word in words {
          let known = weights[word] ?? (0, false)
          weights[word] = (known.weight + weight, known.inTitle || text.field == .title)
        }
      }
      return weights.mapValues { Int(lexicon.ranking.impact(weight: $0.weight, isInTitle: $0.inTitle)) }
    }
    let masks = zip(self.documents, contents).map { document, content in
      let segment = snapshot.place(of: document.id)?.segment ?? 0
      return snapshot.segments[segment].withView { view in
        content.keys.map { word in (word, view.words.find(word).map { view.masks[$0] } ?? 0) }
      }
    }
    forms = masks.map { words in
      Dictionary(uniqueKeysWithValues: words.map { ($0, lexicon.groundForms(of: $0, mask: $1)) })
    }
    parts = masks.map { words in
      let compounds = words.filter { $0.1 & lexicon.compoundMask != 0 }
      return Dictionary(uniqueKeysWithValues: compounds.map { ($0.0, snapshot.parts(of: $0.0)) })
    }
  }

  struct Outcome: Equatable {
    var order: [DocumentID]
    var scores: [Int]
    var facetCounts: [FacetValue: Int]
    var restrictionCounts: [Int]
  }

  private struct Match {
    var coverage = 0
    var strength = 0
    var inTitle = false

    static func < (one: Match, other: Match) -> Bool {
      (one.coverage, one.strength, one.inTitle ? 1 : 0) < (other.coverage, other.strength, other.inTitle ? 1 : 0)
    }
  }

  private func best(_ leaves: [Leaf], in number: Int) -> Match? {
    let content = contents[number]
    var best: Match?
    for leaf in leaves {
      var impacts: [Int] = []
      switch leaf.source {
      case .word(let word): impacts = content[word].map { [$0] } ?? []
      case .form(let form): impacts = content.filter { forms[number][$0.key]?.contains(form) ?? false }.map(\.value)
      case .compounds(let form):
        impacts = content.filter { parts[number][$0.key]?.contains(form) ?? false }.map(\.value)
      case .prefix(let prefix): impacts = content.filter { $0.key.starts(with: prefix) }.map(\.value)
      case .facet(let facet, let impact): impacts = documents[number].facets.contains(facet) ? [impact] : []
      }
      for impact in impacts {
        let match = Match(coverage: leaf.coverage, strength: impact * leaf.quality, inTitle: impact >= 128)
        if best.map({ $0 < match }) ?? true { best = match }
      }
    }
    return best
  }

  private func match(_ word: WordPlan, in number: Int) -> Match? {
    var found = best(word.leaves, in: number)
    for group in word.groups {
      let matches = group.parts.compactMap { best($0, in: number) }
      guard let weakest = matches.min(by: <) else { continue }
      var match = Match(
        coverage: weakest.coverage, strength: weakest.strength * group.quality / 255, inTitle: weakest.inTitle)
      if matches.count < group.parts.count {
        guard group.partialCoverage > 0 else { continue }
        match.coverage = group.partialCoverage * matches.count / group.parts.count
        match.inTitle = false
      }
      if found.map({ $0 < match }) ?? true { found = match }
    }
    return found
  }

  func search(_ query: SearchQuery, plan: QueryPlan?, restrictions: [Set<DocumentID>]) -> Outcome {
    let ranking = lexicon.ranking
    let weights = plan?.words.reduce(0) { $0 + $1.weight } ?? 0
    var found: [(number: Int, coverage: Int, points: Int)] = []
    for number in documents.indices {
      guard let plan else {
        found.append((number, 0, 0))
        continue
      }
      let matches = plan.words.map { ($0.weight, match($0, in: number)) }
      let coverage = matches.reduce(0) { $0 + $1.0 * ($1.1?.coverage ?? 0) }
      guard matches.contains(where: { $0.1 != nil }) else { continue }
      let strength = matches.reduce(0) { $0 + $1.0 * ($1.1?.strength ?? 0) }
      let title = matches.reduce(0) { $0 + ($1.1?.inTitle == true ? $1.0 : 0) }
      var points = strength / weights / 16 + title * ranking.titleShare / weights
      if title == weights { points += ranking.allInTitle }
      points += plan.stopWords.count { (contents[number][$0] ?? 0) >= 128 } * ranking.stopWordInTitle
      found.append((number, coverage, points))
    }
    return outcome(found, query: query, weights: weights, restrictions: restrictions)
  }

  private func metres(_ number: Int, _ query: SearchQuery) -> Int {
    guard let near = query.near, let place = documents[number].coordinate else { return .max }
    return Int(near.coordinate.distance(to: place).rounded())
  }

  private func isNear(_ number: Int, _ query: SearchQuery) -> Bool {
    guard let near = query.near, let radius = near.radius else { return true }
    return documents[number].coordinate.map { near.coordinate.distance(to: $0) <= radius } ?? false
  }

  private func outcome(
    _ found: [(number: Int, coverage: Int, points: Int)], query: SearchQuery, weights: Int,
    restrictions: [Set<DocumentID>]
  ) -> Outcome {
    let groups = Set(query.filters.map(\.group))
    func passes(_ number: Int, without group: String? = nil, _ extra: Int? = nil) -> Bool {
      let document = documents[number]
      let facets = groups.allSatisfy { name in
        name == group
          || query.filters.filter { $0.group == name }.contains { filter in
            document.facets.contains { $0.group == name && filter.values.contains($0.value) }
          }
      }
      let restricted = query.restrictions.indices.allSatisfy { place in
        !(query.restrictions[place].isApplied || place == extra) || restrictions[place].contains(document.id)
      }
      return facets && restricted && isNear(number, query)
    }
    var best = found.filter { passes($0.number) }.map(\.coverage).max() ?? 0
    if best == 0 { best = found.map(\.coverage).max() ?? 0 }
    let kept = found.filter { $0.coverage * 100 >= best * lexicon.ranking.cutPercent }
    let results = kept.filter { passes($0.number) }.map { ranked($0, query: query, weights: weights) }
      .sorted { ($0.key.0, $0.key.1, documents[$0.number].id) < ($1.key.0, $1.key.1, documents[$1.number].id) }
    var counts: [FacetValue: Int] = [:]
    for entry in kept {
      for facet in Set(documents[entry.number].facets) where passes(entry.number, without: facet.group) {
        counts[facet, default: 0] += 1
      }
    }
    return Outcome(
      order: results.map { documents[$0.number].id }, scores: results.map(\.score), facetCounts: counts,
      restrictionCounts: query.restrictions.indices.map { place in kept.count { passes($0.number, place) } })
  }

  private func ranked(
    _ entry: (number: Int, coverage: Int, points: Int), query: SearchQuery, weights: Int
  ) -> (number: Int, key: (Int, Int), score: Int) {
    let (document, ranking, metres) = (documents[entry.number], lexicon.ranking, metres(entry.number, query))
    var score = Int(document.freshness)
    var key = (-score, metres)
    if weights > 0 {
      var points = entry.points + Int(document.freshness) * ranking.freshnessStep
      if document.texts.contains(where: { $0.language == query.language }) { points += ranking.visitorLanguage }
      if metres < Int.max {
        points += ranking.nearness * ranking.nearnessHalfMetres / (ranking.nearnessHalfMetres + metres)
      }
      score = entry.coverage * 1000 / (weights * 255) * lexicon.ranking.coverageWeight + points
      key = (-score, 0)
    }
    if query.order == .distance { key = (metres, -score) }
    return (entry.number, key, score)
  }
}
