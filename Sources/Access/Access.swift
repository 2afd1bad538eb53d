import Foundation
import Hummingbird
import Logging
import Storage
import Vocabulary
import Web

/// Who may come to the desk, and what they may do there: accounts, sign-in, roles, audit trail.
package struct Access: Sendable {
  package static let migrations = [
    accessMigration0001, accessMigration0002, accessMigration0003, accessMigration0004, accessMigration0005,
  ]

  let desk: Desk
  private let signIn: SignInSite
  private let passwords: Passwords
  private let rules: PasswordRules
  private let signOn: SignOnSite

  /// What the town around it decides.
  package struct Surroundings: Sendable {
    package var database: Database
    package var sealer: Sealer
    package var site: Site
    package var clock: TownClock
    package var limits: SessionLimits
    package var secondFactorRoles: Set<Role>
    package var scrypt: ScryptCost
    package var address: ClientAddress
    package var transports: TransportRules
    /// The file of common passwords.
    package var commonPasswords: URL
    /// The provider people may sign in through; nil has none.
    package var signOn: SignOnSettings?
    /// Accounts that the demo's sign-in page shows; empty elsewhere.
    package var demoAccounts: [DemoAccount]
    /// How mails leave; nil sends none.
    package var sendmail: Sendmail?
    /// What roles can be bound to, by its name in a language.
    package var scopes: @Sendable (Language) -> [ScopeName]
    package var now: @Sendable () -> Timestamp

    package init(
      database: Database, sealer: Sealer, site: Site, clock: TownClock, limits: SessionLimits,
      secondFactorRoles: Set<Role>, scrypt: ScryptCost,
      address: ClientAddress, transports: TransportRules, commonPasswords: URL,
      signOn: SignOnSettings?, demoAccounts: [DemoAccount],
      sendmail: Sendmail?, scopes: @escaping @Sendable (Language) -> [ScopeName],
      now: @escaping @Sendable () -> Timestamp
    ) {
      self.database = database
      self.sealer = sealer
      self.site = site
      self.clock = clock
      self.limits = limits
      self.secondFactorRoles = secondFactorRoles
      self.scrypt = scrypt
      self.address = address
      self.transports = transports
      self.commonPasswords = commonPasswords
      self.signOn = signOn
      self.demoAccounts = demoAccounts
      self.sendmail = sendmail
      self.scopes = scopes
      self.now = now
    }
  }

  /// - Parameter sections: what the features offer at the desk, in the order of the menu.
  package init(_ town: Surroundings, sections: [DeskSection]) throws {
    let site = town.site
    let speaks = site.languages.filter { language in
      AccessText.allCases.allSatisfy { site.texts.has($0.rawValue, in: language) }
    }
    desk = Desk(
      site: site, database: town.database, sealer: town.sealer, limits: town.limits,
      secondFactorRoles: town.secondFactorRoles, clock: town.clock,
      address: town.address, transports: town.transports, languages: speaks.isEmpty ? [.german] : speaks,
      sections: sections + [AccountPages.section, AuditPages.section], providerName: town.signOn?.name,
      demoAccounts: town.demoAccounts, sendmail: town.sendmail, scopes: town.scopes,
      now: town.now)
    passwords = try Passwords(cost: town.scrypt)
    rules = try PasswordRules(file: town.commonPasswords, names: [site.name])
    signIn = SignInSite(desk: desk, passwords: passwords, rules: rules)
    signOn = SignOnSite(desk: desk, signIn: signIn, provider: town.signOn.map { SignOnProvider($0) })
  }

  /// Where features register their private routes.
  package func routes(on router: Router<WebContext>) -> DeskRoutes {
    DeskRoutes(router: router, desk: desk, book: RouteBook())
  }

  /// This room's own routes.
  package func addRoutes(to routes: DeskRoutes) {
    signIn.addRoutes(to: routes)
    signOn.addRoutes(to: routes)
    LinkPages(desk: desk, passwords: passwords, rules: rules).addRoutes(to: routes)
    StartPage(desk: desk).addRoutes(to: routes)
    let proof = PasswordProof(desk: desk, passwords: passwords, throttle: signIn.throttle)
    OwnAccountPages(desk: desk, passwords: passwords, rules: rules, proof: proof).addRoutes(to: routes)
    SecondFactorPages(desk: desk, proof: proof).addRoutes(to: routes)
    OwnDataPages(desk: desk, proof: proof).addRoutes(to: routes)
    AccountPages(desk: desk).addRoutes(to: routes)
    AuditPages(desk: desk).addRoutes(to: routes)
  }

  /// Once a minute: deletes what is past its retention, and says how much but not what.
  package func maintain(at now: Timestamp, logger: Logger) async throws {
    let deleted = try await desk.database.write { [limits = desk.limits] writer in
      try writer.deleteOverdueAccessRecords(at: now, limits)
    }
    if deleted > 0 {
      logger.info("sessions, links and trail past their time were deleted", metadata: ["rows": "\(deleted)"])
    }
  }

  /// Sends what waits in the outbox; nil when mail is off.
  package var mailSender: MailSender? {
    desk.sendmail.map { MailSender(database: desk.database, sealer: desk.sealer, sendmail: $0) }
  }

  /// Hashes a password as this site does, for accounts made without a link: those of the demo.
  package func passwordHash(_ password: String) async throws -> String { try await passwords.hash(password) }

  /// The same without a site; it blocks for a moment.
  package static func passwordHash(_ password: String, cost: ScryptCost) throws -> String {
    try PasswordHash(of: password, cost: cost).text
  }
}

/// An account of the demo, whose password everyone may know.
package struct DemoAccount: Sendable {
  package let email: String
  package let role: Role
  package let password: String

  package init(email: String, role: Role, password: String) {
    self.email = email
    self.role = role
    self.password = password
  }
}
