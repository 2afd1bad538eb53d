import Search
import Seeded
import Vocabulary

/// A made-up directory for benchmarks: the same documents and queries for the same seed, whatever is measured with it.
///
/// Words are drawn by Zipf's law from an open vocabulary of each language, so that the number of distinct
/// words grows with the corpus as in real texts (Heaps' law); a sixth of the German words are compounds.
package struct Corpus: Sendable {
  package let documents: Int
  package let seed: UInt64
  /// Words in all texts of a document in one language.
  package let wordsPerText: Int

  package init(documents: Int, seed: UInt64 = 1, wordsPerText: Int = 120) {
    self.documents = documents
    self.seed = seed
    self.wordsPerText = wordsPerText
  }

  /// Of these each document has German and two or three of the others: 3.5 of nine languages.
  package static let languages = Language.shipped

  /// Words in the texts of the first `count` documents.
  package func words(in count: Int) -> Int { (0..<count).reduce(0) { $0 + languageCount($1) } * wordsPerText }

  private func languageCount(_ number: Int) -> Int { 3 + number % 2 }

  package func document(_ number: Int) -> SearchDocument {
    var random = SeededGenerator(seed: seed &* 0x2545_f491_4f6c_dd1d &+ UInt64(number))
    var languages = [Language.german]
    while languages.count < languageCount(number) {
      let language = random.pick(Self.languages)
      if !languages.contains(language) { languages.append(language) }
    }
    var texts: [SearchText] = []
    for language in languages {
      let words = CorpusWords.of(language)
      let shares: [(SearchField, Int)] = [
        (.title, 5), (.organisation, 3), (.place, 2), (.summary, 15), (.description, wordsPerText - 25),
      ]
      for (field, count) in shares {
        let text = (0..<count).map { _ in words.word(rank: random.zipf()) }.joined(separator: " ")
        texts.append(SearchText(field, language, text))
      }
    }
    return SearchDocument(
      id: id(number), texts: texts, facets: facets(&random),
      coordinate: Coordinate(
        latitude: 51.2 + Double(random.below(20_000)) / 100_000, longitude: 6.7 + Double(random.below(20_000)) / 100_000
      ),
      freshness: UInt8(random.below(16)), payload: texts.flatMap { Array($0.text.utf8) })
  }

  /// Identifiers in an order unlike that of the documents, as UUIDs of imported records are.
  package func id(_ number: Int) -> DocumentID {
    DocumentID(high: UInt64(number + 1) &* 0x9e37_79b9_7f4a_7c15, low: UInt64(number))
  }

  /// The number of the document with an identifier.
  package static func number(of id: DocumentID) -> Int { Int(id.low) }

  /// About 150 values in six groups, ten a document.
  private func facets(_ random: inout SeededGenerator) -> [FacetValue] {
    let groups = [
      ("topic", 40, 3), ("audience", 15, 2), ("language", 20, 2), ("area", 50, 1), ("kind", 10, 1), ("day", 15, 1),
    ]
    return groups.flatMap { group, values, count in
      (0..<count).map { _ in
        // Small numbers are more frequent, as some topics are.
        FacetValue(group: group, value: "\(min(random.below(values), random.below(values)))")
      }
    }
  }

  /// A query that a visitor might type: words of one document's title, or frequent and rare words of a language.
  package func query(_ number: Int) -> SearchQuery {
    var random = SeededGenerator(seed: seed &+ 0x1234_5678 &+ UInt64(number) &* 77)
    let document = document(random.below(documents))
    let title = document.texts[random.below(document.texts.count / 5) * 5]
    let words = CorpusWords.of(title.language)
    var chosen: [String]
    switch number % 10 {
    case 0...3:
      chosen = Array(title.text.split(separator: " ").map(String.init).shuffled(using: &random).prefix(2 + number % 2))
    case 4: chosen = [words.word(rank: 5 + random.below(500))]
    case 5: chosen = (0..<2).map { _ in words.word(rank: 5 + random.below(500)) }
    case 6: chosen = [words.word(rank: 2_000 + random.below(60_000))]
    case 7: chosen = (0..<3).map { _ in words.word(rank: 5 + random.below(3_000)) }
    case 8: chosen = (0..<4).map { _ in words.word(rank: random.zipf()) }
    default: chosen = [words.word(rank: 5 + random.below(200)), words.word(rank: 1_000 + random.below(30_000))]
    }
    if random.below(5) == 0 { chosen[0] = misspelt(chosen[0], &random) }
    var query = SearchQuery(text: chosen.joined(separator: " "), language: title.language)
    if random.below(3) == 0 {
      query.filters = [FacetFilter(group: "audience", values: ["\(random.below(8))", "\(random.below(15))"])]
    }
    if random.below(5) == 0 { query.near = document.coordinate.map { SearchPoint($0, radius: 3000) } }
    return query
  }

  private func misspelt(_ word: String, _ random: inout SeededGenerator) -> String {
    var letters = Array(word.unicodeScalars)
    guard letters.count >= 4 else { return word }
    let place = random.below(letters.count - 1)
    if random.below(2) == 0 { letters.remove(at: place) } else { letters.swapAt(place, place + 1) }
    return String(String.UnicodeScalarView(letters))
  }
}
