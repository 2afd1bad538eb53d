import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Web

/// The repository's folder, for tests that read its files.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

@Suite struct WebTextTests {
  @Test(arguments: Language.shipped) func everyTextExistsInEveryLanguage(language: Language) throws {
    let texts = try Texts(folders: [repository.appendingPathComponent("Sources/Web/Texts")])
    let expected = Set(WebText.allCases.map(\.rawValue))
    #expect(texts.keys(in: language) == expected, "\(language.code)")
  }

  @Test func everyIconIsDrawn() throws {
    let sprite = try String(
      contentsOf: repository.appendingPathComponent("Sources/Web/Assets/icons.svg"), encoding: .utf8)
    for icon in Icon.allCases { #expect(sprite.contains("id=\"\(icon.rawValue)\""), "\(icon.rawValue)") }
  }

  @Test func aCountedTextIsFilled() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("texts-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(#"{"a":{"one":"{count} Angebot","other":"{count} Angebote"},"b":"{x} und {y}"}"#.utf8)
      .write(to: folder.appendingPathComponent("de.json"))
    let texts = try Texts(folders: [folder])
    #expect(texts.text("a", in: .german, count: 1) == "1 Angebot")
    #expect(texts.text("a", in: .turkish, count: 12) == "12 Angebote")
    #expect(texts.text("b", in: .german, ["x": "{y}", "y": "2"]) == "{y} und 2")
    #expect(texts.text("missing", in: .german) == "missing")
  }
}

/// A value that tests change while closures read it.
final class Locked<Value: Sendable>: Sendable {
  private let box: Mutex<Value>

  init(_ value: Value) { box = Mutex(value) }

  var value: Value {
    get { box.withLock { $0 } }
    set { box.withLock { $0 = newValue } }
  }
}
