import Testing

@testable import Exchange

struct PlainTextTests {
  @Test(arguments: [
    ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
    ("<ul><li>Bread</li><li>Milk</li></ul>", "– Bread\n– Milk"),
    ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
    ("It&#39;s &quot;free&quot;&nbsp;&#x2013; caf&eacute;", "It's \"free\" – café"),
    ("<b>bold</b>\nnext line", "bold\nnext line"),
    ("<p>source\nline</p>", "source line"),
    ("<script>alert('x')</script>Come<!-- hidden --> in", "Come in"),
    ("&lt;b&gt;", "<b>"), ("&#0;&#128;&#xD800;x", "€&#xD800;x"),
  ])
  func htmlBecomesText(html: String, text: String) {
    #expect(PlainText.of(html).text == text)
    #expect(PlainText.of(html).hadHTML)
  }

  @Test(arguments: [
    "age < 12", "a <3 b", "x & y", "AT&T; R&D", "5 > 3", "a <b without end", "Zeile\n\n\nZeile", "&;", "<",
  ])
  func whatOnlyLooksLikeHTMLStays(text: String) {
    #expect(PlainText.of(text).text == text)
    #expect(!PlainText.of(text).hadHTML)
  }
}
