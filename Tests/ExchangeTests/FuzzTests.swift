import Directory
import Foundation
import Seeded
import Testing
import Vocabulary

@testable import Exchange

extension SeededGenerator {
  /// Bytes with some of them changed, doubled, cut out, or replaced by what parsers stumble over.
  mutating func mutated(_ bytes: [UInt8], _ tokens: [String]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &self) {
      let position = Int.random(in: 0...bytes.count, using: &self)
      let end = min(bytes.count, position + Int.random(in: 0...12, using: &self))
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes.replaceSubrange(position..<end, with: (tokens.randomElement(using: &self) ?? "").utf8)
      case 1: bytes.removeSubrange(position..<end)
      case 2: bytes.insert(contentsOf: bytes[position..<end], at: position)
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &self), at: position)
      case 4: bytes = Array(bytes.prefix(max(1, position)))
      default: if position < bytes.count { bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &self) }
      }
    }
    return bytes
  }
}

/// Each parser of foreign input gets 2,000 broken inputs: it must answer with records, a report or a typed error.
struct FuzzTests {
  private static let cases = 2000

  /// Runs a parser; only `ImportFault` may come out of it.
  private func fuzz(
    _ input: [UInt8], seed: UInt64, tokens: [String], _ parse: ([UInt8]) throws -> Void
  ) -> (parsed: Int, refused: Int) {
    var generator = SeededGenerator(seed: seed)
    var (parsed, refused) = (0, 0)
    for round in 0..<Self.cases {
      do {
        try parse(generator.mutated(input, tokens))
        parsed += 1
      } catch is ImportFault {
        refused += 1
      } catch {
        Issue.record("case \(round) of seed \(seed): \(error)")
      }
    }
    #expect(parsed + refused == Self.cases)
    return (parsed, refused)
  }

  @Test func brokenTables() throws {
    let services = #"""
      id,organization_id,name,description,status,minimum_age,url
      s1,o1,"Course, ""A""","<p>x</p>",active,12,http://x.example
      s2,o1,B,"two
      lines",inactive,,
      """#
    let tables = ExchangeFixture.files(ExchangeFixture.club.filter { $0.key != "services" })
    let terms = try ExchangeFixture.terms()
    let tokens = [
      "\"", "\"\"", ",", "\n", "\r", ";", "\0", "\u{FEFF}", "o1", "<b>", "&#9999999;", "😀", "\",\"", "1e99",
    ]
    let counts = fuzz(Array(services.utf8), seed: 1, tokens: tokens) { bytes in
      let source = try HSDSFiles.read(tables + [SourceFile(name: "services.csv", bytes: bytes)])
      var mapper = HSDSMapper(source, setting: Self.setting(terms))
      try mapper.run()
      #expect(mapper.offers.allSatisfy { Self.fits($0.record.texts.source.content.title, 1...300) })
    }
    #expect(counts.parsed == Self.cases, "a broken row never stops a table")
  }

  @Test func brokenDocuments() throws {
    let document = """
      {"id":"s1","name":"Course","status":"active","organization":{"id":"o1","name":"Club","description":"x"},
      "service_at_locations":[{"id":"x1","location":{"id":"l1","location_type":"physical","latitude":51.2,
      "longitude":6.8}}],"schedules":[{"freq":"WEEKLY","byday":"MO,TU","opens_at":"09:00","closes_at":"10:00"}],
      "phones":[{"number":"123456"}],"attributes":[{"id":"a1","taxonomy_term":{"id":"t1","name":"Food"}}]}
      """
    let terms = try ExchangeFixture.terms()
    let tokens = [
      "{", "}", "[", "]", "\"", ":", ",", "null", "1e400", "\\ud800", "\\u0000", "-", "[[[[[[[[", "\"id\":",
    ]
    let counts = fuzz(Array(document.utf8), seed: 2, tokens: tokens) { bytes in
      let source = try HSDSFiles.read([SourceFile(name: "service.json", bytes: bytes)])
      var mapper = HSDSMapper(source, setting: Self.setting(terms))
      try mapper.run()
    }
    #expect(counts.parsed > 100)
    #expect(counts.refused > 100)
  }

  @Test func ourReaderOfJSONAgreesWithFoundations() {
    let document = #"{"a":[1,2.5,-3e2,true,null],"b":{"c":"x\né\"","d":[]},"e":""}"#
    var (agreed, differed) = (0, 0)
    _ = fuzz(Array(document.utf8), seed: 3, tokens: ["{", "]", "\"", ",", "nul", "0", "\\u00e9"]) { bytes in
      // Foundation guesses encodings and takes fragments; what it refuses we may read with a repair.
      guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0),
        let expected = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      else { return }
      var reader = JSONReader(bytes, file: "x")
      let object = try? reader.values().first?.object
      if let object, Set(object.members.keys) == Set(expected.keys) { agreed += 1 } else { differed += 1 }
    }
    #expect(agreed > 50)
    // Control characters in names are the only thing we read differently.
    #expect(differed <= agreed / 20)
  }

  @Test func brokenBoundaries() {
    let area = GeoJSONReaderTests.feature("A", "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,3],[3,3],[1,1]]]")
    let text = "{\"type\":\"FeatureCollection\",\"features\":[\(area)]}"
    let tokens = ["[", "]", "[[", ",", "0", "-", "1e308", "181", "null", "\"", "Multi", "{}", "e", ".", "[0,0],"]
    let counts = fuzz(Array(text.utf8), seed: 4, tokens: tokens) { bytes in
      let reader = try GeoJSONReader(bytes, file: "a.geojson")
      let drawing = AreaDrawing(reader, setName: "S", date: LocalDate(dayNumber: 20_000))
      #expect(drawing.areas.allSatisfy { Self.fits($0.name.name, 1...100) })
    }
    #expect(counts.parsed > 100)
    #expect(counts.refused > 100)
  }

  @Test func brokenArchives() throws {
    let archive = try TestZip.archive(
      ExchangeFixture.files(ExchangeFixture.club).map { .file($0.name, $0.bytes) })
    let tokens = ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "../", "\0\0\0\0"]
    let counts = fuzz(archive, seed: 5, tokens: tokens) { bytes in
      let files = try ZipArchive.files(in: bytes, wanted: SourceFiles.isData)
      #expect(files.allSatisfy { !$0.name.contains("..") })
    }
    #expect(counts.refused > 100)
  }

  @Test func brokenHTML() {
    let html = "<p>One <b>two</b> &amp; three<br/>four</p><ul><li>x</li></ul><!-- c --><script>s</script> a < b &#39;"
    let tokens = ["<", ">", "</", "&", ";", "&#x", "<!--", "-->", "<script>", "\n", "\u{301}", "&#0;", "&amp", "<p"]
    let counts = fuzz(Array(html.utf8), seed: 6, tokens: tokens) { bytes in
      let text = PlainText.of(ForeignText.text(bytes).text).text
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }
    #expect(counts.parsed == Self.cases)
    for hostile in ["<", "<a", "&#", "<!--", "<script>", "</"] {
      let long = String(repeating: hostile, count: 100_000)
      #expect(PlainText.of(long).text.count <= long.count)
    }
  }

  private static func setting(_ terms: HSDSTerms) -> HSDSMapper.Setting {
    let clock = TownClock.rhineland
    return .init(
      language: .english, sourceName: "hsds", today: clock.local(ExchangeFixture.now).date, clock: clock, terms: terms)
  }

  private static func fits(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    length.contains(text.unicodeScalars.count)
  }
}
