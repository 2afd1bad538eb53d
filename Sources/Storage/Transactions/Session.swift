/// One connection inside one transaction: the little that the engines do differently.
protocol Session: AnyObject {
  var dialect: Dialect { get }
  /// Rows inserted, updated or deleted since the transaction began.
  var changedRows: Int { get set }
  /// The statement that failed and was not rolled back to a savepoint since.
  var failedQuery: String? { get set }

  /// Calls `body` for each row until it returns false. The whole answer may be in memory.
  func rows(_ statement: PreparedSQL, _ body: (Row) throws -> Bool) throws
  /// Calls `body` for each row of a SELECT, holding only some rows in memory.
  func stream(_ statement: PreparedSQL, _ body: (Row) throws -> Void) throws
  /// Returns the rows it changed.
  func run(_ statement: PreparedSQL) throws -> Int
  /// Runs statements that return no rows until there is none left; returns the rows they changed.
  func runBatch(_ next: () throws -> PreparedSQL?) throws -> Int
  /// Statements without values, as migrations have them.
  func script(_ text: String) throws
}
