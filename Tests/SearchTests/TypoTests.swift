import Seeded
import Testing
import Vocabulary

@testable import Search

@Suite struct TypoTests {
  /// Every word that one insertion, omission, wrong letter or swap makes of a word.
  private func edits(of word: String, letters: [Character]) -> Set<String> {
    var found: Set<String> = []
    let word = Array(word)
    for place in 0...word.count {
      for letter in letters {
        found.insert(String(word[..<place] + [letter] + word[place...]))
        if place < word.count { found.insert(String(word[..<place] + [letter] + word[(place + 1)...])) }
      }
      if place < word.count { found.insert(String(word[..<place] + word[(place + 1)...])) }
      if place + 1 < word.count {
        var swapped = word
        swapped.swapAt(place, place + 1)
        found.insert(String(swapped))
      }
    }
    found.remove(String(word))
    return found
  }

  private func names(_ count: Int, letters: String, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    let letters = Array(letters)
    var names: Set<String> = []
    while names.count < count {
      names.insert(String((0..<(5 + random.below(7))).map { _ in random.pick(letters) }))
    }
    return names.sorted()
  }

  @Test(arguments: [
    ("abcdefghiklmnoprstuvwz", Language.english), ("абвгдежзиклмнопрст", .ukrainian),
    ("ابتثجحخدرزسشصضطعغفقكلمن", .arabic),
  ])
  func `every word is found with every single typing error`(letters: String, language: Language) throws {
    let lexicon = try lexicon()
    let names = names(60, letters: letters, seed: 3).filter { name in
      // A word that loses an e in folding is another word to a visitor who types that e elsewhere.
      lexicon.folding.words(in: name) == lexicon.folding.words(in: name, dropping: false)
    }
    let index = SearchIndex(
      lexicon: lexicon, documents: names.enumerated().map { document($0.offset, $0.element, "", language) })
    func forms(_ name: String) -> Set<FoldedWord> {
      Set(lexicon.folding.words(in: name).flatMap { [$0] + lexicon.groundForms(of: $0, mask: .max) })
    }
    let known = names.reduce(into: Set<FoldedWord>()) { $0.formUnion(forms($1)) }
    let snapshot = index.snapshot
    var random = SeededGenerator(seed: 5)
    var missed: [String] = []
    for (number, name) in names.enumerated() {
      for typed in edits(of: name, letters: [random.pick(Array(letters)), "a", "e"]).sorted() {
        let read = lexicon.folding.words(in: typed)
        // What reads as a form of another word is no typing error.
        guard read.count == 1, read[0].count >= 4, known.isDisjoint(with: forms(typed)),
          !lexicon.rules.contains(where: { $0.stopWords.contains(read[0]) })
        else { continue }
        let result = try snapshot.search(SearchQuery(text: typed + " ", language: language, limit: 50))
        if !result.hits.contains(where: { $0.id == id(number) }) { missed.append("\(typed) for \(name)") }
      }
    }
    #expect(missed == [])
  }

  @Test(arguments: [
    ("begleitung", "beglietnug"), ("begleitung", "bgleitun"), ("wohnungsamt", "wohnugnsmat"),
  ])
  func `two typing errors are forgiven in a word of eight letters`(word: String, typed: String) throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, word), document(2, "Yoga")])
    #expect(try found(typed + " ", in: index) == [1])
  }

  @Test(arguments: [("bad", "bat"), ("kurs", "kruz"), ("2024", "2025")])
  func `short words and numbers are what they are`(word: String, typed: String) throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, word), document(2, "Yoga")])
    #expect(try found(typed + " ", in: index) == [])
  }

  @Test func `a known word is not mixed up with a similar one`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Garten"), document(2, "Karten")])
    #expect(try found("Garten ", in: index) == [1])
  }

  @Test func `a known word is doubted when no document has all words`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Garten Nord"), document(2, "Karten")])
    #expect(try found("Karten Nord ", in: index).first == 1)
  }

  @Test(arguments: [
    ("Schuldnerberatnug", "schuldnerberatung"), ("Bucher Flohmarkt", nil), ("Flohmakt Bücher", "flohmarkt Bücher"),
  ])
  func `a suggestion corrects the unknown word and is written as people write`(typed: String, wanted: String?) throws {
    let index = SearchIndex(
      lexicon: try lexicon(), documents: [document(1, "Schuldnerberatung"), document(2, "Flohmarkt für Bücher")])
    #expect(try index.snapshot.search(SearchQuery(text: typed, language: .german)).suggestion == wanted)
  }

  @Test func `suggestions keep their accents`() throws {
    let index = SearchIndex(lexicon: try lexicon(), documents: [document(1, "Töpferei")])
    #expect(try index.snapshot.search(SearchQuery(text: "Topfreei ", language: .german)).suggestion == "töpferei ")
  }

  @Test func `the beginning of a word is enough while typing, after whole words`() throws {
    let index = SearchIndex(
      lexicon: try lexicon(), documents: [document(1, "Bibliothek"), document(2, "Bibel"), document(3, "Bib")])
    #expect(try found("bib", in: index).first == 3)
    #expect(try Set(found("bib", in: index)) == [1, 2, 3])
    #expect(try found("bib ", in: index) == [3])
  }

  @Test func `measured distances are those of the plain method`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<5_000 {
      let one = (0..<(1 + random.below(9))).map { _ in UInt8(1 + random.below(3)) }
      let other = (0..<(1 + random.below(9))).map { _ in UInt8(1 + random.below(3)) }
      let plain = plainDistance(one, other)
      for limit in 1...2 {
        let measured = one.withUnsafeBufferPointer { one in
          other.withUnsafeBufferPointer { EditDistance.distance(one, $0, limit: limit) }
        }
        #expect(measured == (plain <= limit ? plain : nil), "\(one) \(other) \(limit)")
      }
    }
  }

  private func plainDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var cost = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
    for row in 0...one.count {
      for column in 0...other.count {
        if row == 0 || column == 0 {
          cost[row][column] = row + column
          continue
        }
        var least = cost[row - 1][column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)
        least = min(least, cost[row - 1][column] + 1, cost[row][column - 1] + 1)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          least = min(least, cost[row - 2][column - 2] + 1)
        }
        cost[row][column] = least
      }
    }
    return cost[one.count][other.count]
  }
}
