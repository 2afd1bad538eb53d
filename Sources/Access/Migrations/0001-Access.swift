import Storage

/// Accounts, their rights, sessions and links, and the audit trail.
///
/// Purpose and retention of what is personal: `docs/data-protection.md`.
let accessMigration0001 = Migration(
  room: "Access", number: 1, name: "access",
  sql: [
    // Purpose: letting people work at the desk. Kept until the account is erased; then name and address are emptied.
    """
    CREATE TABLE accounts (
      id {text} PRIMARY KEY NOT NULL,
      email_sealed {bytes}, email_index {bytes} UNIQUE, name_sealed {bytes},
      language {text} CHECK (length(language) BETWEEN 2 AND 16),
      state {text} NOT NULL CHECK (state IN ('invited', 'active', 'disabled', 'erased')),
      password {text} CHECK (length(password) <= 300),
      version {int} NOT NULL CHECK (version >= 1), rights_version {int} NOT NULL CHECK (rights_version >= 1),
      created_at {text} NOT NULL CHECK (length(created_at) = 20),
      changed_at {text} NOT NULL CHECK (length(changed_at) = 20),
      signed_in_at {text} CHECK (length(signed_in_at) = 20),
      CHECK ((state = 'erased') = (email_sealed IS NULL)), CHECK ((state = 'erased') = (email_index IS NULL)),
      CHECK ((state = 'erased') = (name_sealed IS NULL)), CHECK (state <> 'active' OR password IS NOT NULL))
    """,
    """
    CREATE TABLE account_grants (
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      role {text} NOT NULL CHECK (role IN
        ('administrator', 'coordinator', 'staff', 'volunteer', 'organisation-editor', 'researcher')),
      scope_kind {text} NOT NULL CHECK (scope_kind IN ('municipality', 'contact-point', 'organisation')),
      scope_id {text} NOT NULL CHECK (length(scope_id) IN (0, 36)),
      PRIMARY KEY (account_id, role, scope_kind, scope_id),
      CHECK ((scope_kind = 'municipality') = (scope_id = '')),
      CHECK ((role = 'organisation-editor') = (scope_kind = 'organisation')),
      CHECK (scope_kind <> 'contact-point' OR role IN ('staff', 'volunteer')))
    """,
    // Purpose: staying signed in. Deleted when they end. A token stays valid for some seconds after it was replaced, for
    // what the browser asked for at the same time.
    """
    CREATE TABLE sessions (
      id {text} PRIMARY KEY NOT NULL, account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      token_hash {bytes} NOT NULL UNIQUE, previous_hash {bytes} UNIQUE, replaced_at {text},
      created_at {text} NOT NULL CHECK (length(created_at) = 20),
      seen_at {text} NOT NULL CHECK (length(seen_at) = 20), ends_at {text} NOT NULL CHECK (length(ends_at) = 20),
      rights_version {int} NOT NULL, browser {text} NOT NULL CHECK (length(browser) <= 60),
      CHECK ((previous_hash IS NULL) = (replaced_at IS NULL)))
    """,
    "CREATE INDEX sessions_account ON sessions (account_id)",
    // Purpose: invitations and new passwords. Deleted 30 days after they expired.
    """
    CREATE TABLE one_time_links (
      token_hash {bytes} PRIMARY KEY NOT NULL,
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      purpose {text} NOT NULL CHECK (purpose IN ('invitation', 'reset')),
      created_at {text} NOT NULL CHECK (length(created_at) = 20),
      expires_at {text} NOT NULL CHECK (length(expires_at) = 20), used_at {text} CHECK (length(used_at) = 20))
    """,
    "CREATE INDEX one_time_links_account ON one_time_links (account_id)",
    // Purpose: letting the owner in while somebody else guesses. Hashes of addresses, deleted after 90 days.
    """
    CREATE TABLE known_addresses (
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, address_hash {bytes} NOT NULL,
      seen_at {text} NOT NULL CHECK (length(seen_at) = 20), PRIMARY KEY (account_id, address_hash))
    """,
    // Purpose: who did what. No contents of personal fields. Entries may go after three years and cannot be changed.
    """
    CREATE TABLE audit_entries (
      id {text} PRIMARY KEY NOT NULL, at {text} NOT NULL CHECK (length(at) = 20),
      account_id {text} REFERENCES accounts (id), source {text} NOT NULL
        CHECK (source IN ('desk', 'command', 'link', 'program')),
      action {text} NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
      record_kind {text} NOT NULL CHECK (length(record_kind) BETWEEN 1 AND 40),
      record_id {text} NOT NULL CHECK (length(record_id) <= 100), details {text} NOT NULL
        CHECK (length(details) <= 2000), CHECK ((source = 'desk') = (account_id IS NOT NULL)))
    """,
    "CREATE INDEX audit_entries_at ON audit_entries (at)",
    "CREATE INDEX audit_entries_account ON audit_entries (account_id)",
    "CREATE INDEX audit_entries_record ON audit_entries (record_id)",
    """
    {sqlite}
    CREATE TRIGGER audit_entries_are_final BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END
    """,
    """
    {sqlite}
    CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
    WHEN OLD.at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-3 years') AND NOT EXISTS (SELECT 1 FROM restoring)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is kept for three years'); END
    """,
    """
    {postgres}
    CREATE FUNCTION audit_entries_are_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM restoring)
          OR OLD.at <= to_char((now() AT TIME ZONE 'UTC') - interval '3 years', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        THEN RETURN OLD; END IF;
      END IF;
      RAISE EXCEPTION 'the audit trail is never changed and is kept for three years';
    END $$
    """,
    """
    {postgres}
    CREATE TRIGGER audit_entries_are_final BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_are_final()
    """,
    """
    {postgres}
    CREATE TRIGGER audit_entries_stay BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_final()
    """,
  ])
