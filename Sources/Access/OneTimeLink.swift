import Storage
import Vocabulary

/// A link that works once: by it somebody takes up an invitation, or sets a new password.
package struct OneTimeLink: Sendable {
  package enum Purpose: String, Sendable, CaseIterable, SQLConvertible {
    case invitation
    case reset

    package var lifetime: Int64 {
      switch self {
      case .invitation: 7 * 86400
      case .reset: 2 * 3600
      }
    }
  }

  package let account: Identifier<Account>
  package let purpose: Purpose
}

/// Why a link does not work (any more); people are told the same for each.
package enum LinkFault: Error, Hashable { case unknown, used, expired, accountGone }

extension Reader {
  /// What a link is for, if it still works.
  func link(_ token: SecretToken, at now: Timestamp) throws -> Result<OneTimeLink, LinkFault> {
    let found = try first(
      """
      SELECT links.*, accounts.state FROM one_time_links AS links JOIN accounts ON accounts.id = links.account_id
      WHERE links.token_hash = \(token.hash)
      """
    ) { row in
      (
        link: OneTimeLink(account: try row["account_id"], purpose: try row["purpose"]),
        expires: try row["expires_at"] as Timestamp, used: try row["used_at"] as Timestamp?,
        state: try row["state"] as Account.State
      )
    }
    guard let found else { return .failure(.unknown) }
    if found.used != nil { return .failure(.used) }
    if now >= found.expires { return .failure(.expired) }
    guard found.state == .active || (found.state == .invited && found.link.purpose == .invitation) else {
      return .failure(.accountGone)
    }
    return .success(found.link)
  }
}

extension Writer {
  /// Makes a link; earlier ones of the account stop working.
  func makeLink(_ purpose: OneTimeLink.Purpose, for account: Identifier<Account>, at now: Timestamp) throws
    -> SecretToken
  {
    let token = SecretToken.make()
    try run("UPDATE one_time_links SET used_at = \(now) WHERE account_id = \(account) AND used_at IS NULL")
    try run(
      """
      INSERT INTO one_time_links (token_hash, account_id, purpose, created_at, expires_at)
      VALUES (\(token.hash), \(account), \(purpose), \(now), \(now.adding(seconds: purpose.lifetime)))
      """)
    return token
  }

  /// Takes a link up: of two attempts at the same time only one succeeds.
  func useLink(_ token: SecretToken, at now: Timestamp) throws -> Result<OneTimeLink, LinkFault> {
    let found = try link(token, at: now)
    guard case .success = found else { return found }
    let changed = try run(
      "UPDATE one_time_links SET used_at = \(now) WHERE token_hash = \(token.hash) AND used_at IS NULL")
    return changed == 1 ? found : .failure(.used)
  }
}
