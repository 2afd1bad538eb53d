import Vocabulary

/// Finds where the sentences of a text end, by what stands between its words.
struct SentenceReader {
  let scalars: [Unicode.Scalar]
  let offsets: [Int]
  let words: [SplitText.Word]
  let abbreviations: Abbreviations

  init(scalars: [Unicode.Scalar], offsets: [Int], words: [SplitText.Word], language: Language) {
    self.scalars = scalars
    self.offsets = offsets
    self.words = words
    abbreviations = Abbreviations(of: language)
  }

  private static let ends = Set("!?؟…。！？।۔".unicodeScalars)
  private static let listMarks = Set("-–—•*·▪‣◦+>".unicodeScalars)
  /// A line of fewer words is rather a heading or an entry of a list.
  private static let shortestLine = 3

  /// What stands between a word and the next one means.
  private enum Joint { case none, end, newLine }

  func sentences() -> [SplitText.Sentence] {
    var sentences: [SplitText.Sentence] = []
    var first = 0
    var goesOnAt: [Int] = []
    for word in words.indices {
      switch joint(after: word, wordsOfLine: word + 1 - (goesOnAt.last ?? first)) {
      case .none: continue
      case .newLine: goesOnAt.append(word + 1)
      case .end:
        sentences.append(.init(words: first..<(word + 1), range: range(first...word), goesOnAt: goesOnAt))
        first = word + 1
        goesOnAt = []
      }
    }
    return sentences
  }

  private func range(_ words: ClosedRange<Int>) -> Range<Int> {
    var start = self.words[words.lowerBound].scalars.lowerBound
    let before = words.lowerBound > 0 ? self.words[words.lowerBound - 1].scalars.upperBound : 0
    // Where no space was written, the marks belong to the sentence before.
    if before == 0 || scalars[before..<start].contains(where: \.isSpace) {
      while start > before, !scalars[start - 1].isSpace { start -= 1 }
    }
    var end = self.words[words.upperBound].scalars.upperBound
    let after =
      words.upperBound + 1 < self.words.count
      ? self.words[words.upperBound + 1].scalars.lowerBound : scalars.count
    while end < after, !scalars[end].isSpace { end += 1 }
    return offsets[start]..<offsets[end]
  }

  private func joint(after word: Int, wordsOfLine: Int) -> Joint {
    guard word + 1 < words.count else { return .end }
    let gap = scalars[words[word].scalars.upperBound..<words[word + 1].scalars.lowerBound]
    if gap.count == 1, gap.first == " " { return .none }
    let next = words[word + 1]
    let isSmall = isSmallLetter(next)
    let line = gap.firstIndex(where: \.isLineEnd)
    let marks = gap[..<(line ?? gap.endIndex)]
    if let line {
      if isNewLineEnd(gap[line...], marks) || endsWithStop(marks, word, next) { return .end }
      let isCutWord = isSmall && marks.first == "-"
      let isUnfinished = marks.last { !$0.isSpace } == "," || abbreviations.cannotEnd.contains(words[word].plain)
      return isCutWord || isUnfinished || isSmall && wordsOfLine >= Self.shortestLine ? .newLine : .end
    }
    if marks.contains(where: Self.ends.contains) { return isSmall ? .none : .end }
    if marks.contains(":"), marks.contains(where: \.isSpace) { return next.hasCapital ? .end : .none }
    return endsWithStop(marks, word, next) ? .end : .none
  }

  /// Whether a line end ends the sentence by itself: a paragraph, a list, or a mark before it.
  private func isNewLineEnd(_ rest: ArraySlice<Unicode.Scalar>, _ marks: ArraySlice<Unicode.Scalar>) -> Bool {
    if marks.contains(where: { Self.ends.contains($0) || $0 == ":" }) { return true }
    if paragraphs(in: rest) > 1 { return true }
    return rest.contains(where: Self.listMarks.contains)
  }

  /// The line ends; `\r\n` is one.
  private func paragraphs(in rest: ArraySlice<Unicode.Scalar>) -> Int {
    var count = 0
    var wasReturn = false
    for scalar in rest where scalar.isLineEnd {
      if !(wasReturn && scalar == "\n") { count += 1 }
      wasReturn = scalar == "\r"
    }
    return count
  }

  private func isSmallLetter(_ word: SplitText.Word) -> Bool {
    scalars[word.scalars.lowerBound].properties.isLowercase
  }

  private func endsWithStop(_ marks: ArraySlice<Unicode.Scalar>, _ word: Int, _ next: SplitText.Word) -> Bool {
    guard let stop = marks.firstIndex(of: ".") else { return false }
    guard stop == marks.startIndex else { return !isSmallLetter(next) }
    let isGlued = marks.endIndex == stop + 1 && marks.endIndex == next.scalars.lowerBound
    let last = words[word]
    if marks.dropFirst().first == "." { return !isSmallLetter(next) }
    if last.isNumber { return !isGlued && abbreviations.numberEnds(last, before: next, atLineStart: startsLine(word)) }
    if isGlued { return next.hasCapital && last.letters > 1 && isSmallEnd(last) }
    return abbreviations.wordEnds(abbreviation(endingWith: word), before: next)
  }

  private func isSmallEnd(_ word: SplitText.Word) -> Bool {
    scalars[word.scalars.upperBound - 1].properties.isLowercase
  }

  private func startsLine(_ word: Int) -> Bool {
    guard word > 0 else { return true }
    return scalars[words[word - 1].scalars.upperBound..<words[word].scalars.lowerBound].contains(where: \.isLineEnd)
  }

  /// The word with the shortened words before it: `z.b` for the B of `z. B.`.
  private func abbreviation(endingWith word: Int) -> String {
    var parts = [words[word].plain]
    var first = word
    while first > 0, parts.count < 3, words[first - 1].letters <= 2 {
      let gap = scalars[words[first - 1].scalars.upperBound..<words[first].scalars.lowerBound]
      guard gap.first == ".", gap.dropFirst().allSatisfy({ $0.isSpace && !$0.isLineEnd }) else { break }
      first -= 1
      parts.insert(words[first].plain, at: 0)
    }
    return parts.joined(separator: ".")
  }
}
