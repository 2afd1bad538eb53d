import Access
import Directory
import Exchange
import Foundation
import Hummingbird
import Logging
import NIOCore
import Search
import ServiceLifecycle
import Storage
import Tiles
import Vocabulary
import Web

/// One municipality, put together: database, index, features, routes. It wires, and decides nothing.
struct Town: Sendable {
  let municipality: Municipality
  let directory: Directory
  let access: Access
  private let hardWords: HardWords
  let site: Site
  /// The map's pictures, where there is a source of them.
  let tiles: TileProxy?
  private let settings: Settings
  private let clientAddress: ClientAddress
  private let now: @Sendable () -> Timestamp

  /// The migrations of every room, in arrow order.
  static let migrations = Directory.migrations

  /// Opens the database and brings its schema up to date; an upgrade backs up first.
  static func openDatabase(_ settings: Settings) async throws -> Database {
    if case .sqlite(let path) = settings.database {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let database = try await Database.open(settings.database, migrations: migrations)
    if try await !database.pendingMigrations().isEmpty {
      try FileManager.default.createDirectory(at: settings.backupFolder, withIntermediateDirectories: true)
    }
    try await database.migrate(backupsIn: settings.backupFolder.path)
    return database
  }

  /// - Parameter now: the clock pages are made by; tests hold it still.
  init(settings: Settings, database: Database, now: @escaping @Sendable () -> Timestamp = Timestamp.now) async throws {
    self.settings = settings
    self.now = now
    municipality = Municipality(settings: settings.municipality, database: database)
    let files = ProgramFiles(resources: Resources(setting: settings.resources))
    let texts = try files.texts()
    let catalogue = try TopicCatalogue(folder: files.url("Topics", of: "Directory"))
    let town = settings.municipality
    var site = Site(
      name: town.name, languages: town.languages, defaultLanguage: town.defaultLanguage, baseURL: town.baseURL,
      logo: nil, isDemo: town.isDemo, navigation: Directory.navigation, texts: texts,
      assets: try files.assets(for: town, leaflet: settings.leafletFolder)
    ).withLogo(town.logo != nil)
    site.tileAttribution = settings.tiles?.attribution
    self.site = site
    tiles = settings.tiles.map { tiles in
      TileProxy(
        source: tiles.source, store: TileStore(folder: tiles.folder, source: tiles.source, limit: tiles.bytes),
        userAgent: "Wegpunkt/\(Wegpunkt.version) (+\(town.baseURL))", now: now)
    }
    clientAddress = ClientAddress(trustedProxies: settings.trustedProxies)
    let index = try await DirectoryIndex(
      database: database, settings: try files.indexSettings(clock: town.clock, keptFile: settings.indexFile, now: now),
      concepts: try files.concepts(catalogue, texts))
    let sealer = try await TownKeys.sealer(settings, database)
    directory = Directory(
      database: database, index: index, catalogue: catalogue, site: site, clock: town.clock,
      legalTexts: LegalTexts(folder: town.textFolder, source: town.defaultLanguage), sealer: sealer,
      address: clientAddress, formsPerMinute: settings.formsPerMinute)
    hardWords = try HardWords(file: files.url("hard-words.json", of: "Directory"))
    access = try Access(
      Access.Surroundings(
        database: database, sealer: sealer, site: site, clock: town.clock,
        limits: settings.sessions, secondFactorRoles: settings.secondFactorRoles, scrypt: settings.scrypt,
        address: clientAddress,
        transports: TransportRules(baseURL: town.baseURL, trustedProxies: settings.trustedProxies),
        commonPasswords: try files.url("Passwords/common.txt", of: "Access"), signOn: settings.signOn,
        demoAccounts: try await DemoPeople.shown(settings, database), sendmail: settings.sendmail,
        scopes: { [directory] language in directory.scopes(in: language) }, now: now),
      sections: DirectoryDesk.sections(directory))
  }

  /// All routes behind all guards.
  func router() -> Router<WebContext> { routes().router }

  /// All routes, and which action each of the desk's needs.
  func routes() -> (router: Router<WebContext>, book: RouteBook) {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    let metrics = metrics()
    router.add(middleware: metrics)
    router.add(middleware: SecurityHeaders(servesTLS: settings.tls != nil))
    router.add(
      middleware: ErrorPages(site: site) { [directory, now] speaker in directory.foot(for: speaker, at: now()) })
    router.add(middleware: RateLimit(perMinute: settings.requestsPerMinute, address: clientAddress))
    site.assets.addRoutes(to: router)
    addOperations(to: router, metrics)
    let pages = PublicRoutes(
      router: router,
      surroundings: .init(
        texts: site.texts, languages: site.languages, defaultLanguage: site.defaultLanguage,
        version: { [directory] in directory.index.current.version }, now: now,
        cache: PageCache(limit: settings.pageCacheBytes)))
    directory.addRoutes(to: pages)
    if site.isDemo { ComponentsPage(site: site).addRoutes(to: pages) }
    if let tiles {
      TileRoutes(proxy: tiles) { [directory] in directory.index.current.surroundings }.addRoutes(to: router)
    }
    HSDSService(index: directory.index, catalogue: directory.catalogue, now: now).addRoutes(to: router)
    let desk = access.routes(on: router)
    access.addRoutes(to: desk)
    DirectoryDesk(directory, hardWords: hardWords, accountNames: access.names).addRoutes(to: desk)
    return (router, desk.book)
  }

  private func metrics() -> Metrics {
    Metrics { [directory] in
      let current = directory.index.current
      return [
        ("wegpunkt_entries", "Entries in the search index.", Double(current.search.count)),
        ("wegpunkt_directory_version", "Version of the published directory.", Double(current.version)),
      ]
    }
  }

  /// What operators ask for: does it answer at all, is it well, how is it doing.
  private func addOperations(to router: Router<WebContext>, _ metrics: Metrics) {
    let database = municipality.database
    router.get("/live") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    }
    router.get("/health") { _, _ in
      let isWell = (try? await database.read { reader in try reader.changeMark() }) != nil
      let body = isWell ? "{\"status\":\"ok\"}\n" : "{\"status\":\"database unreachable\"}\n"
      return Response(
        status: isWell ? .ok : .serviceUnavailable,
        headers: [.contentType: "application/json", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: body)))
    }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: metrics.exposition)))
    }
  }

  /// The work beside answering: following the database, and the minute's maintenance.
  func services(logger: Logger) -> [any Service] {
    var services: [any Service] = [
      Follower(directory: directory, logger: logger),
      Maintenance(directory: directory, access: access, logger: logger),
    ]
    if let tiles { services.append(TileService(proxy: tiles)) }
    if let sender = access.mailSender { services.append(Postman(sender: sender, logger: logger)) }
    return services
  }
}

extension Site {
  /// With the logo that was put among the assets.
  fileprivate func withLogo(_ hasLogo: Bool) -> Site {
    var site = self
    if hasLogo { site.logo = ["logo.svg", "logo.png"].first(where: assets.has).map(assets.url) }
    return site
  }
}

/// Keeps the index true to the database until the program stops.
private struct Follower: Service, CustomStringConvertible {
  // Without it the service group names itself by printing the whole directory.
  let description = "follower"
  let directory: Directory
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown { await directory.index.follow(logger: logger) }
  }
}

/// Sends mails until the program stops.
private struct Postman: Service, CustomStringConvertible {
  let description = "postman"
  let sender: MailSender
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown { await sender.run(logger: logger) }
  }
}

extension Directory {
  /// What a role can be bound to: the contact points and organisations, by name.
  fileprivate func scopes(in language: Language) -> [ScopeName] {
    let directory = index.current
    let points = directory.contactPoints.map {
      ScopeName(scope: .contactPoint(of: $0.id), name: $0.texts.shown(\.name, in: language).text)
    }
    let organizations = directory.organizations.values.map {
      ScopeName(scope: .organisation(of: $0.id), name: $0.texts.shown(\.name, in: language).text)
    }
    return points + organizations.sorted { $0.name < $1.name }
  }
}

/// Runs the features' maintenance once a minute.
private struct Maintenance: Service, CustomStringConvertible {
  let description = "maintenance"
  let directory: Directory
  let access: Access
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: .seconds(60))
          try await directory.maintain(at: .now())
          try await access.maintain(at: .now(), logger: logger)
        } catch is CancellationError {
          return
        } catch {
          logger.warning("maintenance failed; it is tried again in a minute", metadata: ["error": "\(error)"])
        }
      }
    }
  }
}
