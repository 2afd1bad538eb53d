import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Directory

/// The repository's folder, for tests that read its files.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private let sources = repository.appendingPathComponent("Sources/Directory")

@Suite struct DemoTests {
  private let files: [DemoFile]

  init() throws { files = try DemoFile.all(in: sources.appendingPathComponent("Demo")) }

  @Test func thereIsEnoughToLookAt() throws {
    #expect(files.flatMap(\.organizations).count >= 60)
    #expect(files.flatMap(\.offers).count >= 240)
    #expect(files.flatMap(\.events).count >= 40)
    #expect(files.flatMap(\.contactPoints).count == 9)
    #expect(files.flatMap(\.areas).count == 50)
    let catalogue = try TopicCatalogue(folder: sources.appendingPathComponent("Topics"))
    let used = Set(files.flatMap(\.offers).flatMap(\.topics))
    for code in catalogue.codes where !code.isFirstLevel { #expect(used.contains(code.rawValue), "\(code.rawValue)") }
  }

  @Test func atLeastSixtyOffersSpeakAllNineLanguages() throws {
    let translations = try DemoTranslations(folder: sources.appendingPathComponent("Demo/translations"))
    let complete = files.flatMap(\.offers).filter { offer in
      let versions = translations.offer(offer.key)
      return versions.count == Language.shipped.count - 2
        && versions.allSatisfy { !$0.content.description.isEmpty }
    }
    #expect(complete.count >= 60)
  }

  @Test func everyOfferIsNamedInNineLanguages() throws {
    let translations = try DemoTranslations(folder: sources.appendingPathComponent("Demo/translations"))
    for offer in files.flatMap(\.offers) {
      let versions = translations.offer(offer.key)
      #expect(Set(versions.map(\.language) + [.german, .english]) == Set(Language.shipped), "\(offer.key)")
      let texts = [offer.title.en, offer.summary.en] + versions.flatMap { [$0.content.title, $0.content.summary] }
      #expect(!texts.contains(""), "\(offer.key)")
      #expect(!texts.contains(offer.title.de) && !texts.contains(offer.summary.de), "\(offer.key)")
    }
  }

  @Test func everyCodeIsKnown() throws {
    let catalogue = try TopicCatalogue(folder: sources.appendingPathComponent("Topics"))
    for offer in files.flatMap(\.offers) {
      #expect(offer.topics.allSatisfy { TopicCode(rawValue: $0).map(catalogue.knows) == true }, "\(offer.key)")
      #expect(offer.targetGroups.allSatisfy { TargetGroup(rawValue: $0) != nil }, "\(offer.key)")
      #expect(offer.goals.allSatisfy { IntegrationGoal(rawValue: $0) != nil }, "\(offer.key)")
      #expect((offer.access.documents ?? []).allSatisfy { AccessDocument(rawValue: $0) != nil }, "\(offer.key)")
      #expect(Registration(rawValue: offer.access.registration) != nil, "\(offer.key)")
      #expect(ResidenceCondition(rawValue: offer.access.residence) != nil, "\(offer.key)")
      #expect(GermanLevel(rawValue: offer.access.german) != nil, "\(offer.key)")
      #expect(GenderCondition(rawValue: offer.access.gender) != nil, "\(offer.key)")
      #expect(AccessArea(rawValue: offer.access.area) != nil, "\(offer.key)")
      #expect(CostKind(rawValue: offer.cost.kind) != nil && OfferStatus(rawValue: offer.status) != nil, "\(offer.key)")
    }
  }

  /// Phone numbers of the Federal Network Agency's ranges for films; names under the reserved top level domain.
  @Test func nobodyRealIsNamed() {
    let phones =
      files.flatMap(\.offers).compactMap { $0.contact?.phone } + files.flatMap(\.organizations).compactMap(\.phone)
      + files.flatMap(\.contactPoints).compactMap(\.phone)
    #expect(!phones.isEmpty)
    for phone in phones { #expect(phone.hasPrefix("+49 221 4710 ") || phone.hasPrefix("+49 176 040690"), "\(phone)") }
    let mails =
      files.flatMap(\.offers).compactMap { $0.contact?.email } + files.flatMap(\.organizations).compactMap(\.email)
    for mail in mails { #expect(mail.hasSuffix(".example"), "\(mail)") }
  }

  @Test(arguments: TestEngine.allCases) func itFillsEitherDatabase(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      let now = try #require(Timestamp("2026-11-20T12:00:00Z"))
      try await database.write { writer in
        try Demo(folder: sources.appendingPathComponent("Demo")).write(into: writer, clock: .rhineland, at: now)
      }
      let (points, events, located) = try await database.read { reader in
        let set = try #require(try reader.shownAreaSet())
        return (
          try reader.contactPoints(), try reader.publishedEvents(endingAfter: now), try reader.areasOfPlaces(in: set.id)
        )
      }
      #expect(points.count == 9)
      #expect(events.count >= 40)
      #expect(located.count >= files.flatMap(\.places).count * 9 / 10)
    }
  }
}

@Suite struct CatalogueTests {
  @Test func everyTopicSpeaksNineLanguages() throws {
    let catalogue = try TopicCatalogue(folder: sources.appendingPathComponent("Topics"))
    #expect(catalogue.firstLevelCodes.count == 8)
    #expect(catalogue.codes.count == 46)
    for code in catalogue.codes {
      #expect(catalogue.searchPhrases(of: code).count == Language.shipped.count, "\(code.rawValue)")
      for language in Language.shipped {
        let entry = try #require(catalogue.entry(code, in: language))
        #expect(!entry.label.isEmpty && !entry.explanation.isEmpty && entry.words.count >= 8, "\(code.rawValue)")
      }
    }
  }

  @Test(arguments: Language.shipped) func everyTextAndTermExists(language: Language) throws {
    let texts = try Texts(folders: [sources.appendingPathComponent("Texts"), sources.appendingPathComponent("Terms")])
    let keys = texts.keys(in: language)
    for key in DirectoryText.allCases { #expect(keys.contains(key.rawValue), "\(language.code): \(key.rawValue)") }
    #expect(keys == texts.keys(in: .german), "\(language.code)")
    func check<Code: Term & CaseIterable>(_: Code.Type) {
      for code in Code.allCases { #expect(keys.contains("\(Code.group).\(code.rawValue)"), "\(language.code) \(code)") }
    }
    check(OrganizationKind.self)
    check(ActorLevel.self)
    check(TargetGroup.self)
    check(Openness.self)
    check(Registration.self)
    check(AccessDocument.self)
    check(ResidenceCondition.self)
    check(GermanLevel.self)
    check(GenderCondition.self)
    check(AccessArea.self)
    check(CostKind.self)
    check(CostPeriod.self)
    check(InterpreterService.self)
    check(Childcare.self)
    check(StepFree.self)
    check(OfferFormat.self)
    check(IntegrationGoal.self)
    check(PointFunction.self)
    check(PointStatus.self)
    check(EncounterCost.self)
    check(Hosting.self)
    check(VerificationMethod.self)
  }

  @Test func noTextIsUnused() throws {
    var code = ""
    let files = FileManager.default.enumerator(
      at: repository.appendingPathComponent("Sources"), includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", !["DirectoryText.swift", "WebText.swift"].contains(file.lastPathComponent)
      else { continue }
      code += try String(contentsOf: file, encoding: .utf8)
    }
    let names = DirectoryText.allCases.map { "\($0)" } + WebText.allCases.map { "\($0)" }
    let unused = names.filter { !code.contains(".\($0)") }
    #expect(unused.isEmpty)
  }
}
