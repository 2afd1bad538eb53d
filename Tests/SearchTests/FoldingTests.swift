import Foundation
import Testing

@testable import Search

@Suite struct FoldingTests {
  private struct Vector: Decodable {
    var text: String
    var words: [String]
  }

  private let vectors: [Vector]

  init() throws {
    let file = packageRoot.appending(path: "Tests/SearchTests/Vectors/folding.json")
    vectors = try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
  }

  private func words(_ text: String, _ folding: FoldingTable) -> [String] {
    folding.words(in: text).map { folding.text(of: $0) }
  }

  @Test func `every vector folds as written`() throws {
    let folding = try lexicon().folding
    #expect(vectors.count > 20)
    for vector in vectors { #expect(words(vector.text, folding) == vector.words, "\(vector.text)") }
  }

  @Test func `composed and decomposed input fold alike`() throws {
    let folding = try lexicon().folding
    for vector in vectors {
      let composed = words(vector.text.precomposedStringWithCanonicalMapping, folding)
      #expect(words(vector.text.decomposedStringWithCanonicalMapping, folding) == composed, "\(vector.text)")
    }
  }

  @Test func `folding what is folded changes nothing`() throws {
    let folding = try lexicon().folding
    for vector in vectors {
      let once = words(vector.text, folding)
      #expect(words(once.joined(separator: " "), folding) == once, "\(vector.text)")
    }
  }

  @Test func `ranges are the words' places in the text`() throws {
    let text = "Die  Straße, wo\u{308}rtlich: п'ять!"
    let bytes = Array(text.utf8)
    var found: [String] = []
    try lexicon().folding.forEachWord(in: text) { _, range in
      found.append(String(decoding: bytes[range], as: UTF8.self))
    }
    #expect(found == ["Die", "Straße", "wo\u{308}rtlich", "п'ять"])
  }

  @Test func `any scalar is read without harm`() throws {
    let folding = try lexicon().folding
    for value in stride(from: UInt32(0), through: 0x10_ffff, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a" + String(Character(scalar)) + "b"
      let found = words(text, folding)
      // None when it is an apostrophe between single letters.
      #expect(found.count <= 2 && found.allSatisfy { $0.count <= 8 })
    }
  }

  @Test func `a word longer than the limit is cut`() throws {
    let folding = try lexicon().folding
    let word = try #require(folding.words(in: String(repeating: "x", count: 10_000)).first)
    #expect(word.count == FoldingTable.longestWord)
  }
}
