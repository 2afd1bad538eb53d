import Web

extension ImportReport {
  /// The entries as CSV with a header line, for a spreadsheet: file, line, field, severity, why, text.
  ///
  /// A cell that a spreadsheet would run as a formula is led by an apostrophe.
  package func csv(_ speak: Speaker) -> String {
    var lines = ["file,line,field,severity,why,count,text"]
    for entry in allEntries {
      let cells = [
        entry.position.file, entry.position.line.map(String.init) ?? "", entry.field, entry.severity.code,
        entry.reason.code, entry.values["count"] ?? "1", speak(entry.reason, entry.values),
      ]
      lines.append(cells.map(Self.cell).joined(separator: ","))
    }
    for (reason, hidden) in hiddenEntries {
      let cells = [
        "", "", "", reason.severity.code, reason.code, "\(hidden)", speak(ExchangeText.furtherEntries, count: hidden),
      ]
      lines.append(cells.map(Self.cell).joined(separator: ","))
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// The report for reading: counts first, then each reason with its first rows.
  package func text(_ speak: Speaker, entriesPerReason: Int = 10) -> String {
    var lines = [speak(ExchangeText.title)]
    for kind in ImportKind.allCases where counts(kind) != Counts() { lines.append("  " + countLine(kind, speak)) }
    if changedNothing { lines.append(speak(ExchangeText.nothingChanged)) }
    if offersWithGaps > 0 { lines.append(speak(ExchangeText.gaps, count: offersWithGaps)) }
    let grouped = Dictionary(grouping: allEntries, by: \.reason)
    for reason in ImportReason.allCases {
      guard let entries = grouped[reason] else { continue }
      lines.append("\(speak(reason.severity)) · \(reason.code): \(total(reason))")
      for entry in entries.prefix(entriesPerReason) { lines.append("  " + entryLine(entry, speak)) }
      let rest = entries.count - entriesPerReason + (hiddenEntries.first { $0.0 == reason }?.1 ?? 0)
      if rest > 0 { lines.append("  " + speak(ExchangeText.furtherEntries, count: rest)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many entries a reason has beyond those that are listed.
  private var hiddenEntries: [(ImportReason, Int)] {
    let listed = Dictionary(grouping: entries, by: \.reason).mapValues(\.count)
    return ImportReason.allCases.compactMap { reason in
      guard let shown = listed[reason], total(reason) > Self.mostEntriesPerReason else { return nil }
      return (reason, total(reason) - shown)
    }
  }

  private func countLine(_ kind: ImportKind, _ speak: Speaker) -> String {
    let counts = counts(kind)
    let parts: [(ExchangeText, Int)] = [
      (.created, counts.created), (.updated, counts.updated), (.unchanged, counts.unchanged),
      (.refused, counts.refused), (.repaired, counts.repaired),
    ]
    return speak(kind) + ": " + parts.filter { $0.1 > 0 }.map { speak($0.0, count: $0.1) }.joined(separator: ", ")
  }

  private func entryLine(_ entry: Entry, _ speak: Speaker) -> String {
    let line = entry.position.line.map { speak(ExchangeText.position, ["line": "\($0)"]) } ?? ""
    let position = [entry.position.file, line, entry.field].filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(position): \(speak(entry.reason, entry.values))"
  }

  private static func cell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) { text = "'" + text }
    guard text.unicodeScalars.contains(where: { [",", "\"", "\n", "\r"].contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
