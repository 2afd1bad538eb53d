import Storage

/// Mails on their way. Purpose: telling people what they asked for or have to know. A mail is deleted when it was handed
/// over, and 14 days after the last try that failed.
let accessMigration0003 = Migration(
  room: "Access", number: 3, name: "outbox",
  sql: [
    """
    CREATE TABLE outbox (
      id {text} PRIMARY KEY NOT NULL, purpose {text} NOT NULL CHECK (length(purpose) BETWEEN 1 AND 40),
      mail_sealed {bytes} NOT NULL, attempts {int} NOT NULL CHECK (attempts >= 0),
      created_at {text} NOT NULL CHECK (length(created_at) = 20),
      next_attempt_at {text} CHECK (length(next_attempt_at) = 20),
      failure {text} NOT NULL CHECK (length(failure) <= 200))
    """,
    "CREATE INDEX outbox_next ON outbox (next_attempt_at)",
  ])
