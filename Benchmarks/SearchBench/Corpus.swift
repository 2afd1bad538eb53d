import Search
import Vocabulary

/// A made-up directory for benchmarks: the same documents and queries for the same seed, whatever is measured with it.
///
/// Words are drawn by Zipf's law from an open vocabulary of each language, so that the number of distinct
/// words grows with the corpus as in real texts (Heaps' law); a sixth of the German words are compounds.
struct Corpus: Sendable {
  let documents: Int
  let seed: UInt64
  /// Words in all texts of a document in one language.
  let wordsPerText: Int

  init(documents: Int, seed: UInt64 = 1, wordsPerText: Int = 120) {
    self.documents = documents
    self.seed = seed
    self.wordsPerText = wordsPerText
  }

  /// German and two or three of the others: 3.5 languages a document.
  static let languages: [Language] = [.german, .english, .arabic, .ukrainian, .turkish, .russian, .french, .persian]

  func document(_ number: Int) -> SearchDocument {
    var random = CorpusGenerator(seed: seed &* 0x2545_f491_4f6c_dd1d &+ UInt64(number))
    var languages = [Language.german]
    while languages.count < 3 + number % 2 {
      let language = random.pick(Self.languages)
      if !languages.contains(language) { languages.append(language) }
    }
    var texts: [SearchText] = []
    for language in languages {
      let words = CorpusWords(language)
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
  func id(_ number: Int) -> DocumentID {
    DocumentID(high: UInt64(number + 1) &* 0x9e37_79b9_7f4a_7c15, low: UInt64(number))
  }

  /// About 150 values in six groups, ten a document.
  private func facets(_ random: inout CorpusGenerator) -> [FacetValue] {
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
  func query(_ number: Int) -> SearchQuery {
    var random = CorpusGenerator(seed: seed &+ 0x1234_5678 &+ UInt64(number) &* 77)
    let document = document(random.below(documents))
    let title = document.texts[random.below(document.texts.count / 5) * 5]
    let words = CorpusWords(title.language)
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

  private func misspelt(_ word: String, _ random: inout CorpusGenerator) -> String {
    var letters = Array(word.unicodeScalars)
    guard letters.count >= 4 else { return word }
    let place = random.below(letters.count - 1)
    if random.below(2) == 0 { letters.remove(at: place) } else { letters.swapAt(place, place + 1) }
    return String(String.UnicodeScalarView(letters))
  }
}

/// The words of a made-up language by rank; frequent words are shorter.
struct CorpusWords {
  private let syllables: [String]
  private let salt: UInt64
  private let hasCompounds: Bool

  init(_ language: Language) {
    let letters: (String, String) =
      switch language.primary {
      case "ar": ("بتثجحدرسشصعفقكلمنه", "اوي")
      case "fa": ("بپتجچخدرزسشفکگلمنه", "اوی")
      case "uk", "ru": ("бвгджзклмнпрстфхцчш", "аоуеи")
      case "tr": ("bcçdfgğhklmnprsştvyz", "aeıioöuü")
      default: ("bdfghklmnprstvwz", "aeiou")
      }
    syllables = letters.0.flatMap { consonant in letters.1.map { "\(consonant)\($0)" } }
    salt = language.code.utf8.reduce(17) { $0 &* 131 &+ UInt64($1) }
    hasCompounds = language == .german
  }

  func word(rank: Int) -> String {
    var random = CorpusGenerator(seed: salt &+ UInt64(rank) &* 0x51_7cc1_b727_220a)
    if hasCompounds, rank > 300, rank % 6 == 0 {
      return simple(rank: random.below(300)) + random.pick(["s", "", "n"])
        + simple(rank: random.below(min(rank, 5_000)))
    }
    return simple(rank: rank)
  }

  private func simple(rank: Int) -> String {
    var random = CorpusGenerator(seed: salt &+ UInt64(rank) &* 0x2545_f491_4f6c_dd1d)
    let length = rank < 100 ? 2 : rank < 5_000 ? 2 + random.below(2) : 3 + random.below(3)
    return (0..<length).map { _ in random.pick(syllables) }.joined()
      + (random.below(2) == 0 ? "" : random.pick(["n", "r", "t"]))
  }
}

/// SplitMix64.
struct CorpusGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A rank by Zipf's law in two regimes, as large corpora show (Ferrer i Cancho, Solé 2001): ∝ (rank + 2.7)^-1.07 for the
  /// common words, ∝ rank^-2.3 for the rest, which are 7.2 % of the text.
  mutating func zipf() -> Int {
    let share = Double(next() >> 11) / Double(1 << 53)
    let (offset, common, most) = (2.7, 5_000.0, 2_000_000.0)
    if below(1000) < 72 { return Int(min(most, common * power(1 - share, -1 / 1.3))) }
    let (low, high) = (power(offset, -0.07), power(common + offset, -0.07))
    return Int(power(low + share * (high - low), -1 / 0.07) - offset)
  }
}
