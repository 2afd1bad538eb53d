/// One of the two databases, behind the transactions.
protocol Engine: Sendable {
  var dialect: Dialect { get }

  func read<Value: Sendable>(_ body: @Sendable (Reader) throws -> Value) async throws -> Value
  /// A transaction under the writer's lock; `patience` says how long one statement may take.
  func write<Value: Sendable>(
    _ patience: Patience, _ body: @Sendable (Writer) throws -> Value
  ) async throws -> Value
  /// Copies the database as it is now into a new SQLite file; blocks. `migrations` are those that ran here.
  func copySnapshot(to path: String, migrations: [Migration], progress: Progress) throws
  /// What is wrong with the stored data, in words; blocks.
  func problems(in reader: Reader) throws -> [String]
  /// Whether storage's own tables are there yet.
  func isPrepared(_ reader: Reader) throws -> Bool
  /// Called by the first migration, before anything is there.
  func prepare(_ writer: Writer) throws
  /// Throws when a migration made a column that is none of the four types.
  func refuseForeignTypes(_ reader: Reader) throws
  /// Calls `onHint` when another process may have changed something; nil when the engine has no such signal.
  func listen(_ onHint: @escaping @Sendable () -> Void) -> (any Listening)?
  /// Sent inside a transaction that changed something; takes effect when it commits.
  func announce(_ mark: ChangeMark, in writer: Writer) throws
  func close() async
}

/// How long a statement may take.
enum Patience: Sendable {
  /// Someone waits for a page.
  case visitor
  /// Migrations and restores.
  case maintenance
}

/// A running listener.
protocol Listening: Sendable {
  func stop()
}
