import Seeded
import Testing
import Vocabulary

@testable import Web

@Suite struct HTMLTests {
  @Test func everyValueIsEscaped() {
    let hostile = "<script>alert(\"x\")</script> & 'y'"
    let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
    #expect(
      html.string
        == "<p title=\"&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;\">"
        + "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;</p>")
  }

  @Test func aQuoteWithACombiningMarkIsStillEscaped() {
    let html: HTML = "<a title=\"\("\"\u{301} onclick=\"alert(1)")\">"
    #expect(!html.string.unicodeScalars.dropFirst(10).dropLast(2).contains("\""))
  }

  @Test func partsOfPagesAreNotEscapedTwice() {
    let inner: HTML = "<b>\("a & b")</b>"
    #expect(("<i>\(inner)</i>" as HTML).string == "<i><b>a &amp; b</b></i>")
    #expect(("\([inner, inner])" as HTML).string == inner.string + inner.string)
  }

  @Test func nulIsDropped() {
    #expect(HTML(text: "a\0b").string == "ab")
  }

  @Test func markedRangesAreEscapedInside() {
    let html: HTML = "\("a <b> c", marking: [2..<5])"
    #expect(html.string == "a <mark>&lt;b&gt;</mark> c")
    #expect(("\("abc", marking: [2..<9])" as HTML).string == "abc")
  }

  @Test func linkedDataCannotCloseItsBlock() {
    let html = HTML(linkedData: .object([("name", .string("</script><script>alert(1)</script>"))]))
    #expect(html.string.split(separator: "</script>", omittingEmptySubsequences: false).count == 2)
  }
}

@Suite struct SafeURLTests {
  @Test(arguments: [
    "javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "https://", "http:///x",
    "https://user:pw@host.example", "https://ho st.example", "https://host.example/\u{1}", "https://a\\b",
    "ftp://x.example",
  ])
  func onlyWebAddressesAreTaken(text: String) {
    #expect(SafeURL(web: text) == nil)
  }

  @Test func aWebAddressKeepsItsForm() {
    #expect(SafeURL(web: " https://www.example.org/a?b=c#d ")?.string == "https://www.example.org/a?b=c#d")
    #expect(SafeURL(web: "https://www.example.org/a")?.host == "example.org")
  }

  @Test func segmentsAndValuesAreEncoded() {
    let url = SafeURL(path: ["de", "a/b ü"], query: [("q", "x&y=z"), ("ä", "")])
    #expect(url.string == "/de/a%2Fb%20%C3%BC?q=x%26y%3Dz&%C3%A4=")
  }

  @Test(arguments: ["a@b", "a b@c.de", "<a@b.de>", "a@b.de?subject=x", "a@b.de\r\nBcc: c@d.de", "@b.de"])
  func whatIsNoMailAddressIsRefused(text: String) {
    #expect(SafeURL(mail: text) == nil)
  }

  @Test func phoneNumbersKeepTheirDigits() {
    #expect(SafeURL(phone: "+49 (221) 4710-123")?.string == "tel:+492214710123")
    #expect(SafeURL(phone: "116 117")?.string == "tel:116117")
    #expect(SafeURL(phone: "x") == nil)
  }
}

@Suite struct QueryParametersTests {
  @Test func plusAndPercentAreDecoded() throws {
    let query = try QueryParameters("q=wo+kann%20ich&topic=a&topic=b&empty=&flag")
    #expect(query["q"] == "wo kann ich")
    #expect(query.all("topic") == ["a", "b"])
    #expect(query["empty"] == nil && query["flag"] == nil && query.contains("flag"))
  }

  @Test(arguments: ["q=%", "q=%4", "q=%zz", "q=%ff%fe", "q=%00", "%c3=1"]) func brokenEncodingIsRefused(text: String) {
    #expect(throws: QueryParameters.Fault.brokenEncoding) { try QueryParameters(text) }
  }

  @Test func aFloodIsRefused() {
    #expect(throws: QueryParameters.Fault.tooMany) {
      try QueryParameters(String(repeating: "a=b&", count: QueryParameters.mostItems + 1))
    }
  }

  @Test func anyBytesEndInAnAnswerOrARefusal() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 1...127, using: &generator)
      }
      _ = try? QueryParameters(String(decoding: bytes, as: UTF8.self))
    }
  }
}
