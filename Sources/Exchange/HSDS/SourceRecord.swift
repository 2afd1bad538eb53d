import Vocabulary

/// A row of an HSDS table, or an object of an HSDS document that stands for one.
struct SourceRecord: Sendable {
  let table: HSDSTable
  let position: SourcePosition
  /// Its identifier within the source, UUIDs in lower case; made from its position where it has none.
  var key: String
  /// The fields that say something, trimmed and free of HTML.
  var fields: [String: String]

  /// A field's text; empty when the source says nothing.
  subscript(_ field: String) -> String { fields[field] ?? "" }

  /// An identifier as it is compared: UUIDs in lower case.
  static func key(_ text: String) -> String {
    text.utf8.count == 36 ? Identifier<Never>(text)?.description ?? text : text
  }

  /// What a record is known by: its identifier; else what it says of itself, so that it is the same the next time.
  static func key(_ table: HSDSTable, _ fields: [String: String], otherwise position: String) -> String {
    let id = (fields["id"] ?? "").trimmed
    if !id.isEmpty { return key(id) }
    guard table.isEntity, let name = fields["name"]?.trimmed, !name.isEmpty else { return position }
    let parts = ["organization_id", "latitude", "longitude", "code"].map { fields[$0]?.trimmed ?? "" }
    return ([name] + parts).joined(separator: "|")
  }

  /// The fields in which records name each other.
  static func isReference(_ field: String) -> Bool { field == "id" || field.hasSuffix("_id") }
}

/// All rows of a source, and the report of reading them.
struct HSDSSource: Sendable {
  private(set) var records: [HSDSTable: [SourceRecord]] = [:]
  var report = ImportReport()
  /// Where each entity, or child of a parent, was put.
  private var known: [Known: Int] = [:]

  private struct Known: Hashable {
    let table: HSDSTable
    let key: String
    /// Of a child that stands within its parent: the parent's key.
    let parent: String
  }

  subscript(_ table: HSDSTable) -> [SourceRecord] { records[table] ?? [] }

  var count: Int { records.values.reduce(0) { $0 + $1.count } }

  /// Takes a row over: repairs its texts, notes unknown columns, and refuses a second row of the same identifier.
  ///
  /// - Parameter parent: of an object that stands within another; the same object may then stand in several places.
  mutating func add(_ raw: SourceRecord, parent: String? = nil) {
    let record = repaired(raw)
    let known = Known(
      table: record.table, key: record.key, parent: parent.map { record.table.isEntity ? "" : $0 } ?? "")
    guard let index = self.known[known] else {
      self.known[known] = records[record.table]?.count ?? 0
      records[record.table, default: []].append(record)
      return
    }
    guard let first = records[record.table]?[index] else { return }
    let differing = record.fields.first { field, text in first.fields[field].map { $0 != text } ?? (parent == nil) }
    if let differing {
      report.note(
        .duplicateID, at: record.position, of: record.table.kind, field: differing.key, ["id": record.key])
    } else if parent == nil {
      report.note(.repeatedRecord, at: record.position, of: record.table.kind, ["id": record.key])
    }
    if parent != nil { records[record.table]?[index].fields.merge(record.fields) { first, _ in first } }
  }

  private mutating func repaired(_ raw: SourceRecord) -> SourceRecord {
    var record = raw
    if raw.table.kind != .detail, (raw.fields["id"] ?? "").trimmed.isEmpty {
      report.note(.missingID, at: raw.position, of: raw.table.kind, field: "id")
    }
    for (field, text) in raw.fields {
      let plain = PlainText.of(text)
      if plain.hadHTML { report.note(.htmlRemoved, at: raw.position, of: raw.table.kind, field: field) }
      let trimmed = plain.text.trimmed
      guard !trimmed.isEmpty else {
        record.fields[field] = nil
        continue
      }
      record.fields[field] = SourceRecord.isReference(field) ? SourceRecord.key(trimmed) : trimmed
      if !raw.table.columns.contains(field) {
        report.count(.unknownColumn, file: raw.position.file, field: field)
      }
    }
    return record
  }
}
