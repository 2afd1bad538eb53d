/// One step of the schema, written once for both engines and never edited after it landed.
///
/// Types are written `{int} {real} {text} {bytes}`. SQLite's tables become STRICT, PostgreSQL's texts sort by bytes.
/// Each element of `sql` is one statement; what an engine says in its own words, such as a trigger, begins with `{sqlite}` or
/// `{postgres}` and runs there only.
package struct Migration: Hashable, Sendable {
  /// The room whose step it is, such as `directory`.
  package let room: String
  /// 1, 2, 3 … within the room.
  package let number: Int
  /// What it does, in a few words.
  package let name: String
  package let sql: [String]

  package init(room: String, number: Int, name: String, sql: [String]) {
    self.room = room
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// How messages name it: `directory 3 (topics)`.
  package var title: String { "\(room) \(number) (\(name))" }

  /// FNV-1a over the statements, to notice an edit; not a protection against anyone.
  var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in sql.joined(separator: "\u{0}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  /// The statements as an engine takes them.
  func rendered(for dialect: Dialect) throws -> [String] {
    try sql.compactMap { statement in
      guard let own = Self.statement(statement, for: dialect) else { return nil }
      let typed = try withTypes(own, dialect)
      return dialect == .sqlite ? try strict(typed) : typed
    }
  }

  /// The statement without its engine's mark; nil when it is another engine's.
  private static func statement(_ statement: String, for dialect: Dialect) -> String? {
    for (mark, engine) in [("{sqlite}", Dialect.sqlite), ("{postgres}", .postgres)] where statement.hasPrefix(mark) {
      return dialect == engine ? String(statement.dropFirst(mark.count).drop(while: \.isWhitespace)) : nil
    }
    return statement
  }

  private func withTypes(_ statement: String, _ dialect: Dialect) throws -> String {
    var rest = statement[...]
    var text = ""
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      let word = rest[rest.index(after: open)...].prefix { $0.isASCII && $0.isLowercase }
      let isMarker = !word.isEmpty && word.endIndex < rest.endIndex && rest[word.endIndex] == "}"
      if isMarker {
        guard let type = SQLType(rawValue: String(word)) else {
          throw StorageError.invalidMigration(title, reason: "{\(word)} is none of {int} {real} {text} {bytes}.")
        }
        text += dialect.name(of: type)
        rest = rest[rest.index(after: word.endIndex)...]
      } else {
        text += "{"
        rest = rest[rest.index(after: open)...]
      }
    }
    return text + rest
  }

  /// STRICT cannot be forgotten: every CREATE TABLE gets it.
  private func strict(_ statement: String) throws -> String {
    let words = statement.split(whereSeparator: \.isWhitespace).prefix(2).map { $0.uppercased() }
    guard words == ["CREATE", "TABLE"] else { return statement }
    let trimmed = String(statement.reversed().drop { $0.isWhitespace || $0 == ";" }.reversed())
    guard trimmed.hasSuffix(")") else {
      throw StorageError.invalidMigration(title, reason: "CREATE TABLE has to end with its closing parenthesis.")
    }
    return trimmed + " STRICT"
  }
}

extension Migration {
  /// What storage itself needs, before every room's own steps.
  static let storage = [
    Migration(
      room: "storage", number: 1, name: "migrations and changes",
      sql: [
        """
        CREATE TABLE schema_migration (
          position {int} PRIMARY KEY,
          room {text} NOT NULL,
          number {int} NOT NULL,
          name {text} NOT NULL,
          checksum {text} NOT NULL,
          applied_at {text} NOT NULL,
          UNIQUE (room, number)
        )
        """,
        """
        CREATE TABLE change_mark (
          one {int} PRIMARY KEY CHECK (one = 1),
          epoch {text} NOT NULL,
          number {int} NOT NULL,
          position {int} NOT NULL,
          forgotten {int} NOT NULL
        )
        """,
        """
        CREATE TABLE change_log (
          position {int} PRIMARY KEY,
          number {int} NOT NULL,
          kind {text} NOT NULL,
          id {text} NOT NULL
        )
        """,
        "CREATE INDEX change_log_number ON change_log (number)",
      ]),
    Migration(
      room: "storage", number: 2, name: "restoring",
      sql: [
        // Holds a row while a restore replaces all rows: tables that refuse changes ask it.
        "CREATE TABLE restoring (one {int} PRIMARY KEY CHECK (one = 1))"
      ]),
  ]
}
