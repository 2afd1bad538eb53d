import Storage

/// The second factor: a shared secret (RFC 6238), and codes for the day the phone is lost.
///
/// Purpose: protecting accounts. Kept until the factor is switched off or the account is erased.
let accessMigration0002 = Migration(
  room: "Access", number: 2, name: "second factor",
  sql: [
    """
    CREATE TABLE second_factors (
      account_id {text} PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      secret_sealed {bytes} NOT NULL, confirmed_at {text} CHECK (length(confirmed_at) = 20),
      last_step {int} NOT NULL)
    """,
    """
    CREATE TABLE recovery_codes (
      account_id {text} NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, code_hash {bytes} NOT NULL,
      used_at {text} CHECK (length(used_at) = 20), PRIMARY KEY (account_id, code_hash))
    """,
  ])
