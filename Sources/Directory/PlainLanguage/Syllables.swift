/// Counts the syllables of a German word as it is spoken.
///
/// Each group of vowels is one syllable; two vowels belong together as diphthong or long vowel (`au`, `ie`, `ee`), else
/// each is its own: `Na-ti-on`, `zu-erst`. A few endings, beginnings and loanwords differ and are listed. The rules
/// cannot know where a compound was put together: `beirren` has a syllable too few.
enum Syllables {
  private static let vowels = Set("aeiouyäöüáàâéèêíîóôúûåæøœı".unicodeScalars)
  private static let pairs: Set<String> = [
    "ai", "ay", "au", "äu", "ei", "ey", "eu", "ie", "oi", "oy", "ou", "aa", "ee", "oo",
  ]
  /// Beginnings whose vowels do not belong together, so that a syllable is added.
  private static let beginnings = ["beend", "beerd", "beurt", "beurl", "geehr", "koop", "koord", "reint", "geirr"]
  /// Endings in which `ie`, `eu`, `äu` or `ee` are two syllables.
  private static let endings = ["ien", "eum", "äum", "een"]
  private static let endingsButNot: Set<String> = ["knien", "wien", "schrien", "spien"]
  private static let familyOfTwo = [
    "familie", "linie", "aktie", "serie", "studie", "materie", "lilie", "komödie", "tragödie", "bakterie", "prämie",
  ]
  /// Loanwords that are spoken otherwise, also as a part of a word with hyphen.
  private static let loans: [String: Int] = [
    "online": 2, "offline": 2, "team": 1, "teams": 1, "coach": 1, "service": 2, "homepage": 2, "jeans": 1, "chance": 2,
    "street": 1, "beamer": 2, "teenager": 3, "website": 2, "cafe": 2, "image": 2, "college": 2, "software": 2,
    "hardware": 2, "couch": 1, "freelancer": 3, "baby": 2, "live": 1, "stream": 1, "deal": 1,
  ]

  /// The syllables of a word; at least one. Of a number each digit is one, of `LKW` each letter.
  static func count(in word: String) -> Int {
    let parts = word.split { "-‐‑·‧•_*:@.,".contains($0) }
    return max(1, parts.reduce(0) { $0 + part($1) })
  }

  private static func part(_ written: Substring) -> Int {
    let word = String(written.lowercased().unicodeScalars.filter { $0 != "\u{AD}" })
    if let known = loans[word] { return known }
    let scalars = Array(word.unicodeScalars)
    let digits = scalars.count(where: \.isDigit)
    if digits > 0 { return digits }
    let found = groups(of: scalars)
    if found == 0 { return written == written.uppercased() ? scalars.count : 1 }
    var count = found
    if beginnings.contains(where: word.hasPrefix) { count += 1 }
    if endings.contains(where: word.hasSuffix), !endingsButNot.contains(word) { count += 1 }
    if familyOfTwo.contains(where: word.hasSuffix) { count += 1 }
    return count
  }

  private static func groups(of scalars: [Unicode.Scalar]) -> Int {
    var count = 0
    var position = 0
    while position < scalars.count {
      guard isVowel(scalars, position) else {
        position += 1
        continue
      }
      count += 1
      position += length(of: scalars, from: position)
    }
    return count
  }

  /// `u` behind `q` is none, nor is `y` before a vowel.
  private static func isVowel(_ scalars: [Unicode.Scalar], _ position: Int) -> Bool {
    let scalar = scalars[position]
    guard vowels.contains(scalar) else { return false }
    if scalar == "u", position > 0, scalars[position - 1] == "q" { return false }
    guard scalar == "y", position + 1 < scalars.count else { return true }
    return !vowels.contains(scalars[position + 1])
  }

  private static func length(of scalars: [Unicode.Scalar], from position: Int) -> Int {
    func begins(with text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }
    if begins(with: "eau") { return 3 }
    guard position + 1 < scalars.count else { return 1 }
    var pair = String.UnicodeScalarView()
    pair.append(scalars[position])
    pair.append(scalars[position + 1])
    return pairs.contains(String(pair)) ? 2 : 1
  }
}
