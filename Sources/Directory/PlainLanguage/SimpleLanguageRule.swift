/// A rule of Leichte Sprache that a program can check.
///
/// What no program can check, such as whether a text is true, complete and in a good order, people who read Leichte
/// Sprache have to.
package enum SimpleLanguageRule: String, Sendable, CaseIterable {
  case sentenceLength, oneStatement, brokenSentence
  case longWord, hardWord, abbreviation, passive, negation, genitive, subjunctive, nominalStyle, capitals
  case numberWord, largeNumber, percent, romanNumeral, year, specialCharacter

  /// Where a rule is written down.
  package enum Reference: Sendable, Equatable {
    /// Barrierefreie-Informationstechnik-Verordnung (BITV 2.0), Anlage 2, Teil 2: the number there.
    case regulation(Int)
    /// “Die Regeln für Leichte Sprache” of Netzwerk Leichte Sprache: the chapter there.
    case network(Chapter)
  }

  package enum Chapter: String, Sendable, CaseIterable {
    case words, numbersAndSigns, sentences, design
  }

  /// The rule's name.
  package var name: PlainLanguageText {
    switch self {
    case .sentenceLength: .ruleSentenceLength
    case .oneStatement: .ruleOneStatement
    case .brokenSentence: .ruleBrokenSentence
    case .longWord: .ruleLongWord
    case .hardWord: .ruleHardWord
    case .abbreviation: .ruleAbbreviation
    case .passive: .rulePassive
    case .negation: .ruleNegation
    case .genitive: .ruleGenitive
    case .subjunctive: .ruleSubjunctive
    case .nominalStyle: .ruleNominalStyle
    case .capitals: .ruleCapitals
    case .numberWord: .ruleNumberWord
    case .largeNumber: .ruleLargeNumber
    case .percent: .rulePercent
    case .romanNumeral: .ruleRomanNumeral
    case .year: .ruleYear
    case .specialCharacter: .ruleSpecialCharacter
    }
  }

  /// Where it is written down, the regulation first.
  package var references: [Reference] {
    switch self {
    case .sentenceLength, .oneStatement: [.regulation(5), .network(.sentences)]
    case .brokenSentence: [.regulation(1), .regulation(10), .network(.design)]
    case .longWord, .hardWord: [.regulation(4), .network(.words)]
    case .abbreviation, .passive, .negation, .genitive, .subjunctive: [.regulation(1), .network(.words)]
    case .nominalStyle: [.regulation(4), .network(.words)]
    case .capitals: [.network(.design)]
    case .specialCharacter: [.regulation(6), .network(.numbersAndSigns)]
    case .numberWord, .largeNumber, .percent, .romanNumeral, .year: [.network(.numbersAndSigns)]
    }
  }
}

extension SimpleLanguageRule.Reference {
  package var text: PlainLanguageText {
    switch self {
    case .regulation: .sourceRegulation
    case .network(.words): .sourceNetworkWords
    case .network(.numbersAndSigns): .sourceNetworkNumbers
    case .network(.sentences): .sourceNetworkSentences
    case .network(.design): .sourceNetworkDesign
    }
  }

  /// What the text's `{number}` stands for.
  package var values: [String: String] {
    switch self {
    case .regulation(let number): ["number": "\(number)"]
    case .network: [:]
    }
  }
}
