import Foundation
import Storage
import Vocabulary

/// All that is stored about an account, for its owner (Article 15 GDPR). Secrets and hashes are named, not shown.
struct AccountExport: Encodable, Sendable {
  struct Stay: Encodable, Sendable {
    var begun: String
    var lastSeen: String
    var browser: String
  }

  struct Entry: Encodable, Sendable {
    var at: String
    var action: String
    var record: String
    var details: String
  }

  var id: String
  var name: String
  var email: String
  var language: String?
  var state: String
  var roles: [String]
  var created: String
  var lastSignIn: String?
  var hasPassword: Bool
  var hasSecondFactor: Bool
  var unusedRecoveryCodes: Int
  var knownAddresses: Int
  var sessions: [Stay]
  var trail: [Entry]

  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}

extension Reader {
  func export(_ id: Identifier<Account>, at now: Timestamp, _ limits: SessionLimits, _ sealer: Sealer) throws
    -> AccountExport?
  {
    guard let account = try account(id, sealer) else { return nil }
    return AccountExport(
      id: id.description, name: account.name, email: account.email, language: account.language?.code,
      state: account.state.rawValue, roles: account.grants.map(\.text), created: account.createdAt.description,
      lastSignIn: account.signedInAt?.description,
      hasPassword: try value("SELECT password FROM accounts WHERE id = \(id)", as: String?.self) != nil,
      hasSecondFactor: try hasSecondFactor(id),
      unusedRecoveryCodes: try value(
        "SELECT COUNT(*) FROM recovery_codes WHERE account_id = \(id) AND used_at IS NULL", as: Int.self),
      knownAddresses: try value("SELECT COUNT(*) FROM known_addresses WHERE account_id = \(id)", as: Int.self),
      sessions: try sessions(of: id, at: now, limits).map {
        .init(begun: $0.createdAt.description, lastSeen: $0.seenAt.description, browser: $0.browser)
      },
      trail: try auditEntries(AuditFilter(account: id), limit: 100_000, offset: 0).map {
        .init(at: $0.at.description, action: $0.action, record: "\($0.recordKind) \($0.recordID)", details: $0.details)
      })
  }
}
