import Vocabulary

/// The parts pages are made of. Each is a function; the page `/desk/components` of the demo shows them all.
package struct Components: Sendable {
  package let speaker: Speaker
  package let assets: Assets

  package init(speaker: Speaker, assets: Assets) {
    self.speaker = speaker
    self.assets = assets
  }

  package func icon(_ icon: Icon) -> HTML { .icon(icon, assets) }

  /// A short fact beside an icon; at most five stand on a card.
  package func badge(_ text: String, icon: Icon, tone: Tone = .plain) -> HTML {
    "<li class=\"badge badge-\(tone.rawValue)\">\(self.icon(icon))<span>\(text)</span></li>"
  }

  package enum Tone: String, Sendable { case plain, good, warn, bad }

  /// A message that stands out: what happened, and what to do.
  package func notice(_ body: HTML, tone: Tone = .plain, icon: Icon = .info) -> HTML {
    "<div class=\"notice notice-\(tone.rawValue)\">\(self.icon(icon))<div>\(body)</div></div>"
  }

  /// A filter in force, with the link that takes it away.
  package func chip(_ text: String, removing url: SafeURL) -> HTML {
    """
    <li><a class="chip" href="\(url)"><span>\(text)</span><span class="sr-only"> – \(speaker(WebText.remove))</span>\
    \(icon(.close))</a></li>
    """
  }

  /// One line of text, with label above and help below it; an error ties itself to the field.
  package func field(_ field: Field) -> HTML {
    let described = [field.help == nil ? nil : "\(field.name)-help", field.error == nil ? nil : "\(field.name)-error"]
      .compactMap(\.self).joined(separator: " ")
    let attributes: HTML = """
      id="\(field.name)" name="\(field.name)" maxlength="\(field.most)" dir="auto"\
      \(described.isEmpty ? HTML.empty : " aria-describedby=\"\(described)\"")\
      \(field.error == nil ? HTML.empty : " aria-invalid=\"true\"")\(field.isRequired ? " required" : HTML.empty)
      """
    let input: HTML =
      field.lines > 1
      ? "<textarea \(attributes) rows=\"\(field.lines)\">\(field.value)</textarea>"
      : "<input type=\"\(field.type)\" \(attributes) value=\"\(field.value)\">"
    let optional: HTML = field.isRequired ? .empty : "<span class=\"optional\"> (\(speaker(WebText.optional)))</span>"
    return """
      <div class="field"><label for="\(field.name)">\(field.label)\(optional)</label>\
      \(field.help.map { "<p class=\"help\" id=\"\(field.name)-help\">\($0)</p>" as HTML })\
      \(field.error.map { "<p class=\"error\" id=\"\(field.name)-error\">\($0)</p>" as HTML })\(input)</div>
      """
  }

  package struct Field: Sendable {
    package var name: String
    package var label: String
    package var value = ""
    package var help: String?
    package var error: String?
    package var type = "text"
    package var lines = 1
    package var most = 300
    package var isRequired = false

    package init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  /// What went wrong in a form, above it, each with a link to its field.
  package func errorSummary(_ errors: [(field: String, message: String)]) -> HTML {
    guard !errors.isEmpty else { return .empty }
    let items = errors.map { "<li><a href=\"\(SafeURL.anchor($0.field))\">\($0.message)</a></li>" as HTML }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(speaker(WebText.errorSummary))</h2><ul>\(items)</ul></div>
      """
  }

  /// Something long that opens on demand.
  package func disclosure(_ title: HTML, isOpen: Bool = false, _ body: HTML) -> HTML {
    "<details class=\"disclosure\"\(isOpen ? " open" : HTML.empty)><summary>\(title)</summary><div>\(body)</div></details>"
  }

  /// Links to the page before and after.
  package func pagination(page: Int, of pages: Int, url: (Int) -> SafeURL) -> HTML {
    guard pages > 1 else { return .empty }
    let previous: HTML =
      page > 1
      ? "<a class=\"button quiet\" rel=\"prev\" href=\"\(url(page - 1))\">\(icon(.back))\(speaker(WebText.previousPage))</a>"
      : .empty
    let next: HTML =
      page < pages
      ? "<a class=\"button quiet\" rel=\"next\" href=\"\(url(page + 1))\">\(speaker(WebText.nextPage))\(icon(.forward))</a>"
      : .empty
    let position = speaker(WebText.pageOf, ["page": String(page), "pages": String(pages)])
    return """
      <nav class="pagination" aria-label="\(speaker(WebText.pagesLabel))">\(previous)<span>\(position)</span>\(next)</nav>
      """
  }

  /// A text as it exists: in the visitor's language, or marked with the language it is in.
  package func text(_ shown: ShownText, marking ranges: [Range<Int>] = []) -> HTML {
    if shown.language == speaker.language { return "\(shown.text, marking: ranges)" }
    return """
      <span lang="\(shown.language.code)" dir="\(shown.language.direction.rawValue)">\(shown.text, marking: ranges)</span>
      """
  }

  /// Paragraphs of a longer text; blank lines part them.
  package func paragraphs(_ shown: ShownText) -> HTML {
    let parts = shown.text.split(separator: "\n\n").map { paragraph -> HTML in
      let lines = paragraph.split(separator: "\n").map { HTML(text: $0) }
      return "<p>\(lines.joined(separator: "<br>"))</p>"
    }
    guard shown.language != speaker.language else { return parts.joined() }
    return "<div lang=\"\(shown.language.code)\" dir=\"\(shown.language.direction.rawValue)\">\(parts)</div>"
  }
}

extension SafeURL {
  /// A place on the same page.
  package static func anchor(_ name: String) -> SafeURL { SafeURL("").fragment(named: name) }
}
