import Storage
import Vocabulary

extension Writer {
  /// The account of somebody who signed in at the provider: linked before, or with the same verified address. Nobody gets an
  /// account, or a right, this way who was not invited.
  func account(
    identity index: [UInt8], verifiedEmail: String?, unusablePassword: String, at now: Timestamp, _ sealer: Sealer
  )
    throws -> Account?
  {
    let linked = try first("SELECT account_id FROM linked_identities WHERE identity_index = \(index)") {
      try $0["account_id"] as Identifier<Account>
    }
    if let linked { return try account(linked, sealer) }
    guard let email = verifiedEmail, let found = try account(email: email, sealer),
      found.state == .active || found.state == .invited
    else { return nil }
    try run(
      """
      INSERT INTO linked_identities (identity_index, account_id, created_at) VALUES (\(index), \(found.id), \(now))
      """)
    try audit("account.linked", by: .program, of: "account", found.id, at: now)
    if found.state == .invited {
      // An active account has a password; this one nobody knows, and a link can replace it.
      try run("UPDATE accounts SET state = 'active', password = \(unusablePassword) WHERE id = \(found.id)")
      try run("UPDATE one_time_links SET used_at = \(now) WHERE account_id = \(found.id) AND used_at IS NULL")
      try audit("account.accepted", by: .program, of: "account", found.id, at: now)
    }
    return try account(found.id, sealer)
  }
}
