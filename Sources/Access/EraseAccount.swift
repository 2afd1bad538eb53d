import Storage
import Vocabulary

extension Writer {
  /// Takes away all that says who somebody is; the audit trail keeps the identifier, and nobody behind it.
  package func eraseAccount(_ id: Identifier<Account>, by actor: Actor, at now: Timestamp, _ sealer: Sealer) throws {
    guard let account = try account(id, sealer) else { throw AccountFault.unknown }
    if account.isActiveAdministrator {
      guard try hasOtherAdministrator(than: id) else { throw AccountFault.lastAdministrator }
    }
    try endSessions(of: id)
    try run("DELETE FROM account_grants WHERE account_id = \(id)")
    try run("DELETE FROM one_time_links WHERE account_id = \(id)")
    try run("DELETE FROM known_addresses WHERE account_id = \(id)")
    try run("DELETE FROM second_factors WHERE account_id = \(id)")
    try run("DELETE FROM linked_identities WHERE account_id = \(id)")
    try run("DELETE FROM recovery_codes WHERE account_id = \(id)")
    try run(
      """
      UPDATE accounts SET state = 'erased', email_sealed = NULL, email_index = NULL, name_sealed = NULL,
        language = NULL, password = NULL, signed_in_at = NULL WHERE id = \(id)
      """)
    try changeRights(of: id, at: now)
    try audit("account.erased", by: actor, of: "account", id, at: now)
  }
}
