import Testing

@testable import Exchange

struct JSONReaderTests {
  private func read(_ text: String, deepest: Int = 64) throws -> [JSONNode] {
    var reader = JSONReader(Array(text.utf8), file: "x.json", deepest: deepest)
    return try reader.values()
  }

  @Test func valuesAreReadWithTheLinesOfTheirObjects() throws {
    let text = """
      {"a": [1, -2.5e1, true, null],

       "b": {"c": "ü\\n\\u00e9\\ud83d\\ude00"}}
      """
    let object = try #require(try read(text).first?.object)
    #expect(object["a"] == .array([.number(1), .number(-25), .bool(true), .null]))
    #expect(object["b"]?.object?.line == 3)
    #expect(object["b"]?.object?["c"] == .string("ü\né😀"))
  }

  @Test func numbersKeepTheirText() throws {
    let nodes = try read("[12345678901234567890, 39.33704410000001, 100, 1.0]").first?.array
    #expect(nodes?.map(\.text) == ["12345678901234567890", "39.33704410000001", "100", "1"])
  }

  @Test func severalValuesAreLinesOfNDJSON() throws {
    #expect(try read("{\"a\":1}\n{\"a\":2}\n").count == 2)
  }

  @Test(arguments: ["", "{", "[1,", "{\"a\" 1}", "[1 2]", "\"open", "tru", "[1e999]", "{\"a\":1}}", "[\"\\x\"]", "-"])
  func whatIsNoJSONIsRefusedWithItsLine(text: String) {
    #expect(throws: ImportFault.self) { try read(text) }
  }

  @Test func nestingIsBounded() {
    let bomb = String(repeating: "[", count: 1_000_000)
    #expect(throws: ImportFault.tooDeep(file: "x.json", limit: 64)) { try read(bomb) }
  }

  @Test func halfASurrogatePairIsNoCrash() throws {
    #expect(try read("[\"\\ud800x\", \"\\ud800\\u0041\"]").first?.array?.map(\.text) == ["\u{FFFD}x", "\u{FFFD}A"])
  }
}
