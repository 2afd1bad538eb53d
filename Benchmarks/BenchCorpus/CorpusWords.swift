import Foundation
import Seeded
import Vocabulary

/// The words of a made-up language by rank; frequent words are shorter. Leichte Sprache has German's words.
package struct CorpusWords: Sendable {
  private let syllables: [String]
  private let salt: UInt64
  private let hasCompounds: Bool
  /// The words that make up 93 % of the texts, made once.
  private var common: [String] = []

  private static let all = Dictionary(
    uniqueKeysWithValues: Corpus.languages.map { ($0, CorpusWords(primary: $0.primary)) })

  package static func of(_ language: Language) -> CorpusWords {
    all[language] ?? CorpusWords(primary: language.primary)
  }

  private init(primary: String) {
    let letters: (String, String) =
      switch primary {
      case "ar": ("بتثجحدرسشصعفقكلمنه", "اوي")
      case "fa": ("بپتجچخدرزسشفکگلمنه", "اوی")
      case "uk", "ru": ("бвгджзклмнпрстфхцчш", "аоуеи")
      case "tr": ("bcçdfgğhklmnprsştvyz", "aeıioöuü")
      default: ("bdfghklmnprstvwz", "aeiou")
      }
    syllables = letters.0.flatMap { consonant in letters.1.map { "\(consonant)\($0)" } }
    salt = primary.utf8.reduce(17) { $0 &* 131 &+ UInt64($1) }
    hasCompounds = primary == "de"
    common = (0..<5_000).map { made(rank: $0) }
  }

  package func word(rank: Int) -> String { rank < common.count ? common[rank] : made(rank: rank) }

  private func made(rank: Int) -> String {
    var random = SeededGenerator(seed: salt &+ UInt64(rank) &* 0x51_7cc1_b727_220a)
    if hasCompounds, rank > 300, rank % 6 == 0 {
      return simple(rank: random.below(300)) + random.pick(["s", "", "n"])
        + simple(rank: random.below(min(rank, 5_000)))
    }
    return simple(rank: rank)
  }

  private func simple(rank: Int) -> String {
    var random = SeededGenerator(seed: salt &+ UInt64(rank) &* 0x2545_f491_4f6c_dd1d)
    let length = rank < 100 ? 2 : rank < 5_000 ? 2 + random.below(2) : 3 + random.below(3)
    return (0..<length).map { _ in random.pick(syllables) }.joined()
      + (random.below(2) == 0 ? "" : random.pick(["n", "r", "t"]))
  }
}

extension SeededGenerator {
  /// A rank by Zipf's law in two regimes, as large corpora show (Ferrer i Cancho, Solé 2001): ∝ (rank + 2.7)^-1.07 for
  /// the common words, ∝ rank^-2.3 for the rest, which are 7.2 % of the text.
  package mutating func zipf() -> Int {
    let share = Double(next() >> 11) / Double(1 << 53)
    let (offset, common, most) = (2.7, 5_000.0, 2_000_000.0)
    if below(1000) < 72 { return Int(min(most, common * pow(1 - share, -1 / 1.3))) }
    let (low, high) = (pow(offset, -0.07), pow(common + offset, -0.07))
    return Int(pow(low + share * (high - low), -1 / 0.07) - offset)
  }
}
