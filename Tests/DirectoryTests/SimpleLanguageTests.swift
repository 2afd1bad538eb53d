import Foundation
import Search
import Seeded
import Testing
import Vocabulary

@testable import Directory

private let sources = repository.appendingPathComponent("Sources")

private let lexicon = Result { try SearchLexicon(folder: sources.appendingPathComponent("Search/Languages")) }

private func check() throws -> SimpleLanguageCheck {
  let lexicon = try lexicon.get()
  let words = try HardWords(file: sources.appendingPathComponent("Directory/PlainLanguage/hard-words.json"))
  return SimpleLanguageCheck(hardWords: words) { lexicon.writtenParts(of: $0) }
}

/// What one rule says of a text.
private func findings(of rule: SimpleLanguageRule, in text: String) throws -> [SimpleLanguageFinding] {
  try check().findings(in: text).filter { $0.rule == rule }
}

@Suite struct SimpleLanguageTests {
  /// Each rule with texts it speaks of, and texts it leaves alone.
  private static let cases: [(SimpleLanguageRule, against: [String], fine: [String])] = [
    (
      .sentenceLength, ["Wir helfen Ihnen gern am Montag oder am Dienstag bei Fragen zur Arbeit."],
      [
        "Wir helfen Ihnen gern am Montag bei Fragen zur Arbeit.",
        "Wir sind da. Wir helfen Ihnen. Sie fragen uns. Wir sagen es.",
      ]
    ),
    (
      .oneStatement,
      [
        "Wir hoffen, dass Sie kommen.", "Wenn Sie Fragen haben, rufen Sie an.", "Sie lernen, was Sie brauchen.",
        "Das ist die Frau, die den Kurs leitet.", "Das ist das Geld, das Sie bekommen.",
      ],
      ["Wenn Sie Fragen haben.", "Wir helfen bei Amt, Schule und Arzt.", "Es gibt die Kita, die Schule und das Amt."]
    ),
    (
      .brokenSentence, ["Kommen Sie am Montag\nund bringen Sie Tee.", "Wir sind eine Bera-\ntung für alle."],
      ["Kommen Sie am Montag.\nBringen Sie Tee.", "Es gibt:\n- Tee\n- warme Suppe"]
    ),
    (
      .longWord, ["Die Wohnungssuche ist schwer.", "Die Verantwortung ist groß.", "Das ist ein Sportkursplatz."],
      [
        "Die Wohnungs-Suche ist schwer.", "Die Wohnungs·suche ist schwer.", "Der Sprachkurs ist gut.",
        "lang.name@wegpunktwegpunkt.example",
      ]
    ),
    (
      .hardWord,
      [
        "Die Beantragung dauert.", "Wir helfen bezüglich der Miete.", "Fragen in Bezug auf Geld.",
        "Sie beantragt Geld.",
      ],
      ["Der Antrag dauert.", "Wir helfen bei der Miete."]
    ),
    (
      .abbreviation,
      ["Bringen Sie z. B. Tee mit.", "Es gibt Tee usw.", "Fragen Sie ggf. nach.", "Das BAMF antwortet."],
      ["Bringen Sie zum Beispiel Tee mit.", "Der LKW ist da.", "Wir gehen. Dann kommen Sie.", "Das ist so. Gut."]
    ),
    (
      .passive,
      [
        "Ihnen wird geholfen.", "Der Brief wird übersetzt.", "Sie werden gut informiert.",
        "Hier wurde viel besprochen.",
        "Wenn Sie angemeldet werden.",
      ],
      [
        "Wir helfen Ihnen.", "Es wird kalt.", "Sie werden gehen.", "Wir werden einen genauen Plan machen.",
        "Das Kind wird bald gesund.",
      ]
    ),
    (
      .negation, ["Das kostet nichts.", "Sie brauchen keinen Ausweis.", "Kommen Sie ohne Termin."],
      ["Das ist kostenlos.", "Kommen Sie einfach."]
    ),
    (
      .genitive, ["Das Haus des Lehrers ist alt.", "Am Ende eines Kurses.", "Fragen Sie die Beratung der Stadt."],
      [
        "Das Haus vom Lehrer ist alt.", "Am Ende vom Kurs.", "Dieses Essen ist gut.", "Jedes Haus ist alt.",
        "Kommen Sie mit der Bahn.",
        "Die Frau, der Mann und das Kind.",
      ]
    ),
    (
      .subjunctive, ["Sie könnten anrufen.", "Das wäre gut.", "Sie sollten kommen."],
      ["Sie können anrufen.", "Das ist gut.", "Sie möchten Tee."]
    ),
    (
      .nominalStyle,
      ["Wir bieten Beratung und Begleitung.", "Nach der Anmeldung ist die Bestätigung der Leistung wichtig."],
      ["Wir beraten und begleiten Sie.", "Wir helfen bei Wohnung und Rechnung."]
    ),
    (
      .capitals, ["Das ist WICHTIG.", "BITTE NICHT rauchen."], ["Das ist wichtig.", "Die EU hilft.", "Teil II ist da."]
    ),
    (
      .numberWord,
      [
        "Es kommen zwanzig Menschen.", "Es kommen einundzwanzig Kinder.", "Zum dreizehnten Mal.",
        "Zweihundert Menschen.",
      ],
      ["Es kommen 20 Menschen.", "Es kommen zwei Menschen.", "Wir sind tausendmal gern hier.", "Der Hundertwasser."]
    ),
    (
      .largeNumber, ["Es kommen 14.795 Menschen.", "Es kommen 3000 Menschen."],
      [
        "Es kommen 300 Menschen.", "Rufen Sie an: 0221 4710 001.", "40472 Düsseldorf", "Am 05.12.2026 um 17:30 Uhr.",
        "Telefon 116117",
      ]
    ),
    (.percent, ["50 % der Plätze sind frei.", "Fünf Prozent sind frei."], ["Die Hälfte ist frei."]),
    (.romanNumeral, ["Geld nach SGB II.", "Im XIV. Bezirk."], ["Geld nach Buch 2.", "Ich und Du.", "Größe XXL."]),
    (
      .year, ["Seit 1998 gibt es uns."],
      ["Am 5. Mai 2026 ist ein Fest.", "Am 05.12.2026 ist ein Fest."]
    ),
    (
      .specialCharacter,
      [
        "Tee & Kuchen", "Nach § 5", "Frauen und/oder Männer", "Wir kommen; Sie gehen.", "Tee (warm)", "Das „Café“",
        "Tee \"heiß\" oder kalt",
      ],
      [
        "Tee und Kuchen.", "Tee: warm!", "https://wegpunkt.example/de?q=a&b=c", "wegpunkt.example/de",
        "Kurs-Raum, Hof?",
      ]
    ),
  ]

  @Test(arguments: cases.flatMap { entry in entry.against.map { (entry.0, $0) } })
  func aRuleSpeaksOfWhatIsAgainstIt(rule: SimpleLanguageRule, text: String) throws {
    #expect(try !findings(of: rule, in: text).isEmpty)
  }

  @Test(arguments: cases.flatMap { entry in entry.fine.map { (entry.0, $0) } })
  func aRuleLeavesAloneWhatIsFine(rule: SimpleLanguageRule, text: String) throws {
    #expect(try findings(of: rule, in: text).isEmpty)
  }

  @Test func everyRuleIsTriedAndNamesItsSource() {
    #expect(Set(Self.cases.map(\.0)) == Set(SimpleLanguageRule.allCases))
    for rule in SimpleLanguageRule.allCases { #expect(!rule.references.isEmpty, "\(rule)") }
    #expect(Set(SimpleLanguageRule.allCases.map(\.name)).count == SimpleLanguageRule.allCases.count)
  }

  @Test func aLongSentenceIsAHintAndAVeryLongOneAWarning() throws {
    func level(words: Int) throws -> SimpleLanguageFinding.Level? {
      let text = Array(repeating: "wir", count: words).joined(separator: " ") + "."
      return try findings(of: .sentenceLength, in: text).first?.level
    }
    #expect(try level(words: 10) == nil)
    #expect(try level(words: 11) == .hint)
    #expect(try level(words: 15) == .hint)
    #expect(try level(words: 16) == .warning)
  }

  @Test func aFindingSaysWhereAndWhatInstead() throws {
    let text = "Größe: Die Wohnungssuche, z. B. bezüglich der Miete."
    let compound = try #require(try findings(of: .longWord, in: text).first)
    #expect(compound.words == "Wohnungssuche" && compound.plainer == "Wohnungs-Suche")
    #expect(Array(text.utf8)[compound.range].elementsEqual("Wohnungssuche".utf8))
    #expect(compound.advice == .adviceCompound)
    let short = try #require(try findings(of: .abbreviation, in: text).first)
    #expect(short.words == "z. B." && short.plainer == "zum Beispiel")
    let hard = try #require(try findings(of: .hardWord, in: text).first)
    #expect(hard.words == "bezüglich" && hard.plainer == "über")
  }

  @Test func whatIsPlainerIsPlainItself() throws {
    let file = sources.appendingPathComponent("Directory/PlainLanguage/hard-words.json")
    let words = try HardWords(file: file)
    #expect(words.count >= 60)
    let read = try JSONDecoder().decode([String: [String: String]].self, from: Data(contentsOf: file))
    let check = try check()
    for (word, plainer) in read["words"] ?? [:] {
      let found = check.findings(in: plainer).filter { [.hardWord, .longWord, .abbreviation].contains($0.rule) }
      #expect(found.isEmpty, "\(word): \(plainer)")
    }
  }

  @Test func aBrokenFileOfHardWordsSaysWhy() {
    #expect(throws: HardWords.Fault.self) { try HardWords(file: sources.appendingPathComponent("missing.json")) }
  }

  /// What people wrote in Leichte Sprache gives far less to say than ordinary German.
  @Test func theDemosLeichteSpracheReadsPlainerThanItsGerman() throws {
    let folder = sources.appendingPathComponent("Directory/Demo")
    let translations = try DemoTranslations(folder: folder.appendingPathComponent("translations"))
    let offers = try DemoFile.all(in: folder).flatMap(\.offers)
    let check = try check()
    func warnings(_ texts: [String]) -> Double {
      let found = texts.reduce(0) { $0 + check.findings(in: $1).count { $0.level == .warning } }
      let words = texts.reduce(0) { $0 + SplitText($1, in: .german).words.count }
      return 100 * Double(found) / Double(words)
    }
    let simple = offers.flatMap { translations.offer($0.key) }.filter { $0.language == .simpleGerman }
      .map(\.content.description)
    let german = offers.map(\.description.de)
    #expect(simple.count > 100 && german.count > 100)
    #expect(warnings(simple) * 5 < warnings(german))
  }

  @Test func anyTextIsCheckedWithoutACrash() throws {
    let check = try check()
    let pieces = [
      "Die ", "Wohnungssuche", " wird ", "gemacht", "des ", "Kurses", ". ", "z. B. ", "15", ".", ",", "\n", "\r\n", "-",
      "(",
      ")", "„", "“", "\"", "II ", "ÄÖÜ ", "ß", "e\u{301}", "\u{301}", "👩‍👩‍👧", "\u{0}", "مرحبا ", "ـ", "。", "%", "& ",
      "1.000",
      "+49 ", "@", "ab", "//", "dass ", ", die ", "usw.", "\u{AD}", "·", " ", "\u{2028}", "\u{1F1E9}", "II", "hundert",
      "und",
    ]
    var generator = SeededGenerator(seed: 18)
    for _ in 0..<400 {
      let text = (0..<generator.below(60)).map { _ in generator.pick(pieces) }.joined()
      let bytes = Array(text.utf8)
      for finding in check.findings(in: text) {
        #expect(finding.range.lowerBound >= 0 && finding.range.upperBound <= bytes.count && !finding.range.isEmpty)
        #expect(String(validating: bytes[finding.range], as: UTF8.self) == finding.words)
      }
      for language in Language.shipped { _ = Readability.of(text, in: language) }
    }
    // One piece two thousand times over: what compared all with all would not come back in time.
    for piece in pieces { _ = check.findings(in: String(repeating: piece, count: 2000)) }
  }
}
