/// Where a database is: `sqlite:PATH`, or `postgres://HOST/DATABASE?schema=NAME` with libpq's further options.
package enum DatabaseLocation: Hashable, Sendable {
  case sqlite(path: String)
  case postgres(PostgresAddress)

  /// Who wrote a location down. Everyone on a machine can read a command line, so it must not hold a password.
  package enum Origin: Sendable {
    case commandLine
    case fileOrEnvironment
  }

  /// Reads a location; throws `StorageError.invalidLocation` and never repeats the text, which may hold a password.
  package init(_ text: String, from origin: Origin) throws {
    if text.utf8.contains(0) { throw StorageError.invalidLocation("It holds the character NUL.") }
    if text.hasPrefix("sqlite:") {
      let path = String(text.dropFirst("sqlite:".count))
      if path.isEmpty { throw StorageError.invalidLocation("The path after sqlite: is missing.") }
      self = .sqlite(path: path)
    } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      self = .postgres(try PostgresAddress(url: text, from: origin))
    } else {
      throw StorageError.invalidLocation("It begins with neither sqlite: nor postgres://.")
    }
  }
}

extension DatabaseLocation: CustomStringConvertible {
  /// Without a password, fit for messages.
  package var description: String {
    switch self {
    case .sqlite(let path): "sqlite:\(path)"
    case .postgres(let address): address.description
    }
  }
}
