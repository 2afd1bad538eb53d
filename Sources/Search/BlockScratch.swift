/// The best match of each document of a block with one word: coverage (8 bits), quality × impact (16 bits), and the
/// lowest bit for "in the title", so that the greater number is the better match.
struct BestMatches {
  fileprivate let matches: UnsafeMutablePointer<UInt32>
  /// A bit for each document that has a match.
  fileprivate let touched: UnsafeMutablePointer<UInt64>
  /// The number of words in `touched`.
  fileprivate let words: Int

  fileprivate init(words: Int) {
    self.words = words
    matches = .allocate(capacity: words * 64)
    matches.initialize(repeating: 0, count: words * 64)
    touched = .allocate(capacity: words)
    touched.initialize(repeating: 0, count: words)
  }

  fileprivate func deallocate() {
    matches.deallocate()
    touched.deallocate()
  }

  @inline(__always)
  func note(_ match: UInt32, at place: Int) {
    touched[place >> 6] |= 1 << UInt64(place & 63)
    if match > matches[place] { matches[place] = match }
  }

  /// Calls `body` with each match and forgets it.
  @inline(__always)
  fileprivate func take(_ body: (_ place: Int, _ match: UInt32) -> Void) {
    for index in 0..<words where touched[index] != 0 {
      var rest = touched[index]
      touched[index] = 0
      while rest != 0 {
        let place = index << 6 + rest.trailingZeroBitCount
        body(place, matches[place])
        matches[place] = 0
        rest &= rest - 1
      }
    }
  }
}

/// The figures of one block's documents while they are added up.
struct BlockScratch {
  /// The best matches of the current word, and of the current part of a group.
  let word: BestMatches
  let part: BestMatches
  private let group: BestMatches
  private let partsFound: UnsafeMutablePointer<UInt8>
  private let sums: UnsafeMutablePointer<SIMD4<UInt32>>
  private let touched: UnsafeMutablePointer<UInt64>
  /// The number of words in `touched`.
  private let words: Int

  /// - Parameter documents: those of the segment; one of few documents takes no more than they need.
  init(documents: Int) {
    words = (min(documents, Postings.blockSize) + 63) / 64
    word = BestMatches(words: words)
    part = BestMatches(words: words)
    group = BestMatches(words: words)
    partsFound = .allocate(capacity: words * 64)
    partsFound.initialize(repeating: 0, count: words * 64)
    sums = .allocate(capacity: words * 64)
    sums.initialize(repeating: SIMD4(), count: words * 64)
    touched = .allocate(capacity: words)
    touched.initialize(repeating: 0, count: words)
  }

  func deallocate() {
    word.deallocate()
    part.deallocate()
    group.deallocate()
    partsFound.deallocate()
    sums.deallocate()
    touched.deallocate()
  }

  /// Adds a part's matches to the group: a group is as good as its weakest part.
  func joinPart(number: Int) {
    part.take { place, match in
      partsFound[place] += 1
      let known = group.matches[place]
      group.matches[place] = known == 0 ? match : min(known, match)
      group.touched[place >> 6] |= 1 << UInt64(place & 63)
    }
  }

  /// Adds the group's matches to the word's.
  func addGroup(parts: Int, quality: Int, partialCoverage: Int) {
    group.take { place, match in
      let found = Int(partsFound[place])
      partsFound[place] = 0
      let strength = (match >> 8 & 0xffff) * UInt32(quality) / 255
      if found == parts {
        word.note(match & 0xff00_0001 | strength << 8, at: place)
      } else if partialCoverage > 0 {
        word.note(UInt32(partialCoverage * found / parts) << 24 | strength << 8, at: place)
      }
    }
  }

  /// Adds the word's matches to the documents' sums.
  func addWord(weight: UInt32) {
    for index in 0..<words { touched[index] |= word.touched[index] }
    word.take { place, match in
      sums[place] &+= SIMD4(match >> 24 &* weight, match >> 8 & 0xffff &* weight, match & 1 &* weight, 0)
    }
  }

  /// Counts a stop word for the documents that match and have it in their title.
  func addStopWord(_ cursor: inout PostingCursor, block: Int) {
    guard cursor.block == block else { return }
    cursor.readBlock { place, impact in
      if impact >= 128, touched[place >> 6] >> UInt64(place & 63) & 1 == 1 { sums[place][3] += 1 }
    }
  }

  /// Hands over the documents of the block and forgets them.
  func takeCandidates(start: Int, _ body: (Candidate) -> Void) {
    for index in 0..<words where touched[index] != 0 {
      var rest = touched[index]
      touched[index] = 0
      while rest != 0 {
        let place = index << 6 + rest.trailingZeroBitCount
        let sum = sums[place]
        sums[place] = SIMD4()
        body(
          Candidate(
            row: UInt32(start + place), coverage: sum[0], score: sum[1], inTitle: sum[2], stopWords: sum[3]))
        rest &= rest - 1
      }
    }
  }
}
