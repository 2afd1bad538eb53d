import Dispatch
import Foundation
import Synchronization
import Vocabulary

/// Everything the search knows before it has seen a document: folding, languages, ranking, concepts.
package struct SearchLexicon: Sendable {
  let folding: FoldingTable
  let ranking: RankingRules
  let concepts: ConceptBook
  /// What words of each language mean in German, in the order of `languages`.
  let dictionaries: [FieldDictionary]
  /// The languages with rules, in the order of their bits in a language mask.
  let languages: [Language]
  let rules: [LanguageRules]
  /// Changes with every file that decides what an index looks like; part of a kept index's key.
  let checksum: UInt64

  /// The bit of all languages without rules.
  static let otherLanguage = 15

  /// Reads the data files.
  ///
  /// - Parameters:
  ///   - folder: holds `folding.json`, `ranking.json` and the languages' files; a language's file may be missing.
  ///   - dictionaries: holds the field's words, `LANG.json`; nil, or a language without a file, has none.
  ///   - concepts: what queries may mean beyond the words of the documents.
  package init(folder: URL, dictionaries: URL? = nil, concepts: [Concept] = []) throws(LexiconError) {
    var checksum = Checksum()
    func data(_ file: String) throws(LexiconError) -> Data {
      guard let data = try? Data(contentsOf: folder.appending(path: file)) else { throw .missing(file: file) }
      checksum.add(data)
      return data
    }
    let folding = try FoldingTable(json: data("folding.json"))
    self.folding = folding
    ranking = try RankingRules(json: data("ranking.json"))
    let languages = Language.shipped
    self.languages = languages
    var files: [(name: String, data: Data)?] = []
    for language in languages {
      var file = "\(language.code).json"
      if !FileManager.default.fileExists(atPath: folder.appending(path: file).path) {
        file = "\(language.primary).json"
      }
      guard FileManager.default.fileExists(atPath: folder.appending(path: file).path) else {
        files.append(nil)
        continue
      }
      files.append((file, try data(file)))
    }
    let rules = try Self.madeAtOnce(files) { file throws(LexiconError) in
      guard let file else { return LanguageRules.none }
      return try LanguageRules(json: file.data, name: file.name, folding: folding)
    }
    self.rules = rules
    self.checksum = checksum.value
    self.concepts = ConceptBook(concepts, folding: folding, languages: languages, rules: rules)
    self.dictionaries = try Self.madeAtOnce(Array(zip(languages, rules))) { language, rule throws(LexiconError) in
      try FieldDictionary(folder: dictionaries, language: language, folding: folding, rule: rule)
    }
  }

  /// What is made of each source, on all processors: a start waits for it.
  private static func madeAtOnce<Source: Sendable, Product: Sendable>(
    _ sources: [Source], _ make: @Sendable (Source) throws(LexiconError) -> Product
  ) throws(LexiconError) -> [Product] {
    let made = Mutex([Result<Product, LexiconError>?](repeating: nil, count: sources.count))
    DispatchQueue.concurrentPerform(iterations: sources.count) { number in
      let product = Result { () throws(LexiconError) in try make(sources[number]) }
      made.withLock { $0[number] = product }
    }
    var products: [Product] = []
    for case let product? in made.withLock({ $0 }) { products.append(try product.get()) }
    return products
  }

  /// The bit of a language in a language mask.
  func bit(of language: Language) -> Int {
    languages.firstIndex(of: language) ?? Self.otherLanguage
  }

  /// The ground forms of a word in the languages of a mask, each once.
  func groundForms(of word: FoldedWord, mask: UInt16) -> [FoldedWord] {
    var forms: [FoldedWord] = []
    for (bit, rule) in rules.enumerated() where mask >> UInt16(bit) & 1 == 1 {
      let form = rule.groundForm(word)
      if !forms.contains(form) { forms.append(form) }
    }
    return forms.isEmpty ? [word] : forms
  }

  /// The mask of the languages that write compounds as one word.
  var compoundMask: UInt16 {
    rules.enumerated().reduce(0) { $1.element.hasCompounds ? $0 | 1 << UInt16($1.offset) : $0 }
  }

  /// The rules of German, in which the dictionaries' headwords are.
  var headwordRules: LanguageRules { languages.firstIndex(of: .german).map { rules[$0] } ?? .none }

  /// The rules by which compounds are split; the first such language decides.
  var compoundRules: LanguageRules? { rules.first { $0.hasCompounds } }
}
