import Storage
import Vocabulary

extension Writer {
  /// Sets the password by a link, once: an invited account becomes active, and every session ends.
  func choosePassword(_ hash: String, by token: SecretToken, at now: Timestamp) throws
    -> Result<OneTimeLink, LinkFault>
  {
    let used = try useLink(token, at: now)
    guard case .success(let link) = used else { return used }
    try run(
      """
      UPDATE accounts SET password = \(hash), state = CASE state WHEN 'invited' THEN 'active' ELSE state END
      WHERE id = \(link.account)
      """)
    try endSessions(of: link.account)
    try changeRights(of: link.account, at: now)
    switch link.purpose {
    case .invitation: try audit("account.accepted", by: .link, of: "account", link.account, at: now)
    case .reset: try audit("account.password-reset", by: .link, of: "account", link.account, at: now)
    }
    return used
  }

  /// The owner's own change: the other sessions end, and this one gets a new token.
  func changePassword(
    of id: Identifier<Account>, to hash: String, keeping session: Identifier<Session>, at now: Timestamp
  ) throws {
    try run("UPDATE accounts SET password = \(hash) WHERE id = \(id)")
    try endSessions(of: id, except: session)
    try run("UPDATE one_time_links SET used_at = \(now) WHERE account_id = \(id) AND used_at IS NULL")
    try changeRights(of: id, at: now)
    try audit("account.password-changed", by: .account(id), of: "account", id, at: now)
  }
}
