import Access
import Foundation
import Storage
import Vocabulary

/// What somebody has typed and not saved yet: kept by the browser's script while they type, shown when they come back.
package struct Draft: Sendable, Hashable {
  package let sheet: Sheet
  /// The version the form began from.
  package let base: Int
  package let savedAt: Timestamp

  /// A draft that nobody comes back to is deleted after these many days.
  package static let retentionDays: Int64 = 30
}

extension Reader {
  /// The draft of an account for a record; for a new one by the identifier its form was given.
  package func draft<Record: SheetRecord>(
    of id: Identifier<Record>, by account: Identifier<Account>
  ) throws -> Draft? {
    try first(
      """
      SELECT sheet, base_version, saved_at FROM drafts
      WHERE account_id = \(account) AND record_kind = \(Record.kind) AND record_id = \(id)
      """
    ) { row in
      let sheet: String = try row["sheet"]
      return Draft(sheet: try Sheet(json: sheet), base: try row["base_version"], savedAt: try row["saved_at"])
    }
  }

  /// Records an account has begun and not saved, newest first.
  package func draftedRecords(
    by account: Identifier<Account>
  ) throws -> [(kind: RecordKind, id: String, sheet: Sheet, savedAt: Timestamp)] {
    try all(
      """
      SELECT record_kind, record_id, sheet, saved_at FROM drafts WHERE account_id = \(account)
      ORDER BY saved_at DESC LIMIT 20
      """
    ) { row in
      let sheet: String = try row["sheet"]
      return (try row["record_kind"], try row["record_id"], try Sheet(json: sheet), try row["saved_at"])
    }
  }
}

extension Writer {
  package func keepDraft<Record: SheetRecord>(
    _ edit: SheetEdit, of id: Identifier<Record>, by account: Identifier<Account>, at now: Timestamp
  ) throws {
    try run(
      """
      INSERT INTO drafts (account_id, record_kind, record_id, base_version, sheet, saved_at)
      VALUES (\(account), \(Record.kind), \(id), \(edit.base), \(try edit.typed.json), \(now))
      ON CONFLICT (account_id, record_kind, record_id) DO UPDATE SET base_version = excluded.base_version,
        sheet = excluded.sheet, saved_at = excluded.saved_at
      """)
  }

  package func dropDraft<Record: SheetRecord>(of id: Identifier<Record>, by account: Identifier<Account>) throws {
    try run(
      "DELETE FROM drafts WHERE account_id = \(account) AND record_kind = \(Record.kind) AND record_id = \(id)")
  }

  /// Deletes drafts nobody came back to; returns how many.
  package func deleteOldDrafts(at now: Timestamp) throws -> Int {
    try run("DELETE FROM drafts WHERE saved_at < \(now.adding(seconds: -Draft.retentionDays * 86400))")
  }
}
