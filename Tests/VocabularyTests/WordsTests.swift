import Testing
import Vocabulary

@Suite struct LanguageTests {
  @Test(arguments: ["d", "deutsch!", "de_DE", "de--simple", "", "xx-verylongvariant", "dé"])
  func whatIsNoTagIsRefused(code: String) {
    #expect(Language(code: code) == nil)
  }

  @Test func directionFollowsTheScript() {
    #expect(Language.arabic.direction == .rightToLeft)
    #expect(Language.persian.direction == .rightToLeft)
    #expect(Language.simpleGerman.direction == .leftToRight)
    #expect(Language(code: "DE-Simple") == .simpleGerman)
  }
}

@Suite struct TranslatedTests {
  private struct Words: Hashable, Sendable {
    var title: String
    var note = ""
  }

  private let words = Translated(
    Words(title: "Deutschkurs", note: "Mit Kind"), in: .german,
    translations: [
      .init(.arabic, Words(title: "دورة ألمانية"), isStale: true), .init(.english, Words(title: "Course")),
    ])

  @Test func theVisitorsLanguageComesFirst() {
    #expect(words.shown(\.title, in: .english) == ShownText("Course", in: .english))
    #expect(words.shown(\.title, in: .arabic).isStale)
  }

  @Test func whatIsMissingFallsBackToTheSourceAndSaysSo() {
    #expect(words.shown(\.title, in: .turkish) == ShownText("Deutschkurs", in: .german))
    #expect(words.shown(\.note, in: .arabic) == ShownText("Mit Kind", in: .german))
    #expect(words.shown(\.title, in: .simpleGerman) == ShownText("Deutschkurs", in: .german))
  }

  @Test func theSourceCannotBeTranslatedOver() {
    var changed = words
    changed.translate(.init(.german, Words(title: "Anderes")))
    #expect(changed == words)
  }
}

@Suite struct IdentifierTests {
  private enum Thing {}

  @Test func aMadeOneIsAVersionSevenUUID() throws {
    let text = Identifier<Thing>.make().description
    let characters = Array(text)
    #expect(characters.count == 36 && characters[14] == "7" && "89ab".contains(characters[19]))
    #expect(Identifier<Thing>(text)?.description == text)
  }

  @Test func theSameWordsGiveTheSameName() {
    #expect(Identifier<Thing>.derived(from: "demo/a") == .derived(from: "demo/a"))
    #expect(Identifier<Thing>.derived(from: "demo/a") != .derived(from: "demo/b"))
    #expect(Set((0..<20_000).map { Identifier<Thing>.derived(from: "demo/\($0)") }).count == 20_000)
  }

  @Test(arguments: ["", "016f5e66e800720b9778fd7947cf6ab8", "016f5e66-e800-720b-9778-fd7947cf6abg", "../../etc/passwd"])
  func whatIsNoUUIDIsRefused(text: String) {
    #expect(Identifier<Thing>(text) == nil)
  }
}

@Suite struct GeometryTests {
  private func point(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
    try #require(Coordinate(latitude: latitude, longitude: longitude))
  }

  @Test func pointsOffTheEarthAreRefused() {
    #expect(Coordinate(latitude: 91, longitude: 0) == nil)
    #expect(Coordinate(latitude: 0, longitude: -180.1) == nil)
    #expect(Coordinate(latitude: .nan, longitude: 0) == nil)
  }

  @Test func distanceAcrossTheTown() throws {
    // Düsseldorf's main station to its airport station, about 7.6 km.
    let metres = try point(51.2203, 6.7942).distance(to: point(51.2914, 6.7868))
    #expect((7_850...7_980).contains(metres))
    #expect(try point(51, 7).distance(to: point(51, 7)) == 0)
  }

  @Test func aHoleIsOutside() throws {
    let square = try [point(0, 0), point(0, 10), point(10, 10), point(10, 0)]
    let hole = try [point(4, 4), point(4, 6), point(6, 6), point(6, 4)]
    let area = MultiPolygon([Polygon(outer: square, holes: [hole])])
    #expect(area.contains(try point(2, 2)))
    #expect(!area.contains(try point(5, 5)))
    #expect(!area.contains(try point(11, 5)))
    let centre = try #require(area.centre)
    #expect(abs(centre.latitude - 5) < 1e-9 && abs(centre.longitude - 5) < 1e-9)
  }

  @Test func everyPointLiesInOneOfTwoNeighboursOnly() throws {
    let west = Polygon(outer: try [point(0, 0), point(0, 5), point(5, 5), point(5, 0)])
    let east = Polygon(outer: try [point(0, 5), point(0, 9), point(5, 9), point(5, 5)])
    for step in 0..<200 {
      let probe = try point(Double(step % 20) * 0.25 + 0.1, Double(step) * 0.045)
      #expect(!(west.contains(probe) && east.contains(probe)))
    }
  }
}
