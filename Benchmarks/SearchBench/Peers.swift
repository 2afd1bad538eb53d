import BenchCorpus
import Foundation
import GRDB
import Search
import Storage
import Vocabulary

/// A query as a peer gets it: the same words, filter, circle and limit.
struct PeerQuery: Sendable {
  enum Mode: String, CaseIterable {
    case anyWord = "any word", everyWord = "every word"
  }

  static let limit = 10

  let words: [String]
  /// The wanted audiences, one bit each; nil for all.
  let audiences: Int64?
  let near: SearchPoint?

  init(_ query: SearchQuery) {
    words = query.text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    audiences = query.filters.first.map { filter in
      filter.values.compactMap(Int.init).reduce(0) { $0 | 1 << Int64($1) }
    }
    near = query.near
  }
}

/// A document as a peer gets it: titles of all languages, all other texts, and what is filtered by.
struct PeerDocument: Sendable {
  let number: Int
  let title: String
  let body: String
  let audiences: Int64
  let latitude: Double
  let longitude: Double

  init(_ document: SearchDocument) {
    number = Corpus.number(of: document.id)
    title = document.texts.filter { $0.field == .title }.map(\.text).joined(separator: "\n")
    body = document.texts.filter { $0.field != .title }.map(\.text).joined(separator: "\n")
    audiences = document.facets.filter { $0.group == "audience" }.compactMap { Int($0.value) }
      .reduce(0) { $0 | 1 << Int64($1) }
    latitude = document.coordinate?.latitude ?? 0
    longitude = document.coordinate?.longitude ?? 0
  }
}

/// A full text search that others use.
protocol SearchPeer: Sendable {
  var name: String { get }
  func add(_ documents: [PeerDocument]) async throws
  /// Everything that makes answers fast and is done once: indexes, statistics.
  func finish() async throws
  /// Numbers of documents, best first; nil when it did not answer in its own time limit.
  func search(_ query: PeerQuery, _ mode: PeerQuery.Mode) async throws -> [Int]?
}

/// Metres a degree of latitude spans.
private let metresPerDegree = 111_195.0

/// SQLite FTS5 with bm25, the title weighing five times the rest. The texts themselves are not kept, and what is filtered
/// by stands in a small table of its own: both make it faster.
struct FTS5Peer: SearchPeer {
  let name = "SQLite FTS5"
  private let queue: DatabaseQueue

  init(file: URL) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
          PRAGMA mmap_size = 4000000000; PRAGMA temp_store = MEMORY
          """)
    }
    queue = try DatabaseQueue(path: file.path, configuration: configuration)
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE VIRTUAL TABLE texts USING fts5(title, body, content = '', tokenize = 'unicode61');
          INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25(5.0, 1.0)');
          CREATE TABLE offers (number INTEGER PRIMARY KEY, audiences INTEGER, latitude REAL, longitude REAL)
          """)
    }
  }

  func add(_ documents: [PeerDocument]) async throws {
    try await queue.write { database in
      let texts = try database.makeStatement(sql: "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)")
      let offers = try database.makeStatement(sql: "INSERT INTO offers VALUES (?, ?, ?, ?)")
      for document in documents {
        try texts.execute(arguments: [document.number, document.title, document.body])
        try offers.execute(arguments: [document.number, document.audiences, document.latitude, document.longitude])
      }
    }
  }

  func finish() async throws {
    try await queue.write { try $0.execute(sql: "INSERT INTO texts (texts) VALUES ('optimize')") }
  }

  func search(_ query: PeerQuery, _ mode: PeerQuery.Mode) async throws -> [Int]? {
    guard !query.words.isEmpty else { return [] }
    var sql = "SELECT texts.rowid FROM texts"
    var arguments: StatementArguments = [
      query.words.map { "\"\($0)\"" }.joined(separator: mode == .anyWord ? " OR " : " ")
    ]
    if query.audiences != nil || query.near != nil { sql += " JOIN offers ON offers.number = texts.rowid" }
    sql += " WHERE texts MATCH ?"
    if let audiences = query.audiences {
      sql += " AND audiences & ? <> 0"
      arguments += [audiences]
    }
    if let near = query.near, let radius = near.radius {
      let (latitude, longitude) = (near.coordinate.latitude, near.coordinate.longitude)
      let (degrees, shrink) = (radius / metresPerDegree, cos(latitude * .pi / 180))
      sql += " AND (latitude - ?) * (latitude - ?) + (longitude - ?) * (longitude - ?) * ? <= ?"
      arguments += [latitude, latitude, longitude, longitude, shrink * shrink, degrees * degrees]
    }
    sql += " ORDER BY rank LIMIT \(PeerQuery.limit)"
    return try await queue.read { [sql, arguments] database in
      try Int.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }
  }
}

/// PostgreSQL: a stored tsvector (configuration `simple`, titles weighed A) with a GIN index, ordered by `ts_rank`.
struct PostgresPeer: SearchPeer {
  let name = "PostgreSQL"
  private let database: Storage.Database

  init(url: String) async throws {
    let separator = url.contains("?") ? "&" : "?"
    database = try await Storage.Database.open(
      DatabaseLocation(
        "\(url)\(separator)schema=bench_\(UInt32.random(in: 0...UInt32.max))", from: .fileOrEnvironment),
      migrations: [
        Migration(
          room: "Bench", number: 1, name: "texts",
          sql: [
            """
            CREATE TABLE texts (number {int} PRIMARY KEY NOT NULL, audiences {int} NOT NULL,
              latitude {real} NOT NULL, longitude {real} NOT NULL)
            """
          ])
      ])
    try await database.migrate(backupsIn: FileManager.default.temporaryDirectory.path)
    // Not in a migration, which knows four types only. An index on an expression would do, but then ranking would take
    // each text apart again: slower than PostgreSQL has to be.
    try await database.write { try $0.run("ALTER TABLE texts ADD COLUMN words tsvector") }
  }

  func add(_ documents: [PeerDocument]) async throws {
    try await database.write { writer in
      try writer.runMany(documents) {
        """
        INSERT INTO texts (number, audiences, latitude, longitude, words)
        VALUES (\($0.number), \($0.audiences), \($0.latitude), \($0.longitude),
          setweight(to_tsvector('simple', \($0.title)), 'A') || setweight(to_tsvector('simple', \($0.body)), 'D'))
        """
      }
    }
  }

  func finish() async throws {
    try await database.write { writer in
      try writer.run("SET LOCAL statement_timeout = 0")
      try writer.run("SET LOCAL maintenance_work_mem = '1GB'")
      try writer.run("CREATE INDEX texts_words ON texts USING gin (words)")
      try writer.run("ANALYZE texts")
    }
  }

  func search(_ query: PeerQuery, _ mode: PeerQuery.Mode) async throws -> [Int]? {
    guard !query.words.isEmpty else { return [] }
    let wanted = query.words.joined(separator: mode == .anyWord ? " | " : " & ")
    var conditions: Storage.SQL = "words @@ wanted"
    if let audiences = query.audiences { conditions += " AND audiences & \(audiences) <> 0" }
    if let near = query.near, let radius = near.radius {
      let (latitude, longitude) = (near.coordinate.latitude, near.coordinate.longitude)
      let (degrees, shrink) = (radius / metresPerDegree, cos(latitude * .pi / 180))
      conditions += """
         AND (latitude - \(latitude)) * (latitude - \(latitude))
          + (longitude - \(longitude)) * (longitude - \(longitude)) * \(shrink * shrink) <= \(degrees * degrees)
        """
    }
    do {
      return try await database.read { [conditions] reader in
        try reader.values(
          """
          SELECT number FROM texts, to_tsquery('simple', \(wanted)) AS wanted WHERE \(fragment: conditions)
          ORDER BY ts_rank(words, wanted) DESC, number LIMIT \(PeerQuery.limit)
          """)
      }
    } catch StorageError.tooSlow {
      return nil
    }
  }

  func close() async { await database.close() }
}
