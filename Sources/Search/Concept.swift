import Vocabulary

/// Something a query may mean whatever words the documents use: a topic, a target group, "free of charge".
///
/// A query with one of the phrases finds all documents with the facet value, in whatever language they are written.
package struct Concept: Sendable {
  package let facet: FacetValue
  /// How strongly the concept counts, in per cent of the weight in `ranking.json`; 1 to 100.
  package let weight: Int
  package let phrases: [Language: [String]]

  package init(facet: FacetValue, weight: Int = 100, phrases: [Language: [String]]) {
    self.facet = facet
    self.weight = min(100, max(1, weight))
    self.phrases = phrases
  }
}

/// All concepts' phrases, folded and in ground forms, by their first word.
struct ConceptBook: Sendable {
  struct Phrase: Sendable {
    var facet: FacetValue
    var weight: Int
    /// Numbers of ground forms.
    var words: [Int]
  }

  /// The ground forms and the words as written.
  private var table = WordTable()
  /// The ground forms that a word of `table` stands for.
  private var meanings: [[Int]] = []
  private var phrases: [Int: [Phrase]] = [:]
  private var typoBuckets: [UInt32] = [0]
  private var typoWords: [UInt32] = []
  private var sortedStarts: [UInt32] = [0]
  private var sortedLetters: [UInt8] = []
  /// Facets whose words come in the longest phrase.
  private(set) var longestPhrase = 0

  init(_ concepts: [Concept], folding: FoldingTable, languages: [Language], rules: [LanguageRules]) {
    for concept in concepts {
      for language in concept.phrases.keys.sorted() {
        let rule = languages.firstIndex(of: language).map { rules[$0] } ?? .none
        for phrase in concept.phrases[language] ?? [] {
          add(folding.words(in: phrase), rule: rule, concept: concept)
        }
      }
    }
    fileForTypos(folding)
  }

  private mutating func add(_ words: [FoldedWord], rule: LanguageRules, concept: Concept) {
    let telling = words.filter { !rule.stopWords.contains($0) }
    let numbers = (telling.isEmpty ? words : telling).map { word in
      let form = number(of: rule.groundForm(word))
      note(form, isMeantBy: form)
      note(form, isMeantBy: number(of: word))
      return form
    }
    guard let first = numbers.first else { return }
    let phrase = Phrase(facet: concept.facet, weight: concept.weight, words: numbers)
    let known = phrases[first, default: []]
    if known.contains(where: { $0.facet == phrase.facet && $0.words == phrase.words }) { return }
    phrases[first, default: []].append(phrase)
    longestPhrase = max(longestPhrase, numbers.count)
  }

  private mutating func number(of word: FoldedWord) -> Int {
    let number = table.number(of: word)
    if number == meanings.count { meanings.append([]) }
    return number
  }

  private mutating func note(_ form: Int, isMeantBy word: Int) {
    if !meanings[word].contains(form) { meanings[word].append(form) }
  }

  private mutating func fileForTypos(_ folding: FoldingTable) {
    let order = table.sortedNumbers()
    for number in order {
      table.withWord(number) { sortedLetters.append(contentsOf: $0) }
      sortedStarts.append(UInt32(sortedLetters.count))
    }
    let built = sortedStarts.withUnsafeBufferPointer { starts in
      sortedLetters.withUnsafeBufferPointer { letters in
        TypoIndex.build(words: WordColumn(starts: starts, letters: letters)) { _ in false }
      }
    }
    (typoBuckets, typoWords) = built
  }

  /// The ground forms that a word may stand for, given its own ground forms.
  func meanings(of word: FoldedWord, groundForms: [FoldedWord]) -> Set<Int> {
    Set(([word] + groundForms).flatMap { table.find($0).map { meanings[$0] } ?? [] })
  }

  /// The ground forms within so many typing errors of a word.
  func meanings(near word: FoldedWord, errors: Int) -> Set<Int> {
    guard errors > 0 else { return [] }
    var found: Set<Int> = []
    withColumn { column, typos in
      typos.forEachNear(word, limit: errors, in: column) { number, _ in
        found.formUnion(table.find(column[number], hash: WordHash.of(column[number])).map { meanings[$0] } ?? [])
      }
    }
    return found
  }

  /// The ground forms of words that begin like this.
  func meanings(beginning prefix: FoldedWord) -> Set<Int> {
    var found: Set<Int> = []
    withColumn { column, _ in
      for number in column.range(prefix: prefix) {
        found.formUnion(table.find(column[number], hash: WordHash.of(column[number])).map { meanings[$0] } ?? [])
      }
    }
    return found
  }

  private func withColumn(_ body: (WordColumn, TypoIndex) -> Void) {
    sortedStarts.withUnsafeBufferPointer { starts in
      sortedLetters.withUnsafeBufferPointer { letters in
        typoBuckets.withUnsafeBufferPointer { buckets in
          typoWords.withUnsafeBufferPointer { words in
            body(WordColumn(starts: starts, letters: letters), TypoIndex(bucketStarts: buckets, words: words))
          }
        }
      }
    }
  }

  /// The phrases that stand at a place of a query, longest first.
  func phrases(at start: Int, in meanings: [Set<Int>]) -> [Phrase] {
    let found = meanings[start].sorted().flatMap { phrases[$0] ?? [] }.filter { phrase in
      start + phrase.words.count <= meanings.count
        && phrase.words.indices.allSatisfy { meanings[start + $0].contains(phrase.words[$0]) }
    }
    return found.sorted { $0.words.count > $1.words.count }
  }
}
