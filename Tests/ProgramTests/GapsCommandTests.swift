import Directory
import Foundation
import Storage
import Testing
import Vocabulary

@testable import wegpunkt

@Suite struct GapsCommandTests {
  @Test func theAnswerCountsAndNames() async throws {
    try await withDemoTown { demo, _ in
      let id = Demo.offerIdentifier("sprechstunde-wohnen")
      try await demo.database.write { writer in
        var offers = try writer.offers([id])
        offers[0].languages = []
        offers[0].cost = .init()
        try writer.save(offers)
      }
      let gaps = try await demo.database.read { reader in try reader.gapsOfPublishedOffers() }
      let answer = GapsCommand.Answer(gaps)
      let offer = try #require(answer.organizations.flatMap(\.offers).first { $0.id == id.description })
      #expect(offer.gaps.contains(.languages) && offer.gaps.contains(.cost))
      #expect(answer.text.contains("\(offer.title): "))
      #expect(answer.text.contains("cost, languages spoken"))
      #expect(answer.gaps == answer.organizations.reduce(0) { $0 + $1.gaps })
      let coded = try JSONEncoder().encode(answer)
      #expect(try JSONDecoder().decode(GapsCommand.Answer.self, from: coded) == answer)
    }
  }

  @Test func nothingOpenIsSaidSo() {
    #expect(GapsCommand.Answer([]).text == "No published offer leaves anything open.")
  }
}
