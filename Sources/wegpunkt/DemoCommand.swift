import ArgumentParser
import Access
import Directory
import Foundation
import Storage
import Vocabulary
import Web

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Make the demo, once, and serve it.",
    discussion: """
      A fictional network of contact points in Düsseldorf. The database is made in the folder when it is not there; \
      delete the folder to begin anew.
      """)

  @Option(name: .customLong("data"), help: "The folder of the demo.")
  var folder = "demo"

  @Option(help: "The database, when it is not to lie in the folder: sqlite:PATH or postgres://…")
  var database: String?

  @Option(help: "The port to listen at.")
  var port = 8080

  @Flag(help: "Only make the demo; serve nothing.")
  var makeOnly = false

  func run() async throws {
    try await reporting {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let settings = try await SettingsReader.settings(
        SettingsFlags(town: folder, database: database, port: port, isDemo: true))
      try await makeDemo(settings)
      if !makeOnly { try await Server.run(settings) }
    }
  }

  private func makeDemo(_ settings: Settings) async throws {
    let database = try await Town.openDatabase(settings)
    let demo = try ProgramFiles(resources: Resources(setting: settings.resources)).demo()
    let clock = settings.municipality.clock
    do {
      let isNew = try await database.write { writer in
        guard try writer.value("SELECT COUNT(*) FROM organizations", as: Int.self) == 0 else { return false }
        try demo.write(into: writer, clock: clock, at: .now())
        return true
      }
      try await DemoPeople.make(in: database, settings)
      let accounts = try await DemoPeople.shown(settings, database)
      if let password = accounts.first?.password {
        let list = accounts.map { "  \($0.email)  (\($0.role.rawValue))" }.joined(separator: "\n")
        Console.complain("Accounts for /desk, all with the password \(password):\n\(list)")
      }
      Console.complain(isNew ? "The demo was made in \(folder)." : "The demo in \(folder) is used as it is.")
    } catch {
      await database.close()
      throw error
    }
    await database.close()
  }
}
