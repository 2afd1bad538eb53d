import Testing
import Vocabulary

@testable import Directory

@Suite struct ReadabilityTests {
  private func repeated(_ sentence: String, _ times: Int) -> String {
    Array(repeating: sentence, count: times).joined(separator: " ")
  }

  // 8 words, of them 1 longer than six letters (beginnt); 11 syllables.
  private let easy = "Der Kurs beginnt am Montag im großen Saal."
  // 12 words, 8 long ones; syllables 1 4 1 6 2 3 3 2 1 1 4 6, together 34.
  private let hard =
    "Die Beantragung der Aufenthaltserlaubnis erfolgt grundsätzlich ausschließlich schriftlich bei der zuständigen Ausländerbehörde."

  @Test func lixIsWhatAHandComputes() throws {
    // 32 words / 4 sentences + 100 · 4 / 32 = 8 + 12.5
    let low = try #require(Readability.lix(of: repeated(easy, 4), in: .german))
    #expect(abs(low.figure - 20.5) < 0.001)
    #expect(low.verdict == .veryEasy && low.method == .lix)
    // 36 / 3 + 100 · 24 / 36 = 12 + 66.667
    let high = try #require(Readability.lix(of: repeated(hard, 3), in: .german))
    #expect(abs(high.figure - 78.667) < 0.001)
    #expect(high.verdict == .veryHard)
  }

  @Test func lixWorksInOtherLanguagesAndScripts() throws {
    // 6 words, 2 long (library, afternoon): 6 + 100 · 2 / 6
    let english = try #require(Readability.of(repeated("The library is open every afternoon.", 5), in: .english))
    #expect(abs(english.figure - 39.333) < 0.001)
    #expect(english.verdict == .easy && english.method == .lix)
    // 5 words, 2 of seven letters (المكتبة, أبوابها): 5 + 100 · 2 / 5; vowel marks are no letters.
    for sentence in ["تفتح المكتبة أبوابها كل يوم.", "تَفْتَحُ المَكْتَبَةُ أَبْوَابَهَا كُلَّ يَوْمٍ."] {
      let arabic = try #require(Readability.of(repeated(sentence, 6), in: .arabic))
      #expect(abs(arabic.figure - 45) < 0.001)
      #expect(arabic.verdict == .medium)
    }
  }

  @Test func amstadIsWhatAHandComputes() throws {
    // 180 − 8 − 58.5 · 44 / 32
    let low = try #require(Readability.of(repeated(easy, 4), in: .german))
    #expect(abs(low.figure - 91.5625) < 0.001)
    #expect(low.verdict == .veryEasy && low.method == .amstad)
    // 180 − 12 − 58.5 · 102 / 36
    let high = try #require(Readability.of(repeated(hard, 3), in: .simpleGerman))
    #expect(abs(high.figure - 2.25) < 0.001)
    #expect(high.verdict == .veryHard)
  }

  @Test func whatIsTooShortIsNotMeasured() {
    let words = Array(repeating: "Wort", count: Readability.fewestWords)
    #expect(Readability.amstad(of: words.joined(separator: " ") + ".") != nil)
    #expect(Readability.amstad(of: words.dropLast().joined(separator: " ") + ".") == nil)
    #expect(Readability.lix(of: "", in: .german) == nil)
  }

  @Test func aScriptWithoutSpacesIsNotMeasured() throws {
    let thai = try #require(Language(code: "th"))
    #expect(Readability.lix(of: repeated("ห้องสมุด เปิด ทุก วัน", 20), in: thai) == nil)
    #expect(Readability.lix(of: repeated("図 書 館 は 毎 日", 20), in: thai) == nil)
  }

  @Test(arguments: [
    ("Haus", 1), ("Sprache", 2), ("Leute", 2), ("Liebe", 2), ("Nation", 3), ("zuerst", 2), ("Familie", 4),
    ("Familien", 4), ("Museum", 3), ("Ideen", 3), ("Bauer", 2), ("Quelle", 2), ("Handy", 2), ("Yoga", 2), ("Niveau", 2),
    ("beenden", 3), ("Anlauf-Stelle", 4), ("Anlauf·stelle", 4), ("Kolleg_innen", 4), ("LKW", 3), ("15", 2),
    ("online", 2),
    ("Café", 2), ("Ferien", 3), ("Wien", 1), ("Mutter\u{AD}schutz", 3),
  ])
  func syllablesAreCountedAsTheyAreSpoken(word: String, count: Int) {
    #expect(Syllables.count(in: word) == count)
  }
}

@Suite struct SentenceTests {
  private func sentences(_ text: String, _ language: Language = .german) -> [String] {
    let split = SplitText(text, in: language)
    return split.sentences.map { split.text($0.range) }
  }

  @Test(arguments: [
    "Bringen Sie z. B. Ihren Ausweis mit.", "Bringen Sie z.B. Ihren Ausweis mit.", "Kommen Sie zu Dr. Yilmaz.",
    "Der Raum ist in der Hauptstr. 5 im Hof.", "Wir treffen uns bei Nr. 7 im Hof.", "Der Kurs ist am 5. Mai im Saal.",
    "Das ist das 3. Treffen der Gruppe.", "Der Kurs ist am 05.12.2026 im Saal.", "Der Kurs kostet 1.250,50 Euro.",
    "Der Kurs beginnt um 17.30 Uhr.", "Schreiben Sie an hilfe@wegpunkt.example oder wegpunkt.example im Netz.",
    "Der Verein Rad e. V. repariert.", "Das kostet ca. 5 Euro usw. im Monat.", "J. Müller hilft Ihnen.",
    "Öffnungszeiten: montags bis freitags", "Wer ruft „Hilfe!“ und wer nicht?",
  ])
  func aFullStopThatEndsNothing(text: String) {
    #expect(sentences(text) == [text])
  }

  @Test(arguments: [
    ("Wir öffnen um 15 Uhr. Kommen Sie!", ["Wir öffnen um 15 Uhr.", "Kommen Sie!"]),
    ("Es gibt Tee usw. Bitte klingeln.", ["Es gibt Tee usw.", "Bitte klingeln."]),
    ("Sie sind unter 18. Dann fragen Sie uns.", ["Sie sind unter 18.", "Dann fragen Sie uns."]),
    ("Das war im Jahr 2015. Heute ist es anders.", ["Das war im Jahr 2015.", "Heute ist es anders."]),
    ("Wir sind der Rad e. V. Wir helfen.", ["Wir sind der Rad e. V.", "Wir helfen."]),
    ("Was? Wie! Ja… Nein.", ["Was?", "Wie!", "Ja…", "Nein."]),
    ("Wir erklären: Das geht.", ["Wir erklären:", "Das geht."]),
    ("„Komm!“ Er ging.", ["„Komm!“", "Er ging."]),
    ("Sie gehen.Dann kommen wir.", ["Sie gehen.", "Dann kommen wir."]),
    ("Tee\nKaffee\nSaft", ["Tee", "Kaffee", "Saft"]),
    ("Es gibt:\n- Tee\n- warmen Saft\n\nBitte klingeln", ["Es gibt:", "Tee", "warmen Saft", "Bitte klingeln"]),
    ("1. Treffen Sie uns.\r\n2. Essen Sie mit.", ["1. Treffen Sie uns.", "2. Essen Sie mit."]),
    ("Kommen Sie am Montag\nund bringen Sie Tee.", ["Kommen Sie am Montag\nund bringen Sie Tee."]),
    ("Wir helfen bei der\nWohnung.", ["Wir helfen bei der\nWohnung."]),
  ])
  func sentencesAndLines(text: String, expected: [String]) {
    #expect(sentences(text) == expected)
  }

  @Test func otherLanguagesHaveTheirOwnAbbreviations() {
    #expect(sentences("Ask Mr. Khan at 5 p.m. today. He knows.", .english).count == 2)
    #expect(sentences("Il habite 5 av. Foch. Il aide.", .french).count == 2)
    #expect(sentences("Это на ул. Мира, д. 5. Мы ждём.", .russian).count == 2)
    #expect(sentences("هل تحتاج مساعدة؟ تعال إلينا. نحن هنا.", .arabic).count == 3)
    #expect(sentences("Kurs 3. katta. Gelin!", .turkish).count == 2)
  }
}
