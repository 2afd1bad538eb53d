import ArgumentParser
import Foundation
import Storage

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database, as it is at one moment, into one file.",
    discussion: "Works while the site is being served. The file can be restored into SQLite or PostgreSQL.")

  @OptionGroup var data: DataOptions

  @Argument(help: "The file to write; it must not exist.")
  var file: String

  func run() async throws {
    try await reporting {
      let settings = try await data.dataSettings()
      let database = try await Database.open(settings.database, migrations: Town.migrations)
      try await database.backup(to: file) { Console.progress("\($0)") }
      await database.close()
      Console.complain("\nThe backup is in \(file).")
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Fill the database from a backup, all or nothing.")

  @OptionGroup var data: DataOptions

  @Argument(help: "The backup.")
  var file: String

  @Flag(help: "Replace what the database holds now.")
  var replace = false

  func run() async throws {
    try await reporting {
      let settings = try await data.dataSettings()
      let database = try await Database.open(settings.database, migrations: Town.migrations)
      try await database.restore(from: file, replace: replace) { Console.progress("\($0)") }
      await database.close()
      Console.complain("\nRestored from \(file).")
    }
  }
}

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether settings, schema and data are in order.",
    discussion: "Exit code 0 when all is well, 1 otherwise.")

  @OptionGroup var data: DataOptions

  @Flag(help: "Answer as JSON, with counts.")
  var json = false

  /// What the check found, in the form of `--json`.
  struct Findings: Encodable {
    var ok: Bool
    var problems: [String]
    var pendingMigrations: [String]
    var offers = 0
    var organisations = 0
    var places = 0
    var events = 0
    var areas = 0
  }

  func run() async throws {
    try await reporting {
      let findings = try await findings()
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        Console.say(String(decoding: try encoder.encode(findings), as: UTF8.self))
      } else {
        for problem in findings.problems { Console.say("problem: \(problem)") }
        for migration in findings.pendingMigrations { Console.say("pending migration: \(migration)") }
        if findings.ok {
          Console.say("All is well: \(findings.offers) offers, \(findings.organisations) organisations.")
        }
      }
      if !findings.ok { throw ExitCode.failure }
    }
  }

  private func findings() async throws -> Findings {
    let settings: Settings
    do {
      settings = try await SettingsReader.settings(data.flags)
      _ = try settings.tls?.configuration()
    } catch let fault as SettingsFault {
      return Findings(ok: false, problems: fault.faults, pendingMigrations: [])
    }
    let database = try await Database.open(settings.database, migrations: Town.migrations)
    let pending = try await database.pendingMigrations().map(\.title)
    guard pending.isEmpty else {
      await database.close()
      return Findings(ok: false, problems: [], pendingMigrations: pending)
    }
    let check = try await database.check()
    let problems = try await check.problems + TownKeys.problems(settings, database)
    var findings = Findings(ok: problems.isEmpty, problems: problems, pendingMigrations: [])
    let counts = try await database.read { reader in
      (
        try reader.value("SELECT COUNT(*) FROM offers", as: Int.self),
        try reader.value("SELECT COUNT(*) FROM organizations", as: Int.self),
        try reader.value("SELECT COUNT(*) FROM places", as: Int.self),
        try reader.value("SELECT COUNT(*) FROM events", as: Int.self),
        try reader.value("SELECT COUNT(*) FROM areas", as: Int.self)
      )
    }
    await database.close()
    (findings.offers, findings.organisations, findings.places, findings.events, findings.areas) = counts
    return findings
  }
}
