import ArgumentParser
import Directory
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing
import Web

@testable import wegpunkt

/// The program as a process, and what stands about it in the documents.
@Suite struct ProgramFileTests {
  private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of the built program, which is the test's own.
  private var built: URL {
    get throws { try #require(Resources.executable).deletingLastPathComponent() }
  }

  private func start(_ program: URL, _ arguments: [String], in folder: String) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func copyProgram(to folder: URL, resources: URL, renaming: Bool) throws -> URL {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    try files.createDirectory(at: resources, withIntermediateDirectories: true)
    let program = folder.appendingPathComponent("wegpunkt")
    try files.copyItem(at: built.appendingPathComponent("wegpunkt"), to: program)
    for room in ["Web", "Directory", "Search", "Exchange", "Access"] {
      let name = renaming ? room : "wegpunkt_\(room).resources"
      try files.copyItem(
        at: built.appendingPathComponent("wegpunkt_\(room).resources"), to: resources.appendingPathComponent(name))
    }
    return program
  }

  @Test(arguments: [false, true]) func aMovedProgramFindsItsFiles(isInstalled: Bool) async throws {
    try await withTemporaryFolder { folder in
      let root = URL(fileURLWithPath: folder)
      let bin = root.appendingPathComponent("bin")
      let program = try copyProgram(
        to: bin, resources: isInstalled ? root.appendingPathComponent("share/wegpunkt") : bin, renaming: isInstalled)
      let process = try start(program, ["demo", "--data", "data", "--make-only"], in: folder)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/data/wegpunkt.sqlite"))
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: realDirectory.path), "the real directory is not beside this folder"))
  func aKilledImportLeavesTheDatabaseAsItWas() async throws {
    try await withTemporaryFolder { folder in
      let program = try built.appendingPathComponent("wegpunkt")
      let path = "\(folder)/town.sqlite"
      let demo = try start(
        program, ["demo", "--data", folder, "--database", "sqlite:\(path)", "--make-only"], in: folder)
      demo.waitUntilExit()
      let before = try await counts(path)
      let size = Self.fileSize("\(path)-wal")
      let process = try start(
        program, ["import", "hsds", realDirectory.path, "--database", "sqlite:\(path)"], in: folder)
      let identifier = process.processIdentifier
      await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        // A thread of its own: behind the tasks of other tests the moment would be missed.
        Thread {
          // The write-ahead log grows as soon as rows are written: that is the moment to pull the plug.
          while kill(identifier, 0) == 0, Self.fileSize("\(path)-wal") <= size + 100_000 { sched_yield() }
          kill(identifier, SIGKILL)
          done.resume()
        }.start()
      }
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal, "the import is stopped in the middle")
      #expect(try await counts(path) == before)
    }
  }

  private static func fileSize(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  private func counts(_ path: String) async throws -> [Int] {
    let database = try await Database.open(
      DatabaseLocation("sqlite:\(path)", from: .commandLine), migrations: Town.migrations)
    let check = try await database.check()
    #expect(check.isSound)
    let counts = try await database.read { reader in
      try ["offers", "organizations", "places", "offer_texts"].map { table in
        try reader.value(Self.countOf[table] ?? "SELECT -1", as: Int.self)
      }
    }
    await database.close()
    return counts
  }

  private static let countOf: [String: SQL] = [
    "offers": "SELECT COUNT(*) FROM offers", "organizations": "SELECT COUNT(*) FROM organizations",
    "places": "SELECT COUNT(*) FROM places", "offer_texts": "SELECT COUNT(*) FROM offer_texts",
  ]

  @Test func theDocumentsNameWhatIsThere() async throws {
    struct Facts: Decodable {
      var commands: [String]
      var settings: [String]
      var routes: [String]
    }
    let facts = try JSONDecoder().decode(
      Facts.self, from: Data(contentsOf: repository.appendingPathComponent("docs/facts.json")))
    let commands = Wegpunkt.configuration.subcommands.compactMap { $0.configuration.commandName }
    #expect(Set(facts.commands) == Set(commands))
    #expect(Set(facts.settings) == Set(SettingsReader.keys))
    try await withDemoTown { _, client in
      for route in facts.routes
      where !route.contains("{id}") && !route.contains("{code}") && !route.contains("{tag}") && !route.contains("{z}") {
        let path = route.replacing("{language}", with: "de")
        try await client.execute(uri: path, method: .get) { response in
          #expect([200, 302, 303].contains(response.status.code), "\(route) is there")
        }
      }
    }
  }
}

/// The real directory, when it is beside the repository.
private let realDirectory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/hsds-baltimore")
