/// Rules about signs that are no letters.
extension SimpleLanguageCheck {
  private static let special = Set("&§/;([{„“”«»‹›\"#=<>~^|\\…†→".unicodeScalars)
  private static let closing: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "[": "]", "{": "}", "„": "“", "“": "”", "»": "«", "«": "»", "‹": "›", "›": "‹", "\"": "\"",
  ]

  /// Each sign once; brackets and quotation marks as a pair, with what they hold.
  func characterFindings(in text: SplitText) -> [SimpleLanguageFinding] {
    var findings: [SimpleLanguageFinding] = []
    var closers: [Int: Unicode.Scalar] = [:]
    for place in text.scalars.indices {
      let scalar = text.scalars[place]
      guard Self.special.contains(scalar), closers[place] == nil, !isInAddress(place, of: text) else { continue }
      var end = place
      if let closer = Self.closing[scalar], let found = closingPlace(of: closer, after: place, in: text) {
        closers[found] = closer
        end = found
      }
      let range = text.offsets[place]..<text.offsets[end + 1]
      findings.append(
        finding(.specialCharacter, .warning, at: range, of: text, advice(for: scalar)))
    }
    return findings
  }

  private func advice(for scalar: Unicode.Scalar) -> PlainLanguageText {
    switch scalar {
    case "(", "[", "{": .adviceBracket
    case "„", "“", "”", "«", "»", "‹", "›", "\"": .adviceQuotation
    default: .adviceSpecialCharacter
    }
  }

  /// In the same line and not far away, so that a forgotten closing mark marks no whole text.
  private func closingPlace(of closer: Unicode.Scalar, after place: Int, in text: SplitText) -> Int? {
    for other in (place + 1)..<min(place + 200, max(place + 1, text.scalars.count)) {
      if text.scalars[other] == closer { return other }
      if text.scalars[other].isLineEnd { return nil }
    }
    return nil
  }

  /// Whether the sign belongs to an address on the web: the run of signs around it begins like one or holds an `@`.
  private func isInAddress(_ place: Int, of text: SplitText) -> Bool {
    guard "/&#=~".unicodeScalars.contains(text.scalars[place]) else { return false }
    let longest = 120
    var start = place
    while start > 0, place - start < longest, !text.scalars[start - 1].isSpace { start -= 1 }
    var run = String.UnicodeScalarView()
    run.append(contentsOf: text.scalars[start..<min(place + 3, text.scalars.count)])
    let address = String(run)
    return address.contains("://") || address.contains("www.") || address.contains("@")
      || address.split(separator: "/").first.map { $0.contains(".") && !$0.hasSuffix(".") } == true
  }
}
