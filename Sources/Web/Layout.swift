import Vocabulary

/// A page before the frame of the site is put around it.
package struct Page: Sendable {
  package var title: String
  package var description: String?
  /// The path without language, and the query: where the language switch leads.
  package var path: [String]
  package var query: [(String, String)] = []
  package var body: HTML
  package var linkedData: [JSONValue] = []
  /// What stands in the search field of the head; nil leaves the field out (the start page has its own).
  package var search: String? = ""
  package var scripts: [String] = []
  package var stylesheets: [String] = []
  /// Search machines are asked not to list the page.
  package var isUnlisted = false
  /// A name for the page's own styles.
  package var kind: String

  package init(title: String, path: [String], kind: String, body: HTML) {
    self.title = title
    self.path = path
    self.kind = kind
    self.body = body
  }
}

/// The frame around each page: head, language switch, menu, foot.
package struct Layout: Sendable {
  private let site: Site

  package init(site: Site) { self.site = site }

  /// - Parameter foot: what the foot says of the contact point beside the legal links.
  package func render(_ page: Page, for speaker: Speaker, foot: HTML = .empty) -> HTML {
    let language = speaker.language
    return """
      <!doctype html>
      <html lang="\(language.code)" dir="\(language.direction.rawValue)">
      \(head(of: page, speaker))
      <body class="page-\(page.kind)">
      <a class="skip" href="#main">\(speaker(WebText.skipToContent))</a>
      \(demoNotice(speaker))<header class="site-head"><div class="frame">
      \(siteName(language))\(menu(page, speaker))\(languageSwitch(page, speaker))\(search(page, speaker))
      </div></header>
      <main id="main" tabindex="-1">
      \(page.body)
      </main>
      \(footer(speaker, foot))
      </body></html>
      """
  }

  private func head(of page: Page, _ speaker: Speaker) -> HTML {
    let title = page.title == site.name ? page.title : "\(page.title) – \(site.name)"
    let address = url(page.path, speaker.language, page.query).absolute(under: site.baseURL)
    return """
      <head><meta charset="utf-8"><title>\(title)</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      \(page.description.map { "<meta name=\"description\" content=\"\($0)\">" as HTML })\
      \(page.isUnlisted ? "<meta name=\"robots\" content=\"noindex\">" : HTML.empty)
      <link rel="stylesheet" href="\(site.assets.url("wegpunkt.css"))">\
      \(page.stylesheets.map { "<link rel=\"stylesheet\" href=\"\(site.assets.url($0))\">" as HTML })\
      <link rel="stylesheet" href="\(site.assets.url("town.css"))">
      <link rel="icon" type="image/svg+xml" href="\(site.assets.url("favicon.svg"))">
      <link rel="canonical" href="\(address)">
      \(page.isUnlisted ? HTML.empty : alternates(page))
      <meta property="og:title" content="\(page.title)"><meta property="og:site_name" content="\(site.name)">\
      <meta property="og:type" content="website"><meta property="og:url" content="\(address)">\
      \(page.description.map { "<meta property=\"og:description\" content=\"\($0)\">" as HTML })\
      <meta property="og:image" content="\(site.assets.url("preview.png").absolute(under: site.baseURL))">
      \(page.linkedData.map(HTML.init(linkedData:)))\
      <script defer src="\(site.assets.url("wegpunkt.js"))"></script>\
      \(page.scripts.map { "<script defer src=\"\(site.assets.url($0))\"></script>" as HTML })</head>
      """
  }

  private func alternates(_ page: Page) -> HTML {
    let neutral = SafeURL(path: page.path, query: page.query)
    let links = site.languages.map { language -> HTML in
      let address = neutral.below(language.code).absolute(under: site.baseURL)
      return "<link rel=\"alternate\" hreflang=\"\(language.code)\" href=\"\(address)\">"
    }
    return
      "\(links)<link rel=\"alternate\" hreflang=\"x-default\" href=\"\(neutral.absolute(under: site.baseURL))\">"
  }

  private func siteName(_ language: Language) -> HTML {
    let logo = site.logo.map { "<img src=\"\($0)\" alt=\"\" width=\"40\" height=\"40\">" as HTML }
    return """
      <a class="site-name" href="\(url([], language))">\(logo)\
      <span lang="\(site.defaultLanguage.code)" dir="auto">\(site.name)</span></a>
      """
  }

  private func menu(_ page: Page, _ speaker: Speaker) -> HTML {
    let items = site.navigation.map { item -> HTML in
      let isCurrent = page.path.first == item.path.first
      return """
        <li><a href="\(url(item.path, speaker.language))"\(isCurrent ? " aria-current=\"page\"" as HTML : .empty)>\
        \(.icon(item.icon, site.assets))<span>\(speaker.texts.text(item.text, in: speaker.language))</span></a></li>
        """
    }
    return """
      <details class="menu" data-menu><summary>\(.icon(.menu, site.assets))<span>\(speaker(WebText.menu))</span></summary>\
      <nav aria-label="\(speaker(WebText.menu))"><ul>\(items)</ul></nav></details>
      """
  }

  private func languageSwitch(_ page: Page, _ speaker: Speaker) -> HTML {
    guard site.languages.count > 1 else { return .empty }
    let neutral = SafeURL(path: page.path, query: page.query)
    let links = site.languages.map { language -> HTML in
      let isCurrent = language == speaker.language
      return """
        <li><a href="\(neutral.below(language.code))" lang="\(language.code)" hreflang="\(language.code)" \
        dir="\(language.direction.rawValue)"\(isCurrent ? " aria-current=\"true\"" as HTML : .empty)>\
        \(language.nativeName)</a></li>
        """
    }
    return """
      <details class="language-switch" data-menu><summary>\(.icon(.language, site.assets))\
      <span class="sr-only">\(speaker(WebText.languageSwitch)): </span><span>\(speaker.language.nativeName)</span></summary>\
      <nav aria-label="\(speaker(WebText.languageSwitch))"><ul>\(links)</ul></nav></details>
      """
  }

  private func search(_ page: Page, _ speaker: Speaker) -> HTML {
    guard let text = page.search else { return .empty }
    return """
      <search><form class="site-search" action="\(url(["offers"], speaker.language))" method="get">\
      <label class="sr-only" for="site-search">\(speaker(WebText.searchLabel))</label>\
      <input id="site-search" type="search" name="q" value="\(text)" maxlength="300" dir="auto" autocomplete="off" \
      placeholder="\(speaker(WebText.searchPlaceholder))">\
      <button class="button" type="submit">\(.icon(.search, site.assets))<span>\(speaker(WebText.searchButton))</span></button></form></search>
      """
  }

  private func demoNotice(_ speaker: Speaker) -> HTML {
    site.isDemo ? "<p class=\"demo-notice\">\(speaker(WebText.demoNotice))</p>" : .empty
  }

  private func footer(_ speaker: Speaker, _ foot: HTML) -> HTML {
    let links: [(WebText, [String])] = [
      (.about, ["about"]), (.imprint, ["imprint"]), (.privacy, ["privacy"]), (.accessibility, ["accessibility"]),
      (.openData, ["data"]),
    ]
    return """
      <footer class="site-foot"><div class="frame">\(foot)<ul class="foot-links">\
      \(links.map { "<li><a href=\"\(url($0.1, speaker.language))\">\(speaker($0.0))</a></li>" as HTML })\
      <li><a href="\(url(["feedback"], speaker.language, [("about", "barrier")]))">\(speaker(WebText.reportBarrier))</a></li>\
      </ul></div></footer>
      """
  }

  private func url(_ path: [String], _ language: Language, _ query: [(String, String)] = []) -> SafeURL {
    SafeURL(path: [language.code] + path, query: query)
  }
}
