import ArgumentParser
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import Storage
import Vocabulary
import Web

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a town's virtual location.",
    discussion: "Reads wegpunkt.json and texts/ from the town's folder. Stops in good order at SIGTERM or Ctrl-C.")

  @OptionGroup var data: DataOptions

  @Option(help: "The port to listen at (8080).")
  var port: Int?

  @Option(help: "The address to listen at (127.0.0.1).")
  var host: String?

  @Option(help: "How visitors reach the site, such as https://wegpunkt.example.")
  var baseURL: String?

  @Option(name: .customLong("tls-cert"), help: "Serve TLS with this certificate and its chain (PEM).")
  var tlsCertificate: String?

  @Option(help: "The certificate's key (PEM).")
  var tlsKey: String?

  func run() async throws {
    try await reporting {
      var flags = data.flags
      flags.port = port
      flags.host = host
      flags.baseURL = baseURL
      flags.tlsCertificate = tlsCertificate
      flags.tlsKey = tlsKey
      try await Server.run(try await SettingsReader.settings(flags))
    }
  }
}

/// A running site.
enum Server {
  static func run(_ settings: Settings) async throws {
    // Before the database, so that a wrong file changes nothing.
    _ = try settings.tls?.configuration()
    let database = try await Town.openDatabase(settings)
    do {
      try await serve(settings, database)
    } catch {
      await database.close()
      throw error
    }
    await database.close()
  }

  private static func serve(_ settings: Settings, _ database: Database) async throws {
    var logger = Logger(label: "wegpunkt")
    logger.logLevel = settings.logLevel
    let town = try await Town(settings: settings, database: database)
    try await application(town, settings, logger).runService()
  }

  /// A town at its address, over TLS when there is a certificate.
  static func application(
    _ town: Town, _ settings: Settings, _ logger: Logger
  ) throws -> Application<RouterResponder<WebContext>> {
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(60)))
    let server = try settings.tls.map { try .tls(plain, tlsConfiguration: $0.configuration()) } ?? plain
    return Application(
      router: town.router(), server: server,
      configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
      services: town.services(logger: logger),
      onServerRunning: { _ in Console.say("\(town.site.name) is open at \(town.site.baseURL)") }, logger: logger)
  }
}
