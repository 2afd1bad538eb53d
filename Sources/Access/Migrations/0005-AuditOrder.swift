import Storage

/// The order of entries within one second.
let accessMigration0005 = Migration(
  room: "Access", number: 5, name: "order of the audit trail",
  sql: [
    "ALTER TABLE audit_entries ADD COLUMN position {int} NOT NULL DEFAULT 0",
    "CREATE INDEX audit_entries_position ON audit_entries (position)",
  ])
