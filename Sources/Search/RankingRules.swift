import Foundation

/// The weights and limits of the ranking: `ranking.json`.
struct RankingRules: Sendable, Decodable {
  struct Field: Sendable, Decodable {
    var weight: Int
    /// Words; a field of this length counts fully, longer ones less.
    var typicalLength: Int
  }

  /// How good a kind of match is, of 255.
  struct Quality: Sendable, Decodable {
    var exact: Int
    var inflected: Int
    /// The query's word is a part of the document's compound.
    var compoundPart: Int
    /// The document has the parts of the query's compound as words.
    var compoundWhole: Int
    var synonym: Int
    /// A German word that a word of another language means.
    var translation: Int
    var prefix: Int
    var typo: Int
    /// A typing error in the first letter.
    var typoAtStart: Int
    var swappedLetters: Int
    var twoTypos: Int
    /// Of 255: another form of a word that was typed wrongly, compared with that word.
    var inflectedTypo: Int
    var concept: Int
  }

  var fields: [String: Field]
  var lengthInfluence: Double
  var saturation: Double
  var titleSaturation: Double
  var quality: Quality
  /// The impact of a matched concept, as if found in a text (1…127).
  var conceptImpact: Int
  /// Of 255: how much of a compound counts as covered, times the share of its parts that were found.
  var partialCompoundCoverage: Int
  /// Of 255: how much of a word counts as covered by another known word that differs by a typing error.
  var doubtedCoverage: Int
  /// Documents that cover less than this share of what the best one covers are not shown.
  var cutPercent: Int
  /// What a thousandth of coverage counts beside the other parts of the score.
  var coverageWeight: Int
  /// 1 is the logarithm of the share itself; less makes rare and frequent words more alike.
  var rarityExponent: Double
  var allInTitle: Int
  var titleShare: Int
  /// For each stop word of the query that stands in the title.
  var stopWordInTitle: Int
  var visitorLanguage: Int
  var freshnessStep: Int
  var nearness: Int
  var nearnessHalfMetres: Int
  var prefixTerms: Int
  var typoTerms: Int
  var formsOfWord: Int
  /// A word is rare when at most one document in so many has it.
  var rareShare: Int
  /// A rare word is doubted when a similar word is so many times as frequent.
  var rareFactor: Int
  /// A word of at most so many documents, or so many per cent of them, is doubted when no document has all words.
  var doubtedDocuments: Int
  var doubtedPercent: Int
  var queryWords: Int

  init(json: Data) throws(LexiconError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: json)
    } catch {
      throw .unreadable(file: "ranking.json", reason: "\(error)")
    }
    let qualities = [
      quality.exact, quality.inflected, quality.compoundPart, quality.compoundWhole, quality.synonym,
      quality.translation, quality.prefix,
      quality.typo, quality.typoAtStart, quality.swappedLetters, quality.twoTypos, quality.inflectedTypo,
      quality.concept, partialCompoundCoverage, doubtedCoverage,
    ]
    guard qualities.allSatisfy({ (1...255).contains($0) }), (1...127).contains(conceptImpact),
      (0...100).contains(cutPercent), saturation > 0, titleSaturation > 0, coverageWeight > 0,
      (0...2).contains(rarityExponent), (0...1).contains(lengthInfluence),
      nearnessHalfMetres > 0, rareShare > 0, (1...64).contains(queryWords),
      SearchField.allCases.allSatisfy({ fields[$0.rawValue].map { $0.weight > 0 && $0.typicalLength > 0 } ?? false })
    else { throw .unreadable(file: "ranking.json", reason: "a field is missing or a figure is out of its range") }
  }

  /// The coverage that a document needs to be shown beside the best one.
  func threshold(best: Int) -> Int { (best * cutPercent + 99) / 100 }

  /// The weight of one occurrence in a field of so many words.
  func occurrenceWeight(in field: SearchField, length: Int) -> Float {
    guard let rule = fields[field.rawValue] else { return 0 }
    let relativeLength = Double(length) / Double(rule.typicalLength)
    return Float(Double(rule.weight) / (1 - lengthInfluence + lengthInfluence * relativeLength))
  }

  /// How much a word says about a document, 1…255; 128 and more when it stands in the title (BM25F's saturation:
  /// Robertson, Zaragoza 2009).
  func impact(weight: Float, isInTitle: Bool) -> UInt8 {
    let weight = Double(weight)
    if isInTitle { return 128 + UInt8(127 * weight / (weight + titleSaturation)) }
    return 1 + UInt8(126 * weight / (weight + saturation))
  }

  /// The weight of a query's word by the number of documents that have it: 16 for a word of all documents, 16 more for
  /// each halving.
  func rarity(documents: Int, having: Int) -> Int {
    let share = Double(documents + 1) / Double(max(1, having))
    return max(8, Int((16 * pow(log2(1 + share), rarityExponent)).rounded()))
  }
}
