/// Words and their numbers: an open-addressing hash table over one byte buffer.
struct WordTable: Sendable {
  private var slots: [UInt32]
  private var hashes: [UInt32] = []
  private(set) var starts: [UInt32] = [0]
  private(set) var letters: [UInt8] = []

  private static let free = UInt32.max

  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: Self.free, count: size)
  }

  var count: Int { starts.count - 1 }

  /// The number of a word, given or new; numbers count up from 0.
  @inline(__always)
  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = WordHash.of(word)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    while slots[slot] != Self.free {
      let candidate = Int(slots[slot])
      if hashes[candidate] == short, isEqual(candidate, word) { return candidate }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(word, short: short, at: slot)
  }

  private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, short: UInt32, at slot: Int) -> Int {
    let number = count
    slots[slot] = UInt32(number)
    hashes.append(short)
    letters.append(contentsOf: word)
    starts.append(UInt32(letters.count))
    if count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [UInt32](repeating: Self.free, count: slots.count * 2)
    for number in 0..<count {
      let hash = withWord(number) { WordHash.of($0) }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != Self.free { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  mutating func number(of word: FoldedWord) -> Int {
    word.withUnsafeBufferPointer { number(of: $0) }
  }

  /// The number of a word that is known; `hash` is its `WordHash`.
  @inline(__always)
  func find(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    while slots[slot] != Self.free {
      let candidate = Int(slots[slot])
      if hashes[candidate] == short, isEqual(candidate, word) { return candidate }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func find(_ word: FoldedWord) -> Int? {
    word.withUnsafeBufferPointer { find($0, hash: WordHash.of($0)) }
  }

  @inline(__always)
  private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == word.count else { return false }
    for position in 0..<word.count where letters[start + position] != word[position] { return false }
    return true
  }

  @inline(__always)
  func withWord<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    letters.withUnsafeBufferPointer { body(Self.slice($0, starts, number)) }
  }

  @inline(__always)
  private static func slice(
    _ letters: UnsafeBufferPointer<UInt8>, _ starts: [UInt32], _ number: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: letters[Int(starts[number])..<Int(starts[number + 1])])
  }

  func word(_ number: Int) -> FoldedWord { withWord(number) { FoldedWord($0) } }

  /// All numbers in the order of their words.
  func sortedNumbers() -> [Int] {
    letters.withUnsafeBufferPointer { letters in
      var keyed: [(key: UInt64, number: Int)] = []
      keyed.reserveCapacity(count)
      for number in 0..<count {
        let word = Self.slice(letters, starts, number)
        var key: UInt64 = 0
        for position in 0..<8 { key = key << 8 | (position < word.count ? UInt64(word[position]) : 0) }
        keyed.append((key, number))
      }
      keyed.sort { one, other in
        if one.key != other.key { return one.key < other.key }
        return precedes(Self.slice(letters, starts, one.number), Self.slice(letters, starts, other.number))
      }
      return keyed.map(\.number)
    }
  }
}
