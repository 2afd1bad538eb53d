/// Sorted words in a flat buffer.
struct WordColumn {
  let starts: UnsafeBufferPointer<UInt32>
  let letters: UnsafeBufferPointer<UInt8>

  var count: Int { starts.count - 1 }

  @inline(__always)
  subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: letters[Int(starts[number])..<Int(starts[number + 1])])
  }

  /// The first word that does not stand before `word`.
  func lowerBound(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(self[middle], word) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func find(_ word: FoldedWord) -> Int? {
    word.withUnsafeBufferPointer { find($0) }
  }

  func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = lowerBound(word)
    return number < count && areEqual(self[number], word) ? number : nil
  }

  /// The words that begin with `prefix`.
  func range(prefix: FoldedWord) -> Range<Int> {
    var end = prefix
    end.append(255)
    end.append(255)
    return prefix.withUnsafeBufferPointer { lowerBound($0) }..<end.withUnsafeBufferPointer { lowerBound($0) }
  }
}
