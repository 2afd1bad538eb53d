import Foundation
import Vocabulary

/// What people's own words mean in the language that most documents are written in: `Dictionary/LANG.json`, German
/// headword to words of the language. So a query finds documents that nobody has translated.
struct FieldDictionary: Sendable {
  /// The phrases of the language; each phrase's facet value is its headword.
  let phrases: ConceptBook
  private let headwords: [String: FoldedWord]

  private static let group = "headword"

  /// - Parameter folder: the folder of all dictionaries; nil, or no file in it, gives an empty one.
  init(folder: URL?, language: Language, folding: FoldingTable, rule: LanguageRules) throws(LexiconError) {
    var entries: [String: [String]] = [:]
    if let file = folder?.appending(path: "\(language.code).json"), let data = try? Data(contentsOf: file) {
      do {
        entries = try JSONDecoder().decode([String: [String]].self, from: data)
      } catch {
        throw .unreadable(file: "Dictionary/\(language.code).json", reason: "\(error)")
      }
    }
    let concepts = entries.sorted { $0.key < $1.key }.map { headword, words in
      Concept(facet: FacetValue(group: Self.group, value: headword), phrases: [language: words])
    }
    phrases = ConceptBook(concepts, folding: folding, languages: [language], rules: [rule])
    headwords = entries.keys.reduce(into: [:]) { $0[$1] = FoldedWord(folding.words(in: $1).joined()) }
  }

  var isEmpty: Bool { headwords.isEmpty }

  /// The headword that a phrase of this dictionary stands for.
  func headword(of phrase: ConceptBook.Phrase) -> FoldedWord? { headwords[phrase.facet.value] }
}
