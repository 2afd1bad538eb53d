import Foundation
import Testing
import Vocabulary
import Web

@testable import Access

@Suite struct AccessTextTests {
  /// Languages the desk does not speak yet; whoever translates it takes the language off this list.
  private static let untranslated: Set<String> = ["de-simple", "ar", "uk", "fa", "tr", "ru", "fr"]

  @Test(arguments: Language.shipped) func everyTextExistsInEveryLanguage(language: Language) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Access/Texts")
    let texts = try Texts(folders: [folder])
    let terms =
      Role.allCases.map { "role.\($0.rawValue)" }
      + Role.allCases.filter { $0 != .organisationEditor }.map { "roleAbout.\($0.rawValue)" }
      + Account.State.allCases.map { "accountState.\($0.rawValue)" }
      + ["desk", "command", "link", "program"].map { "auditSource.\($0)" }
    let expected = Set(AccessText.allCases.map(\.rawValue) + terms)
    let found = texts.keys(in: language)
    if Self.untranslated.contains(language.code) {
      #expect(found.isEmpty, "\(language.code) was begun: take it off the list and finish it")
    } else {
      #expect(found == expected, "\(language.code)")
    }
  }
}
