import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Directory

@Suite struct OfferGapsTests {
  private static func organization(_ name: String) -> Organization {
    Organization(
      id: .derived(from: "gaps/\(name)"), kind: .association, level: .socialSpace,
      texts: Translated(.init(name: name, summary: ""), in: .german))
  }

  /// An offer that leaves nothing open.
  private static func complete(_ title: String, of organization: Organization) throws -> Offer {
    var texts = Offer.Texts(title: title)
    texts.scheduleNote = "Nach Absprache."
    var offer = Offer(
      id: .derived(from: "gaps/\(title)"), organization: organization.id, format: .online,
      topics: [try #require(TopicCode(rawValue: "advice"))], texts: Translated(texts, in: .german))
    offer.access.registration = .none
    offer.access.documents = []
    offer.access.residence = .anyone
    offer.access.german = .none
    offer.access.gender = .all
    offer.access.area = .anyone
    offer.cost.kind = .free
    offer.languages = [.german]
    offer.status = .published
    return offer
  }

  @Test(arguments: TestEngine.allCases) func mostGapsComeFirst(engine: TestEngine) async throws {
    try await withDatabase(on: engine, migrations: Directory.migrations) { database in
      let few = Self.organization("Anfang")
      let many = Self.organization("Mitte")
      let none = Self.organization("Ende")
      var one = try Self.complete("Ein Loch", of: few)
      one.cost.kind = .notStated
      var two = try Self.complete("Zwei Löcher", of: many)
      two.languages = []
      two.texts.source.content.scheduleNote = ""
      var all = try Self.complete("Alles offen", of: many)
      all.access = Offer.Access()
      all.cost = .init()
      all.languages = []
      all.texts.source.content.scheduleNote = ""
      var draft = try Self.complete("Entwurf", of: none)
      draft.cost.kind = .notStated
      draft.status = .draft
      let offers = [one, two, all, draft, try Self.complete("Ganz", of: none)]
      let found = try await database.write { writer in
        try writer.save([few, many, none])
        try writer.save(offers)
        return try writer.gapsOfPublishedOffers()
      }
      #expect(found.map(\.name) == ["Mitte", "Anfang"])
      #expect(found.map(\.count) == [11, 1])
      #expect(found[0].offers.map(\.title) == ["Alles offen", "Zwei Löcher"])
      #expect(found[0].offers[0].gaps == OfferGap.allCases)
      #expect(found[0].offers[1].gaps == [.languages, .times])
      #expect(found[1].offers[0].gaps == [.cost])
    }
  }

  /// The record and the query must mean the same.
  @Test func eachConditionOfAccessCounts() {
    #expect(
      Offer.Access().gaps == OfferGap.allCases.map(\.rawValue).filter { !["cost", "languages", "times"].contains($0) })
  }
}
