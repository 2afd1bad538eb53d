import Access
import Directory
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import Synchronization
import TestSupport
import Testing
import Vocabulary
import Web

@testable import wegpunkt

/// The demo's town on a fresh database, with a clock that stands still until a test moves it.
struct DemoTown {
  let town: Town
  let database: Database
  let clock: FrozenClock
  let settings: Settings

  /// The moment the demo is made at: a Friday, 17:00 in Düsseldorf.
  static let start = Timestamp(seconds: 1_795_190_400)
}

/// A clock that tests set.
final class FrozenClock: Sendable {
  private let time: Mutex<Timestamp>

  init(_ time: Timestamp) { self.time = Mutex(time) }

  var now: Timestamp { time.withLock { $0 } }

  func set(_ text: String) throws {
    let moment = try #require(Timestamp(text))
    time.withLock { $0 = moment }
  }
}

extension Settings {
  /// Settings of a demo without limits.
  static func test(_ location: DatabaseLocation) -> Settings {
    Settings(
      municipality: MunicipalitySettings(
        name: "Wegpunkt <Test> & Co", baseURL: "https://wegpunkt.example", isDemo: true),
      database: location, host: "127.0.0.1", port: 0, trustedProxies: [], requestsPerMinute: 0, formsPerMinute: 0,
      pageCacheBytes: 4_000_000, resources: nil,
      leafletFolder: URL(fileURLWithPath: "/usr/share/javascript/leaflet", isDirectory: true), indexFile: nil,
      backupFolder: FileManager.default.temporaryDirectory,
      keyFile: FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-test-\(UUID().uuidString).key"),
      scrypt: .forTests)
  }
}

/// Runs a test against the demo's town through its real router.
func withDemoTown(
  on engine: TestEngine = .sqlite, change: @Sendable @escaping (inout Settings) -> Void = { _ in },
  _ body: @Sendable @escaping (DemoTown, any TestClientProtocol) async throws -> Void
) async throws {
  try await withLocation(on: engine) { location in
    var changed = Settings.test(location)
    change(&changed)
    let settings = changed
    let database = try await Town.openDatabase(settings)
    let clock = FrozenClock(DemoTown.start)
    let demo = try ProgramFiles(resources: Resources()).demo()
    try await database.write { writer in try demo.write(into: writer, clock: .rhineland, at: DemoTown.start) }
    let town = try await Town(settings: settings, database: database) { clock.now }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let application = Application(router: town.router(), logger: logger)
    try await application.test(.router) { client in
      try await body(DemoTown(town: town, database: database, clock: clock, settings: settings), client)
    }
    await database.close()
    try? FileManager.default.removeItem(at: settings.keyFile)
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
}
