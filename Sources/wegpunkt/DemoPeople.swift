import Access
import Directory
import Foundation
import Storage
import Vocabulary

/// The accounts of the demo, one for each role. Everyone may know their password, so no other site has them.
enum DemoPeople {
  static let password = "drei-Enten-im-Nebel"

  private static let people: [(email: String, name: String, role: Role)] = [
    ("administration@demo.example", "Ada Sommer", .administrator),
    ("koordination@demo.example", "Cem Yıldız", .coordinator),
    ("hauptamt@demo.example", "Selin Brandt", .staff),
    ("ehrenamt@demo.example", "Vera Kowalski", .volunteer),
    ("redaktion@demo.example", "Otto Okafor", .organisationEditor),
    ("forschung@demo.example", "Rina Haddad", .researcher),
  ]

  /// Makes them where there is no account yet, and says how to sign in.
  static func make(in database: Database, _ settings: Settings) async throws {
    let sealer = try await TownKeys.sealer(settings, database)
    guard try await database.read({ reader in try reader.accounts(sealer).isEmpty }) else { return }
    let hash = try Access.passwordHash(password, cost: settings.scrypt)
    try await database.write { writer in
      let organisation = try writer.organizations().map(\.id).min()
      let point = try writer.contactPoints().map(\.id).min()
      for person in people {
        guard let scope = scope(of: person.role, organisation, point) else { continue }
        _ = try writer.makeActiveAccount(
          email: person.email, name: person.name, grants: [try Grant(person.role, scope)], passwordHash: hash,
          by: .program, at: .now(), sealer)
      }
    }
  }

  /// How to sign in, for the console and the sign-in page; nothing where the accounts are not the demo's.
  static func shown(_ settings: Settings, _ database: Database) async throws -> [DemoAccount] {
    guard settings.municipality.isDemo else { return [] }
    let sealer = try await TownKeys.sealer(settings, database)
    return try await database.read { reader in
      try people.compactMap { person in
        try reader.account(email: person.email, sealer).map {
          DemoAccount(email: $0.email, role: person.role, password: password)
        }
      }
    }
  }

  private static func scope(
    of role: Role, _ organisation: Identifier<Organization>?, _ point: Identifier<ContactPoint>?
  ) -> Scope? {
    switch role {
    case .organisationEditor: organisation.map { .organisation(of: $0) }
    case .staff, .volunteer: point.map { .contactPoint(of: $0) } ?? .municipality
    default: .municipality
    }
  }
}
