import Storage
import Vocabulary

/// Why an account cannot be made or changed.
package enum AccountFault: Error, Hashable, CustomStringConvertible {
  case notAnAddress
  case noName
  case nameTooLong
  case addressTaken
  case noGrant
  case unknown
  case lastAdministrator
  case outdated

  package var description: String {
    switch self {
    case .notAnAddress: "This is no mail address. Write one such as name@example.org."
    case .noName: "A name is missing."
    case .nameTooLong: "The name is longer than \(Account.longestName) characters."
    case .addressTaken: "There is an account with this address already."
    case .noGrant: "An account needs at least one role."
    case .unknown: "There is no such account."
    case .lastAdministrator: "This is the last active administrator. Make another one first."
    case .outdated: "Somebody else changed the account meanwhile. Look at it again."
    }
  }
}

extension Writer {
  /// Makes an account and the link by which its owner chooses a password.
  package func inviteAccount(
    email: String, name: String, language: Language? = nil, grants: [Grant], by actor: Actor, at now: Timestamp,
    _ sealer: Sealer
  ) throws -> (id: Identifier<Account>, link: SecretToken) {
    guard let address = Account.normalisedEmail(email) else { throw AccountFault.notAnAddress }
    let name = try Account.checkedName(name)
    guard !grants.isEmpty else { throw AccountFault.noGrant }
    guard try account(email: address, sealer) == nil else { throw AccountFault.addressTaken }
    let id = Identifier<Account>.make(at: now)
    try run(
      """
      INSERT INTO accounts (id, email_sealed, email_index, name_sealed, language, state, version, rights_version,
        created_at, changed_at)
      VALUES (\(id), \(sealer.seal(address, for: Account.emailPurpose(id))), \(Account.emailIndex(address, sealer)),
        \(sealer.seal(name, for: Account.namePurpose(id))), \(language), \(Account.State.invited), 1, 1, \(now), \(now))
      """)
    try insert(grants, of: id)
    let link = try makeLink(.invitation, for: id, at: now)
    try audit(
      "account.invited", by: actor, of: "account", id, details: grants.map(\.text).joined(separator: " "), at: now)
    return (id, link)
  }

  /// Makes an account whose password is known already: those of the demo.
  package func makeActiveAccount(
    email: String, name: String, grants: [Grant], passwordHash: String, by actor: Actor, at now: Timestamp,
    _ sealer: Sealer
  ) throws -> Identifier<Account> {
    let made = try inviteAccount(email: email, name: name, grants: grants, by: actor, at: now, sealer)
    try run("UPDATE accounts SET password = \(passwordHash), state = 'active' WHERE id = \(made.id)")
    try run("UPDATE one_time_links SET used_at = \(now) WHERE account_id = \(made.id)")
    return made.id
  }

  func insert(_ grants: [Grant], of id: Identifier<Account>) throws {
    try runMany(Set(grants)) { grant in
      """
      INSERT INTO account_grants (account_id, role, scope_kind, scope_id)
      VALUES (\(id), \(grant.role), \(grant.scope.kind), \(grant.scope.key))
      """
    }
  }
}

extension Account {
  static func checkedName(_ text: String) throws(AccountFault) -> String {
    let name = text.trimmed
    if name.isEmpty { throw .noName }
    if name.unicodeScalars.count > longestName { throw .nameTooLong }
    return name
  }
}
