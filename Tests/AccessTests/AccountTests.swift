import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Access

@Suite struct AccountTests {
  private let now = Timestamp(seconds: 1_795_190_400)

  private func withAccess(
    _ engine: TestEngine, _ body: @Sendable (Database, Sealer) async throws -> Void
  ) async throws {
    let sealer = Sealer(try KeyRing.temporary())
    try await withDatabase(on: engine, migrations: Access.migrations) { try await body($0, sealer) }
  }

  @Test(
    arguments: [
      ("a@b.de", "a@b.de"), (" Ada.L@Example.ORG ", "ada.l@example.org"),
      ("jörg@müller.example", "jörg@müller.example"),
      ("a@b", nil), ("@b.de", nil), ("a b@c.de", nil), ("a@b.de\r\nBcc: x@y.de", nil), ("a@b@c.de", nil),
      ("a@.de", nil),
      ("<a@b.de>", nil), ("a,b@c.de", nil),
    ] as [(String, String?)])
  func anAddressIsReadStrictly(text: String, expected: String?) { #expect(Account.normalisedEmail(text) == expected) }

  @Test(arguments: [
    ("administrator", true), ("staff", true), ("staff:contact-point:01a1fa90-f1b5-7e27-b449-662b18796e09", true),
    ("organisation-editor:organisation:01a1fa90-f1b5-7e27-b449-662b18796e09", true), ("organisation-editor", false),
    ("administrator:organisation:01a1fa90-f1b5-7e27-b449-662b18796e09", false), ("boss", false), ("", false),
    ("staff:contact-point:x", false), ("staff:moon:01a1fa90-f1b5-7e27-b449-662b18796e09", false),
  ])
  func aGrantIsReadStrictly(text: String, isGrant: Bool) {
    let grant = try? Grant(text)
    #expect((grant != nil) == isGrant)
    #expect(grant == nil || grant?.text == text)
  }

  @Test(arguments: TestEngine.allCases) func anAccountComesBackAsItWasMade(engine: TestEngine) async throws {
    try await withAccess(engine) { database, sealer in
      let grants = [try Grant(.staff), try Grant(.volunteer, .contactPoint(.derived(from: "rath")))]
      let made = try await database.write { writer in
        try writer.inviteAccount(
          email: "Vera@Example.org", name: " Vera Ünal ", language: .arabic, grants: grants, by: .command, at: now,
          sealer)
      }
      let account = try await database.read { reader in try reader.account(email: "VERA@example.org", sealer) }
      #expect(account?.id == made.id && account?.name == "Vera Ünal" && account?.state == .invited)
      #expect(Set(account?.grants ?? []) == Set(grants) && account?.language == .arabic)
      await #expect(throws: AccountFault.addressTaken) {
        try await database.write { writer in
          try writer.inviteAccount(
            email: "vera@example.org", name: "V", grants: grants, by: .command, at: now, sealer)
        }
      }
    }
  }

  @Test func noNameAndNoAddressIsInTheFile() async throws {
    let sealer = Sealer(try KeyRing.temporary())
    try await withTemporaryFolder { folder in
      let location = try DatabaseLocation("sqlite:\(folder)/town.sqlite", from: .fileOrEnvironment)
      try await withDatabase(at: location, migrations: Access.migrations) { database in
        try await database.write { writer in
          _ = try writer.inviteAccount(
            email: "geheime.adresse@example.org", name: "Geheimer Name", grants: [try Grant(.staff)], by: .command,
            at: now, sealer)
        }
        let backup = "\(folder)/backup.sqlite"
        try await database.backup(to: backup)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
          let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
          for word in ["geheime.adresse", "Geheimer"] {
            #expect(bytes.firstRange(of: Data(word.utf8)) == nil, "\(file)")
          }
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func theTrailIsOnlyAddedTo(engine: TestEngine) async throws {
    try await withAccess(engine) { database, sealer in
      let made = try await database.write { writer in
        try writer.inviteAccount(
          email: "vera@example.org", name: "Vera", grants: [try Grant(.staff)], by: .command, at: .now(), sealer)
      }
      await #expect(throws: StorageError.self) {
        try await database.write { writer in try writer.run("UPDATE audit_entries SET details = 'x'") }
      }
      await #expect(throws: StorageError.self) {
        try await database.write { writer in try writer.run("DELETE FROM audit_entries") }
      }
      let old = Timestamp(seconds: 1_500_000_000)
      try await database.write { writer in
        try writer.audit("account.reset", by: .program, of: "account", made.id, at: old)
      }
      let deleted = try await database.write { writer in
        try writer.deleteOverdueAccessRecords(at: .now(), SessionLimits())
      }
      #expect(deleted == 1)
      let actions = try await database.read { reader in
        try reader.values("SELECT action FROM audit_entries", as: String.self)
      }
      #expect(actions == ["account.invited"])
    }
  }

  @Test(arguments: TestEngine.allCases) func aBackupWithATrailIsRestored(engine: TestEngine) async throws {
    try await withAccess(engine) { database, sealer in
      try await withTemporaryFolder { folder in
        try await database.write { writer in
          _ = try writer.inviteAccount(
            email: "vera@example.org", name: "Vera", grants: [try Grant(.staff)], by: .command, at: .now(), sealer)
        }
        try await database.backup(to: "\(folder)/b.sqlite")
        try await database.restore(from: "\(folder)/b.sqlite", replace: true)
        let names = try await database.read { reader in try reader.accounts(sealer).map(\.name) }
        #expect(names == ["Vera"])
        await #expect(throws: StorageError.self, "the trail is closed again") {
          try await database.write { writer in try writer.run("DELETE FROM audit_entries") }
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func theLastAdministratorStays(engine: TestEngine) async throws {
    try await withAccess(engine) { database, sealer in
      let ada = try await database.write { writer in
        try writer.makeActiveAccount(
          email: "ada@example.org", name: "Ada", grants: [try Grant(.administrator)], passwordHash: "x", by: .command,
          at: now, sealer)
      }
      await #expect(throws: AccountFault.lastAdministrator) {
        try await database.write { writer in try writer.disableAccount(ada, by: .command, at: now, sealer) }
      }
      await #expect(throws: AccountFault.lastAdministrator) {
        try await database.write { writer in
          try writer.changeGrants(of: ada, to: [try Grant(.staff)], by: .command, at: now, sealer)
        }
      }
      try await database.write { writer in
        _ = try writer.makeActiveAccount(
          email: "eva@example.org", name: "Eva", grants: [try Grant(.administrator)], passwordHash: "x", by: .command,
          at: now, sealer)
        try writer.disableAccount(ada, by: .command, at: now, sealer)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func rotatedKeysSealEverythingAnew(engine: TestEngine) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/keys"
      let old = Sealer(try KeyRing.make(path))
      try await withDatabase(on: engine, migrations: Access.migrations) { database in
        let mail = Mail(to: try #require(MailAddress("vera@example.org")), subject: "S", body: "B")
        let id = try await database.write { writer in
          let id = try writer.makeActiveAccount(
            email: "vera@example.org", name: "Vera", grants: [try Grant(.staff)], passwordHash: "x", by: .command,
            at: now, old)
          try writer.beginSecondFactor(of: id, old)
          try writer.post(mail, for: "test", at: now, old)
          return id
        }
        let secret = try await database.read { reader in try reader.secondFactor(of: id, old)?.secret }
        let new = Sealer(try KeyRing.rotate(path))
        #expect(try await database.write { writer in try writer.resealRecords(new) } == 4)
        await #expect(throws: SealFault.unknownKey(2)) {
          try await database.read { reader in try reader.account(id, old)?.name }
        }
        let account = try await database.read { reader in try reader.account(email: "vera@example.org", new) }
        #expect(account?.name == "Vera")
        #expect(try await database.read { reader in try reader.secondFactor(of: id, new)?.secret } == secret)
        #expect(try await database.write { writer in try writer.takeMail(at: now, new)?.mail } == mail)
      }
    }
  }

  @Test func aRoleReachesAsFarAsItsScope() throws {
    let own = Scope.organisation(.derived(from: "own"))
    let other = Scope.organisation(.derived(from: "other"))
    let editor = [try Grant(.organisationEditor, own)]
    #expect(editor.allow(.editOffers, in: [own]) && !editor.allow(.editOffers, in: [other]))
    #expect(editor.allow(.editOffers, in: [other, own]) && !editor.allow(.editOffers, in: []))
    #expect(editor.allowSomewhere(.editOffers) && !editor.allowSomewhere(.manageAccounts))
    let volunteer = [try Grant(.volunteer)]
    #expect(volunteer.allow(.translate, in: [other]) && !volunteer.allowSomewhere(.publishOffers))
    let both = volunteer + [try Grant(.staff, .contactPoint(.derived(from: "rath")))]
    #expect(both.allow(.publishOffers, in: [other]))
    #expect(!both.allow(.editContactPoints, in: [.contactPoint(.derived(from: "eller"))]))
    #expect([try Grant(.researcher)].allowSomewhere(.readStatistics))
    #expect(![try Grant(.researcher)].allowSomewhere(.viewOffers))
  }
}
