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
    let expected = Set(AccessText.allCases.map(\.rawValue) + Role.allCases.map { "role.\($0.rawValue)" })
    let found = texts.keys(in: language)
    if Self.untranslated.contains(language.code) {
      #expect(found.isEmpty, "\(language.code) was begun: take it off the list and finish it")
    } else {
      #expect(found == expected, "\(language.code)")
    }
  }
}
