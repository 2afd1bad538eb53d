import Foundation
import Hummingbird
import Logging
import Storage
import Vocabulary
import Web

/// Who may come to the desk, and what they may do there: accounts, sign-in, roles, audit trail.
package struct Access: Sendable {
  package static let migrations = [accessMigration0001]

  private let desk: Desk
  private let signIn: SignInSite
  private let passwords: Passwords
  private let rules: PasswordRules

  /// What the town around it decides.
  package struct Surroundings: Sendable {
    package var database: Database
    package var sealer: Sealer
    package var site: Site
    package var clock: TownClock
    package var limits: SessionLimits
    package var scrypt: ScryptCost
    package var address: ClientAddress
    package var transports: TransportRules
    /// The file of common passwords.
    package var commonPasswords: URL
    package var now: @Sendable () -> Timestamp

    package init(
      database: Database, sealer: Sealer, site: Site, clock: TownClock, limits: SessionLimits, scrypt: ScryptCost,
      address: ClientAddress, transports: TransportRules, commonPasswords: URL,
      now: @escaping @Sendable () -> Timestamp
    ) {
      self.database = database
      self.sealer = sealer
      self.site = site
      self.clock = clock
      self.limits = limits
      self.scrypt = scrypt
      self.address = address
      self.transports = transports
      self.commonPasswords = commonPasswords
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
      site: site, database: town.database, sealer: town.sealer, limits: town.limits, clock: town.clock,
      address: town.address, transports: town.transports, languages: speaks.isEmpty ? [.german] : speaks,
      sections: sections, now: town.now)
    passwords = try Passwords(cost: town.scrypt)
    rules = try PasswordRules(file: town.commonPasswords, names: [site.name])
    signIn = SignInSite(desk: desk, passwords: passwords, rules: rules)
  }

  /// Where features register their private routes.
  package func routes(on router: Router<WebContext>) -> DeskRoutes {
    DeskRoutes(router: router, desk: desk, book: RouteBook())
  }

  /// This room's own routes.
  package func addRoutes(to routes: DeskRoutes) {
    signIn.addRoutes(to: routes)
    LinkPages(desk: desk, passwords: passwords, rules: rules).addRoutes(to: routes)
    StartPage(desk: desk).addRoutes(to: routes)
    OwnAccountPages(desk: desk, passwords: passwords, rules: rules, throttle: signIn.throttle).addRoutes(to: routes)
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

  /// Hashes a password as this site does, for accounts made without a link: those of the demo.
  package func passwordHash(_ password: String) async throws -> String { try await passwords.hash(password) }
}
