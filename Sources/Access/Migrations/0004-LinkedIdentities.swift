import Storage

/// Accounts that are signed in through another provider. Purpose: recognising a person there when the address changes.
/// Kept until the account is erased.
let accessMigration0004 = Migration(
  room: "Access", number: 4, name: "linked identities",
  sql: [
    """
    CREATE TABLE linked_identities (
      identity_index {bytes} PRIMARY KEY NOT NULL,
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      created_at {text} NOT NULL CHECK (length(created_at) = 20))
    """,
    "CREATE INDEX linked_identities_account ON linked_identities (account_id)",
  ])
