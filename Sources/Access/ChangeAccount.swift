import Storage
import Vocabulary

extension Reader {
  /// Whether somebody else than this account administers the site.
  func hasOtherAdministrator(than id: Identifier<Account>) throws -> Bool {
    try value(
      """
      SELECT COUNT(*) FROM accounts JOIN account_grants ON account_id = id
      WHERE role = 'administrator' AND state = 'active' AND id <> \(id)
      """, as: Int.self) > 0
  }
}

extension Writer {
  /// Replaces the roles of an account; its sessions get new tokens at their next request.
  package func changeGrants(
    of id: Identifier<Account>, to grants: [Grant], by actor: Actor, at now: Timestamp, version: Int? = nil,
    _ sealer: Sealer
  ) throws {
    guard let account = try account(id, sealer) else { throw AccountFault.unknown }
    guard version == nil || version == account.version else { throw AccountFault.outdated }
    guard !grants.isEmpty else { throw AccountFault.noGrant }
    guard Set(grants) != Set(account.grants) else { return }
    if account.isActiveAdministrator, !grants.contains(where: { $0.role == .administrator }) {
      guard try hasOtherAdministrator(than: id) else { throw AccountFault.lastAdministrator }
    }
    try run("DELETE FROM account_grants WHERE account_id = \(id)")
    try insert(grants, of: id)
    try changeRights(of: id, at: now)
    let before = account.grants.map(\.text).sorted().joined(separator: " ")
    let after = grants.map(\.text).sorted().joined(separator: " ")
    try audit("account.grants-changed", by: actor, of: "account", id, details: "\(before) → \(after)", at: now)
  }

  /// Shuts an account: its sessions and links end at once.
  package func disableAccount(_ id: Identifier<Account>, by actor: Actor, at now: Timestamp, _ sealer: Sealer) throws {
    guard let account = try account(id, sealer) else { throw AccountFault.unknown }
    if account.isActiveAdministrator {
      guard try hasOtherAdministrator(than: id) else { throw AccountFault.lastAdministrator }
    }
    try run("UPDATE accounts SET state = 'disabled' WHERE id = \(id)")
    try endSessions(of: id)
    try run("UPDATE one_time_links SET used_at = \(now) WHERE account_id = \(id) AND used_at IS NULL")
    try changeRights(of: id, at: now)
    try audit("account.disabled", by: actor, of: "account", id, at: now)
  }

  /// Makes a link by which the owner chooses a new password; also opens a disabled account again.
  package func resetAccount(_ id: Identifier<Account>, by actor: Actor, at now: Timestamp, _ sealer: Sealer) throws
    -> (link: SecretToken, purpose: OneTimeLink.Purpose)
  {
    guard let account = try account(id, sealer) else { throw AccountFault.unknown }
    let hasPassword = try value("SELECT password FROM accounts WHERE id = \(id)", as: String?.self) != nil
    let purpose = hasPassword ? OneTimeLink.Purpose.reset : .invitation
    if account.state == .disabled {
      try run("UPDATE accounts SET state = \(hasPassword ? Account.State.active : .invited) WHERE id = \(id)")
      try changeRights(of: id, at: now)
    }
    let link = try makeLink(purpose, for: id, at: now)
    try audit("account.reset", by: actor, of: "account", id, at: now)
    return (link, purpose)
  }

  /// The language of the desk for its owner.
  func changeLanguage(of id: Identifier<Account>, to language: Language?, at now: Timestamp) throws {
    try run(
      "UPDATE accounts SET language = \(language), version = version + 1, changed_at = \(now) WHERE id = \(id)")
    try audit("account.language-changed", by: .account(id), of: "account", id, at: now)
  }

  func changeRights(of id: Identifier<Account>, at now: Timestamp) throws {
    try run(
      """
      UPDATE accounts SET rights_version = rights_version + 1, version = version + 1, changed_at = \(now)
      WHERE id = \(id)
      """)
  }
}

extension Account {
  var isActiveAdministrator: Bool { state == .active && grants.contains { $0.role == .administrator } }
}
