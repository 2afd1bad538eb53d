import Foundation
import Storage

/// The engines every storage test runs on: `@Test(arguments: TestEngine.allCases)`.
package enum TestEngine: String, CaseIterable, Sendable {
  case sqlite
  case postgres
}

/// Gives a fresh, migrated database that is removed afterwards.
@discardableResult
package func withDatabase<Value>(
  on engine: TestEngine, migrations: [Migration], _ body: (Database) async throws -> Value
) async throws -> Value {
  try await withLocation(on: engine) { location in
    try await withDatabase(at: location, migrations: migrations, body)
  }
}

/// Opens and migrates a database, and closes it afterwards; several may share a location, as processes do.
@discardableResult
package func withDatabase<Value>(
  at location: DatabaseLocation, migrations: [Migration], _ body: (Database) async throws -> Value
) async throws -> Value {
  let database = try await Database.open(location, migrations: migrations)
  do {
    try await database.migrate()
    let value = try await body(database)
    await database.close()
    return value
  } catch {
    await database.close()
    throw error
  }
}

/// Gives a place where there is no database yet: a folder of its own, or a schema of its own.
@discardableResult
package func withLocation<Value>(
  on engine: TestEngine, _ body: (DatabaseLocation) async throws -> Value
) async throws -> Value {
  switch engine {
  case .sqlite:
    try await withTemporaryFolder { folder in
      try await body(DatabaseLocation("sqlite:\(folder)/town.sqlite", from: .fileOrEnvironment))
    }
  case .postgres: try await withSchema(body)
  }
}

/// Gives a folder that is removed afterwards.
@discardableResult
package func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path)
}

/// PostgreSQL is missing: the tests fail, for what is skipped is soon broken.
package struct MissingTestServer: Error, CustomStringConvertible {
  package let description = """
    WEGPUNKT_TEST_POSTGRES is not set. Start a private PostgreSQL for the tests: \
    export WEGPUNKT_TEST_POSTGRES="$(Scripts/postgres-cluster.sh start DIR)"
    """
}

private func withSchema<Value>(_ body: (DatabaseLocation) async throws -> Value) async throws -> Value {
  guard let url = ProcessInfo.processInfo.environment["WEGPUNKT_TEST_POSTGRES"] else { throw MissingTestServer() }
  guard case .postgres(let server) = try DatabaseLocation(url, from: .fileOrEnvironment) else {
    throw MissingTestServer()
  }
  let schema = "t" + UUID().uuidString.filter(\.isHexDigit).lowercased()
  do {
    let value = try await body(.postgres(server.with(schema: schema)))
    try await drop(schema, of: server)
    return value
  } catch {
    try await drop(schema, of: server)
    throw error
  }
}

/// Connects through a schema that never exists, because a lock of the dropped one may still be held.
private func drop(_ schema: String, of server: PostgresAddress) async throws {
  let location = DatabaseLocation.postgres(try server.with(schema: "none_\(schema)"))
  let database = try await Database.open(location, migrations: [])
  try await database.write { writer in
    _ = try writer.value("SELECT set_config('wegpunkt.dropped', \(schema), true)", as: String.self)
    try writer.run(
      """
      DO $$ BEGIN
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', current_setting('wegpunkt.dropped'));
      END $$
      """)
  }
  await database.close()
}
