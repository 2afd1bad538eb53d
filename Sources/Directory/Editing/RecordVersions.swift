import Access
import Foundation
import Storage
import Vocabulary

/// One state of a record that was saved, with who saved it.
package struct RecordVersion: Sendable, Hashable {
  package enum Source: String, Sendable, SQLBindable, SQLReadable {
    /// What was there before anybody changed it at the desk.
    case before
    case desk
    /// An earlier version was put back.
    case reverted
    /// Somebody's proposal was accepted.
    case proposal
    /// Somebody who holds a link confirmed or changed it.
    case link
    /// It came in anew.
    case imported
  }

  /// Counts up from 1; 0 is what was there before.
  package let number: Int
  package let at: Timestamp
  package let account: Identifier<Account>?
  package let source: Source
  package let sheet: Sheet
}

extension Reader {
  /// The number of a record's newest version; 0 when nobody has changed it at the desk.
  package func version<Record: SheetRecord>(of id: Identifier<Record>) throws -> Int {
    try value(
      """
      SELECT COALESCE(MAX(version), 0) FROM record_versions
      WHERE record_kind = \(Record.kind) AND record_id = \(id)
      """)
  }

  /// All versions of a record, the newest first.
  package func versions<Record: SheetRecord>(of id: Identifier<Record>) throws -> [RecordVersion] {
    try all(
      """
      SELECT version, at, account_id, source, sheet FROM record_versions
      WHERE record_kind = \(Record.kind) AND record_id = \(id) ORDER BY version DESC
      """, RecordVersion.init)
  }

  package func version<Record: SheetRecord>(_ number: Int, of id: Identifier<Record>) throws -> RecordVersion? {
    try first(
      """
      SELECT version, at, account_id, source, sheet FROM record_versions
      WHERE record_kind = \(Record.kind) AND record_id = \(id) AND version = \(number)
      """, RecordVersion.init)
  }
}

extension Writer {
  func keep<Record: SheetRecord>(
    _ sheet: Sheet, as number: Int, of id: Identifier<Record>, by account: Identifier<Account>?,
    _ source: RecordVersion.Source, at now: Timestamp
  ) throws {
    try run(
      """
      INSERT INTO record_versions (record_kind, record_id, version, at, account_id, source, sheet)
      VALUES (\(Record.kind), \(id), \(number), \(now), \(account), \(source), \(try sheet.json))
      """)
  }
}

extension RecordVersion {
  fileprivate init(_ row: Row) throws {
    let sheet: String = try row["sheet"]
    self.init(
      number: try row["version"], at: try row["at"], account: try row["account_id"], source: try row["source"],
      sheet: try Sheet(json: sheet))
  }
}

extension Sheet {
  /// The stored form.
  var json: String {
    get throws { String(decoding: try JSON.encoder.encode(self), as: UTF8.self) }
  }

  init(json: String) throws { self = try JSON.decoder.decode(Sheet.self, from: Data(json.utf8)) }
}
