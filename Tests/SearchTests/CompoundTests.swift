import Testing
import Vocabulary

@testable import Search

@Suite struct CompoundTests {
  private func index(_ titles: [String]) throws -> SearchIndex {
    SearchIndex(lexicon: try lexicon(), documents: titles.enumerated().map { document($0.offset, $0.element) })
  }

  @Test(arguments: [
    ("Kurs Deutsch", "Deutschkurs"), ("Deutschkurs", "Kurs in Deutsch"),
    ("Wohnung suchen", "Hilfe bei der Wohnungssuche"),
    ("Wohnungssuche", "Wir helfen Ihnen, eine Wohnung zu suchen"), ("Kinderbetreuung", "Betreuung für Kinder"),
    ("Betreuung für Kinder", "Kinderbetreuung"), ("Sprachkurse", "Kurse für jede Sprache"),
    ("Schuldnerberatung Termin", "Termine der Schuldnerberatung"),
  ])
  func `compounds and their parts find each other`(query: String, title: String) throws {
    let index = try index(["Yoga am Morgen", title, "Bibliothek", "Schwimmen lernen"])
    #expect(try found(query, in: index).first == 1)
  }

  @Test func `the word itself comes before a compound with it`() throws {
    let index = try index(["Sprachkurs Englisch", "Kurs Englisch", "Bibliothek"])
    #expect(try found("Kurs", in: index) == [1, 0])
  }

  @Test func `a part of the index's own vocabulary splits compounds`() throws {
    let index = try index(["Zitherorchester", "Zither bauen", "Orchester der Stadt"])
    #expect(try Set(found("Orchester", in: index)) == [0, 2])
    #expect(try Set(found("Zither", in: index)) == [0, 1])
  }

  @Test(arguments: ["Beratung", "Integration", "Station", "Verein", "Arbeit", "Sprache", "Angebote", "Unterstützung"])
  func `words that are no compounds stay whole`(word: String) throws {
    let index = try index(["Beratung und Rat", "Integration", "Station", "Verein", "Arbeit", "Ration Bestand"])
    let folded = try #require(try lexicon().folding.words(in: word).first)
    #expect(index.snapshot.parts(of: folded).isEmpty)
  }

  @Test func `a compound whose parts occur only apart is found by one of them when nothing is better`() throws {
    let index = try index(["Schwimmkurs", "Kurs für Nähen", "Bibliothek"])
    #expect(try found("Töpferkurs ", in: index) == [])
    #expect(try found("Sprachkurs ", in: index).contains(1))
  }
}

@Suite struct WrittenPartTests {
  @Test(arguments: [
    ("Wohnungssuche", ["Wohnungs", "suche"]), ("Sprachkurs", ["Sprach", "kurs"]),
    ("Fußballverein", ["Fußball", "verein"]),
    ("Möbelspende", ["Möbel", "spende"]), ("Moebelspende", ["Moebel", "spende"]), ("Beratung", []), ("Xyz", []),
    ("Deutsch Kurs", []), ("", []), (String(repeating: "Haus", count: 20), []),
  ])
  func `the parts of a compound are told as they are written`(word: String, parts: [String]) throws {
    #expect(try lexicon().writtenParts(of: word) == parts)
  }
}
