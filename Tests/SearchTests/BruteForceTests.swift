import Foundation
import Seeded
import Testing
import Vocabulary

@testable import Search

@Suite struct BruteForceTests {
  private static let words = [
    "kurs", "kurse", "deutsch", "deutschkurs", "garten", "kindergarten", "kinder", "kind", "beratung", "frau", "frauen",
    "wohnung", "wohnungssuche", "suche", "arzt", "doktor", "nähen", "yoga", "sport", "verein", "sportverein", "the",
    "für",
    "women", "course", "courses", "курс", "сад", "مدرسة", "المدرسة", "kafe", "café", "tanzen", "tanz", "schule",
    "schulen",
  ]

  private static let concepts = [
    Concept(facet: FacetValue(text: "topic:1"), phrases: [.german: ["Deutsch lernen", "Kurs"], .arabic: ["مدرسة"]]),
    Concept(facet: FacetValue(text: "topic:2"), weight: 60, phrases: [.english: ["women"], .german: ["Frauen"]]),
  ]

  private func text(_ random: inout SeededGenerator, _ count: Int) -> String {
    (0..<count).map { _ in Self.words[min(random.below(Self.words.count), random.below(Self.words.count))] }
      .joined(separator: " ")
  }

  private func document(_ number: Int, _ random: inout SeededGenerator) -> SearchDocument {
    let languages: [Language] = [.german, .english, .ukrainian, .arabic]
    let language = random.pick(languages)
    let texts = [
      SearchText(.title, language, text(&random, 1 + random.below(4))),
      SearchText(.description, language, text(&random, random.below(12))),
      SearchText(random.pick(SearchField.allCases), random.pick(languages), text(&random, random.below(5))),
    ]
    let facets = (0..<random.below(5)).map { _ in
      FacetValue(group: random.pick(["topic", "area", "day"]), value: "\(random.below(4))")
    }
    let coordinate = Coordinate(latitude: 51 + Double(random.below(1000)) / 5000, longitude: 7)
    return SearchDocument(
      id: id(number), texts: texts, facets: facets, coordinate: random.below(4) == 0 ? nil : coordinate,
      freshness: UInt8(random.below(16)), payload: Array("payload \(number)".utf8))
  }

  private func query(_ random: inout SeededGenerator, _ restriction: DocumentSet) -> SearchQuery {
    let text = random.below(8) == 0 ? "" : text(&random, 1 + random.below(4)) + random.pick(["", " "])
    var query = SearchQuery(text: text, language: random.pick([.german, .english, .arabic]), limit: 1_000)
    for group in ["topic", "area", "day"] where random.below(3) == 0 {
      query.filters.append(FacetFilter(group: group, values: ["\(random.below(4))", "\(random.below(4))"]))
    }
    if random.below(2) == 0 { query.restrictions = [SearchRestriction(restriction, isApplied: random.below(2) == 0)] }
    if random.below(3) == 0, let point = Coordinate(latitude: 51.1, longitude: 7) {
      query.near = SearchPoint(point, radius: random.below(2) == 0 ? nil : Double(random.below(12_000)))
      if random.below(2) == 0 { query.order = .distance }
    }
    return query
  }

  private func compare(_ index: SearchIndex, _ documents: [SearchDocument], _ random: inout SeededGenerator) throws {
    let snapshot = index.snapshot
    let lexicon = snapshot.lexicon
    #expect(snapshot.count == documents.count)
    let plain = BruteForce(documents, lexicon: lexicon, snapshot: snapshot)
    let chosen = Set(documents.map(\.id).filter { $0.low % 3 == 0 })
    let restriction = snapshot.documentSet { id, _ in chosen.contains(id) }
    for _ in 0..<25 {
      let query = query(&random, restriction)
      let result = try snapshot.search(query)
      let wanted = plain.search(
        query, plan: result.plan, restrictions: query.restrictions.map { _ in chosen })
      #expect(result.hits.map(\.id) == wanted.order, "\(query.text)")
      #expect(result.hits.map(\.score) == wanted.scores, "\(query.text)")
      #expect(result.total == wanted.order.count)
      #expect(result.facetCounts == wanted.facetCounts, "\(query.text) \(query.filters)")
      #expect(result.restrictionCounts == wanted.restrictionCounts)
      for hit in result.hits { #expect(hit.payload.bytes == Array("payload \(hit.id.low)".utf8)) }
    }
  }

  @Test(arguments: 1...4)
  func `the index answers as a plain search through all documents does`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let documents = (0..<(20 + random.below(120))).map { document($0, &random) }
    try compare(SearchIndex(lexicon: try lexicon(Self.concepts), documents: documents.shuffled()), documents, &random)
  }

  @Test(arguments: 1...4)
  func `it still does after updates, removals, merges and being kept in a file`(seed: Int) async throws {
    var random = SeededGenerator(seed: 100 + UInt64(seed))
    let lexicon = try lexicon(Self.concepts)
    var documents: [DocumentID: SearchDocument] = [:]
    let first = (0..<60).map { document($0, &random) }
    for document in first { documents[document.id] = document }
    var index = SearchIndex(lexicon: lexicon, documents: first)
    // All words at once, so that compounds are split alike before and after a merge.
    let all = SearchDocument(
      id: id(999), texts: [SearchText(.title, .german, Self.words.joined(separator: " "))],
      payload: Array("payload 999".utf8))
    index.update([all])
    documents[all.id] = all
    index.merge(onlyIfNeeded: false)
    for step in 0..<12 {
      let changed = (0..<random.below(6)).map { _ in document(random.below(90), &random) }
      let removed = (0..<random.below(4)).map { _ in id(random.below(90)) }
        .filter { id in !changed.contains { $0.id == id } }
      index.update(changed, removing: removed)
      for id in removed { documents[id] = nil }
      for document in changed { documents[document.id] = document }
      if step % 4 == 3 { try compare(index, Array(documents.values), &random) }
      if step == 5 { await index.mergeIfNeeded() }
    }
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "index")
    let key = IndexKey(epoch: "epoch", change: 7)
    try index.save(to: file, key: key)
    index = try SearchIndex(lexicon: lexicon, loading: file, key: key)
    try compare(index, Array(documents.values), &random)
    index.update([], removing: Array(documents.keys.prefix(5)))
    for id in documents.keys.prefix(5) { documents[id] = nil }
    try compare(index, Array(documents.values), &random)
  }

  @Test func `the order of the documents does not matter`() throws {
    var random = SeededGenerator(seed: 42)
    let documents = (0..<150).map { document($0, &random) }
    let lexicon = try lexicon(Self.concepts)
    let one = SearchIndex(lexicon: lexicon, documents: documents)
    let other = SearchIndex(lexicon: lexicon, documents: documents.reversed())
    for text in ["kurs", "deutsch frauen ", "gartn", "مدرسة", ""] {
      let query = SearchQuery(text: text, language: .german, limit: 200)
      let (first, second) = (try one.snapshot.search(query), try other.snapshot.search(query))
      #expect(first.hits.map(\.id) == second.hits.map(\.id))
      #expect(first.hits.map(\.score) == second.hits.map(\.score))
      #expect(first.suggestion == second.suggestion)
    }
  }

  @Test func `the first results are the first of all`() throws {
    var random = SeededGenerator(seed: 44)
    let documents = (0..<600).map { document($0, &random) }
    let snapshot = SearchIndex(lexicon: try lexicon(Self.concepts), documents: documents).snapshot
    let restriction = snapshot.documentSet { id, _ in id.low % 3 == 0 }
    for _ in 0..<150 {
      var query = query(&random, restriction)
      let all = try snapshot.search(query)
      query.limit = 1 + random.below(5)
      let first = try snapshot.search(query)
      #expect(first.hits.map(\.id) == all.hits.prefix(query.limit).map(\.id), "\(query.text)")
      #expect(first.total == all.total && first.facetCounts == all.facetCounts)
    }
  }

  @Test func `pages of results follow each other`() throws {
    var random = SeededGenerator(seed: 43)
    let documents = (0..<300).map { document($0, &random) }
    let snapshot = SearchIndex(lexicon: try lexicon(Self.concepts), documents: documents).snapshot
    let all = try snapshot.search(SearchQuery(text: "kurs", language: .german, limit: 300)).hits.map(\.id)
    var paged: [DocumentID] = []
    for offset in stride(from: 0, to: 300, by: 7) {
      paged += try snapshot.search(SearchQuery(text: "kurs", language: .german, offset: offset, limit: 7)).hits.map(
        \.id)
    }
    #expect(all.count > 100)
    #expect(paged == all)
  }
}
