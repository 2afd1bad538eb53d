import Testing
import Vocabulary

@testable import Search

@Suite struct HighlightTests {
  private func marked(_ text: String, for query: String, in documents: [SearchDocument]? = nil) throws -> [String] {
    let index = SearchIndex(
      lexicon: try lexicon(), documents: documents ?? [document(1, "x", text), document(2, "Yoga")])
    let snapshot = index.snapshot
    let result = try snapshot.search(SearchQuery(text: query, language: .german))
    let bytes = Array(text.utf8)
    return snapshot.highlighter(for: result).ranges(in: snapshot.markable(text, in: .german)).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("Kurs ", "Die Kurse im Haus", ["Kurse"]), ("Müller ", "Frau Mueller, Herr Müller", ["Mueller", "Müller"]),
    ("Kurs ", "Der Deutschkurs beginnt", ["Deutschkurs"]), ("Arzt ", "Ein Doktor kommt", ["Doktor"]),
    ("Begleitnug ", "Unsere Begleitung", ["Begleitung"]), ("Bibl", "Die Bibliothek", ["Bibliothek"]),
    ("Yoga ", "Nichts davon", []), ("Kinderbetreuung ", "Betreuung für Kinder", ["Betreuung", "Kinder"]),
  ])
  func `the words that matched are marked`(query: String, text: String, wanted: [String]) throws {
    #expect(try marked(text, for: query) == wanted)
  }

  @Test func `the snippet is where the matches are`() throws {
    let filler = String(repeating: "Lange Einleitung ohne Belang. ", count: 20)
    let text = filler + "Hier gibt es den Nähkurs für Mütter am Montag. " + filler
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "x", text)])
    let snapshot = index.snapshot
    let result = try snapshot.search(SearchQuery(text: "Nähkurs Montag ", language: .german))
    let snippet = snapshot.highlighter(for: result).snippet(
      of: snapshot.markable(text, in: .german), letters: 80)
    let bytes = Array(text.utf8)
    let shown = String(decoding: bytes[snippet.range], as: UTF8.self)
    #expect(shown.contains("Nähkurs") && shown.contains("Montag"))
    #expect(shown.unicodeScalars.count <= 80)
    #expect(snippet.marks.map { String(decoding: bytes[$0], as: UTF8.self) } == ["Nähkurs", "Montag"])
  }

  @Test(arguments: ["", "Kurz", "...", "Wort " + String(repeating: "x", count: 500)])
  func `any text has a snippet`(text: String) throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Kurz")])
    let result = try index.snapshot.search(SearchQuery(text: "kurz", language: .german))
    let snippet = index.snapshot.highlighter(for: result).snippet(
      of: index.snapshot.markable(text, in: .german), letters: 40)
    #expect(snippet.range.upperBound <= text.utf8.count)
    #expect(snippet.marks.allSatisfy { snippet.range.contains($0.lowerBound) })
  }
}

@Suite struct BadInputTests {
  private static let odd = [
    String(repeating: "a", count: 10_000), String(repeating: "wort ", count: 1_000), "\0", "a\0b", "\u{301}\u{308}",
    "👩‍👩‍👧", "\u{ffff}\u{fffe}",
    "\u{202e}\u{200f}", String(repeating: "\u{301}", count: 10_000), "%_*?(){}[]\\\"'", "' OR 1=1 --", "’’’ʼʼ", "ﷺ﷽",
    "𝕮𝖚𝖗𝖘", "a’", "’a",
    (0..<1_000).map { "w\($0)x" }.joined(separator: " "), String(repeating: "kurs", count: 3_000), "\u{10ffff}",
    " \u{a0}\u{2003} ",
  ]

  @Test(arguments: odd.indices)
  func `an odd query gets an answer`(number: Int) throws {
    let text = Self.odd[number]
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Kurs", text), document(2, text, "Kurs")])
    let snapshot = index.snapshot
    for language in [Language.german, .arabic] {
      let result = try snapshot.search(SearchQuery(text: text, language: language))
      #expect(result.total <= 2)
      #expect((result.plan?.words.count ?? 0) <= 32)
      let markable = snapshot.markable(text, in: language)
      _ = snapshot.highlighter(for: result).ranges(in: markable)
      _ = snapshot.highlighter(for: result).snippet(of: markable, letters: 50)
    }
  }

  @Test func `words beyond the limit are said to be ignored`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "w1x")])
    let text = (0..<40).map { "w\($0)x" }.joined(separator: " ")
    let result = try index.snapshot.search(SearchQuery(text: text, language: .german))
    #expect(result.ignoredWords == (32..<40).map { "w\($0)x" })
  }

  @Test func `an empty index answers everything with nothing`() throws {
    let snapshot = SearchIndex(lexicon: try lexicon()).snapshot
    for text in ["", "Kurs", "Krus "] {
      let result = try snapshot.search(SearchQuery(text: text, language: .german))
      #expect(result.total == 0 && result.hits.isEmpty && result.facetCounts.isEmpty)
    }
    #expect(snapshot.documentSet { _, _ in true }.count == 0)
  }

  @Test func `far offsets and no limit give no hits but the total`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: (0..<5).map { document($0, "Yoga") })
    for (offset, limit) in [(100, 10), (0, 0), (5, 1)] {
      let result = try index.snapshot.search(SearchQuery(text: "Yoga", language: .german, offset: offset, limit: limit))
      #expect(result.total == 5 && result.hits.isEmpty)
    }
  }
}
