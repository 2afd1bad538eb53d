import Testing
import Vocabulary

@testable import Search

@Suite struct ConceptTests {
  private let concepts = [
    Concept(
      facet: FacetValue(text: "topic:housing"),
      phrases: [
        .german: ["Wohnung suchen", "Wohnungssuche"], .english: ["find a flat", "housing"],
        .arabic: ["البحث عن سكن", "سكن"],
        .ukrainian: ["пошук житла", "житло"], .turkish: ["ev arama", "konut"], .persian: ["مسکن"],
      ]),
    Concept(
      facet: FacetValue(text: "audience:women"),
      phrases: [.german: ["Frauen"], .english: ["women"], .french: ["femmes"]]),
  ]

  private func index() throws -> SearchIndex {
    SearchIndex(
      lexicon: try lexicon(concepts),
      documents: [
        document(1, "Mieterverein", facets: ["topic:housing"]), document(2, "Nähtreff", facets: ["audience:women"]),
        document(3, "Haus Sonne", facets: ["topic:housing", "audience:women"]), document(4, "Bibliothek"),
      ])
  }

  @Test(arguments: [
    ("سكن", Language.arabic), ("البحث عن سكن", .arabic), ("пошук житла", .ukrainian), ("ev arama", .turkish),
    ("مسکن", .persian),
    ("housing", .english), ("Wohnung suchen", .german),
  ])
  func `a phrase in any language finds what exists in German only`(text: String, language: Language) throws {
    let index = try index()
    #expect(try Set(found(text, in: index, language)) == [1, 3])
    let result = try index.snapshot.search(SearchQuery(text: text, language: language))
    #expect(result.concepts == [FacetValue(text: "topic:housing")])
  }

  @Test func `languages may be mixed, and a document with both concepts comes first`() throws {
    #expect(try found("housing Frauen", in: index()).first == 3)
  }

  @Test(arguments: ["housign ", "huosing ", "ousing "])
  func `phrases are understood in spite of a typing error`(text: String) throws {
    #expect(try Set(found(text, in: index(), .english)) == [1, 3])
  }

  @Test func `a phrase is understood in another form`() throws {
    #expect(try Set(found("Frau ", in: index())) == [2, 3])
  }

  @Test func `the longest phrase counts`() throws {
    let concepts = [
      Concept(facet: FacetValue(text: "topic:course"), phrases: [.german: ["Deutsch lernen"]]),
      Concept(facet: FacetValue(text: "language:de"), phrases: [.german: ["Deutsch"]]),
    ]
    let index = SearchIndex(lexicon: try lexicon(concepts), documents: [document(1, "x", facets: ["language:de"])])
    let result = try index.snapshot.search(SearchQuery(text: "Deutsch lernen", language: .german))
    #expect(result.concepts == [FacetValue(text: "topic:course")])
  }

  @Test func `a text and a concept that match the same word count once`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(concepts),
      documents: [document(1, "Frauen", facets: ["audience:women"]), document(2, "Frauen")])
    let result = try index.snapshot.search(SearchQuery(text: "Frauen ", language: .german))
    #expect(result.hits.map(\.score).count == 2)
    #expect(result.hits.first?.score == result.hits.last?.score)
  }
}
