/// What follows from the words of a segment: the words of each ground form, and the compounds that contain it.
struct DerivedWords {
  private(set) var formStarts: [UInt32] = [0]
  private(set) var formLetters: [UInt8] = []
  private(set) var memberStarts: [UInt32] = [0]
  private(set) var members: [UInt32] = []
  private var compounds: [[UInt32]] = []

  init(
    _ words: MergedWords, lexicon: SearchLexicon, isKnownElsewhere: @escaping CompoundSplitter.WordTest
  ) {
    var forms = WordTable(capacity: words.count)
    var formMembers: [[UInt32]] = []
    var formCompounds: [Int: [UInt32]] = [:]
    func number(of form: FoldedWord) -> Int {
      let number = forms.number(of: form)
      if number == formMembers.count { formMembers.append([]) }
      return number
    }
    words.withColumn { column in
      for word in 0..<words.count {
        for form in lexicon.groundForms(of: FoldedWord(column[word]), mask: words.masks[word]) {
          formMembers[number(of: form)].append(UInt32(word))
        }
      }
      Self.forEachCompound(of: words, column, lexicon, isKnownElsewhere) { word, parts in
        for part in parts { formCompounds[number(of: part), default: []].append(UInt32(word)) }
      }
      for number in forms.sortedNumbers() {
        let itself = forms.withWord(number) { column.find($0) }
        let isOnlyItself = formMembers[number].count == 1 && itself == Int(formMembers[number][0])
        let inCompounds = formCompounds[number] ?? []
        if isOnlyItself, inCompounds.isEmpty { continue }
        forms.withWord(number) { formLetters.append(contentsOf: $0) }
        formStarts.append(UInt32(formLetters.count))
        members += formMembers[number]
        memberStarts.append(UInt32(members.count))
        compounds.append(inCompounds)
      }
    }
  }

  private static func forEachCompound(
    of words: MergedWords, _ column: WordColumn, _ lexicon: SearchLexicon,
    _ isKnownElsewhere: @escaping CompoundSplitter.WordTest, _ body: (_ word: Int, _ parts: [FoldedWord]) -> Void
  ) {
    guard let rules = lexicon.compoundRules else { return }
    var known = WordTable(capacity: words.count / 2)
    for part in rules.compoundParts { _ = known.number(of: part) }
    for word in 0..<words.count where words.masks[word] & lexicon.compoundMask != 0 {
      let letters = column[word]
      if letters.count >= CompoundSplitter.shortestFoundPart, !rules.stopWords.contains(FoldedWord(letters)) {
        _ = known.number(of: letters)
      }
    }
    let table = known
    let splitter = CompoundSplitter(rules: rules) { piece, hash in
      table.find(piece, hash: hash) != nil || isKnownElsewhere(piece, hash)
    }
    for word in 0..<words.count where words.masks[word] & lexicon.compoundMask != 0 {
      let parts = splitter.parts(of: FoldedWord(column[word]))
      if !parts.isEmpty { body(word, parts) }
    }
  }

  /// For each form the documents that have it in a compound.
  func compoundLists(of words: MergedWords) -> [[(row: UInt32, impact: UInt8)]] {
    words.withLists { list in
      compounds.map { compounds in
        var rows: [(row: UInt32, impact: UInt8)] = []
        for word in compounds {
          var cursor = list(Int(word))
          while cursor.block < Int.max {
            let start = cursor.block * Postings.blockSize
            cursor.readBlock { place, impact in rows.append((UInt32(start + place), UInt8(impact))) }
          }
        }
        return rows
      }
    }
  }
}
