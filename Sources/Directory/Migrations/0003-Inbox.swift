import Storage

/// What the inbox needs: proposals of the public and of those who may not edit, and what staff know beside the records.
let directoryMigration0003 = Migration(
  room: "Directory", number: 3, name: "inbox",
  sql: [
    // Purpose: mend entries, and learn of new ones. Deleted after 180 days; a gap only when it is decided.
    // `contact_sealed`: whom an announcing organisation wants to be asked; optional, sealed, deleted with the proposal.
    """
    CREATE TABLE proposals (
      id {text} PRIMARY KEY NOT NULL, kind {text} NOT NULL CHECK (kind IN ('correction', 'announcement', 'change', 'gap')),
      record_kind {text} NOT NULL CHECK (record_kind IN ('offer', 'event', 'organization', 'place', 'contact-point')),
      record_id {text} CHECK (length(record_id) = 36), base_version {int} NOT NULL CHECK (base_version >= 0),
      fields {text} NOT NULL CHECK (length(fields) <= 20000), sheet {text} NOT NULL CHECK (length(sheet) <= 1000000),
      organization_sheet {text} CHECK (length(organization_sheet) <= 100000),
      message {text} NOT NULL CHECK (length(message) <= 12000),
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      source {text} NOT NULL CHECK (source IN ('public', 'account', 'link')),
      account_id {text} REFERENCES accounts (id) ON DELETE SET NULL, contact_sealed {bytes},
      state {text} NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
      answer {text} NOT NULL CHECK (length(answer) <= 2000),
      decided_by {text} REFERENCES accounts (id) ON DELETE SET NULL,
      proposed_at {text} NOT NULL, decided_at {text},
      CHECK ((state = 'open') = (decided_at IS NULL)), CHECK (account_id IS NULL OR source = 'account'),
      CHECK ((kind = 'announcement') = (organization_sheet IS NOT NULL)),
      CHECK (record_id IS NOT NULL OR kind IN ('announcement', 'gap')))
    """,
    "CREATE INDEX proposals_by_state ON proposals (state, proposed_at)",
    "CREATE INDEX proposals_by_account ON proposals (account_id)",
    // Purpose: what staff pass on to each other about an entry; never public. Deleted by its writer, by editors of the
    // entry, or after three years. `contact_sealed`: how to reach the office behind the public number; sealed.
    """
    CREATE TABLE notes (
      id {text} PRIMARY KEY NOT NULL, record_kind {text} NOT NULL CHECK (record_kind IN ('offer', 'organization')),
      record_id {text} NOT NULL CHECK (length(record_id) = 36),
      text {text} NOT NULL CHECK (length(text) <= 4000), contact_sealed {bytes},
      account_id {text} REFERENCES accounts (id) ON DELETE SET NULL, written_at {text} NOT NULL,
      CHECK (text <> '' OR contact_sealed IS NOT NULL))
    """,
    "CREATE INDEX notes_by_record ON notes (record_kind, record_id)",
    "CREATE INDEX notes_by_account ON notes (account_id)",
  ])
