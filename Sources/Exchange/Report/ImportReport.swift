import Vocabulary

/// Where something stands in the source: a file and, counted from 1, a line of it (nil for the file itself).
package struct SourcePosition: Sendable, Hashable, Comparable {
  package let file: String
  package let line: Int?

  package init(file: String, line: Int? = nil) {
    self.file = file
    self.line = line
  }

  package static func < (one: Self, other: Self) -> Bool {
    (one.file, one.line ?? 0) < (other.file, other.line ?? 0)
  }
}

/// What an import did, row by row where it did not simply take the row over.
package struct ImportReport: Sendable, Equatable {
  package struct Entry: Sendable, Hashable {
    package let position: SourcePosition
    /// The source's own name of the field; empty when the whole row is meant.
    package let field: String
    package let reason: ImportReason
    /// What fills the places of the reason's text.
    package let values: [String: String]

    package var severity: ImportSeverity { reason.severity }
  }

  /// What became of the records of one kind.
  package struct Counts: Sendable, Hashable {
    package var created = 0
    package var updated = 0
    package var unchanged = 0
    package var refused = 0
    package var repaired = 0

    /// Those that are in the database now.
    package var present: Int { created + updated + unchanged }
  }

  /// More entries of one reason are only counted.
  package static let mostEntriesPerReason = 200

  /// In the order they came up.
  package private(set) var entries: [Entry] = []
  /// All entries, also those beyond the list's limit.
  package private(set) var totals: [ImportReason: Int] = [:]
  /// Offers of this import that leave at least one condition of access open, for editors.
  package internal(set) var offersWithGaps = 0
  /// How many offers leave a condition open, by the condition's name.
  package internal(set) var gaps: [String: Int] = [:]

  private var written: [ImportKind: Counts] = [:]
  private var refused: [ImportKind: Set<SourcePosition>] = [:]
  private var repaired: [ImportKind: Set<SourcePosition>] = [:]
  private var summed: [Summed: Int] = [:]

  /// What is told once with its count, instead of once a row.
  private struct Summed: Hashable {
    let reason: ImportReason
    let file: String
    let field: String
  }

  package init() {}

  package func counts(_ kind: ImportKind) -> Counts {
    var counts = written[kind] ?? Counts()
    counts.refused = refused[kind]?.count ?? 0
    counts.repaired = repaired[kind]?.count ?? 0
    return counts
  }

  package func total(_ reason: ImportReason) -> Int { totals[reason] ?? 0 }

  /// Whether the database is what it was before.
  package var changedNothing: Bool { written.values.allSatisfy { $0.created == 0 && $0.updated == 0 } }

  /// The entries with those that are told once for all their rows.
  package var allEntries: [Entry] {
    let sums = summed.sorted {
      ($0.key.file, $0.key.field, $0.key.reason.rawValue) < ($1.key.file, $1.key.field, $1.key.reason.rawValue)
    }
    return entries
      + sums.map { key, count in
        Entry(
          position: SourcePosition(file: key.file), field: key.field, reason: key.reason,
          values: ["count": String(count), "field": key.field])
      }
  }

  mutating func note(
    _ reason: ImportReason, at position: SourcePosition, of kind: ImportKind? = nil, field: String = "",
    _ values: [String: String] = [:]
  ) {
    let total = totals[reason, default: 0] + 1
    totals[reason] = total
    if let kind, reason.severity == .refused { refused[kind, default: []].insert(position) }
    if let kind, reason.severity == .repaired { repaired[kind, default: []].insert(position) }
    guard total <= Self.mostEntriesPerReason else { return }
    entries.append(
      Entry(position: position, field: field, reason: reason, values: values.mapValues { Self.shortened($0) }))
  }

  /// Counts what is told once per file and field.
  mutating func count(_ reason: ImportReason, file: String, field: String, by number: Int = 1) {
    totals[reason, default: 0] += number
    let key = Summed(reason: reason, file: file, field: field)
    // A source may have any number of columns and terms; the report stays readable.
    if summed[key] == nil, summed.count >= 20 * Self.mostEntriesPerReason { return }
    summed[key, default: 0] += number
  }

  mutating func countWritten(_ kind: ImportKind, _ change: (inout Counts) -> Void) {
    change(&written[kind, default: Counts()])
  }

  /// The first 120 characters: a report quotes, it does not repeat.
  private static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 120 else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(119))) + "…"
  }
}

/// How far an import is.
package struct ImportProgress: Sendable, Hashable {
  package enum Phase: Sendable, Hashable, CaseIterable {
    case reading, mapping, saving

    package var text: ExchangeText {
      switch self {
      case .reading: .phaseReading
      case .mapping: .phaseMapping
      case .saving: .phaseSaving
      }
    }
  }

  package let phase: Phase
  /// Bytes while reading, records afterwards.
  package let done: Int
  package let total: Int

  /// Hears how far the work is; when it throws, the import stops and leaves the database as it was.
  package typealias Watcher = @Sendable (ImportProgress) throws -> Void
}
