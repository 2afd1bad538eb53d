/// What can go wrong in storage. Each message says what to do; none holds a value from a row.
package enum StorageError: Error, Equatable, Sendable {
  // Where the database is
  case invalidLocation(String)
  case cannotOpen(String)
  case closed

  // Waiting and losing
  case busy(String)
  case tooSlow(query: String)
  case connectionLost(String)
  case commitUncertain(String)

  // Statements
  case constraint(ConstraintKind, detail: String, query: String)
  case statement(message: String, query: String)
  case readOnly(query: String)
  case transactionFailed(query: String)
  case nulInText
  case notANumber
  case outOfSpace(String)
  case damaged([String])

  // Rows
  case decoding(column: String, expected: String, found: String, query: String)
  case noSuchColumn(column: String, available: [String], query: String)
  case unsupportedColumn(column: String, type: String, query: String)
  case noRow(query: String)
  case manyRows(query: String)

  // Migrations
  case invalidMigration(String, reason: String)
  case editedMigration(String)
  case newerSchema([String])
  case pendingMigrations([String])
  case backupFolderNeeded

  // Backups
  case cannotWriteFile(path: String, reason: String)
  case notABackup(path: String, reason: String)
  case targetNotEmpty
}

/// The rules of a schema that a statement can break.
package enum ConstraintKind: String, Sendable {
  case unique
  case foreignKey = "foreign key"
  case check
  case notNull = "not null"
}

extension StorageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidLocation(let reason):
      "The database's location is not usable: \(reason) Write sqlite:PATH or postgres://HOST/DATABASE?schema=NAME."
    case .cannotOpen(let reason): "The database could not be opened: \(reason)"
    case .closed: "The database was closed. Open it again."
    case .busy(let reason): "The database is busy: \(reason) Try again in a moment."
    case .tooSlow(let query): "The database took too long and stopped the statement. Narrow it down. \(said(query))"
    case .connectionLost(let reason):
      "The connection to the database was lost and nothing of the transaction was saved: \(reason) Try again."
    case .commitUncertain(let reason):
      "The connection was lost while saving: \(reason) Look whether the change is there before you repeat it."
    case .constraint(let kind, let detail, let query):
      "A \(kind.rawValue) rule refused the change: \(detail). \(said(query))"
    case .statement(let message, let query): "The database refused a statement: \(message). \(said(query))"
    case .readOnly(let query): "A read transaction cannot change anything. Use write. \(said(query))"
    case .transactionFailed(let query):
      "An earlier statement of the transaction failed. Put what may fail into a savepoint. \(said(query))"
    case .nulInText: "A text holds the character NUL, which no database keeps. Remove it."
    case .notANumber: "A real number is not a number (NaN). Store a missing value instead."
    case .outOfSpace(let reason): "The database has no room left: \(reason). Free space on its disk."
    case .damaged(let problems): "The database is damaged; restore a backup. \(listed(problems))"
    case .decoding(let column, let expected, let found, let query):
      "Column \(column) was read as \(expected) but holds \(found). \(said(query))"
    case .noSuchColumn(let column, let available, let query):
      "There is no column \(column) among \(available.joined(separator: ", ")). \(said(query))"
    case .unsupportedColumn(let column, let type, let query):
      "Column \(column) has the type \(type). Cast it to an integer, real, text or bytes. \(said(query))"
    case .noRow(let query): "One row was expected and there is none. \(said(query))"
    case .manyRows(let query): "One row was expected and there are several. \(said(query))"
    case .invalidMigration(let name, let reason): "Migration \(name) is not usable: \(reason)"
    case .editedMigration(let name):
      "Migration \(name) is not the one that ran here. Undo its edit and write a further migration instead."
    case .newerSchema(let names):
      "The database was written by a newer Wegpunkt. Install that version. Unknown here: \(listed(names))"
    case .pendingMigrations(let names): "The database needs an upgrade first. Missing: \(listed(names))"
    case .backupFolderNeeded: "An upgrade backs up first. Name a folder for the backup."
    case .cannotWriteFile(let path, let reason): "The file \(path) could not be written: \(reason)"
    case .notABackup(let path, let reason): "The file \(path) is no backup of Wegpunkt: \(reason)"
    case .targetNotEmpty: "The database already holds data. Restore with replacement if it may be overwritten."
    }
  }

  private func said(_ query: String) -> String { "Statement: \(query)" }
  private func listed(_ words: [String]) -> String { words.joined(separator: "; ") }
}
