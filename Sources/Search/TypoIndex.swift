/// Finds the words within one or two typing errors of a word.
///
/// Each word is filed under its first letters with up to two of them left out (symmetric deletion, W. Garbe's SymSpell): two
/// words that differ by n errors share a piece after leaving out n letters of each. Candidates are then measured.
struct TypoIndex {
  /// Letters at the front that are looked at; a longer piece would cost memory, a shorter one candidates.
  static let prefixLength = 7
  /// Shorter words are only ever one error away (`EditDistance.allowed` of a word that is one letter longer).
  private static let twoErrorsFrom = 6

  let bucketStarts: UnsafeBufferPointer<UInt32>
  let words: UnsafeBufferPointer<UInt32>

  /// Calls `body` with each word within `limit` errors of `word`, once.
  func forEachNear(
    _ word: FoldedWord, limit: Int, in column: WordColumn, _ body: (_ number: Int, _ errors: Int) -> Void
  ) {
    guard bucketStarts.count > 1 else { return }
    var seen: Set<UInt32> = []
    let mask = UInt64(bucketStarts.count - 2)
    word.withUnsafeBufferPointer { letters in
      Self.forEachKey(of: letters, leavingOut: limit) { key in
        let bucket = Int(key & mask)
        for position in Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1]) {
          let number = words[position]
          let candidate = column[Int(number)]
          guard abs(candidate.count - letters.count) <= limit,
            let errors = EditDistance.distance(letters, candidate, limit: limit), seen.insert(number).inserted
          else { continue }
          body(Int(number), errors)
        }
      }
    }
  }

  /// The buckets and the words in them.
  static func build(words: WordColumn, isLeftOut: (Int) -> Bool) -> (bucketStarts: [UInt32], words: [UInt32]) {
    var entries = 0
    for number in 0..<words.count where !isLeftOut(number) {
      forEachKey(of: words[number], leavingOut: errors(of: words[number])) { _ in entries += 1 }
    }
    guard entries > 0 else { return ([0], []) }
    var buckets = 16
    while buckets < entries / 2 { buckets *= 2 }
    let mask = UInt64(buckets - 1)
    var starts = [UInt32](repeating: 0, count: buckets + 1)
    for number in 0..<words.count where !isLeftOut(number) {
      forEachKey(of: words[number], leavingOut: errors(of: words[number])) { starts[Int($0 & mask) + 1] += 1 }
    }
    for bucket in 0..<buckets { starts[bucket + 1] += starts[bucket] }
    var filed = [UInt32](repeating: 0, count: entries)
    var next = starts
    for number in 0..<words.count where !isLeftOut(number) {
      forEachKey(of: words[number], leavingOut: errors(of: words[number])) { key in
        let bucket = Int(key & mask)
        filed[Int(next[bucket])] = UInt32(number)
        next[bucket] += 1
      }
    }
    return (starts, filed)
  }

  private static func errors(of word: UnsafeBufferPointer<UInt8>) -> Int {
    word.count < 3 ? 0 : word.count < twoErrorsFrom ? 1 : 2
  }

  /// The hash of each piece that is left of the first letters; pieces may repeat when letters do.
  @inline(__always)
  private static func forEachKey(
    of word: UnsafeBufferPointer<UInt8>, leavingOut: Int, _ body: (UInt64) -> Void
  ) {
    let length = min(word.count, prefixLength)
    body(key(of: word, length, without: -1, -1))
    guard leavingOut >= 1 else { return }
    for first in 0..<length {
      // Leaving out either of two equal neighbours gives the same piece.
      if first > 0, word[first] == word[first - 1] { continue }
      body(key(of: word, length, without: first, -1))
      guard leavingOut >= 2 else { continue }
      for second in (first + 1)..<max(length, first + 1) {
        if second > first + 1, word[second] == word[second - 1] { continue }
        body(key(of: word, length, without: first, second))
      }
    }
  }

  @inline(__always)
  private static func key(
    of word: UnsafeBufferPointer<UInt8>, _ length: Int, without first: Int, _ second: Int
  ) -> UInt64 {
    var hash = WordHash.start
    for position in 0..<length where position != first && position != second {
      hash = WordHash.adding(word[position], to: hash)
    }
    return hash
  }
}
