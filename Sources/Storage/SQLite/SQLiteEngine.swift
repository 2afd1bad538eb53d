import GRDB

#if canImport(Glibc)
  import Glibc
#endif

/// SQLite in one file, through GRDB: several readers beside one writer (WAL).
struct SQLiteEngine: Engine {
  /// Marks the file as Wegpunkt's in its header: "WGPK".
  static let applicationID: Int32 = 0x5747_504B
  /// Seconds to wait for a writer in another process.
  static let busyTimeout = 5.0

  private static let pagesPerStep: Int32 = 64

  let path: String
  private let pool: DatabasePool
  private let isClosed = Flag()

  var dialect: Dialect { .sqlite }

  init(path: String) throws {
    self.path = path
    Self.createPrivately(path)
    do {
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      // GRDB turns it down to NORMAL for WAL: a power cut could then lose what was confirmed as saved.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    } catch let error as DatabaseError {
      throw StorageError.cannotOpen("\(path): \(error.message ?? "\(error.resultCode)").")
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "wegpunkt"
    configuration.busyMode = .timeout(busyTimeout)
    configuration.foreignKeysEnabled = true
    return configuration
  }

  func read<Value: Sendable>(_ body: @Sendable (Reader) throws -> Value) async throws -> Value {
    if isClosed.isRaised { throw StorageError.closed }
    return try await SQLiteFailure.translated {
      try await pool.read { try body(Reader(session: SQLiteSession($0))) }
    }
  }

  func write<Value: Sendable>(
    _: Patience, _ body: @Sendable (Writer) throws -> Value
  ) async throws -> Value {
    if isClosed.isRaised { throw StorageError.closed }
    return try await SQLiteFailure.translated {
      try await pool.write { try body(Writer(session: SQLiteSession($0))) }
    }
  }

  func copySnapshot(to path: String, migrations _: [Migration], progress: Progress) throws {
    try SQLiteFailure.translated {
      let copy = try DatabaseQueue(path: path, configuration: Self.configuration)
      defer { try? copy.close() }
      // GRDB reads in one transaction, so the steps belong together whatever is written between them.
      try pool.backup(to: copy, pagesPerStep: Self.pagesPerStep) { step in
        try progress.report("pages", done: step.completedPageCount, total: step.totalPageCount)
      }
      // It ignores what the last step's report throws.
      try progress.report("verification", done: 0, total: 1)
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    }
  }

  func problems(in reader: Reader) throws -> [String] { try Self.problems(in: reader) }

  static func problems(in reader: Reader) throws -> [String] {
    let integrity: [String] = try reader.values("PRAGMA integrity_check")
    return try integrity.filter { $0 != "ok" } + danglingReferences(in: reader)
  }

  private static func danglingReferences(in reader: Reader) throws -> [String] {
    do {
      let tables: [String?] = try reader.values("PRAGMA foreign_key_check")
      return Set(tables.compactMap(\.self)).sorted().map { "\($0) refers to rows that do not exist" }
    } catch StorageError.statement(let message, _) {
      return ["the references cannot be checked: \(message)"]
    }
  }

  func isPrepared(_ reader: Reader) throws -> Bool {
    try reader.value("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'") > 0
  }

  func prepare(_ writer: Writer) throws {
    let foreign: [String] = try writer.values(
      "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'")
    guard foreign.isEmpty else {
      throw StorageError.cannotOpen("\(path) belongs to another program (it has a table \(foreign[0])).")
    }
    try writer.session.script("PRAGMA application_id = \(Self.applicationID)")
  }

  /// STRICT already refused them.
  func refuseForeignTypes(_: Reader) throws {}

  func listen(_: @escaping @Sendable () -> Void) -> (any Listening)? { nil }

  func announce(_: ChangeMark, in _: Writer) throws {}

  func close() async {
    isClosed.raise()
    try? await onOwnThread { [pool] in try pool.close() }
  }

  /// Before SQLite creates it readable for everyone on the machine; its companions take over the rights.
  private static func createPrivately(_ path: String) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }
}
