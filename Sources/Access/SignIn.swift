import Storage
import Vocabulary

/// What a sign-in needs to know of an account before the password is looked at.
struct SignInCandidate: Sendable {
  let account: Account
  let password: String?
  /// Somebody signed in to it from this address before.
  let isKnownAddress: Bool
}

extension Reader {
  func signInCandidate(email: String, address: [UInt8], _ sealer: Sealer) throws -> SignInCandidate? {
    guard let account = try account(email: email, sealer) else { return nil }
    return SignInCandidate(
      account: account,
      password: try value("SELECT password FROM accounts WHERE id = \(account.id)", as: String?.self),
      isKnownAddress: try value(
        "SELECT COUNT(*) FROM known_addresses WHERE account_id = \(account.id) AND address_hash = \(address)",
        as: Int.self) > 0)
  }
}

extension Writer {
  /// The same password, hashed with the cost of today.
  func renewPassword(of id: Identifier<Account>, to hash: String) throws {
    try run("UPDATE accounts SET password = \(hash) WHERE id = \(id)")
  }

  /// Signs somebody in whose password, and second factor where there is one, were right.
  ///
  /// - Parameter old: the token the browser came with; its session ends.
  /// - Returns: the new session's token; nil when the account was disabled meanwhile.
  func signIn(
    _ id: Identifier<Account>, replacing old: SecretToken?, browser: String, address: [UInt8], at now: Timestamp,
    _ limits: SessionLimits
  ) throws -> SecretToken? {
    let rights = try first("SELECT rights_version FROM accounts WHERE id = \(id) AND state = 'active'") {
      try $0["rights_version"] as Int
    }
    guard let rights else { return nil }
    if let old { try run("DELETE FROM sessions WHERE token_hash = \(old.hash)") }
    try run("UPDATE accounts SET signed_in_at = \(now) WHERE id = \(id)")
    try run(
      """
      INSERT INTO known_addresses (account_id, address_hash, seen_at) VALUES (\(id), \(address), \(now))
      ON CONFLICT (account_id, address_hash) DO UPDATE SET seen_at = \(now)
      """)
    try audit("account.signed-in", by: .account(id), of: "account", id, at: now)
    return try beginSession(of: id, rightsVersion: rights, browser: browser, at: now, limits)
  }
}
