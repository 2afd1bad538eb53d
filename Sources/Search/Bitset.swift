/// A set of places 0 ..< count.
package struct Bitset: Sendable, Equatable {
  private(set) var words: [UInt64]
  package let count: Int

  package init(count: Int, full: Bool = false) {
    self.count = count
    words = [UInt64](repeating: full ? .max : 0, count: (count + 63) / 64)
    if full, count % 64 != 0 { words[words.count - 1] = 1 << UInt64(count % 64) - 1 }
  }

  @inline(__always)
  func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

  @inline(__always)
  mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

  @inline(__always)
  mutating func remove(_ place: Int) { words[place >> 6] &= ~(1 << UInt64(place & 63)) }

  package mutating func set(_ place: Int, to isMember: Bool) { isMember ? insert(place) : remove(place) }

  /// The places that are not in the set.
  var complement: Bitset {
    var rest = Bitset(count: count, full: true)
    rest.subtract(self)
    return rest
  }

  mutating func subtract(_ other: Bitset) {
    for index in 0..<min(words.count, other.words.count) { words[index] &= ~other.words[index] }
  }

  mutating func formIntersection(_ other: Bitset) {
    for index in 0..<min(words.count, other.words.count) { words[index] &= other.words[index] }
  }

  mutating func formUnion(words other: UnsafeBufferPointer<UInt64>) {
    for index in 0..<min(words.count, other.count) { words[index] |= other[index] }
  }

  mutating func formUnion(_ other: Bitset) { other.words.withUnsafeBufferPointer { formUnion(words: $0) } }

  /// How many places are in the set.
  var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// How many places are in both sets.
  func population(with other: UnsafeBufferPointer<UInt64>) -> Int {
    words.withUnsafeBufferPointer { words in
      var total = 0
      for index in 0..<min(words.count, other.count) { total &+= (words[index] & other[index]).nonzeroBitCount }
      return total
    }
  }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
