import Directory
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOFoundationEssentialsCompat
import Search
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

@Suite struct PageTests {
  @Test(arguments: TestEngine.allCases) func everyKindOfPageAnswersInEveryLanguage(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let directory = demo.town.directory.index.current
      let offer = Demo.offerIdentifier("sprechstunde-wohnen")
      let organization = try #require(directory.organizations.keys.min())
      let point = try #require(directory.contactPoints.first)
      let event = try #require(directory.events.first)
      let encounter = try #require(directory.places.values.filter { $0.encounter != nil }.map(\.id).min())
      let paths = [
        "", "offers", "offers?q=deutsch&topic=education&free=1&when=week&view=map", "offers?q=zzzzzz",
        "offers/\(offer)",
        "organizations/\(organization)", "contact", "contact/\(point.id)", "events", "events/\(event.id)",
        "places/\(encounter)", "topics/housing", "topics/housing.search", "map", "about", "imprint", "privacy",
        "accessibility", "data", "feedback", "feedback?about=offer&offer=\(offer)",
      ]
      for language in Language.shipped {
        for path in paths {
          try await client.execute(uri: "/\(language.code)/\(path)", method: .get) { response in
            #expect(response.status == .ok, "/\(language.code)/\(path)")
            let text = response.text
            #expect(text.contains("<html lang=\"\(language.code)\" dir=\"\(language.direction.rawValue)\">"))
            #expect(text.contains("Wegpunkt &lt;Test&gt; &amp; Co"), "the site's name is escaped")
            #expect(text.components(separatedBy: "<h1").count == 2, "/\(language.code)/\(path) has one heading")
          }
        }
      }
    }
  }

  @Test func cardsKeptFromOnePageSayTheSameOnAnother() async throws {
    try await withDemoTown { _, client in
      // Another search for the same offers fills the shelf of cards; marks and distance must not stay on them.
      for search in ["offers?q=Beratung", "offers?q=Beratung%20Arabisch&lat=51.2&lon=6.78", "offers?q=Recht"] {
        for language in ["de", "ar"] { _ = try await client.execute(uri: "/\(language)/\(search)", method: .get) }
      }
      let path = "/de/offers?q=Beratung%20Recht"
      let warm = try await client.execute(uri: path, method: .get) { $0.text }
      try await withDemoTown { _, fresh in
        let cold = try await fresh.execute(uri: path, method: .get) { $0.text }
        #expect(warm.contains("<mark>") && warm == cold)
      }
    }
  }

  @Test func anAddressWithoutLanguageLeadsToTheBrowsersOne() async throws {
    try await withDemoTown { _, client in
      try await client.execute(
        uri: "/offers?q=a%20b", method: .get, headers: [.acceptLanguage: "ar-SY,ar;q=0.9,de;q=0.5"]
      ) { response in
        #expect(response.status == .found)
        #expect(response.headers[.location] == "/ar/offers?q=a%20b")
      }
    }
  }

  @Test func anArabicQueryFindsAnOfferThatIsGermanOnly() async throws {
    try await withDemoTown { demo, client in
      let index = demo.town.directory.index
      var offer = try #require(index.current.offer(Demo.offerIdentifier("integrationskurs-abend")))
      offer.texts = Translated(offer.texts.source.content, in: .german)
      let germanOnly = offer
      try await demo.database.write { writer in try writer.save([germanOnly]) }
      try await index.refresh()
      let result = try index.current.offers(matching: "دورة لغة ألمانية", in: .arabic, limit: 30, at: DemoTown.start)
      let offers = result.hits.compactMap { hit -> Identifier<Offer>? in
        guard case .offer(let offer) = PublishedDirectory.Entry(hit.payload) else { return nil }
        return offer.id
      }
      #expect(offers.contains(germanOnly.id))
      try await client.execute(uri: "/ar/offers/\(germanOnly.id)", method: .get) { response in
        #expect(response.text.contains("<span lang=\"de\" dir=\"ltr\">"), "German text is marked as German")
      }
    }
  }

  @Test func aPageWalksPastClosingTime() async throws {
    try await withDemoTown { demo, client in
      let open = try #require(
        demo.town.directory.index.current.contactPoints.first { point in
          guard point.status == .open, let hours = point.hours else { return false }
          return hours.current(at: TownClock.rhineland.local(DemoTown.start), in: .northRhineWestphalia) != nil
        })
      func isOpen() async throws -> Bool {
        try await client.execute(uri: "/de/contact/\(open.id)", method: .get) { $0.text.contains("Jetzt geöffnet bis") }
      }
      #expect(try await isOpen())
      try demo.clock.set("2026-11-20T22:59:00Z")
      #expect(try await !isOpen(), "a kept page must not outlive its minute")
    }
  }

  @Test func aHiddenAddressIsNowhere() async throws {
    try await withDemoTown { demo, client in
      let hidden = try await demo.database.read { reader in try reader.places().filter { $0.visibility == .hidden } }
      let streets = hidden.compactMap(\.street)
      #expect(!streets.isEmpty)
      let directory = demo.town.directory.index.current
      var paths = [
        "/hsds/services?full=true&per_page=500", "/de/map.json", "/sitemap.xml", "/de/events.ics", "/de/contact",
      ]
      directory.search.forEachDocument { id, _ in paths.append("/de/offers/\(id)") }
      for path in paths {
        try await client.execute(uri: path, method: .get) { response in
          for street in streets { #expect(!response.text.contains(street), "\(path) tells \(street)") }
        }
      }
      for place in hidden {
        let point = try #require(place.coordinate)
        try await client.execute(uri: "/de/map.json", method: .get) { response in
          #expect(!response.text.contains("\(point.longitude)"))
        }
      }
    }
  }

  @Test func aSingleOfferChangesAtOnce() async throws {
    try await withDemoTown { demo, client in
      let id = Demo.offerIdentifier("sprechstunde-wohnen")
      let found = try await demo.database.read { reader in try reader.offers([id]) }
      var offer = try #require(found.first)
      offer.texts.source.content.title = "Kamelreiten am Rhein"
      let changed = offer
      try await demo.database.write { writer in try writer.save([changed]) }
      try await demo.town.directory.index.refresh()
      try await client.execute(uri: "/de/offers?q=kamelreiten", method: .get) { response in
        #expect(response.text.contains("am Rhein</a></h3>"))
      }
      offer.status = .paused
      let paused = offer
      try await demo.database.write { writer in try writer.save([paused]) }
      try await demo.town.directory.index.refresh()
      try await client.execute(uri: "/de/offers/\(id)", method: .get) { #expect($0.status == .notFound) }
    }
  }

  @Test func anOfferThatRestsInSchoolHolidaysSaysSo() async throws {
    try await withDemoTown { demo, client in
      let directory = demo.town.directory.index.current
      let search = try directory.offers(matching: "Hausaufgaben Lernladen", in: .german, limit: 1, at: DemoTown.start)
      guard case .offer(let offer) = PublishedDirectory.Entry(try #require(search.hits.first).payload) else {
        Issue.record("the demo has lost its offer for pupils")
        return
      }
      #expect(offer.schedule?.schoolHolidays == .closed)
      // A Tuesday in the Christmas holidays.
      try demo.clock.set("2026-12-29T08:00:00Z")
      for (language, words) in [
        ("de", "Nicht in den Schulferien"), ("ar", "باستثناء العطل المدرسية"),
        ("fr", "Pas pendant les vacances scolaires"),
      ] {
        try await client.execute(uri: "/\(language)/offers/\(offer.id)", method: .get) { response in
          #expect(response.text.contains("<li class=\"exception\">\(words)</li>"), "\(language)")
        }
      }
      try await client.execute(uri: "/de/offers/\(offer.id)", method: .get) { response in
        let next = response.text.components(separatedBy: "<ul class=\"next-dates\"><li>").last ?? ""
        #expect(next.hasPrefix("Donnerstag, 7. Januar 2027"), "\(next.prefix(60))")
      }
    }
  }
}

@Suite struct AnswerTests {
  @Test func pagesAreCompressedTaggedAndGuarded() async throws {
    try await withDemoTown { _, client in
      let tag = try await client.execute(uri: "/de", method: .get, headers: [.acceptEncoding: "gzip"]) { response in
        #expect(response.headers[.contentEncoding] == "gzip")
        #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        #expect(response.headers[.setCookie] == nil)
        return try #require(response.headers[.eTag])
      }
      try await client.execute(uri: "/de", method: .get, headers: [.acceptEncoding: "gzip", .ifNoneMatch: tag]) {
        #expect($0.status == .notModified && $0.body.readableBytes == 0)
      }
      try await client.execute(uri: "/de", method: .head) { response in
        #expect(response.status == .ok && response.body.readableBytes == 0)
      }
    }
  }

  @Test func everyLinkOfAPageLeadsSomewhere() async throws {
    try await withDemoTown { _, client in
      var seen: Set<String> = []
      var queue = ["/de", "/ar"]
      while let path = queue.popLast(), seen.count < 400 {
        guard seen.insert(path).inserted else { continue }
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.status == .ok, "\(path)")
          guard response.headers[.contentType]?.hasPrefix("text/html") == true, !path.contains("?") else { return }
          for match in response.text.matches(of: /(?:href|src|action|data-map)="(\/[^"#]*)/) {
            queue.append(String(match.1).replacing("&amp;", with: "&"))
          }
        }
      }
      #expect(seen.count > 300)
    }
  }

  @Test func operatorsAreAnswered() async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: "/health", method: .get) { #expect($0.text == "{\"status\":\"ok\"}\n") }
      _ = try await client.execute(uri: "/de/offers?q=geheim", method: .get) { $0.status }
      try await client.execute(uri: "/metrics", method: .get) { response in
        #expect(
          response.text.contains("wegpunkt_requests_seconds_count{route=\"/{language}/offers\",status=\"200\"} 1"))
        #expect(!response.text.contains("geheim"), "what somebody looks for is nobody's business")
      }
    }
  }

  @Test func theInterfaceForMachinesRanksLikeThePage() async throws {
    try await withDemoTown { demo, client in
      let wanted = try demo.town.directory.index.current.offers(
        matching: "kinderwagen", in: .german, limit: 5, kinds: ["offer"], at: DemoTown.start
      ).hits.map(\.id.description)
      try await client.execute(uri: "/hsds/services?search=kinderwagen&per_page=5&full=true", method: .get) {
        response in
        let answer = try JSONSerialization.jsonObject(with: Data(buffer: response.body)) as? [String: Any]
        let contents = try #require(answer?["contents"] as? [[String: Any]])
        #expect(contents.compactMap { $0["id"] as? String } == wanted)
        #expect(answer?["size"] as? Int == contents.count && answer?["first_page"] as? Bool == true)
        let attributes = try #require(contents.first?["attributes"] as? [[String: Any]])
        let term = try #require(attributes.first?["taxonomy_term"] as? [String: Any])
        #expect((term["code"] as? String)?.contains(".") == true)
        #expect(response.headers[.accessControlAllowOrigin] == "*")
      }
    }
  }

  @Test func aClientThatAsksTooMuchIsToldToWait() async throws {
    try await withDemoTown(change: { $0.requestsPerMinute = 5 }) { _, client in
      var statuses: [Int] = []
      for _ in 0..<8 { statuses.append(try await client.execute(uri: "/de/about", method: .get) { $0.status.code }) }
      #expect(statuses.prefix(5).allSatisfy { $0 == 200 } && statuses.last == 429)
    }
  }
}
