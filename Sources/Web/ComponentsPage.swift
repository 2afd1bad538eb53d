import Vocabulary

/// Every component in every state, under a heading each: for those who build pages, and for the tests that look at them.
///
/// It is there in the demo only. What the samples say are texts of the site, so each language shows how they fit.
package struct ComponentsPage: Sendable {
  private let site: Site
  private let layout: Layout

  package init(site: Site) {
    self.site = site
    layout = Layout(site: site)
  }

  package func addRoutes(to routes: PublicRoutes) {
    routes.page("desk/components") { visit in render(visit.speaker) }
  }

  private func render(_ speaker: Speaker) -> RenderedPage {
    let samples = Samples(components: Components(speaker: speaker, assets: site.assets))
    let sections = samples.all.map { sample -> HTML in
      let states = sample.states.map { state, body -> HTML in
        "<div class=\"specimen\"><h3 lang=\"en\" dir=\"ltr\">\(state)</h3>\(body)</div>"
      }
      return """
        <section class="specimens" id="component-\(sample.name)"><h2><code lang="en" dir="ltr">\(sample.name)</code></h2>\
        \(states)</section>
        """
    }
    var page = Page(
      title: "Components", path: ["desk", "components"], kind: "components",
      body: """
        <div class="frame"><h1 lang="en" dir="ltr">Components</h1>
        <p class="lead" lang="en" dir="ltr">Every part that pages are made of, in every state.</p>\(sections)</div>
        """)
    page.stylesheets = ["desk.css"]
    page.isUnlisted = true
    return RenderedPage(layout.render(page, for: speaker), lifetime: .version)
  }
}

/// The components by the name of their function, each with its states.
private struct Samples {
  let components: Components

  struct Sample {
    let name: String
    let states: [(String, HTML)]
  }

  private var speaker: Speaker { components.speaker }
  private static let tones: [Components.Tone] = [.plain, .good, .warn, .bad]
  /// A place on this page: samples lead nowhere else.
  private static let here = SafeURL.anchor("main")

  var all: [Sample] {
    [
      Sample(name: "icon", states: [("all", icons)]),
      Sample(name: "badge", states: [("plain, good, warn, bad", badges)]),
      Sample(name: "notice", states: Self.tones.map { ("\($0.rawValue)", notice($0)) }),
      Sample(name: "chip", states: [("one, several", chips)]),
      Sample(name: "field", states: fields), Sample(name: "errorSummary", states: [("two errors", errors)]),
      Sample(name: "disclosure", states: [("closed", disclosure(isOpen: false)), ("open", disclosure(isOpen: true))]),
      Sample(name: "pagination", states: [("first", page(1)), ("middle", page(2)), ("last", page(3))]),
      Sample(name: "text", states: texts), Sample(name: "paragraphs", states: paragraphs),
    ]
  }

  private var icons: HTML {
    let items = Icon.allCases.map { icon -> HTML in
      "<li>\(components.icon(icon))<code lang=\"en\" dir=\"ltr\">\(icon.rawValue)</code></li>"
    }
    return "<ul class=\"icon-samples\">\(items)</ul>"
  }

  private var badges: HTML {
    let icons: [Icon] = [.info, .check, .warning, .emergency]
    let items = zip(Self.tones, icons).map { tone, icon in
      components.badge(speaker(WebText.today), icon: icon, tone: tone)
    }
    return "<ul class=\"badges\">\(items)</ul>"
  }

  private func notice(_ tone: Components.Tone) -> HTML {
    components.notice(
      "<p>\(speaker(WebText.tooLargeText))</p>", tone: tone, icon: tone == .bad ? .warning : .info)
  }

  private var chips: HTML {
    let words = [WebText.imprint, .privacy, .accessibility].map { components.chip(speaker($0), removing: Self.here) }
    return "<ul class=\"chips\">\(words)</ul>"
  }

  private var fields: [(String, HTML)] {
    func field(_ name: String, _ change: (inout Components.Field) -> Void) -> HTML {
      var field = Components.Field(name: name, label: speaker(WebText.searchLabel))
      change(&field)
      return components.field(field)
    }
    return [
      ("optional", field("optional") { _ in }), ("required", field("required") { $0.isRequired = true }),
      ("with help", field("with-help") { $0.help = speaker(WebText.searchPlaceholder) }),
      (
        "with error and help",
        field("with-error") {
          $0.help = speaker(WebText.searchPlaceholder)
          $0.error = speaker(WebText.badRequestTitle)
          $0.value = "??"
        }
      ),
      ("several lines", field("several-lines") { $0.lines = 4 }),
      (
        "several lines with error",
        field("lines-with-error") {
          $0.lines = 4
          $0.isRequired = true
          $0.error = speaker(WebText.tooLargeTitle)
        }
      ),
    ]
  }

  private var errors: HTML {
    components.errorSummary([
      ("with-error", speaker(WebText.badRequestTitle)), ("lines-with-error", speaker(WebText.tooLargeTitle)),
    ])
  }

  private func disclosure(isOpen: Bool) -> HTML {
    components.disclosure(
      "\(speaker(WebText.showSource))", isOpen: isOpen, "<p>\(speaker(WebText.staleTranslation))</p>")
  }

  private func page(_ number: Int) -> HTML { components.pagination(page: number, of: 3) { _ in Self.here } }

  private var own: ShownText { ShownText(speaker(WebText.germanOnly), in: speaker.language) }

  /// A text in a language other than the page's.
  private var foreign: ShownText {
    let language: Language = speaker.language.primary == "de" ? .english : .german
    return ShownText(speaker.texts.text(WebText.germanOnly.rawValue, in: language), in: language)
  }

  private var rightToLeft: ShownText {
    let language: Language = speaker.language == .arabic ? .german : .arabic
    return ShownText(speaker.texts.text(WebText.germanOnly.rawValue, in: language), in: language)
  }

  private var texts: [(String, HTML)] {
    [
      ("in the page's language", "<p>\(components.text(own))</p>"),
      ("in another language", "<p>\(components.text(foreign))</p>"),
      ("in another direction", "<p>\(components.text(rightToLeft))</p>"),
      ("with the words that matched", "<p>\(components.text(own, marking: [0..<firstWord]))</p>"),
    ]
  }

  private var firstWord: Int { own.text.utf8.prefix { $0 != UInt8(ascii: " ") }.count }

  private var paragraphs: [(String, HTML)] {
    let twice = { (shown: ShownText) in ShownText("\(shown.text)\n\(shown.text)\n\n\(shown.text)", in: shown.language) }
    return [
      ("in the page's language", components.paragraphs(twice(own))),
      ("in another language", components.paragraphs(twice(foreign))),
    ]
  }
}
