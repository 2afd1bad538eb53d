import Vocabulary

/// A word of a query.
struct QueryWord: Sendable {
  var letters: FoldedWord
  /// The same word with the e of ae, oe, ue kept, where that differs.
  var undropped: FoldedWord?
  /// UTF-8 offsets in the query.
  var range: Range<Int>
  /// The visitor may still be typing it.
  var isUnfinished = false

  /// The readings of the word in which typing errors are looked for.
  var readings: [FoldedWord] { undropped.map { [letters, $0] } ?? [letters] }
}

/// A query cut into words, stop words left out.
struct QueryReading: Sendable {
  var words: [QueryWord]
  /// The stop words that were left out; titles that have them too come first among equals ("On Our Own").
  var stopWords: [FoldedWord]
  var ignoredWords: [String]
  /// The text that the ranges refer to.
  let text: String

  /// Longer queries are read so far only.
  private static let longestText = 20_000
  private static let stopWordsKept = 4

  init(_ query: SearchQuery, lexicon: SearchLexicon) {
    let utf8 = query.text.utf8
    text = utf8.count > Self.longestText ? String(decoding: utf8.prefix(Self.longestText), as: UTF8.self) : query.text
    var all: [QueryWord] = []
    lexicon.folding.forEachWord(in: text) { word, range in
      all.append(QueryWord(letters: FoldedWord(word), range: range))
    }
    var undropped: [Int: FoldedWord] = [:]
    lexicon.folding.forEachWord(in: text, dropping: false) { word, range in
      undropped[range.lowerBound] = FoldedWord(word)
    }
    for position in all.indices {
      let other = undropped[all[position].range.lowerBound]
      if other != all[position].letters { all[position].undropped = other }
    }
    if let last = all.indices.last, all[last].range.upperBound == text.utf8.count, all[last].letters.count >= 2 {
      all[last].isUnfinished = true
    }
    let telling = Self.withoutStopWords(all, visitor: query.language, lexicon: lexicon)
    let limit = lexicon.ranking.queryWords
    words = Self.withoutRepetitions(Array(telling.prefix(limit)))
    let starts = Set(telling.map(\.range.lowerBound))
    let dropped = all.filter { !starts.contains($0.range.lowerBound) }
    stopWords = Self.withoutRepetitions(dropped).prefix(Self.stopWordsKept).map(\.letters)
    let bytes = Array(text.utf8)
    ignoredWords = telling.dropFirst(limit).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  private static func withoutRepetitions(_ words: [QueryWord]) -> [QueryWord] {
    var kept: [QueryWord] = []
    for word in words {
      if let known = kept.firstIndex(where: { $0.letters == word.letters }) {
        kept[known].isUnfinished = kept[known].isUnfinished || word.isUnfinished
      } else {
        kept.append(word)
      }
    }
    return kept
  }

  /// Stop words count in the visitor's language, in those of another script (they can't be meant otherwise), and in a
  /// language of which the query has at least two (people mix languages).
  private static func withoutStopWords(
    _ words: [QueryWord], visitor: Language, lexicon: SearchLexicon
  ) -> [QueryWord] {
    var counting: [LanguageRules] = []
    for (language, rules) in zip(lexicon.languages, lexicon.rules) {
      let hits = words.count { rules.stopWords.contains($0.letters) }
      let isNonLatin = Self.nonLatin.contains(language)
      if language == visitor || language.primary == visitor.primary || hits >= 2 || isNonLatin && hits > 0 {
        counting.append(rules)
      }
    }
    let telling = words.filter { word in !counting.contains { $0.isStopWord(word.letters) } }
    return telling.isEmpty ? words : telling
  }

  private static let nonLatin: Set<Language> = [.arabic, .persian, .ukrainian, .russian]
}
