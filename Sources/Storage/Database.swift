/// One municipality's database: transactions, upgrades, backups, on SQLite or PostgreSQL.
///
///     let titles = try await database.read { reader in
///       try reader.values("SELECT title FROM offer WHERE place_id = \(place)", as: String.self)
///     }
///
/// The closures are synchronous, and only `Sendable` values leave them: no transaction waits for anything but the
/// database. A cancelled task's transaction is rolled back.
package final class Database: Sendable {
  package let location: DatabaseLocation
  let schema: Schema
  let engine: any Engine
  let hints = Hints()

  /// Opens a database without changing it; `migrate` follows. `migrations` are all rooms', in the order they run.
  package static func open(_ location: DatabaseLocation, migrations: [Migration]) async throws -> Database {
    let schema = try Schema(migrations)
    let engine: any Engine =
      switch location {
      case .sqlite(let path): try await onOwnThread { try SQLiteEngine(path: path) }
      case .postgres(let address): PostgresEngine(address)
      }
    let database = Database(location, schema, engine)
    do {
      // Notices now, not at the first page, that a server cannot be reached or that a schema is too new.
      _ = try await database.pendingMigrations()
    } catch {
      await engine.close()
      throw error
    }
    return database
  }

  private init(_ location: DatabaseLocation, _ schema: Schema, _ engine: any Engine) {
    self.location = location
    self.schema = schema
    self.engine = engine
  }

  /// Reads in one transaction: all statements see the same moment.
  package func read<Value: Sendable>(_ body: @Sendable (Reader) throws -> Value) async throws -> Value {
    try await engine.read(body)
  }

  /// Changes the database in one transaction: nobody else writes meanwhile, and all of it is saved or nothing.
  @discardableResult
  package func write<Value: Sendable>(_ body: @Sendable (Writer) throws -> Value) async throws -> Value {
    try await write(.visitor, body)
  }

  @discardableResult
  func write<Value: Sendable>(
    _ patience: Patience, _ body: @Sendable (Writer) throws -> Value
  ) async throws -> Value {
    let written = try await engine.write(patience) { [engine] writer in
      let written = try writer.complete(body)
      if let mark = written.mark { try engine.announce(mark, in: writer) }
      return written
    }
    if written.mark != nil { hints.send() }
    return written.value
  }

  /// Closes all connections; transactions that run finish first on SQLite and later ones throw.
  package func close() async { await engine.close() }
}
