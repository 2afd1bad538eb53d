import GRDB

/// SQLite's result codes as storage's errors.
enum SQLiteFailure {
  /// Translates what GRDB throws outside a statement, such as at the start or the end of a transaction.
  static func translated<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as DatabaseError {
      // SQLite cannot be interrupted while it waits for another program's lock.
      if error.resultCode == .SQLITE_BUSY, Task.isCancelled { throw CancellationError() }
      throw translate(error, query: error.sql ?? "COMMIT")
    }
  }

  static func translated<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw translate(error, query: error.sql ?? "COMMIT")
    }
  }

  static func translate(_ error: DatabaseError, query: String) -> any Error {
    let message = error.message ?? "\(error.resultCode)"
    if let kind = constraint(error.extendedResultCode) {
      return StorageError.constraint(kind, detail: message, query: query)
    }
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: StorageError.busy("another program writes to it (\(message)).")
    case .SQLITE_READONLY: StorageError.readOnly(query: query)
    case .SQLITE_FULL: StorageError.outOfSpace(message)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageError.damaged([message])
    case .SQLITE_INTERRUPT: CancellationError()
    default: StorageError.statement(message: message, query: query)
    }
  }

  private static func constraint(_ code: ResultCode) -> ConstraintKind? {
    switch code {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
    case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
    case .SQLITE_CONSTRAINT_CHECK: .check
    case .SQLITE_CONSTRAINT_NOTNULL: .notNull
    default: nil
    }
  }
}
