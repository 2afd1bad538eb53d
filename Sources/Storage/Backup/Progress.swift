/// How far a backup or a restore is.
package struct CopyProgress: Hashable, Sendable {
  /// What is being copied: the name of a table, or `pages`; in the end `verification`.
  package let what: String
  /// Rows or pages copied, of all tables together.
  package let done: Int
  package let total: Int
}

/// Tells whoever watches, and stops the work when they throw or their task was cancelled.
struct Progress: Sendable {
  let watcher: @Sendable (CopyProgress) throws -> Void
  let isCancelled = Flag()

  func report(_ what: String, done: Int, total: Int) throws {
    if isCancelled.isRaised { throw CancellationError() }
    try watcher(CopyProgress(what: what, done: done, total: total))
  }
}
