import Directory
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Seeded
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

@Suite struct BadInputTests {
  @Test(arguments: [
    ("/de/offers?page=0", 400), ("/de/offers?page=abc", 400), ("/de/offers?lat=91&lon=0", 400),
    ("/de/offers?lat=nan&lon=nan", 400), ("/de/offers?q=%", 400), ("/de/offers?q=%ff%fe", 400),
    ("/de/offers?q=%00", 400),
    ("/de/offers?topic=%3Cscript%3E", 400), ("/de/offers?when=never", 400), ("/xx/offers", 404), ("/DE/offers", 404),
    ("/de/offers/1", 404), ("/de/offers/..%2f..%2fetc%2fpasswd", 404), ("/de/offers/%00", 404),
    ("/de/topics/unknown", 404),
    ("/de/topics/'%20OR%201=1--", 404), ("/de/events/none.ics", 404), ("/de/offers/none.ics", 404), ("/de/nope", 404),
    ("/assets/x/../../etc/passwd", 404), ("/assets/x/%2e%2e%2fsecret", 404), ("/hsds/services?page=0", 400),
    ("/hsds/services?per_page=100000", 400), ("/hsds/services?language=klingon", 400), ("/de/map.json?page=-1", 400),
    ("/desk/nope", 404),
  ])
  func aClearPageInstead(of path: String, status: Int) async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: path, method: .get) { response in
        #expect(response.status.code == status, "\(path)")
        #expect(response.text.contains("<h1>"), "\(path) says what is wrong")
      }
    }
  }

  @Test func whatIsTypedIsNeverMarkup() async throws {
    try await withDemoTown { _, client in
      let hostile = "%3Cscript%3Ealert(1)%3C/script%3E%22%20onmouseover=%22x"
      for path in ["/de/offers?q=\(hostile)", "/ar/offers?q=\(hostile)&view=map", "/de/feedback?about=\(hostile)"] {
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.status == .ok)
          #expect(!response.text.contains("<script>alert"), "\(path)")
          #expect(!response.text.contains("\" onmouseover=\"x"), "\(path)")
        }
      }
    }
  }

  /// A fixed budget of random addresses: any answer is fine but a fault of ours.
  @Test func randomAddressesNeverBreakIt() async throws {
    try await withDemoTown { _, client in
      var generator = SeededGenerator(seed: 42)
      let pieces = [
        "q", "topic", "area", "page", "lat", "lon", "when", "=", "&", "%", "%zz", "%C3%A4", "+", "1", "-1", "now", "'",
        "\"",
        "%F0%9F%98%80", "%CC%81", "%E2%80%8F", "rath", "housing", "[]", "radius", "1e9", "view=map", "target=women",
      ]
      for _ in 0..<600 {
        let count = Int.random(in: 0...14, using: &generator)
        let query = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        try await client.execute(uri: "/de/offers?\(query)", method: .get) { response in
          #expect(response.status.code < 500, "\(query)")
        }
      }
      let long = String(repeating: "wohnung%20", count: 1000)
      try await client.execute(uri: "/de/offers?q=\(long)", method: .get) { #expect($0.status == .ok) }
    }
  }
}

@Suite struct FeedbackTests {
  private static let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

  private func token(_ client: any TestClientProtocol) async throws -> String {
    try await client.execute(uri: "/de/feedback", method: .get) { response in
      let match = try #require(response.text.firstMatch(of: /name="signed" value="([^"]+)"/))
      return String(match.1).addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
  }

  private func messages(_ demo: DemoTown) async throws -> [String] {
    try await demo.database.read { reader in try reader.values("SELECT message FROM feedback ORDER BY id") }
  }

  @Test(arguments: TestEngine.allCases) func aMessageArrives(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let signed = try await token(client)
      try demo.clock.set("2026-11-20T16:05:00Z")
      try await client.execute(
        uri: "/de/feedback", method: .post, headers: Self.form,
        body: ByteBuffer(string: "message=Die+Nummer+stimmt+nicht&about=other&signed=\(signed)")
      ) { #expect($0.status == .ok) }
      #expect(try await messages(demo) == ["Die Nummer stimmt nicht"])
    }
  }

  @Test func machinesAreThankedAndForgotten() async throws {
    try await withDemoTown { demo, client in
      let signed = try await token(client)
      try demo.clock.set("2026-11-20T16:05:00Z")
      for body in [
        "message=spam&website=http://x.example&signed=\(signed)", "message=spam&signed=1.x",
        "message=&signed=\(signed)",
      ] {
        _ = try await client.execute(
          uri: "/de/feedback", method: .post, headers: Self.form, body: ByteBuffer(string: body)
        ) {
          $0.status
        }
      }
      try await client.execute(
        uri: "/de/feedback", method: .post,
        headers: Self.form.appending(try #require(HTTPField.Name("Sec-Fetch-Site")), "cross-site"),
        body: ByteBuffer(string: "message=spam&signed=\(signed)")
      ) { #expect($0.status.code == 403) }
      #expect(try await messages(demo).isEmpty)
    }
  }

  @Test func nothingTypedIsLost() async throws {
    try await withDemoTown { _, client in
      try await client.execute(
        uri: "/de/feedback", method: .post, headers: Self.form,
        body: ByteBuffer(string: "message=Mein+%3Cb%3ETipp&about=barrier&signed=forged")
      ) { response in
        #expect(response.status == .unprocessableContent)
        #expect(response.text.contains("Mein &lt;b&gt;Tipp</textarea>"))
        #expect(response.text.contains("role=\"alert\""))
      }
    }
  }

  @Test func aFloodOfBytesIsRefused() async throws {
    try await withDemoTown { _, client in
      try await client.execute(
        uri: "/de/feedback", method: .post, headers: Self.form,
        body: ByteBuffer(string: "message=" + String(repeating: "x", count: 200_000))
      ) { #expect($0.status == .contentTooLarge) }
    }
  }

  @Test func oldMessagesAreDeleted() async throws {
    try await withDemoTown { demo, _ in
      try await demo.database.write { writer in
        try writer.send(
          Feedback(subject: .other, offer: nil, language: .german, message: "alt"),
          at: DemoTown.start.adding(seconds: -181 * 86400))
        try writer.send(Feedback(subject: .other, offer: nil, language: .german, message: "neu"), at: DemoTown.start)
      }
      try await demo.town.directory.maintain(at: DemoTown.start)
      #expect(try await messages(demo) == ["neu"])
    }
  }
}

extension HTTPFields {
  fileprivate func appending(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
    var fields = self
    fields[name] = value
    return fields
  }
}
