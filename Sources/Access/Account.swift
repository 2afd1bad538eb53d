import Foundation
import Storage
import Vocabulary

/// Somebody who may sign in.
package struct Account: Sendable {
  package enum State: String, CaseIterable, Sendable, SQLConvertible {
    /// Has a link and no password yet.
    case invited
    case active
    case disabled
    /// Name and address are gone; the audit trail keeps the identifier.
    case erased
  }

  package let id: Identifier<Account>
  package var name: String
  package var email: String
  /// The language of the desk; nil follows the browser.
  package var language: Language?
  package var state: State
  package var grants: [Grant]
  package let version: Int
  package let rightsVersion: Int
  package let createdAt: Timestamp
  package let signedInAt: Timestamp?
}

extension Account {
  package static let longestName = 100

  /// An address as accounts are looked up by: without case and outer space; nil when it is none.
  package static func normalisedEmail(_ text: String) -> String? {
    let address = text.trimmed.precomposedStringWithCanonicalMapping.lowercased()
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
      !parts[1].hasSuffix("."), address.utf8.count <= 254,
      address.unicodeScalars.allSatisfy({ scalar in
        !scalar.properties.isWhitespace && scalar.value > 32 && scalar.value != 127
          && !"\"<>(),:;\\[]".unicodeScalars.contains(scalar)
      })
    else { return nil }
    return address
  }

  static func emailPurpose(_ id: Identifier<Account>) -> SealPurpose { SealPurpose("accounts.email", of: id) }
  static func namePurpose(_ id: Identifier<Account>) -> SealPurpose { SealPurpose("accounts.name", of: id) }
  static func emailIndex(_ email: String, _ sealer: Sealer) -> [UInt8] {
    sealer.blindIndex(of: normalisedEmail(email) ?? email, for: "accounts.email")
  }
}

extension Reader {
  package func accounts(_ sealer: Sealer) throws -> [Account] {
    let grants = try Dictionary(grouping: grants(), by: \.account).mapValues { $0.map(\.grant) }
    return try all("SELECT * FROM accounts WHERE state <> 'erased' ORDER BY created_at, id") {
      try Account($0, sealer, grants)
    }
  }

  package func account(_ id: Identifier<Account>, _ sealer: Sealer) throws -> Account? {
    let own = [id: try grants(of: id)]
    return try first("SELECT * FROM accounts WHERE id = \(id) AND state <> 'erased'") { try Account($0, sealer, own) }
  }

  package func account(email: String, _ sealer: Sealer) throws -> Account? {
    let index = Account.emailIndex(email, sealer)
    let id = try first("SELECT id FROM accounts WHERE email_index = \(index)") { try $0["id"] as Identifier<Account> }
    return try id.flatMap { try account($0, sealer) }
  }

  func grants(of id: Identifier<Account>) throws -> [Grant] {
    try all(
      "SELECT * FROM account_grants WHERE account_id = \(id) ORDER BY role, scope_kind, scope_id", Grant.init(row:))
  }

  private func grants() throws -> [(account: Identifier<Account>, grant: Grant)] {
    try all("SELECT * FROM account_grants ORDER BY account_id, role, scope_kind, scope_id") { row in
      (try row["account_id"], try Grant(row: row))
    }
  }
}

extension Account {
  fileprivate init(_ row: Row, _ sealer: Sealer, _ grants: [Identifier<Account>: [Grant]]) throws {
    id = try row["id"]
    name = try sealer.openText(row["name_sealed"], for: Self.namePurpose(id))
    email = try sealer.openText(row["email_sealed"], for: Self.emailPurpose(id))
    language = try row["language"]
    state = try row["state"]
    version = try row["version"]
    rightsVersion = try row["rights_version"]
    createdAt = try row["created_at"]
    signedInAt = try row["signed_in_at"]
    self.grants = grants[id] ?? []
  }
}

extension Grant {
  fileprivate init(row: Row) throws {
    let role: Role = try row["role"]
    let kind: ScopeKind = try row["scope_kind"]
    guard let scope = Scope(kind, key: try row["scope_id"]) else { throw Fault.unreadable(kind.rawValue) }
    try self.init(role, scope)
  }
}

extension Reader {
  /// Whether anything here needs the key file.
  package func hasSealedData() throws -> Bool {
    try value("SELECT COUNT(*) FROM accounts WHERE email_sealed IS NOT NULL", as: Int.self) > 0
  }

  /// Throws unless the keys are those of this database.
  package func tryKeys(_ sealer: Sealer) throws {
    let oldest = try first("SELECT id, email_sealed FROM accounts WHERE email_sealed IS NOT NULL ORDER BY id") { row in
      (id: try row["id"] as Identifier<Account>, email: try row["email_sealed"] as [UInt8])
    }
    guard let oldest else { return }
    _ = try sealer.open(oldest.email, for: Account.emailPurpose(oldest.id))
  }
}
