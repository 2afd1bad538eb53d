import Storage
import Vocabulary

/// Mails wait here, sealed, until they were handed over: written in the transaction that is their reason, sent outside of any.
package enum Outbox {
  /// A mail that one process has taken to send.
  struct Taken: Sendable {
    let id: Identifier<Mail>
    let mail: Mail
    let attempts: Int
  }

  /// Another process may try again when this one has not come back by then.
  static let lease: Int64 = 600
  static let mostAttempts = 12

  /// Seconds to wait after so many tries: from a minute to six hours, three days in all.
  static func pause(after attempts: Int) -> Int64 { min(6 * 3600, 60 << Int64(min(max(attempts - 1, 0), 12))) }

  static func purpose(_ id: Identifier<Mail>) -> SealPurpose { SealPurpose("outbox.mail", of: id) }

  /// Parts of a sealed mail; the address holds no line end, and the subject loses its own.
  static func packed(_ mail: Mail) -> String {
    let subject = String(mail.subject.unicodeScalars.map { $0.value < 32 ? " " : Character($0) })
    return "\(mail.to.text)\n\(subject)\n\(mail.body)"
  }

  static func unpacked(_ text: String) -> Mail? {
    let parts = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let to = MailAddress(parts[0]) else { return nil }
    return Mail(to: to, subject: parts[1], body: parts[2])
  }
}

extension Writer {
  /// Puts a mail into the outbox.
  ///
  /// - Parameter purpose: what it is for, such as `invitation`; stands in the database unsealed.
  package func post(_ mail: Mail, for purpose: StaticString, at now: Timestamp, _ sealer: Sealer) throws {
    let id = Identifier<Mail>.make(at: now)
    try run(
      """
      INSERT INTO outbox (id, purpose, mail_sealed, attempts, created_at, next_attempt_at, failure)
      VALUES (\(id), \(purpose.description), \(sealer.seal(Outbox.packed(mail), for: Outbox.purpose(id))), 0, \(now),
        \(now), '')
      """)
  }

  /// Takes the mail that is due longest.
  func takeMail(at now: Timestamp, _ sealer: Sealer) throws -> Outbox.Taken? {
    let row = try first(
      "SELECT * FROM outbox WHERE next_attempt_at <= \(now) ORDER BY next_attempt_at, id LIMIT 1"
    ) { row in
      (
        id: try row["id"] as Identifier<Mail>, sealed: try row["mail_sealed"] as [UInt8],
        attempts: try row["attempts"] as Int
      )
    }
    guard let row else { return nil }
    try run(
      """
      UPDATE outbox SET attempts = attempts + 1, next_attempt_at = \(now.adding(seconds: Outbox.lease))
      WHERE id = \(row.id)
      """)
    guard let mail = Outbox.unpacked(try sealer.openText(row.sealed, for: Outbox.purpose(row.id))) else { return nil }
    return Outbox.Taken(id: row.id, mail: mail, attempts: row.attempts + 1)
  }

  func mailWasSent(_ id: Identifier<Mail>) throws { try run("DELETE FROM outbox WHERE id = \(id)") }

  /// - Parameter reason: said by the `sendmail` program's exit code only, for its words may hold the address.
  func mailFailed(_ taken: Outbox.Taken, reason: String, at now: Timestamp) throws {
    let next = taken.attempts < Outbox.mostAttempts ? now.adding(seconds: Outbox.pause(after: taken.attempts)) : nil
    try run("UPDATE outbox SET next_attempt_at = \(next), failure = \(reason) WHERE id = \(taken.id)")
  }
}

extension Reader {
  /// Mails that nobody tries to send any more.
  package func undeliveredMails() throws -> Int {
    try value("SELECT COUNT(*) FROM outbox WHERE next_attempt_at IS NULL", as: Int.self)
  }

  func hasMailDue(at now: Timestamp) throws -> Bool {
    try value("SELECT COUNT(*) FROM outbox WHERE next_attempt_at <= \(now)", as: Int.self) > 0
  }
}
