import Foundation
import Testing
import Vocabulary

@testable import Search

@Suite struct LanguageTests {
  private func rules(_ language: Language) throws -> (SearchLexicon, LanguageRules) {
    let lexicon = try lexicon()
    return (lexicon, lexicon.rules[lexicon.bit(of: language)])
  }

  private func groundForm(_ word: String, _ language: Language) throws -> String {
    let (lexicon, rules) = try rules(language)
    let folded = try #require(lexicon.folding.words(in: word).first)
    return lexicon.folding.text(of: rules.groundForm(folded))
  }

  @Test(arguments: [
    ["Kurs", "Kurse", "Kursen", "Kurses"], ["Wohnung", "Wohnungen"], ["Haus", "Häuser", "Häusern", "Hauses"],
    ["Kind", "Kinder", "Kindern", "Kindes"], ["Frau", "Frauen"], ["Schule", "Schulen"], ["Beratung", "Beratungen"],
    ["Arzt", "Ärzte", "Ärzten"],
  ])
  func `the forms of a German word share a ground form`(forms: [String]) throws {
    let ground = try Set(forms.map { try groundForm($0, .german) })
    #expect(ground.count == 1, "\(ground)")
  }

  @Test(arguments: [["course", "courses"], ["family", "families"], ["child", "children"], ["church", "churches"]])
  func `the forms of an English word share a ground form`(forms: [String]) throws {
    let ground = try Set(forms.map { try groundForm($0, .english) })
    #expect(ground.count == 1, "\(ground)")
  }

  @Test(arguments: Language.shipped)
  func `a language's file can be read`(language: Language) throws {
    let (_, rules) = try rules(language)
    let file = languagesFolder.appending(path: "\(language.code).json")
    if FileManager.default.fileExists(atPath: file.path) { #expect(!rules.stopWords.isEmpty) }
  }

  @Test func `a broken file is named with its fault`() throws {
    let folder = try TemporaryFolder()
    for file in try FileManager.default.contentsOfDirectory(at: languagesFolder, includingPropertiesForKeys: nil) {
      try FileManager.default.copyItem(at: file, to: folder.url.appending(path: file.lastPathComponent))
    }
    try Data("{\"suffixes\": [[\"en\"]]}".utf8).write(to: folder.url.appending(path: "en.json"))
    #expect {
      try SearchLexicon(folder: folder.url)
    } throws: { error in
      "\(error)".contains("en.json") && "\(error)".contains("ending")
    }
    try FileManager.default.removeItem(at: folder.url.appending(path: "folding.json"))
    #expect(throws: LexiconError.missing(file: "folding.json")) { try SearchLexicon(folder: folder.url) }
  }

  @Test func `other forms are found after the form that was typed`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(), documents: [document(1, "Kurs Nähen"), document(2, "Kurse Nähen"), document(3, "Tanzen")])
    #expect(try found("Kurse ", in: index) == [2, 1])
    #expect(try found("Kurs ", in: index) == [1, 2])
  }

  @Test func `synonyms are found after the word itself`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(),
      documents: [document(1, "Doktor Meier"), document(2, "Arzt Meier"), document(3, "Tanzen")])
    #expect(try found("Arzt ", in: index) == [2, 1])
  }
}

@Suite struct QuestionTests {
  @Test(arguments: [
    ("wo kann ich kostenlos Deutsch lernen?", Language.german), ("Where can I learn German for free?", .english),
    ("where can I lern Deutsch", .german),
  ])
  func `a whole question finds what it is about`(question: String, language: Language) throws {
    let concepts = [
      Concept(
        facet: FacetValue(text: "topic:german"),
        phrases: [.german: ["Deutsch lernen"], .english: ["learn German"], .arabic: ["تعلم الألمانية"]]),
      Concept(
        facet: FacetValue(text: "cost:free"), phrases: [.german: ["kostenlos"], .english: ["free", "for free"]]),
    ]
    let index = SearchIndex(
      lexicon: try lexicon(concepts),
      documents: [
        document(1, "Wo ich kann: Theater"), document(2, "Sprachkurs A1", facets: ["topic:german", "cost:free"]),
        document(3, "Deutsch für den Beruf", facets: ["topic:german", "cost:paid"]), document(4, "Kleiderkammer"),
      ])
    #expect(
      try found(question, in: index, language).first
        == (question.contains("free") || question.contains("kostenlos") ? 2 : 3))
  }

  @Test func `stop words count when nothing else is left`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(), documents: [document(1, "Wo und Was"), document(2, "Kleiderkammer")])
    #expect(try found("wo was", in: index) == [1])
  }

  @Test func `a title with the stop words too comes first among equals`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(),
      documents: [document(1, "Own County", "", .english), document(2, "On Our Own County", "", .english)])
    #expect(try found("on our own", in: index, .english).first == 2)
  }

  @Test func `a document with all words comes before those with fewer, which are cut when far below`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(),
      documents: [
        document(1, "Tanzen"), document(2, "Treffpunkt", "Tanzen und Nähen im Garten"), document(3, "Nähen Nähen"),
        document(4, "Garten Tanzen", "Nähen"),
      ])
    #expect(try found("Tanzen Nähen Garten ", in: index) == [4, 2])
  }
}
