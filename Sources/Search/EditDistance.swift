/// Typing errors between two words: insertions, omissions, wrong letters and swapped neighbours, each counted once
/// (optimal string alignment, the restricted Damerau–Levenshtein distance).
enum EditDistance {
  /// How many typing errors are forgiven in a word of so many letters.
  static func allowed(letters: Int) -> Int { letters < 4 ? 0 : letters < 8 ? 1 : 2 }

  /// The distance of two words, or nil when it is above `limit` (at most 2).
  static func distance(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    guard abs(one.count - other.count) <= limit else { return nil }
    var start = 0
    while start < one.count, start < other.count, one[start] == other[start] { start += 1 }
    var (oneEnd, otherEnd) = (one.count, other.count)
    while oneEnd > start, otherEnd > start, one[oneEnd - 1] == other[otherEnd - 1] {
      oneEnd -= 1
      otherEnd -= 1
    }
    if oneEnd == start || otherEnd == start {
      let rest = max(oneEnd, otherEnd) - start
      return rest <= limit ? rest : nil
    }
    return banded(
      UnsafeBufferPointer(rebasing: one[start..<oneEnd]), UnsafeBufferPointer(rebasing: other[start..<otherEnd]),
      limit: limit)
  }

  /// Only cells at most `limit` off the diagonal can stay below the limit; three rows of them are kept.
  private static func banded(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    let far = limit + 1
    let width = 2 * limit + 1
    // Cell k of row i is column i + k - limit.
    var beforePrevious = SIMD8<Int>(repeating: far)
    var previous = SIMD8<Int>(repeating: far)
    for cell in limit..<width { previous[cell] = cell - limit }
    for row in 1...one.count {
      var current = SIMD8<Int>(repeating: far)
      var least = far
      for cell in 0..<width {
        let column = row + cell - limit
        guard column >= 0, column <= other.count else { continue }
        if column == 0 {
          current[cell] = row
          least = min(least, row)
          continue
        }
        var cost = previous[cell] + (one[row - 1] == other[column - 1] ? 0 : 1)
        if cell + 1 < width { cost = min(cost, previous[cell + 1] + 1) }
        if cell > 0 { cost = min(cost, current[cell - 1] + 1) }
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          cost = min(cost, beforePrevious[cell] + 1)
        }
        current[cell] = min(cost, far)
        least = min(least, cost)
      }
      if least > limit { return nil }
      beforePrevious = previous
      previous = current
    }
    let distance = previous[other.count - one.count + limit]
    return distance <= limit ? distance : nil
  }
}
