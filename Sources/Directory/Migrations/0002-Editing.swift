import Storage

/// What editing at the desk needs: versions of records, and what people have typed and not saved yet.
let directoryMigration0002 = Migration(
  room: "Directory", number: 2, name: "editing",
  sql: [
    // Purpose: who changed what, and how to put it back. The account's name goes when the account is erased.
    """
    CREATE TABLE record_versions (
      record_kind {text} NOT NULL CHECK (record_kind IN ('offer', 'event', 'organization', 'place', 'contact-point')),
      record_id {text} NOT NULL CHECK (length(record_id) = 36), version {int} NOT NULL CHECK (version >= 0),
      at {text} NOT NULL, account_id {text} REFERENCES accounts (id) ON DELETE SET NULL,
      source {text} NOT NULL CHECK (source IN ('before', 'desk', 'reverted', 'proposal', 'link', 'imported')),
      sheet {text} NOT NULL CHECK (length(sheet) <= 1000000), PRIMARY KEY (record_kind, record_id, version))
    """,
    "CREATE INDEX record_versions_by_account ON record_versions (account_id)",
    // Purpose: that nothing typed is lost. Deleted after 30 days, or when it is saved.
    """
    CREATE TABLE drafts (
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      record_kind {text} NOT NULL CHECK (record_kind IN ('offer', 'event', 'organization', 'place', 'contact-point')),
      record_id {text} NOT NULL CHECK (length(record_id) = 36), base_version {int} NOT NULL,
      sheet {text} NOT NULL CHECK (length(sheet) <= 1000000), saved_at {text} NOT NULL,
      PRIMARY KEY (account_id, record_kind, record_id))
    """,
  ])
