import Vocabulary

/// A transaction that changes the database: the only one at its time, saved as a whole or not at all.
package final class Writer: Reader {
  private(set) var recordedChanges: [Change] = []

  /// Runs a statement and returns how many rows it inserted, updated or deleted.
  @discardableResult
  package func run(_ sql: SQL) throws -> Int { try session.run(prepared(sql)) }

  /// Runs one statement for each element, prepared once; the fast way to import. Returns how many rows changed.
  ///
  ///     try writer.runMany(places) { "INSERT INTO place (id, name) VALUES (\($0.id), \($0.name))" }
  @discardableResult
  package func runMany<Element>(
    _ elements: some Sequence<Element>, _ statement: (Element) throws -> SQL
  ) throws -> Int {
    var iterator = elements.makeIterator()
    return try session.runBatch {
      guard let element = iterator.next() else { return nil }
      return try prepared(statement(element))
    }
  }

  /// Undoes what `body` did when it throws, and throws on; the transaction can continue.
  ///
  /// A failed statement ends its transaction unless it stands in a savepoint.
  @discardableResult
  package func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
    try run("SAVEPOINT inner_part")
    let recorded = recordedChanges.count
    let changedRows = session.changedRows
    do {
      let value = try body()
      try run("RELEASE SAVEPOINT inner_part")
      return value
    } catch {
      rollBackSavepoint()
      session.changedRows = changedRows
      recordedChanges.removeSubrange(recorded...)
      throw error
    }
  }

  /// When even this fails the transaction is over: its next statement says so, and the caller gets the first error.
  private func rollBackSavepoint() {
    session.failedQuery = nil
    do {
      try run("ROLLBACK TO SAVEPOINT inner_part")
      try run("RELEASE SAVEPOINT inner_part")
    } catch {
      session.failedQuery = "ROLLBACK TO SAVEPOINT inner_part"
    }
  }

  /// Tells the readers of the change log that a record is new, different or gone.
  package func recordChange<Record>(kind: String, id: Identifier<Record>) {
    recordedChanges.append(Change(kind: kind, id: id.retyped()))
  }

  /// Runs the statements of a transaction and, when they changed something, counts the change number up.
  func complete<Value>(_ body: (Writer) throws -> Value) throws -> Written<Value> {
    let value = try body(self)
    if let failed = session.failedQuery { throw StorageError.transactionFailed(query: failed) }
    guard session.changedRows > 0 || !recordedChanges.isEmpty else { return Written(value: value, mark: nil) }
    return Written(value: value, mark: try countChange())
  }
}

/// What a write transaction returned, and the mark it left if it changed something.
struct Written<Value> {
  let value: Value
  let mark: ChangeMark?
}

extension Written: Sendable where Value: Sendable {}
