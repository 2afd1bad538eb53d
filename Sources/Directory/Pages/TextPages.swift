import HTTPTypes
import Hummingbird
import Search
import Vocabulary
import Web

/// The municipality's own texts, the open data page, and what search machines read.
extension DirectorySite {
  func textPage(_ name: LegalTexts.Name, _ visit: Visit) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let title = visit.speaker(name.title)
    var body: HTML = name.introduction.map { "<p class=\"lead\">\(visit.speaker($0))</p>" } ?? .empty
    if let text = legalTexts[name] {
      let shown = text.shown(\.self, in: visit.language)
      body += """
        <div lang="\(shown.language.code)" dir="\(shown.language.direction.rawValue)">\(PlainText(shown.text).html)</div>
        """
    } else if site.isDemo, name == .imprint || name == .privacy {
      body += parts.components.notice("<p>\(visit.speaker(DirectoryText.demoLegal))</p>")
    }
    if name == .accessibility {
      body += """
        <p><a class="button" href="\(parts.url(.feedback([("about", "barrier")])))">\
        \(visit.speaker(WebText.reportBarrier))</a></p>
        """
    }
    if name == .about {
      body += """
        <p><a class="button quiet" href="\(parts.url(.announce))">\(visit.speaker(DirectoryText.announce))</a></p>
        """
    }
    let page = Page(
      title: title, path: [name.rawValue], kind: "legal",
      body: "<div class=\"frame narrow legal\"><h1>\(title)</h1>\(body)</div>")
    return RenderedPage(render(page, visit, directory))
  }

  func dataPage(_ visit: Visit) -> RenderedPage {
    let directory = index.current
    let speaker = visit.speaker
    let title = speaker(DirectoryText.dataTitle)
    let counts = speaker(
      DirectoryText.dataCounts,
      [
        "entries": String(directory.search.count), "organizations": String(directory.organizations.count),
        "events": String(directory.events.count),
      ])
    let page = Page(
      title: title, path: ["data"], kind: "legal",
      body: """
        <div class="frame narrow legal"><h1>\(title)</h1><p class="lead">\(speaker(DirectoryText.dataText))</p>
        <p>\(counts)</p><ul><li><a href="\(SafeURL("/hsds/services"))">HSDS 3.1 – <bdi dir="ltr">/hsds/services</bdi></a></li>
        <li><a href="\(SafeURL(path: [visit.language.code, "events.ics"]))">iCalendar – <bdi dir="ltr">events.ics</bdi></a></li>
        </ul></div>
        """)
    return RenderedPage(render(page, visit, directory))
  }

  /// Every page of every language, by its address (sitemaps.org 0.9); at most 50,000 addresses.
  func sitemap() -> RenderedPage {
    let directory = index.current
    var paths: [[String]] = [[], ["offers"], ["events"], ["contact"], ["map"], ["about"], ["data"], ["announce"]]
    paths += LegalTexts.Name.allCases.filter { $0 != .about }.map { [$0.rawValue] }
    paths += catalogue.codes.map { DirectoryPath.topic($0).segments }
    paths += directory.contactPoints.map { DirectoryPath.contactPoint($0.id).segments }
    paths += directory.events.map { DirectoryPath.event($0.id).segments }
    paths += directory.organizations.keys.sorted().map { DirectoryPath.organization($0).segments }
    directory.search.forEachDocument { id, payload in
      switch PublishedDirectory.Entry(payload) {
      case .offer: paths.append(DirectoryPath.offer(id.retyped()).segments)
      case .place: paths.append(DirectoryPath.encounter(id.retyped()).segments)
      default: break
      }
    }
    paths = Array(paths.prefix(50_000 / max(1, site.languages.count)))
    let urls = paths.flatMap { path in
      site.languages.map { language -> HTML in
        "<url><loc>\(SafeURL(path: [language.code] + path).absolute(under: site.baseURL))</loc></url>\n"
      }
    }
    let body: HTML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(urls)</urlset>
      """
    return RenderedPage(body: body.bytes, contentType: "application/xml; charset=utf-8", lifetime: .version)
  }

  func robots() -> RenderedPage {
    let text = "User-agent: *\nDisallow: /desk\nSitemap: \(site.baseURL)/sitemap.xml\n"
    return RenderedPage(body: Array(text.utf8), contentType: "text/plain; charset=utf-8", lifetime: .version)
  }
}

extension LegalTexts.Name {
  fileprivate var title: DirectoryText {
    switch self {
    case .imprint: .imprintTitle
    case .privacy: .privacyTitle
    case .about: .aboutTitle
    case .accessibility: .accessibilityTitle
    }
  }

  /// What the page says even where the municipality wrote nothing.
  fileprivate var introduction: DirectoryText? {
    switch self {
    case .about: .aboutText
    case .accessibility: .accessibilityText
    default: nil
    }
  }
}

/// A text as somebody writes it in an editor: blank lines part paragraphs, `# ` begins a heading, `- ` a list.
struct PlainText {
  private let text: String

  init(_ text: String) { self.text = text.replacing("\r\n", with: "\n") }

  var html: HTML {
    text.split(separator: "\n\n").map { block -> HTML in
      let lines = block.split(separator: "\n")
      if let first = lines.first, first.hasPrefix("# ") {
        return "<h2>\(first.dropFirst(2))</h2>" + paragraph(lines.dropFirst())
      }
      if lines.allSatisfy({ $0.hasPrefix("- ") }) {
        return "<ul>\(lines.map { "<li>\($0.dropFirst(2))</li>" as HTML })</ul>"
      }
      return paragraph(lines[...])
    }.joined()
  }

  private func paragraph(_ lines: ArraySlice<Substring>) -> HTML {
    lines.isEmpty ? .empty : "<p>\(lines.map { HTML(text: $0) }.joined(separator: "<br>"))</p>"
  }
}
