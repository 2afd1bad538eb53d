import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// What the desk's routes and pages share.
package struct Desk: Sendable {
  let site: Site
  let database: Database
  let sealer: Sealer
  let limits: SessionLimits
  /// Roles whose accounts have to have a second factor.
  let secondFactorRoles: Set<Role>
  let clock: TownClock
  let address: ClientAddress
  let transports: TransportRules
  /// The site's languages that the desk itself speaks.
  let languages: [Language]
  let sections: [DeskSection]
  /// The provider's name on its button; nil has none.
  let providerName: String?
  /// Accounts of the demo, shown to everyone; empty elsewhere.
  let demoAccounts: [DemoAccount]
  /// How mails leave; nil sends none.
  let sendmail: Sendmail?
  /// What roles can be bound to, by its name in a language.
  let scopes: @Sendable (Language) -> [ScopeName]
  let now: @Sendable () -> Timestamp

  func speaker(_ account: SignedInAccount?, _ request: Request) -> Speaker {
    if let language = account?.language, languages.contains(language) {
      return Speaker(texts: site.texts, language: language)
    }
    return Speaker(
      texts: site.texts,
      language: LanguagePreference.best(
        of: languages, for: request.headers[.acceptLanguage], otherwise: languages.first ?? .german))
  }

  /// Somebody whose session is in order.
  struct Admission: Sendable {
    let account: SignedInAccount
    let session: Identifier<Session>
    /// The session's new token: the rights have changed since the last one was given.
    let token: SecretToken?
    let mustSetUpSecondFactor: Bool
    let endsAt: Timestamp
  }

  /// Who sent a request; nil for nobody, or when their session is over.
  func admission(_ request: Request, _ transport: Transport) async throws -> Admission? {
    guard transport != .plain, let token = transport.token(in: request) else { return nil }
    let now = now()
    let found = try await database.read { reader -> (session: Session, account: Account, mustSetUp: Bool)? in
      guard let session = try reader.session(token, at: now), !session.isOver(at: now, limits),
        let account = try reader.account(session.account, sealer), account.state == .active
      else { return nil }
      let isAsked = account.grants.contains { secondFactorRoles.contains($0.role) }
      return (session, account, isAsked ? try !reader.hasSecondFactor(account.id) : false)
    }
    guard let (session, account, mustSetUp) = found else { return nil }
    let replaced = try await keepUp(session, rightsVersion: account.rightsVersion, at: now)
    return Admission(
      account: SignedInAccount(account), session: session.id, token: replaced, mustSetUpSecondFactor: mustSetUp,
      endsAt: session.endsAt)
  }

  private func keepUp(_ session: Session, rightsVersion: Int, at now: Timestamp) async throws -> SecretToken? {
    if session.rightsVersion != rightsVersion, !session.isReplaced {
      return try await database.write { writer in
        try writer.replaceToken(of: session, rightsVersion: rightsVersion, at: now)
      }
    }
    if now.seconds - session.seenAt.seconds >= Session.seenStep {
      try await database.write { writer in try writer.touchSession(session.id, at: now) }
    }
    return nil
  }
}

extension SignedInAccount {
  init(_ account: Account) {
    self.init(id: account.id, name: account.name, grants: account.grants, language: account.language)
  }
}
