import Access
import Storage
import Vocabulary

/// What staff know of an offer or organisation and pass on to each other; never public.
package struct Note: Sendable {
  package let id: Identifier<Note>
  package let text: String
  /// How to reach the office, opened; nil where nothing was written, empty where the key does not fit.
  package let contact: String?
  package let account: Identifier<Account>?
  package let writtenAt: Timestamp

  package static let longestText = 4000
  package static let longestContact = 300
  /// What staff know grows old, too: notes are deleted after these many days.
  package static let retentionDays: Int64 = 3 * 366

  static func contactPurpose(_ id: Identifier<Note>) -> SealPurpose { SealPurpose("notes.contact", of: id) }
}

extension Writer {
  /// The notes on a record, the newest first. That somebody read contacts among them stands in the audit trail.
  func readNotes<Record: SheetRecord>(
    on id: Identifier<Record>, by account: SignedInAccount, _ sealer: Sealer, at now: Timestamp
  ) throws -> [Note] {
    let notes = try all(
      """
      SELECT id, text, contact_sealed, account_id, written_at FROM notes
      WHERE record_kind = \(Record.kind) AND record_id = \(id) ORDER BY written_at DESC, id DESC LIMIT 200
      """
    ) { row -> Note in
      let note: Identifier<Note> = try row["id"]
      let sealed: [UInt8]? = try row["contact_sealed"]
      // A contact whose key is lost must not take the note with it.
      let contact = sealed.map { (try? sealer.openText($0, for: Note.contactPurpose(note))) ?? "" }
      return Note(
        id: note, text: try row["text"], contact: contact, account: try row["account_id"],
        writtenAt: try row["written_at"])
    }
    if notes.contains(where: { $0.contact != nil }) {
      try audit("note.contacts-read", by: account.actor, of: Record.kind.auditName, id, at: now)
    }
    return notes
  }

  /// - Parameter contact: how to reach the office; sealed before it is kept.
  func writeNote<Record: SheetRecord>(
    _ text: String, contact: String, on id: Identifier<Record>, by account: SignedInAccount, _ sealer: Sealer,
    at now: Timestamp
  ) throws {
    let note = Identifier<Note>.make(at: now)
    let sealed = contact.isEmpty ? nil : try sealer.seal(contact, for: Note.contactPurpose(note))
    try run(
      """
      INSERT INTO notes (id, record_kind, record_id, text, contact_sealed, account_id, written_at)
      VALUES (\(note), \(Record.kind), \(id), \(text), \(sealed), \(account.id), \(now))
      """)
    try audit("note.written", by: account.actor, of: Record.kind.auditName, id, at: now)
  }

  /// Deletes a note, for its writer and for editors of the record. False: it is not there, or not theirs.
  func deleteNote<Record: SheetRecord>(
    _ note: Identifier<Note>, on id: Identifier<Record>, isEditor: Bool, by account: SignedInAccount, at now: Timestamp
  ) throws -> Bool {
    let owner: SQL = isEditor ? "" : "AND account_id = \(account.id)"
    let deleted = try run(
      """
      DELETE FROM notes WHERE id = \(note) AND record_kind = \(Record.kind) AND record_id = \(id) \(fragment: owner)
      """)
    guard deleted > 0 else { return false }
    try audit("note.deleted", by: account.actor, of: Record.kind.auditName, id, at: now)
    return true
  }

  /// Deletes notes that are past their retention; returns how many.
  package func deleteOldNotes(at now: Timestamp) throws -> Int {
    try run("DELETE FROM notes WHERE written_at < \(now.adding(seconds: -Note.retentionDays * 86400))")
  }
}

extension Reader {
  /// Whether a proposal or a note needs the key file.
  package func hasSealedInbox() throws -> Bool {
    let notes: Int = try value("SELECT COUNT(*) FROM notes WHERE contact_sealed IS NOT NULL")
    let proposals: Int = try value("SELECT COUNT(*) FROM proposals WHERE contact_sealed IS NOT NULL")
    return notes + proposals > 0
  }
}
