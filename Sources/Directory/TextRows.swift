import Foundation
import Storage
import Vocabulary

/// Texts in several languages are stored a row each: reads such rows back together.
struct TextRows<Content: Sendable & Hashable> {
  private var source: Translated<Content>.Version?
  private var translations: [Translated<Content>.Version] = []

  mutating func add(_ row: Row, _ content: Content) throws {
    let version = Translated<Content>.Version(try row["language"], content, isStale: try row["is_stale"])
    if try row["is_source"] { source = version } else { translations.append(version) }
  }

  /// Nil when no row was marked as the source.
  var texts: Translated<Content>? {
    source.map { Translated($0.content, in: $0.language, translations: translations) }
  }
}

extension Reader {
  /// Child rows of many records, by record.
  func children<Parent, Child>(_ sql: SQL, _ map: (Row) throws -> Child) throws -> [Identifier<Parent>: [Child]] {
    var children: [Identifier<Parent>: [Child]] = [:]
    try forEach(sql) { row in children[try row["parent"], default: []].append(try map(row)) }
    return children
  }

  /// Text rows of many records, by record.
  func texts<Parent, Content>(
    _ sql: SQL, _ content: (Row) throws -> Content
  ) throws -> [Identifier<Parent>: Translated<Content>] {
    var rows: [Identifier<Parent>: TextRows<Content>] = [:]
    try forEach(sql) { row in try rows[try row["parent"], default: TextRows()].add(row, try content(row)) }
    return rows.compactMapValues(\.texts)
  }
}

extension Schedule {
  /// The stored form.
  var json: String {
    get throws { String(decoding: try JSON.encoder.encode(self), as: UTF8.self) }
  }

  init(json: String) throws { self = try JSON.decoder.decode(Schedule.self, from: Data(json.utf8)) }
}

enum JSON {
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
  static var decoder: JSONDecoder { JSONDecoder() }
}
