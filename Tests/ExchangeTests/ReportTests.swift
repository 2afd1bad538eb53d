import Directory
import Foundation
import Testing
import Vocabulary
import Web

@testable import Exchange

struct ReportTests {
  @Test(arguments: Language.shipped) func everyKeyHasItsText(language: Language) throws {
    let texts = try Texts(folders: [ExchangeFixture.room.appendingPathComponent("Texts")])
    let keys =
      ImportReason.allCases.map(\.rawValue) + ImportSeverity.allCases.map(\.rawValue)
      + ImportKind.allCases.map(\.rawValue) + ExchangeText.allCases.map(\.rawValue)
    #expect(Set(keys).subtracting(texts.keys(in: language)) == [])
    #expect(texts.keys(in: language).subtracting(keys) == [])
  }

  @Test(arguments: Language.shipped) func eachTextFillsTheSamePlaces(language: Language) throws {
    let german = try places(in: .german)
    for (key, found) in try places(in: language) { #expect(found == german[key], "\(language.code): \(key)") }
  }

  /// The names in braces of each text, over all its forms.
  private func places(in language: Language) throws -> [String: Set<String>] {
    let file = ExchangeFixture.room.appendingPathComponent("Texts/\(language.code).json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return try #require(object as? [String: Any]).mapValues { value in
      let forms = (value as? [String: String]).map { Array($0.values) } ?? [value as? String ?? ""]
      return Set(forms.flatMap { $0.matches(of: /\{(\w+)\}/).map { String($0.1) } })
    }
  }

  @Test func aReportIsReadInEveryLanguage() throws {
    let mapper = try ExchangeFixture.mapped(["organizations": "id,name,size\no1,,\no2,B,9\n"])
    let reports = try Language.shipped.map { mapper.report.text(try ExchangeFixture.speaker($0)) }
    #expect(Set(reports).count == Language.shipped.count)
    for report in reports { #expect(!report.contains("import."), "every key has its words") }
  }

  @Test func theTermsMeanTopicsOfTheCatalogue() throws {
    let file = ExchangeFixture.root.appendingPathComponent("Sources/Directory/Topics/de.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let known = Set(try #require(object as? [String: Any]).keys)
    #expect(Set(try ExchangeFixture.terms().topics.map(\.rawValue)).subtracting(known) == [])
  }

  @Test func listsAreCappedAndTotalsAreNot() throws {
    var report = ImportReport()
    for line in 1...500 {
      report.note(.tooLong, at: SourcePosition(file: "a.csv", line: line), of: .offer, field: "name")
    }
    #expect(report.entries.count == ImportReport.mostEntriesPerReason)
    #expect(report.total(.tooLong) == 500)
    #expect(report.counts(.offer).repaired == 500)
    let csv = report.csv(try ExchangeFixture.speaker(.english))
    #expect(csv.split(separator: "\r\n").count == 1 + 200 + 1)
    #expect(csv.contains("and 300 more"))
  }

  @Test func theReportIsReadInTheVisitorsLanguage() throws {
    let mapper = try ExchangeFixture.mapped([
      "organizations": "id,name,size\no1,,\no2,B,9\n", "services": "id,organization_id,name,status\n=s,o9,A,active\n",
    ])
    let german = mapper.report.text(try ExchangeFixture.speaker(.german))
    #expect(german.contains("organizations.csv, Zeile 2, name: Der Name fehlt."))
    #expect(german.contains("HSDS kennt das Feld „size“ nicht; 1 Werte werden aufbewahrt."))
    let csv = mapper.report.csv(try ExchangeFixture.speaker(.english))
    #expect(csv.contains("organizations.csv,2,name,refused,missing-name,1,The name is missing.\r\n"))
  }

  @Test func aCellIsNoFormula() throws {
    var report = ImportReport()
    report.note(.ignoredFile, at: SourcePosition(file: "=cmd|' /C calc'!A0"))
    #expect(report.csv(try ExchangeFixture.speaker(.english)).contains("\r\n'=cmd|"))
  }
}
