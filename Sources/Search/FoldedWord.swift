/// A word after folding: one byte a letter, codes from the alphabet of `folding.json`.
typealias FoldedWord = [UInt8]

/// A set of letter codes.
struct LetterSet: Sendable {
  private var flags = SIMD4<UInt64>()

  init(_ letters: some Sequence<UInt8> = []) {
    for letter in letters { flags[Int(letter >> 6)] |= 1 << UInt64(letter & 63) }
  }

  @inline(__always)
  func contains(_ letter: UInt8) -> Bool { flags[Int(letter >> 6)] >> UInt64(letter & 63) & 1 == 1 }
}

/// The hash of a word, letter by letter, so that the hash of a longer piece continues that of a shorter one.
enum WordHash {
  static let start: UInt64 = 0x9e37_79b9_7f4a_7c15

  @inline(__always)
  static func adding(_ letter: UInt8, to hash: UInt64) -> UInt64 {
    let mixed = (hash ^ UInt64(letter)) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 32)
  }

  @inline(__always)
  static func of(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = start
    for letter in word { hash = adding(letter, to: hash) }
    return hash
  }
}

/// Whether one word stands before another: letter codes first, then length.
@inline(__always)
func precedes(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
  let shared = min(one.count, other.count)
  for position in 0..<shared where one[position] != other[position] {
    return one[position] < other[position]
  }
  return one.count < other.count
}

/// Whether two words are the same.
@inline(__always)
func areEqual(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
  guard one.count == other.count else { return false }
  for position in 0..<one.count where one[position] != other[position] { return false }
  return true
}
