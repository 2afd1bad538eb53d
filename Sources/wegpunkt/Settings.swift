import Access
import Configuration
import Foundation
import Logging
import Storage
import SystemPackage
import Tiles
import Vocabulary

/// All settings of a running Wegpunkt, checked.
struct Settings: Sendable {
  var municipality: MunicipalitySettings
  var database: DatabaseLocation
  var host: String
  var port: Int
  /// Certificate and key, when the program serves TLS itself.
  var tls: TLSFiles?
  /// Addresses of proxies whose `X-Forwarded-For` counts.
  var trustedProxies: Set<String>
  /// Requests and messages one client may send a minute; 0 switches a limit off.
  var requestsPerMinute: Int
  var formsPerMinute: Int
  var pageCacheBytes: Int
  /// Where the program's files lie, when not beside it.
  var resources: String?
  var leafletFolder: URL
  /// Where the index is kept between starts; nil keeps none.
  var indexFile: URL?
  var backupFolder: URL
  /// The keys that seal personal data, apart from the database.
  var keyFile: URL
  var sessions = SessionLimits()
  var secondFactorRoles: Set<Role> = []
  /// The provider people may sign in through; nil has none.
  var signOn: SignOnSettings?
  /// The sender of mails and the program that takes them; nil sends none.
  var sendmail: Sendmail?
  /// How hard passwords are hashed; no setting of operators, tests lower it.
  var scrypt = ScryptCost()
  /// Pictures below the map's places; nil shows none.
  var tiles: TileSettings?
  /// What is logged: `notice` tells of starts, stops and troubles, `info` of every request as well.
  var logLevel = Logger.Level.notice
}

/// Where the map's pictures come from, and where they are kept.
struct TileSettings: Sendable {
  var source: TileSource
  /// Whose pictures they are; stands on the map.
  var attribution: String
  var folder: URL
  var bytes: Int
}

/// Several settings that cannot be, named at once.
struct SettingsFault: Error, CustomStringConvertible {
  let faults: [String]

  var description: String {
    "Wegpunkt cannot start with these settings:\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
  }
}

/// What flags say; they win over the environment, which wins over the file.
struct SettingsFlags: Sendable {
  var town: String?
  var database: String?
  var host: String?
  var port: Int?
  var baseURL: String?
  var tlsCertificate: String?
  var tlsKey: String?
  var isDemo = false
}

/// Reads and checks settings. Each key is documented in `docs/operators.md`; a test compares.
struct SettingsReader {
  /// Every key there is, as `wegpunkt.json` writes it; what follows a dot stands in an object of its own.
  static let keys = [
    "name", "land", "timeZone", "languages", "defaultLanguage", "baseURL", "colour", "logo", "database", "host", "port",
    "tlsCert", "tlsKey", "trustedProxies", "requestsPerMinute", "formsPerMinute", "pageCacheMegabytes", "resources",
    "leafletFolder", "keepIndex", "logLevel", "keyFile", "sessionIdleMinutes", "sessionDays", "secondFactorFor",
    "mailFrom", "sendmail", "signOnIssuer", "signOnClient", "signOnSecretFile", "signOnName", "map.tileSource",
    "map.tileAttribution", "map.tileCacheMegabytes",
  ]

  /// The environment variable of a key: `baseURL` is `WEGPUNKT_BASE_URL`, `map.tileSource` is `WEGPUNKT_MAP_TILE_SOURCE`.
  static func environmentName(of key: String) -> String {
    var name = "WEGPUNKT_"
    var previous: Character = "_"
    for character in key {
      if character.isUppercase, previous.isLowercase { name += "_" }
      name += character == "." ? "_" : character.uppercased()
      previous = character
    }
    return name
  }

  private let config: ConfigReader
  private let flags: SettingsFlags
  private let folder: URL
  private let hasFile: Bool
  private var faults: [String] = []

  /// - Parameters:
  ///   - flags: what the command line said.
  ///   - environment: the process's variables.
  static func settings(
    _ flags: SettingsFlags, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> Settings {
    let folder = URL(fileURLWithPath: flags.town ?? ".", isDirectory: true)
    let file = folder.appendingPathComponent("wegpunkt.json")
    let hasFile = FileManager.default.fileExists(atPath: file.path)
    let variables = Dictionary(
      uniqueKeysWithValues: keys.compactMap { key in
        environment[environmentName(of: key)].map {
          (AbsoluteConfigKey(ConfigKey(key).components), ConfigValue(.string($0), isSecret: key == "database"))
        }
      })
    var providers: [any ConfigProvider] = [InMemoryProvider(name: "environment", values: variables)]
    var unreadable: [String] = []
    if hasFile {
      do {
        providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file.path)))
        unreadable = try unknownKeys(in: file)
      } catch {
        throw SettingsFault(faults: ["\(file.path) cannot be read as JSON: \(error)"])
      }
    }
    var reader = SettingsReader(
      config: ConfigReader(providers: providers), flags: flags, folder: folder, hasFile: hasFile)
    reader.faults = unreadable
    return try reader.read()
  }

  private init(config: ConfigReader, flags: SettingsFlags, folder: URL, hasFile: Bool) {
    self.config = config
    self.flags = flags
    self.folder = folder
    self.hasFile = hasFile
  }

  private static func unknownKeys(in file: URL) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
    let names = object.flatMap { name, value in
      (value as? [String: Any])?.keys.map { "\(name).\($0)" } ?? [name]
    }
    return names.filter { !keys.contains($0) }.sorted().map {
      "wegpunkt.json: “\($0)” is no setting. Known are: \(keys.joined(separator: ", "))."
    }
  }

  private mutating func read() throws -> Settings {
    let port = flags.port ?? integer("port", in: 0...65535) ?? 8080
    let host = flags.host ?? text("host") ?? "127.0.0.1"
    let tls = tls()
    let municipality = municipality(host: host, port: port, scheme: tls == nil ? "http" : "https")
    let location = database()
    let proxies = list("trustedProxies") ?? []
    let requests = integer("requestsPerMinute", in: 0...1_000_000) ?? 600
    let forms = integer("formsPerMinute", in: 0...1_000_000) ?? 6
    let cache = integer("pageCacheMegabytes", in: 0...4096) ?? 32
    let keepsIndex = flag("keepIndex") ?? true
    let logLevel = logLevel()
    let sessions = SessionLimits(
      idleSeconds: Int64(integer("sessionIdleMinutes", in: 5...1440) ?? 480) * 60,
      absoluteSeconds: Int64(integer("sessionDays", in: 1...30) ?? 7) * 86400)
    let tiles = tiles()
    let secondFactorRoles = roles("secondFactorFor")
    let signOn = signOn()
    let sendmail = sendmail(named: municipality?.name ?? "")
    guard faults.isEmpty, let municipality, let location else { throw SettingsFault(faults: faults) }
    return Settings(
      municipality: municipality, database: location, host: host, port: port, tls: tls,
      trustedProxies: Set(proxies),
      requestsPerMinute: requests, formsPerMinute: forms, pageCacheBytes: cache * 1_048_576,
      resources: text("resources"),
      leafletFolder: URL(
        fileURLWithPath: text("leafletFolder") ?? "/usr/share/javascript/leaflet", isDirectory: true),
      indexFile: keepsIndex ? indexFile(beside: location) : nil,
      backupFolder: folder.appendingPathComponent("backups", isDirectory: true),
      keyFile: text("keyFile").map { URL(fileURLWithPath: $0, relativeTo: folder) }
        ?? folder.appendingPathComponent(TownKeys.fileName), sessions: sessions, secondFactorRoles: secondFactorRoles,
      signOn: signOn, sendmail: sendmail, tiles: tiles, logLevel: logLevel)
  }

  private mutating func municipality(host: String, port: Int, scheme: String) -> MunicipalitySettings? {
    guard let name = text("name") ?? (flags.isDemo ? "Wegpunkt Düsseldorf (Demo)" : nil) else {
      faults.append(
        hasFile
          ? "name: the name of the site is missing in wegpunkt.json."
          : "There is no wegpunkt.json in \(folder.path). Make one with “wegpunkt init \(folder.relativePath)”.")
      return nil
    }
    let languages = languages()
    let defaultLanguage = defaultLanguage(among: languages)
    let textFolder = folder.appendingPathComponent("texts", isDirectory: true)
    let settings = MunicipalitySettings(
      name: name, clock: clock(), languages: languages, defaultLanguage: defaultLanguage,
      baseURL: baseURL(host: host, port: port, scheme: scheme), colour: colour(), logo: logo(),
      textFolder: FileManager.default.fileExists(atPath: textFolder.path) ? textFolder : nil, isDemo: flags.isDemo)
    if !flags.isDemo { requireLegalTexts(settings) }
    return settings
  }

  /// § 5 DDG and Article 13 GDPR: nothing is published without them.
  private mutating func requireLegalTexts(_ settings: MunicipalitySettings) {
    for name in ["imprint", "privacy"] {
      let file = folder.appendingPathComponent("texts/\(name).\(settings.defaultLanguage.code).txt")
      let text = (try? String(contentsOf: file, encoding: .utf8))?.trimmed ?? ""
      if text.isEmpty {
        faults.append("\(file.path) is missing or empty. A public site needs this text; --demo runs without.")
      }
    }
  }

  private mutating func clock() -> TownClock {
    let land = text("land").map { code -> Land? in
      let land = Land(rawValue: code)
      if land == nil {
        faults.append("land: “\(code)” is none of \(Land.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return land
    }
    let zone = text("timeZone").map { name -> TimeZone? in
      let zone = TimeZone(identifier: name)
      if zone == nil { faults.append("timeZone: “\(name)” is no time zone; write one such as Europe/Berlin.") }
      return zone
    }
    return TownClock(
      timeZone: (zone ?? nil) ?? TownClock.rhineland.timeZone, land: (land ?? nil) ?? .northRhineWestphalia)
  }

  private mutating func languages() -> [Language] {
    guard let codes = list("languages") else { return Language.shipped }
    let known = codes.compactMap { code -> Language? in
      let language = Language(code: code)
      guard let language, Language.shipped.contains(language) else {
        faults.append("languages: “\(code)” is none of \(Language.shipped.map(\.code).joined(separator: ", ")).")
        return nil
      }
      return language
    }
    if known.isEmpty { faults.append("languages: name at least one.") }
    return known
  }

  private mutating func defaultLanguage(among languages: [Language]) -> Language {
    guard let code = text("defaultLanguage") else { return languages.first ?? .german }
    guard let language = Language(code: code), languages.contains(language) else {
      faults.append("defaultLanguage: “\(code)” is not among the languages.")
      return .german
    }
    return language
  }

  private mutating func baseURL(host: String, port: Int, scheme: String) -> String {
    guard let text = flags.baseURL ?? text("baseURL") else {
      let shown = host == "0.0.0.0" || host == "::" ? "localhost" : host
      return "\(scheme)://\(shown.contains(":") ? "[\(shown)]" : shown):\(port)"
    }
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    let rest = trimmed.dropFirst(trimmed.hasPrefix("https://") ? 8 : 7)
    if !(trimmed.hasPrefix("https://") || trimmed.hasPrefix("http://")) || rest.isEmpty || rest.contains("/") {
      faults.append("baseURL: write scheme and host only, such as https://wegpunkt.example; found “\(text)”.")
    }
    return trimmed
  }

  /// Paths on the command line start where the command runs, those of the file in the town's folder.
  private mutating func tls() -> TLSFiles? {
    let certificate = flags.tlsCertificate.map { URL(fileURLWithPath: $0) } ?? file("tlsCert")
    let key = flags.tlsKey.map { URL(fileURLWithPath: $0) } ?? file("tlsKey")
    switch (certificate, key) {
    case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
    case (nil, nil): return nil
    case (_?, nil): faults.append("tlsKey: tlsCert is set, but not the file of its key. TLS needs both.")
    case (nil, _?): faults.append("tlsCert: tlsKey is set, but not the file of its certificate. TLS needs both.")
    }
    return nil
  }

  private mutating func colour() -> TownColour? {
    guard let text = text("colour") else { return nil }
    do {
      return try TownColour(text)
    } catch {
      faults.append("colour: \(error)")
      return nil
    }
  }

  private mutating func logo() -> URL? {
    guard let name = text("logo") else { return nil }
    let file = folder.appendingPathComponent(name)
    guard ["svg", "png"].contains(file.pathExtension.lowercased()), FileManager.default.fileExists(atPath: file.path)
    else {
      faults.append("logo: \(file.path) is not there, or is neither .svg nor .png.")
      return nil
    }
    return file
  }

  private mutating func database() -> DatabaseLocation? {
    do {
      if let text = flags.database { return try DatabaseLocation(text, from: .commandLine) }
      if let text = text("database") { return try DatabaseLocation(text, from: .fileOrEnvironment) }
      return try DatabaseLocation(
        "sqlite:\(folder.appendingPathComponent("wegpunkt.sqlite").path)", from: .fileOrEnvironment)
    } catch {
      faults.append("database: \(error)")
      return nil
    }
  }

  private mutating func tiles() -> TileSettings? {
    let attribution = text("map.tileAttribution")
    let megabytes = integer("map.tileCacheMegabytes", in: 10...100_000) ?? 200
    guard let template = text("map.tileSource") else { return nil }
    if attribution == nil {
      faults.append("map.tileAttribution: say whose pictures they are, such as “© OpenStreetMap contributors”.")
    }
    do {
      return TileSettings(
        source: try TileSource(template), attribution: attribution ?? "",
        folder: folder.appendingPathComponent("tiles", isDirectory: true), bytes: megabytes * 1_000_000)
    } catch {
      faults.append("map.tileSource: \(error)")
      return nil
    }
  }

  private mutating func logLevel() -> Logger.Level {
    guard let word = text("logLevel") else { return .notice }
    guard let level = Logger.Level(rawValue: word) else {
      faults.append("logLevel: “\(word)” is none of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
      return .notice
    }
    return level
  }

  private mutating func roles(_ key: String) -> Set<Role> {
    Set(
      (list(key) ?? []).compactMap { word in
        let role = Role(rawValue: word)
        if role == nil {
          faults.append("\(key): “\(word)” is none of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return role
      })
  }

  /// Signing in through a provider is on as soon as there is an issuer. The secret stands in a file of its own.
  private mutating func signOn() -> SignOnSettings? {
    guard let issuer = text("signOnIssuer") else { return nil }
    guard let client = text("signOnClient"), let name = text("signOnSecretFile") else {
      faults.append("signOnIssuer: signOnClient and signOnSecretFile belong to it; the provider gives you both.")
      return nil
    }
    let file = URL(fileURLWithPath: name, relativeTo: folder)
    guard let secret = (try? String(contentsOf: file, encoding: .utf8))?.trimmed, !secret.isEmpty else {
      faults.append("signOnSecretFile: \(file.path) is missing or empty.")
      return nil
    }
    let settings = SignOnSettings(
      issuer: issuer, clientID: client, secret: secret, name: text("signOnName") ?? URL(string: issuer)?.host ?? issuer)
    if settings == nil {
      faults.append("signOnIssuer: “\(issuer)” is no https address; plain http is for this machine only.")
    }
    return settings
  }

  /// Mail is on as soon as there is a sender.
  private mutating func sendmail(named name: String) -> Sendmail? {
    guard let words = text("mailFrom") else { return nil }
    let program = text("sendmail") ?? "/usr/sbin/sendmail"
    guard let from = MailAddress(words) else {
      faults.append("mailFrom: “\(words)” is no mail address; write one such as wegpunkt@example.org.")
      return nil
    }
    guard FileManager.default.isExecutableFile(atPath: program) else {
      faults.append("sendmail: there is no program \(program). Install postfix or msmtp-mta, or name another one.")
      return nil
    }
    return Sendmail(program: program, from: from, name: name)
  }

  /// Beside the database's file; for a server's database in the town's folder, when there is one.
  private func indexFile(beside location: DatabaseLocation) -> URL? {
    switch location {
    case .sqlite(let path): URL(fileURLWithPath: path + ".index")
    case .postgres: flags.town == nil ? nil : folder.appendingPathComponent("wegpunkt.index")
    }
  }

  // MARK: Single values

  private func text(_ key: String) -> String? {
    let found = config.string(forKey: ConfigKey(key))?.trimmed
    return found?.isEmpty == true ? nil : found
  }

  private func file(_ key: String) -> URL? { text(key).map { URL(fileURLWithPath: $0, relativeTo: folder) } }

  private mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    let configKey = ConfigKey(key)
    if let number = config.int(forKey: configKey) ?? text(key).flatMap(Int.init) {
      if range.contains(number) { return number }
      faults.append("\(key): \(number) is not between \(range.lowerBound) and \(range.upperBound).")
    } else if text(key) != nil || config.double(forKey: configKey) != nil {
      faults.append("\(key): a whole number is expected.")
    }
    return nil
  }

  private mutating func flag(_ key: String) -> Bool? {
    if let flag = config.bool(forKey: ConfigKey(key)) { return flag }
    guard let word = text(key) else { return nil }
    guard let flag = ["true": true, "1": true, "false": false, "0": false][word] else {
      faults.append("\(key): write true or false.")
      return nil
    }
    return flag
  }

  private func list(_ key: String) -> [String]? {
    if let values = config.stringArray(forKey: ConfigKey(key)) { return values }
    return text(key)?.split(separator: ",").map(\.trimmed)
  }
}
