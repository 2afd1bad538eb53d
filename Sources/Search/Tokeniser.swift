/// Cutting a text into folded words, byte by byte.
extension FoldingTable {
  /// Longer words are cut to so many letters, in documents and queries alike.
  static let longestWord = 40

  /// Calls `body` with each folded word and the UTF-8 offsets it comes from.
  ///
  /// - Parameter dropping: whether `ae`, `oe`, `ue` lose their `e`; a query with a typing error is read both ways.
  @inline(__always)
  func forEachWord(
    in text: String, dropping: Bool = true, _ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void
  ) {
    var text = text
    text.withUTF8 { bytes in
      entries.withUnsafeBufferPointer { entries in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestWord + 4) { letters in
          var word = WordInProgress(letters: letters, table: self, dropping: dropping)
          read(bytes, entries: entries, into: &word, body)
        }
      }
    }
  }

  @inline(__always)
  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>, entries: UnsafeBufferPointer<UInt32>, into word: inout WordInProgress,
    _ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void
  ) {
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let scalar = Self.scalar(in: bytes, at: &offset)
      let entry = scalar < 0x1_0000 ? entries[Int(scalar)] : entriesBeyond[scalar] ?? Kind.separator
      switch entry & 0xff {
      case 1:
        word.append(UInt8(truncatingIfNeeded: entry >> 8), from: start, to: offset)
      case Kind.separator:
        word.finish(body)
      case Kind.ignored:
        word.extend(to: offset)
      case Kind.apostrophe:
        word.apostrophe(to: offset, body)
      case Kind.otherLetter:
        word.append(escaped: scalar, from: start, to: offset)
      default:
        for position in 1...(entry & 0xff) {
          word.append(UInt8(truncatingIfNeeded: entry >> (8 * position)), from: start, to: offset)
        }
      }
    }
    word.finish(body)
  }

  /// The scalar at `offset`, which moves behind it; a Swift string's UTF-8 is always valid.
  @inline(__always)
  private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt32 {
    let first = UInt32(bytes[offset])
    if first < 0x80 {
      offset += 1
      return first
    }
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    var value = first & (0xff >> UInt32(length + 1))
    let end = min(offset + length, bytes.count)
    for position in (offset + 1)..<max(end, offset + 1) { value = value << 6 | UInt32(bytes[position] & 0x3f) }
    offset = end
    return value
  }
}

/// The letters of the word that is being read.
private struct WordInProgress {
  private let letters: UnsafeMutableBufferPointer<UInt8>
  private let table: FoldingTable
  private let dropping: Bool
  private var count = 0
  private var start = 0
  private var end = 0
  private var lastWasDropped = false
  private var followsApostrophe = false

  init(letters: UnsafeMutableBufferPointer<UInt8>, table: FoldingTable, dropping: Bool) {
    self.letters = letters
    self.table = table
    self.dropping = dropping
  }

  @inline(__always)
  mutating func append(_ letter: UInt8, from: Int, to: Int) {
    if count == 0 { start = from }
    end = to
    if dropping, table.droppable.contains(letter), vanishes(letter) {
      lastWasDropped = true
      return
    }
    lastWasDropped = false
    if count < FoldingTable.longestWord {
      letters[count] = letter
      count += 1
    }
  }

  /// Whether this letter is the e of ae, oe, ue.
  private func vanishes(_ letter: UInt8) -> Bool {
    guard count > 0, !lastWasDropped, table.droppedAfter[Int(letter)].contains(letters[count - 1])
    else { return false }
    return count == 1 || !table.keptAfter.contains(letters[count - 2])
  }

  mutating func append(escaped scalar: UInt32, from: Int, to: Int) {
    if count == 0 { start = from }
    end = to
    lastWasDropped = false
    guard count + 4 <= FoldingTable.longestWord else { return }
    letters[count] = FoldingTable.escape
    for position in 0..<3 {
      letters[count + 1 + position] = UInt8(truncatingIfNeeded: 128 | (scalar >> UInt32(14 - 7 * position)) & 127)
    }
    count += 4
  }

  @inline(__always)
  mutating func extend(to offset: Int) {
    if count > 0 { end = offset }
  }

  /// Between Cyrillic letters it vanishes; elsewhere it cuts, and a single letter beside it (l', 's) is no word.
  mutating func apostrophe(to offset: Int, _ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
    guard count > 0 else { return }
    if table.joinedByApostrophe.contains(letters[count - 1]) {
      end = offset
      return
    }
    if count == 1 { count = 0 }
    finish(body)
    followsApostrophe = true
  }

  @inline(__always)
  mutating func finish(_ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void) {
    if count > 0, !(count == 1 && followsApostrophe) {
      body(UnsafeBufferPointer(rebasing: letters[0..<count]), start..<end)
    }
    count = 0
    lastWasDropped = false
    followsApostrophe = false
  }
}
