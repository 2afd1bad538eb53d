import Foundation

/// Which characters are letters and which of them count as the same: `folding.json`, made into one table.
///
/// A folded letter is one byte, whatever its script, so that lengths, prefixes and typing errors are counted in letters.
struct FoldingTable: Sendable {
  /// What the tokeniser does with a character.
  enum Kind {
    static let separator: UInt32 = 0
    // 1, 2, 3: so many letters, in the upper bytes.
    static let ignored: UInt32 = 4
    static let apostrophe: UInt32 = 5
    static let otherLetter: UInt32 = 6
  }

  /// The code that announces a letter outside the alphabet; three more bytes name its scalar.
  static let escape: UInt8 = 255

  let entries: [UInt32]
  let entriesBeyond: [UInt32: UInt32]
  /// The letters of the alphabet; the code of `alphabet[i]` is `i + 1`.
  let alphabet: [Unicode.Scalar]
  let joinedByApostrophe: LetterSet
  /// Letters that may vanish (`e`), and after which letters they do.
  let droppable: LetterSet
  let droppedAfter: [LetterSet]
  let keptAfter: LetterSet
  let digits: LetterSet

  private struct File: Decodable {
    var alphabet: String
    var fold: [String: String]
    var ignored: [String]
    var otherLetters: [String]
    var apostrophes: String
    var joinedByApostrophe: String
    var dropped: [String: String]
    var notAfter: String
  }

  init(json: Data) throws(LexiconError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: json)
    } catch {
      throw .unreadable(file: "folding.json", reason: "\(error)")
    }
    let scalars = Array(file.alphabet.unicodeScalars)
    var codes: [Unicode.Scalar: UInt8] = [:]
    for (position, scalar) in scalars.enumerated() where position < 250 { codes[scalar] = UInt8(position + 1) }
    guard codes.count == scalars.count else {
      throw .unreadable(file: "folding.json", reason: "alphabet needs at most 250 different letters")
    }
    func code(of letter: Unicode.Scalar) throws(LexiconError) -> UInt8 {
      guard let code = codes[letter] else {
        throw .unreadable(file: "folding.json", reason: "\(letter) is not in alphabet")
      }
      return code
    }
    func set(_ letters: String) throws(LexiconError) -> LetterSet {
      var found: [UInt8] = []
      for letter in letters.unicodeScalars { found.append(try code(of: letter)) }
      return LetterSet(found)
    }

    var table = TableBuilder()
    for range in file.otherLetters { try table.fill(range, with: Kind.otherLetter) }
    for range in file.ignored { try table.fill(range, with: Kind.ignored) }
    for scalar in file.apostrophes.unicodeScalars { table.set(scalar, Kind.apostrophe) }
    for (scalar, code) in codes { table.set(scalar, 1 | UInt32(code) << 8) }
    for (letters, sources) in file.fold {
      guard (1...3).contains(letters.unicodeScalars.count) else {
        throw .unreadable(file: "folding.json", reason: "fold: \"\(letters)\" must be one to three letters")
      }
      var entry = UInt32(letters.unicodeScalars.count)
      for (position, letter) in letters.unicodeScalars.enumerated() {
        entry |= UInt32(try code(of: letter)) << UInt32(8 * (position + 1))
      }
      for scalar in sources.unicodeScalars { table.set(scalar, entry) }
    }

    entries = table.entries
    entriesBeyond = table.beyond
    alphabet = scalars
    joinedByApostrophe = try set(file.joinedByApostrophe)
    var after = [LetterSet](repeating: LetterSet(), count: 256)
    for (letter, others) in file.dropped {
      for scalar in letter.unicodeScalars { after[Int(try code(of: scalar))] = try set(others) }
    }
    droppedAfter = after
    droppable = try set(file.dropped.keys.joined())
    keptAfter = try set(file.notAfter)
    digits = LetterSet("0123456789".unicodeScalars.compactMap { codes[$0] })
  }

  /// The folded word in letters again, for suggestions and tests.
  func text(of word: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = word[...]
    while let code = rest.popFirst() {
      if code == Self.escape {
        var value: UInt32 = 0
        for _ in 0..<3 { value = value << 7 | UInt32((rest.popFirst() ?? 128) & 127) }
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      } else if code > 0, Int(code) <= alphabet.count {
        text.append(alphabet[Int(code) - 1])
      }
    }
    return String(text)
  }

  /// The words of a text, folded.
  func words(in text: String, dropping: Bool = true) -> [FoldedWord] {
    var words: [FoldedWord] = []
    forEachWord(in: text, dropping: dropping) { word, _ in words.append(FoldedWord(word)) }
    return words
  }
}

private struct TableBuilder {
  var entries = [UInt32](repeating: FoldingTable.Kind.separator, count: 0x1_0000)
  var beyond: [UInt32: UInt32] = [:]

  mutating func set(_ scalar: Unicode.Scalar, _ entry: UInt32) {
    if scalar.value < 0x1_0000 { entries[Int(scalar.value)] = entry } else { beyond[scalar.value] = entry }
  }

  /// `range` is `06D6-06DC` or `00AD`.
  mutating func fill(_ range: String, with entry: UInt32) throws(LexiconError) {
    let ends = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last, last < 0x1_0000 else {
      throw .unreadable(file: "folding.json", reason: "\"\(range)\" is not a range of code points such as 06D6-06DC")
    }
    for value in first...last { entries[Int(value)] = entry }
  }
}
