import Storage
import Vocabulary

/// Who changed or read something.
package enum Actor: Sendable, Hashable {
  /// Somebody signed in.
  case account(Identifier<Account>)
  /// Somebody at the machine.
  case command
  /// Somebody who holds a link.
  case link
  /// The program by itself.
  case program

  var source: String {
    switch self {
    case .account: "desk"
    case .command: "command"
    case .link: "link"
    case .program: "program"
    }
  }

  var account: Identifier<Account>? {
    guard case .account(let id) = self else { return nil }
    return id
  }
}

/// One line of the audit trail: who did what to which record, and when. Contents of personal fields never stand here.
package struct AuditEntry: Sendable, Hashable {
  package let id: Identifier<AuditEntry>
  package let at: Timestamp
  package let account: Identifier<Account>?
  package let source: String
  /// Record kind and verb, such as `offer.published`.
  package let action: String
  package let recordKind: String
  package let recordID: String
  package let details: String
}

extension Writer {
  /// Writes into the audit trail, in the same transaction as the change itself.
  ///
  /// - Parameters:
  ///   - action: record kind and verb, such as `offer.published`.
  ///   - details: what else matters, without contents of personal fields, such as names of changed fields.
  package func audit<Record>(
    _ action: StaticString, by actor: Actor, of kind: StaticString, _ record: Identifier<Record>, details: String = "",
    at now: Timestamp
  ) throws {
    try run(
      """
      INSERT INTO audit_entries (id, at, account_id, source, action, record_kind, record_id, details,
        position)
      VALUES (\(Identifier<AuditEntry>.make(at: now)), \(now), \(actor.account), \(actor.source),
        \(action.description), \(kind.description), \(record), \(String(details.unicodeScalars.prefix(2000))),
        (SELECT COALESCE(MAX(position), 0) + 1 FROM audit_entries))
      """)
  }
  /// The same for something that is no single record, such as a list that was looked at.
  package func audit(
    _ action: StaticString, by actor: Actor, of kind: StaticString, details: String = "", at now: Timestamp
  ) throws {
    try run(
      """
      INSERT INTO audit_entries (id, at, account_id, source, action, record_kind, record_id, details,
        position)
      VALUES (\(Identifier<AuditEntry>.make(at: now)), \(now), \(actor.account), \(actor.source),
        \(action.description), \(kind.description), '', \(String(details.unicodeScalars.prefix(2000))),
        (SELECT COALESCE(MAX(position), 0) + 1 FROM audit_entries))
      """)
  }
}
