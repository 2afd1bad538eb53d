import Storage
import TestSupport
import Vocabulary

/// A small schema with every type and every kind of rule.
enum Town {
  static let migrations = [
    Migration(
      room: "town", number: 1, name: "places",
      sql: [
        """
        CREATE TABLE place (
          id {text} PRIMARY KEY,
          name {text} NOT NULL UNIQUE,
          parent_id {text} REFERENCES place (id),
          size {real},
          visits {int} NOT NULL DEFAULT 0 CHECK (visits >= 0),
          photo {bytes}
        )
        """,
        """
        CREATE TABLE booking (
          id {text} PRIMARY KEY,
          place_id {text} NOT NULL REFERENCES place (id),
          starts_at {text} NOT NULL,
          note {text}
        )
        """,
      ])
  ]

  /// A further step, as a newer program has it.
  static let newerMigrations =
    migrations + [
      Migration(
        room: "town", number: 2, name: "remarks",
        sql: ["ALTER TABLE place ADD COLUMN remark {text}", "UPDATE place SET remark = 'old'"])
    ]
}

struct Place: Hashable, Sendable {
  var id = Identifier<Place>.make()
  var name: String
  var parent: Identifier<Place>?
  var size: Double?
  var visits = 0
  var photo: [UInt8]?

  init(_ name: String, parent: Identifier<Place>? = nil) {
    self.name = name
    self.parent = parent
  }

  init(_ row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    parent = try row["parent_id"]
    size = try row["size"]
    visits = try row["visits"]
    photo = try row["photo"]
  }

  var insertion: SQL {
    """
    INSERT INTO place (id, name, parent_id, size, visits, photo)
    VALUES (\(id), \(name), \(parent), \(size), \(visits), \(photo))
    """
  }
}

extension Reader {
  func places() throws -> [Place] { try all("SELECT * FROM place ORDER BY id", Place.init) }
}

/// A fresh database with the town's tables.
@discardableResult
func withTown<Value>(on engine: TestEngine, _ body: (Database) async throws -> Value) async throws -> Value {
  try await withDatabase(on: engine, migrations: Town.migrations, body)
}
