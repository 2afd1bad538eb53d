import CLibPQ

/// How to reach one schema of a PostgreSQL server: libpq's options, from the URL and its environment (PGPASSWORD …).
package struct PostgresAddress: Hashable, Sendable {
  /// The municipality's schema; also names its writer's lock and its channel of notifications.
  package let schema: String
  /// libpq's keywords, complete: nothing is left for libpq to look up but the password file.
  let options: [String: String]

  /// The schema of a URL that names none.
  package static let defaultSchema = "wegpunkt"

  init(url: String, from origin: DatabaseLocation.Origin) throws {
    let (address, schema) = Self.withoutSchema(url)
    guard Self.isName(schema) else {
      throw StorageError.invalidLocation("A schema's name has up to 48 of a–z, 0–9 and _, beginning with a letter.")
    }
    let named = try Self.parsed(address)
    if origin == .commandLine, named["password"] != nil || named["sslpassword"] != nil {
      throw StorageError.invalidLocation(
        "A command line must not hold a password. Use PGPASSWORD, PGPASSFILE or the settings file.")
    }
    self.schema = schema
    options = try Self.completed(Self.defaults().merging(named) { _, named in named })
  }

  /// The channel of this schema's notifications.
  var channel: String { "wegpunkt_\(schema)" }

  /// The same server, another schema.
  package func with(schema: String) throws -> PostgresAddress {
    guard Self.isName(schema) else { throw StorageError.invalidLocation("The schema's name is not usable.") }
    return PostgresAddress(schema: schema, options: options)
  }

  private init(schema: String, options: [String: String]) {
    self.schema = schema
    self.options = options
  }

  private static func isName(_ name: String) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, (97...122).contains(first), bytes.count <= 48, !name.hasPrefix("pg_") else {
      return false
    }
    return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }

  /// libpq knows no option `schema`.
  private static func withoutSchema(_ url: String) -> (url: String, schema: String) {
    guard let mark = url.firstIndex(of: "?") else { return (url, defaultSchema) }
    let options = url[url.index(after: mark)...].split(separator: "&")
    let schema = options.last { $0.hasPrefix("schema=") }?.dropFirst("schema=".count)
    let others = options.filter { !$0.hasPrefix("schema=") }.joined(separator: "&")
    let address = String(url[..<mark])
    return (others.isEmpty ? address : "\(address)?\(others)", schema.map(String.init) ?? defaultSchema)
  }

  private static func parsed(_ url: String) throws -> [String: String] {
    // libpq's own message would repeat the URL, and its password.
    guard let list = PQconninfoParse(url, nil) else {
      throw StorageError.invalidLocation("PostgreSQL cannot read the URL or knows one of its options not.")
    }
    return taken(list)
  }

  /// What the environment, a service file and libpq itself say.
  private static func defaults() -> [String: String] { PQconndefaults().map(taken) ?? [:] }

  private static func taken(_ list: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    defer { PQconninfoFree(list) }
    var options: [String: String] = [:]
    var next = list
    while let keyword = next.pointee.keyword {
      if let value = next.pointee.val { options[String(cString: keyword)] = String(cString: value) }
      next += 1
    }
    return options.filter { !$0.value.isEmpty }
  }

  private static func completed(_ given: [String: String]) throws -> [String: String] {
    var options = given
    options["service"] = nil
    options["connect_timeout"] = given["connect_timeout"] ?? "5"
    options["application_name"] = "wegpunkt"
    options["client_encoding"] = "UTF8"
    // Without these a vanished server is noticed after hours.
    options["keepalives"] = "1"
    options["keepalives_idle"] = "30"
    options["tcp_user_timeout"] = "15000"
    guard !isLocal(given) else { return options }
    guard given["sslmode"] == "verify-full" else {
      throw StorageError.invalidLocation("A server elsewhere needs sslmode=verify-full and its certificate.")
    }
    // GSSAPI would take precedence over the verified certificate.
    options["gssencmode"] = "disable"
    return options
  }

  /// Every server named is reached through a Unix socket or the loopback interface.
  private static func isLocal(_ options: [String: String]) -> Bool {
    let named = options["hostaddr"] ?? options["host"] ?? ""
    return named.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { host in
      host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
        || isLoopback(host)
    }
  }

  private static func isLoopback(_ host: Substring) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension PostgresAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Host, database and schema; never the password.
  package var description: String {
    let host = options["host"] ?? options["hostaddr"] ?? "local"
    return "postgres://\(host)/\(options["dbname"] ?? "")?schema=\(schema)"
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
