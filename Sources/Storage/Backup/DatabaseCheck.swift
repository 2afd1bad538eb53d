/// Whether a database is in order.
package struct DatabaseCheck: Sendable {
  /// What is wrong with the stored data, one sentence each; empty when nothing is.
  package let problems: [String]
  package let pendingMigrations: [Migration]
  /// Nil before the first migration.
  package let mark: ChangeMark?

  package var isSound: Bool { problems.isEmpty && pendingMigrations.isEmpty }
}

extension Database {
  /// Reads all there is and says whether it is in order. Takes long on a large database.
  package func check() async throws -> DatabaseCheck {
    try await read { [engine, schema] reader in
      let isPrepared = try engine.isPrepared(reader)
      let pending = try schema.pending(after: isPrepared ? reader.recordedMigrations() : [])
      let mark = isPrepared ? try reader.changeMark() : nil
      // Last, because it may find something that no statement survives.
      return DatabaseCheck(problems: try engine.problems(in: reader), pendingMigrations: pending, mark: mark)
    }
  }
}
