import Foundation
import Vocabulary

/// What the search knows of one language: `Languages/LANG.json`, folded. A class, because it is large and handed about for each word.
final class LanguageRules: Sendable {
  let stopWords: Set<FoldedWord>
  let compoundParts: Set<FoldedWord>
  let linking: [FoldedWord]
  /// Particles written as one with the next word (Arabic و, ب, ل …); taken off only a word that nothing knows.
  let attached: [FoldedWord]
  /// The ground form of a word → what else a searcher may mean, each one word or several that must all occur.
  let synonyms: [FoldedWord: [[FoldedWord]]]
  private let inflection: Inflection

  private struct File: Decodable {
    var stopWords: [String]?
    var suffixes: [[String]]?
    var prefixes: [[String]]?
    var minimumStem: Int?
    var rounds: Int?
    var irregular: [String: String]?
    var synonyms: [[String]]?
    var compoundParts: [String]?
    var linking: [String]?
    var attached: [String]?
  }

  /// - Parameter name: the file's name, for messages.
  init(json: Data, name: String, folding: FoldingTable) throws(LexiconError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: json)
    } catch {
      throw .unreadable(file: name, reason: "\(error)")
    }
    func word(_ text: String) -> FoldedWord { folding.words(in: text).joined().map { $0 } }
    func affixes(_ entries: [[String]]?) throws(LexiconError) -> [Inflection.Affix] {
      var affixes: [Inflection.Affix] = []
      for entry in entries ?? [] {
        guard (2...3).contains(entry.count), !word(entry[0]).isEmpty else {
          throw .unreadable(
            file: name, reason: "\(entry) is not [ending, replacement] or [ending, replacement, letters]")
        }
        let after = entry.count == 3 ? LetterSet(folding.words(in: entry[2], dropping: false).joined()) : nil
        affixes.append(Inflection.Affix(letters: word(entry[0]), replacement: word(entry[1]), after: after))
      }
      return affixes.sorted { $0.letters.count > $1.letters.count }
    }
    stopWords = Set((file.stopWords ?? []).flatMap { folding.words(in: $0) })
    compoundParts = Set((file.compoundParts ?? []).map(word).filter { $0.count >= CompoundSplitter.shortestPart })
    linking = (file.linking ?? []).map(word)
    attached = (file.attached ?? []).map(word).sorted { $0.count > $1.count }
    let inflection = Inflection(
      suffixes: try affixes(file.suffixes), prefixes: try affixes(file.prefixes),
      irregular: Dictionary(
        (file.irregular ?? [:]).map { (word($0.key), word($0.value)) }, uniquingKeysWith: { one, _ in one }),
      minimumStem: max(2, file.minimumStem ?? 3), rounds: min(5, max(1, file.rounds ?? 1)))
    self.inflection = inflection
    synonyms = Self.synonyms(
      of: (file.synonyms ?? []).map { $0.map { folding.words(in: $0) } }, groundForm: inflection.groundForm)
  }

  private init() {
    (stopWords, compoundParts, linking, attached, synonyms) = ([], [], [], [], [:])
    inflection = Inflection(suffixes: [], prefixes: [], irregular: [:], minimumStem: 3, rounds: 1)
  }

  /// A language without data: words are only themselves.
  static let none = LanguageRules()

  /// Whether this language writes compounds as one word.
  var hasCompounds: Bool { !linking.isEmpty }

  private static func synonyms(
    of groups: [[[FoldedWord]]], groundForm: (FoldedWord) -> FoldedWord
  ) -> [FoldedWord: [[FoldedWord]]] {
    var synonyms: [FoldedWord: [[FoldedWord]]] = [:]
    for group in groups {
      for entry in group where entry.count == 1 {
        synonyms[groundForm(entry[0]), default: []] += group.filter { $0 != entry && !$0.isEmpty }
      }
    }
    return synonyms
  }

  /// The form that all forms of a word share; it need not be a word itself.
  func groundForm(_ word: FoldedWord) -> FoldedWord { inflection.groundForm(word) }

  /// Whether a word carries no meaning in a query, by itself or behind an attached particle.
  func isStopWord(_ word: FoldedWord) -> Bool {
    stopWords.contains(word)
      || attached.contains { word.starts(with: $0) && stopWords.contains(FoldedWord(word.dropFirst($0.count))) }
  }

  /// What is left of a word without a particle attached to it, the longest particle first.
  func withoutAttached(_ word: FoldedWord) -> [FoldedWord] {
    attached.filter { word.count >= $0.count + inflection.minimumStem && word.starts(with: $0) }
      .map { FoldedWord(word.dropFirst($0.count)) }
  }
}

/// How the forms of a language's words are brought to one.
private struct Inflection: Sendable {
  struct Affix: Sendable {
    var letters: FoldedWord
    var replacement: FoldedWord
    var after: LetterSet?
  }

  /// The longest first.
  let suffixes: [Affix]
  let prefixes: [Affix]
  let irregular: [FoldedWord: FoldedWord]
  let minimumStem: Int
  let rounds: Int

  func groundForm(_ word: FoldedWord) -> FoldedWord {
    var form = irregular[word] ?? word
    if let prefix = prefixes.first(where: { matches(prefix: $0, form) }) {
      form.replaceSubrange(..<prefix.letters.count, with: prefix.replacement)
      form = irregular[form] ?? form
    }
    for _ in 0..<rounds {
      guard let suffix = suffixes.first(where: { matches(suffix: $0, form) }) else { break }
      form.replaceSubrange((form.count - suffix.letters.count)..., with: suffix.replacement)
    }
    return form
  }

  private func matches(prefix: Affix, _ form: FoldedWord) -> Bool {
    form.count >= prefix.letters.count + minimumStem && form.starts(with: prefix.letters)
  }

  private func matches(suffix: Affix, _ form: FoldedWord) -> Bool {
    let stem = form.count - suffix.letters.count
    guard stem >= minimumStem, stem + suffix.replacement.count >= minimumStem else { return false }
    for position in 0..<suffix.letters.count where form[stem + position] != suffix.letters[position] { return false }
    return suffix.after?.contains(form[stem - 1]) ?? true
  }
}
