/// PostgreSQL: one schema, several readers beside one writer.
struct PostgresEngine: Engine {
  let address: PostgresAddress
  private let pool: PostgresPool

  var dialect: Dialect { .postgres }

  init(_ address: PostgresAddress) {
    self.address = address
    pool = PostgresPool(address)
  }

  /// All statements of a reader see the same moment, as on SQLite.
  static let readOpening = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

  /// Read committed alone would let two bookings take one slot, hence the lock. Its statement comes first, so that
  /// every later one sees what the writer before has committed.
  private func writeOpening(_ patience: Patience) -> String {
    let limit = patience == .visitor ? "" : "SET LOCAL statement_timeout = '\(patience.limit)';"
    return """
      BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
      \(limit)
      SELECT pg_advisory_xact_lock(hashtextextended('wegpunkt.\(address.schema)', 0))
      """
  }

  func read<Value: Sendable>(_ body: @Sendable (Reader) throws -> Value) async throws -> Value {
    try await pool.read(opening: Self.readOpening) { try body(Reader(session: $0)) }
  }

  func write<Value: Sendable>(
    _ patience: Patience, _ body: @Sendable (Writer) throws -> Value
  ) async throws -> Value {
    try await pool.write(opening: writeOpening(patience)) { try body(Writer(session: $0)) }
  }

  func copySnapshot(to path: String, migrations: [Migration], progress: Progress) throws {
    // A connection of its own: a copy takes long, and the caller may hold the writer's.
    let connection = try PostgresConnection(address)
    try connection.script(Self.readOpening + "; SET LOCAL statement_timeout = '\(Patience.maintenance.limit)'")
    let reader = Reader(session: PostgresSession(connection))
    try BackupFile.create(at: path, migrations: migrations) { writer in
      try TableCopy(from: reader, to: writer, progress: progress).copyAll()
    }
    try connection.script("COMMIT")
  }

  func isPrepared(_ reader: Reader) throws -> Bool {
    try reader.value(
      """
      SELECT COUNT(*) FROM pg_catalog.pg_tables
      WHERE schemaname = \(address.schema) AND tablename = 'schema_migration'
      """) > 0
  }

  func prepare(_ writer: Writer) throws {
    let existing: [String] = try writer.values(
      "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = \(address.schema)")
    // IF NOT EXISTS would ask for a right that is not needed when an administrator made it. The name was checked
    // when the location was read.
    if existing.isEmpty { try writer.session.script("CREATE SCHEMA \"\(address.schema)\"") }
    let foreign: [String] = try writer.values(
      "SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = \(address.schema)::regnamespace ORDER BY relname")
    guard foreign.isEmpty else {
      throw StorageError.cannotOpen("\(address) belongs to another program (it has a table \(foreign[0])).")
    }
  }

  func listen(_ onHint: @escaping @Sendable () -> Void) -> (any Listening)? {
    PostgresListener(address, onHint)
  }

  func announce(_ mark: ChangeMark, in writer: Writer) throws {
    let _: [String?] = try writer.values(
      "SELECT pg_catalog.pg_notify(\(address.channel), \("\(mark.epoch) \(mark.number)"))")
  }

  func close() async { await pool.close() }
}
