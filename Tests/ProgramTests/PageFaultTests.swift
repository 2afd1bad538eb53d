import Directory
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import Testing
import Vocabulary

@testable import wegpunkt

/// What visitors stumbled over, page by page.
@Suite struct PageFaultTests {
  @Test func aContactPointHasBigButtons() async throws {
    try await withDemoTown { demo, client in
      let points = demo.town.directory.index.current.contactPoints
      let open = try #require(points.first { $0.status == .open && $0.contact.phone != nil })
      try await client.execute(uri: "/de/contact/\(open.id)", method: .get) { response in
        #expect(response.text.contains(#"<a class="button big" href="tel:"#))
        #expect(response.text.contains(#"<a class="button big" href="geo:"#))
      }
      for closed in points where closed.status == .closed || closed.status == .planned {
        try await client.execute(uri: "/de/contact/\(closed.id)", method: .get) { response in
          #expect(!response.text.contains("button big"), "nobody is sent to a closed door")
        }
      }
    }
  }

  @Test func whereNothingIsFoundNoPanelOfZerosStands() async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: "/de/offers?q=qqxxzz", method: .get) { response in
        #expect(!response.text.contains("data-filters"))
        #expect(response.text.contains("class=\"empty\""))
      }
      for path in ["/de/offers?q=qqxxzz&free=1", "/de/offers?q=deutsch"] {
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.text.contains("data-filters"), "\(path): filters can be changed")
        }
      }
    }
  }

  @Test func everyErrorNamesWhomToAsk() async throws {
    try await withDemoTown { _, client in
      for path in ["/ar/nowhere", "/ar/offers?page=0", "/nowhere", "/ar/tiles/1"] {
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.status.code >= 400)
          #expect(response.text.contains("class=\"foot-point\""), "\(path)")
          #expect(response.text.contains("href=\"tel:"), "\(path)")
        }
      }
    }
  }

  @Test func resultsOfATopicAreNotCalledLikeItsPage() async throws {
    @Sendable func title(_ path: String, _ client: any TestClientProtocol) async throws -> String {
      try await client.execute(uri: path, method: .get) { response in
        let title = try #require(response.text.firstMatch(of: /<title>([^<]*)<\/title>/))
        return String(title.1)
      }
    }
    try await withDemoTown { _, client in
      for language in Language.shipped {
        let page = try await title("/\(language.code)/topics/housing", client)
        let results = try await title("/\(language.code)/offers?topic=housing", client)
        #expect(page != results, "\(language.code)")
      }
    }
  }

  @Test func theSecondPageNamesItselfInEveryLanguage() async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: "/de/offers?free=1&page=2", method: .get) { response in
        #expect(
          response.text.contains(
            #"<link rel="canonical" href="https://wegpunkt.example/de/offers?free=1&amp;page=2">"#))
        #expect(response.text.contains(#"<a href="/ar/offers?free=1&amp;page=2" lang="ar""#))
      }
      try await client.execute(uri: "/de/offers?free=1", method: .get) { response in
        #expect(response.text.contains(#"<link rel="canonical" href="https://wegpunkt.example/de/offers?free=1">"#))
        #expect(!response.text.contains("free=1&amp;page=1"))
      }
    }
  }

  /// Each letter typed would else become a search that found nothing.
  @Test func halfAWordIsNoSearch() async throws {
    try await withDemoTown { demo, client in
      for number in 1...5 {
        _ = try await client.execute(uri: "/de/offers?q=qqxxzz&typing=1&n=\(number)", method: .get) { $0.status }
        _ = try await client.execute(uri: "/de/offers?q=qqxxzzvv&n=\(number)", method: .get) { $0.status }
      }
      try demo.clock.set("2026-11-21T16:00:00Z")
      try await demo.town.directory.maintain(at: demo.clock.now)
      let words: [String] = try await demo.database.read { reader in
        try reader.values("SELECT words FROM unmet_searches")
      }
      #expect(words == ["qqxxzzvv"])
    }
  }
}
