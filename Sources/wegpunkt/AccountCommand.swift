import Access
import ArgumentParser
import Directory
import Foundation
import Storage
import Vocabulary

struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Make, list, disable and reset the accounts of the desk.",
    discussion: """
      The first administrator is made here: wegpunkt account add you@example.org --name You --role administrator
      """,
    subcommands: [Add.self, List.self, Disable.self, Reset.self, RotateKeys.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Invite somebody, and print the link that works once.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The mail address.")
    var email: String

    @Option(help: "The person's name, as others see it.")
    var name: String

    @Option(
      name: .customLong("role"),
      help: """
        A role: administrator, coordinator, staff, volunteer, researcher, staff:contact-point:ID, \
        volunteer:contact-point:ID or organisation-editor:organisation:ID. Several may be given.
        """)
    var roles: [String]

    @Option(help: "How people reach the site, for the link; otherwise as the settings say.")
    var baseURL: String?

    func run() async throws {
      try await reporting {
        let grants = try roles.map { try Grant($0) }
        try await AccountWork.run(data, baseURL) { work in
          try await work.refuseUnknown(grants)
          let made = try await work.database.write { [sealer = work.sealer, email, name] writer in
            try writer.inviteAccount(
              email: email, name: name, grants: grants, by: .command, at: .now(), sealer)
          }
          Console.complain("This link works once, for seven days. Give it to \(name) only:")
          Console.say(work.address(of: made.link))
        }
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var data: DataOptions

    @Flag(help: "Answer as JSON.")
    var json = false

    /// One account, in the form of `--json`.
    struct Line: Encodable {
      var id: String
      var email: String
      var name: String
      var state: String
      var roles: [String]
      var created: String
      var lastSignIn: String?
    }

    func run() async throws {
      try await reporting {
        try await AccountWork.run(data, nil) { work in
          let accounts = try await work.database.read { [sealer = work.sealer] reader in try reader.accounts(sealer) }
          let lines = accounts.map { account in
            Line(
              id: account.id.description, email: account.email, name: account.name, state: account.state.rawValue,
              roles: account.grants.map(\.text), created: account.createdAt.description,
              lastSignIn: account.signedInAt?.description)
          }
          if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Console.say(String(decoding: try encoder.encode(lines), as: UTF8.self))
          } else {
            for line in lines {
              Console.say("\(line.email)\t\(line.name)\t\(line.state)\t\(line.roles.joined(separator: " "))")
            }
            if lines.isEmpty { Console.complain("There is no account yet.") }
          }
        }
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "disable", abstract: "Shut an account; its sessions end at once.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The mail address.")
    var email: String

    func run() async throws {
      try await reporting {
        try await AccountWork.run(data, nil) { work in
          let id = try await work.account(email)
          try await work.database.write { [sealer = work.sealer] writer in
            try writer.disableAccount(id, by: .command, at: .now(), sealer)
          }
          Console.complain("The account is disabled. “wegpunkt account reset” opens it again.")
        }
      }
    }
  }

  struct RotateKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate-keys", abstract: "Make a new key, and seal all personal data anew with it.",
      discussion: "Stop the server before and start it after. Keep the old key file with the old backups.")

    @OptionGroup var data: DataOptions

    func run() async throws {
      try await reporting {
        try await AccountWork.run(data, nil) { work in
          let sealer = Sealer(try KeyRing.rotate(work.keyFile.path))
          let count = try await work.database.write { writer in try writer.resealRecords(sealer) }
          Console.complain("A new key seals \(count) values. Keep a copy of \(work.keyFile.path).")
        }
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Print a link by which the owner chooses a new password.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The mail address.")
    var email: String

    @Option(help: "How people reach the site, for the link; otherwise as the settings say.")
    var baseURL: String?

    @Flag(help: "Take the second factor away as well: phone and recovery codes are lost.")
    var secondFactor = false

    func run() async throws {
      try await reporting {
        try await AccountWork.run(data, baseURL) { work in
          let id = try await work.account(email)
          let made = try await work.database.write { [sealer = work.sealer, secondFactor] writer in
            if secondFactor { try writer.removeSecondFactor(of: id, by: .command, at: .now()) }
            return try writer.resetAccount(id, by: .command, at: .now(), sealer)
          }
          Console.complain(
            made.purpose == .reset ? "This link works once, for two hours:" : "This link works once, for seven days:")
          Console.say(work.address(of: made.link))
        }
      }
    }
  }
}

/// What the account commands work on.
private struct AccountWork {
  let database: Database
  let sealer: Sealer
  let keyFile: URL
  let baseURL: String

  static func run(
    _ data: DataOptions, _ baseURL: String?, _ body: (AccountWork) async throws -> Void
  ) async throws {
    var flags = data.flags
    flags.isDemo = true
    flags.baseURL = baseURL
    let settings = try await SettingsReader.settings(flags)
    let database = try await Town.openDatabase(settings)
    do {
      let sealer = try await TownKeys.sealer(settings, database)
      try await body(
        AccountWork(
          database: database, sealer: sealer, keyFile: settings.keyFile, baseURL: settings.municipality.baseURL))
    } catch {
      await database.close()
      throw error
    }
    await database.close()
  }

  func address(of link: SecretToken) -> String { "\(baseURL)/desk/link/\(link.text)" }

  func account(_ email: String) async throws -> Identifier<Account> {
    let found = try await database.read { [sealer] reader in try reader.account(email: email, sealer)?.id }
    guard let found else { throw AccountFault.unknown }
    return found
  }

  /// A role for an organisation or contact point that is not there would open nothing.
  func refuseUnknown(_ grants: [Grant]) async throws {
    for grant in grants {
      let isThere = try await database.read { reader in
        switch grant.scope {
        case .municipality: true
        case .organisation(let id): try reader.organizations().contains { $0.id == id.retyped() }
        case .contactPoint(let id): try reader.contactPoints().contains { $0.id == id.retyped() }
        }
      }
      if !isThere { throw Grant.Fault.unreadable(grant.text) }
    }
  }
}
