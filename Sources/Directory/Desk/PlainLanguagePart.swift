import Access
import Vocabulary
import Web

/// What a form says of how a text reads: a figure for each language, and for Leichte Sprache the places to look at.
struct PlainLanguagePart {
  let desk: DirectoryDesk
  let speaker: Speaker

  /// The figure with the name of its method, or how much text it needs.
  func readability(of text: String, in language: Language) -> HTML {
    guard let found = Readability.of(text, in: language) else {
      let (key, values) = Readability.tooShort
      return "<p class=\"help\">\(speaker(key, values))</p>"
    }
    let method = speaker(found.method.text, ["figure": String(Int(found.figure.rounded()))])
    return """
      <p class="help">\(speaker(EditingText.readability)): <strong>\(speaker(found.verdict.text))</strong>. \(method)</p>
      """
  }

  /// The findings in one text, in its order.
  func findings(in text: String) -> HTML {
    let found = desk.simpleLanguage.findings(in: text)
    guard !found.isEmpty else { return .empty }
    let items = found.map { finding -> HTML in
      let rule = finding.rule.references.map { speaker($0.text, $0.values) }
      return """
        <li><strong>\(speaker(finding.level.text)):</strong> <q>\(finding.words)</q> – \
        \(speaker(finding.advice, finding.values)) <small>\(speaker(finding.rule.name)); \(rule.joined(separator: "; "))</small></li>
        """
    }
    return """
      <details class="disclosure findings" open><summary>\(speaker(EditingText.findings, count: found.count))</summary>\
      <div><ul>\(items)</ul></div></details>
      """
  }
}
