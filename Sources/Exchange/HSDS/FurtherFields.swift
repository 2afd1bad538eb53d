/// What a source says beyond our own fields, as a JSON object with its names in order: kept, so that nothing is lost.
struct FurtherFields {
  /// No field is kept longer than this.
  private static let longestText = 10_000

  private var texts: [String: String] = [:]
  private var rows: [String: [[String: String]]] = [:]

  var isEmpty: Bool { texts.isEmpty && rows.isEmpty }

  mutating func add(_ field: String, _ text: String) {
    if !text.isEmpty { texts[field] = text.cut(to: Self.longestText) }
  }

  /// A row of another table that belongs to this record.
  mutating func add(_ record: SourceRecord, without left: Set<String> = []) {
    let fields = record.fields.filter { !left.contains($0.key) }.mapValues { $0.cut(to: Self.longestText) }
    if !fields.isEmpty { rows[record.table.rawValue, default: []].append(fields) }
  }

  /// Nil when there is nothing.
  var json: String? {
    guard !isEmpty else { return nil }
    var members = texts.map { ($0.key, Self.quoted($0.value)) }
    for (table, fields) in rows {
      let objects = fields.map { Self.object($0.map { ($0.key, Self.quoted($0.value)) }) }
      members.append((table, "[" + objects.joined(separator: ",") + "]"))
    }
    return Self.object(members)
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.sorted { $0.0 < $1.0 }.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  /// A text as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return result + "\""
  }
}
