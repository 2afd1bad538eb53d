import Foundation
import GRDB
import Storage

/// SQLite FTS5 with bm25, the title weighing five times the rest; any of the query's words may match.
struct FullTextIndex: Ranker {
  let name: String
  private let queue: DatabaseQueue
  private let usesTrigrams: Bool

  init(_ corpus: Corpus, tokenizer: String, name: String) async throws {
    self.name = name
    usesTrigrams = tokenizer == "trigram"
    queue = try DatabaseQueue()
    try await queue.write { [documents = corpus.documents] database in
      try database.execute(
        sql: "CREATE VIRTUAL TABLE texts USING fts5(key UNINDEXED, title, body, tokenize = '\(tokenizer)')")
      for document in documents {
        try database.execute(
          sql: "INSERT INTO texts (key, title, body) VALUES (?, ?, ?)",
          arguments: [document.key, document.title, document.body])
      }
    }
  }

  func rank(_ query: JudgedQuery) async throws -> [String] {
    let words = query.query.split { !($0.isLetter || $0.isNumber) }.map(String.init)
      .filter { !usesTrigrams || $0.count >= 3 }
    guard !words.isEmpty else { return [] }
    let match = words.map { "\"\($0)\"" }.joined(separator: " OR ")
    return try await queue.read { database in
      try String.fetchAll(
        database, sql: "SELECT key FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 5, 1) LIMIT 10",
        arguments: [match])
    }
  }
}

/// PostgreSQL: `ts_rank_cd` over tsvector (configuration `simple`, title weighed A) plus pg_trgm's word similarity of the title.
final class PostgresSearch: Ranker {
  let name = "PostgreSQL tsvector + pg_trgm"
  private let database: Storage.Database

  init(_ corpus: Corpus, url: String) async throws {
    let schema = "quality_\(UInt32.random(in: 0...UInt32.max))"
    let separator = url.contains("?") ? "&" : "?"
    database = try await Storage.Database.open(
      DatabaseLocation("\(url)\(separator)schema=\(schema)", from: .fileOrEnvironment),
      migrations: [
        Migration(
          room: "Quality", number: 1, name: "texts",
          sql: [
            "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public",
            "CREATE TABLE texts (key {text} PRIMARY KEY NOT NULL, title {text} NOT NULL, body {text} NOT NULL)",
            // Words and title as one vector, the title weighing more; an expression, as columns have four types only.
            """
            CREATE FUNCTION words_of(title text, body text) RETURNS tsvector IMMUTABLE LANGUAGE sql AS
            'SELECT setweight(to_tsvector(''simple'', title), ''A'') || setweight(to_tsvector(''simple'', body), ''D'')'
            """,
            "CREATE INDEX texts_words ON texts USING gin (words_of(title, body))",
          ])
      ])
    try await database.migrate(backupsIn: FileManager.default.temporaryDirectory.path)
    try await database.write { [documents = corpus.documents] writer in
      try writer.runMany(documents) {
        "INSERT INTO texts (key, title, body) VALUES (\($0.key), \($0.title), \($0.body))"
      }
    }
  }

  func rank(_ query: JudgedQuery) async throws -> [String] {
    let words = query.query.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    guard !words.isEmpty else { return [] }
    let any = words.joined(separator: " | ")
    let text = query.query
    return try await database.read { reader in
      try reader.values(
        """
        SELECT key FROM texts, to_tsquery('simple', \(any)) AS wanted
        ORDER BY ts_rank_cd(words_of(title, body), wanted) + public.word_similarity(\(text), title) DESC, key LIMIT 10
        """)
    }
  }
}
