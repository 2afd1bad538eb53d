/// Rules about numbers: words, large ones, percent, Roman numerals, years.
extension SimpleLanguageCheck {
  private static let largest = 1000

  func numberFindings(in text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    for number in text.words.indices {
      let word = text.words[number]
      if word.isNumber {
        if let found = numberFinding(at: number, of: text) { findings.append(found) }
      } else if isRoman(word) {
        findings.append(finding(.romanNumeral, .warning, at: word.range, of: text, .adviceRomanNumeral))
      } else if GermanNumberWord.isAboveTwelve(word.plain) {
        findings.append(finding(.numberWord, .hint, at: word.range, of: text, .adviceNumberWord))
      }
      if let end = endOfPercent(number, of: text) {
        findings.append(finding(.percent, .hint, at: word.range.lowerBound..<end, of: text, .advicePercent))
      }
    }
    return findings
  }

  /// `II`, `IV`, `XII`; single letters and rarer ones would rather be something else.
  func isRoman(_ word: SplitText.Word) -> Bool {
    word.letters > 1 && word.letters <= 5 && word.text.unicodeScalars.allSatisfy { "IVX".unicodeScalars.contains($0) }
      && !word.text.contains("IIII")
  }

  /// Where `50 %` or the word Prozent ends, in bytes; nil when it is something else.
  private func endOfPercent(_ number: Int, of text: SplitText) -> Int? {
    let word = text.words[number]
    if word.plain.hasPrefix("prozent") { return word.range.upperBound }
    let gap = text.gap(after: number)
    guard word.isNumber, let sign = gap.firstIndex(where: { !$0.isSpace }) else { return nil }
    return gap[sign] == "%" || gap[sign] == "‰" ? text.offsets[sign + 1] : nil
  }

  private func numberFinding(at number: Int, of text: SplitText) -> SimpleLanguageFinding? {
    let word = text.words[number]
    let digits = word.text.filter(\.isNumber)
    guard !isPartOfNumber(number, of: text), !digits.hasPrefix("0"), let value = wholeNumber(word.text) else {
      return nil
    }
    if digits.count == 4, word.letters == 4, (1000...2099).contains(value), word.text.count == 4 {
      return isInDate(number, of: text) ? nil : finding(.year, .hint, at: word.range, of: text, .adviceYear)
    }
    guard value >= Self.largest, !isPostalCode(number, of: text), !isCalled(number, of: text) else { return nil }
    return finding(.largeNumber, .hint, at: word.range, of: text, .adviceLargeNumber)
  }

  /// `1.250,50` is 1250; nil for times, dates and versions, and for what is no number, such as `3D`.
  private func wholeNumber(_ text: String) -> Int? {
    let whole = text.split(separator: ",", omittingEmptySubsequences: false)
    guard whole.count <= 2, let first = whole.first else { return nil }
    let groups = first.split(separator: ".", omittingEmptySubsequences: false)
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return Int(groups.joined())
  }

  /// Telephone numbers, accounts, dates with spaces: other figures stand right beside it.
  private func isPartOfNumber(_ number: Int, of text: SplitText) -> Bool {
    func isNear(_ gap: ArraySlice<Unicode.Scalar>) -> Bool {
      gap.allSatisfy { !$0.isLineEnd && ($0.isSpace || "/-–().+".unicodeScalars.contains($0)) }
    }
    let before = text.words[number].scalars.lowerBound
    if before > 0, text.scalars[before - 1] == "+" { return true }
    if number > 0, text.words[number - 1].isNumber, isNear(text.gap(after: number - 1)) { return true }
    return number + 1 < text.words.count && text.words[number + 1].isNumber && isNear(text.gap(after: number))
  }

  private func isInDate(_ number: Int, of text: SplitText) -> Bool {
    number > 0 && GermanWords.months.contains(text.words[number - 1].plain)
  }

  /// `Telefon 116117`, `Nummer 4711`: figures that name something.
  private func isCalled(_ number: Int, of text: SplitText) -> Bool {
    guard number > 0 else { return false }
    let before = text.words[number - 1].plain
    return before.hasPrefix("tel") || before.hasSuffix("nummer")
      || ["nr", "fax", "plz", "postleitzahl"].contains(before)
  }

  /// Five figures before the name of a town.
  private func isPostalCode(_ number: Int, of text: SplitText) -> Bool {
    text.words[number].text.count == 5 && number + 1 < text.words.count && text.words[number + 1].hasCapital
      && text.gap(after: number).allSatisfy { $0 == " " }
  }
}

/// German numbers written as words.
enum GermanNumberWord {
  private static let units = [
    "eine", "ein", "eins", "zwei", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
  ]
  private static let whole: Set<String> = [
    "million", "millionen", "milliarde", "milliarden", "billion", "billionen", "dutzende", "hunderte", "tausende",
    "hunderten", "tausenden",
  ]
  private static let large = [
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "dreißig", "vierzig",
    "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert", "tausend",
  ]
  private static let others = units + ["zehn", "elf", "zwölf", "und"]
  private static let endings = [
    "", "e", "en", "er", "em", "es", "ste", "sten", "ster", "stes", "te", "ten", "ter", "tes",
  ]

  /// Whether a word in lower case is a number above twelve, cardinal or ordinal.
  static func isAboveTwelve(_ word: String) -> Bool {
    if whole.contains(word) { return true }
    guard word.utf8.count <= 60, large.contains(where: word.contains) else { return false }
    return endings.contains { word.hasSuffix($0) && isMadeOfNumbers(word.dropLast($0.count)) }
  }

  private static func isMadeOfNumbers(_ word: Substring) -> Bool {
    let letters = Array(word.unicodeScalars)
    guard !letters.isEmpty else { return false }
    var reached = [Bool](repeating: false, count: letters.count + 1)
    reached[0] = true
    for start in letters.indices where reached[start] {
      for piece in large + others where letters[start...].starts(with: piece.unicodeScalars) {
        reached[start + piece.unicodeScalars.count] = true
      }
    }
    return reached[letters.count]
  }
}
