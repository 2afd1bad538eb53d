import Vocabulary
import Web

/// The frame around the desk's pages: name, menu, who is signed in.
struct DeskLayout: Sendable {
  let site: Site

  /// A page for somebody who is signed in.
  func render(_ page: DeskPage, _ visit: DeskVisit, sections: [DeskSection]) -> HTML {
    let speaker = visit.speaker
    let shown = sections.filter { visit.account.maySomewhere($0.action) }
    let current = visit.path.dropFirst().first
    let items = shown.map { section -> HTML in
      """
      <li><a href="\(DeskPath.url(section.path))"\(section.path == current ? " aria-current=\"page\"" : HTML.empty)>\
      \(.icon(section.icon, site.assets))<span>\(speaker.texts.text(section.name, in: speaker.language))</span></a></li>
      """
    }
    let isOwn = current == "account"
    let account: HTML = """
      <nav class="desk-account" aria-label="\(speaker(AccessText.accountMenu))"><ul class="plain">\
      <li><a href="\(DeskPath.url("account"))"\(isOwn ? " aria-current=\"page\"" : HTML.empty)>\
      \(.icon(.people, site.assets))<bdi>\(visit.account.name)</bdi></a></li>\
      <li><form method="post" action="\(DeskPath.url("sign-out"))">\(visit.csrfField)\
      <button class="button quiet" type="submit">\(speaker(AccessText.signOut))</button></form></li></ul></nav>
      """
    let menu: HTML = """
      <nav class="desk-nav" aria-label="\(speaker(AccessText.deskMenu))"><div class="frame"><ul class="plain">\
      <li><a href="\(DeskPath.url())"\(current == nil ? " aria-current=\"page\"" : HTML.empty)>\
      \(.icon(.home, site.assets))<span>\(speaker(AccessText.desk))</span></a></li>\(items)</ul></div></nav>
      """
    return frame(page, speaker, account: account, menu: menu)
  }

  /// A page for somebody who is not, such as the sign-in.
  func render(_ page: DeskPage, _ speaker: Speaker) -> HTML {
    let back: HTML = """
      <nav class="desk-account" aria-label="\(speaker(AccessText.accountMenu))"><ul class="plain"><li>\
      <a href="\(SafeURL(path: [speaker.language.code]))">\(speaker(AccessText.toSite))</a></li></ul></nav>
      """
    return frame(page, speaker, account: back, menu: .empty)
  }

  private func frame(_ page: DeskPage, _ speaker: Speaker, account: HTML, menu: HTML) -> HTML {
    let language = speaker.language
    let sheets = ["wegpunkt.css", "desk.css"] + page.stylesheets + ["town.css"]
    let scripts = ["wegpunkt.js"] + page.scripts
    let logo = site.logo.map { "<img src=\"\($0)\" alt=\"\" width=\"40\" height=\"40\">" as HTML }
    return """
      <!doctype html>
      <html lang="\(language.code)" dir="\(language.direction.rawValue)">
      <head><meta charset="utf-8"><title>\(page.title) – \(site.name)</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
      \(sheets.map { "<link rel=\"stylesheet\" href=\"\(site.assets.url($0))\">" as HTML })\
      <link rel="icon" type="image/svg+xml" href="\(site.assets.url("favicon.svg"))">
      \(scripts.map { "<script defer src=\"\(site.assets.url($0))\"></script>" as HTML })</head>
      <body class="desk page-\(page.kind)">
      <a class="skip" href="#main">\(speaker(WebText.skipToContent))</a>
      \(site.isDemo ? "<p class=\"demo-notice\">\(speaker(WebText.demoNotice))</p>" : HTML.empty)\
      <header class="desk-head"><div class="frame"><a class="site-name" href="\(DeskPath.url())">\(logo)\
      <span lang="\(site.defaultLanguage.code)" dir="auto">\(site.name)</span></a>\(account)</div></header>\(menu)
      <main id="main" tabindex="-1"><div class="frame">
      \(page.body)
      </div></main>
      </body></html>
      """
  }
}
