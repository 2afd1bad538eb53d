import Synchronization

/// Finished pages of visitors without cookies, kept until the directory or the minute changes; bounded in bytes.
package final class PageCache: Sendable {
  /// A page is the same for the same address at the same version and, where it says so, the same minute.
  struct Key: Hashable, Sendable {
    let address: String
    let version: UInt64
    let minute: Int64
  }

  private let kept: Mutex<RecentlyUsed<Key, PreparedBody>>

  /// - Parameter limit: the bytes it may keep; 0 keeps nothing.
  package init(limit: Int) { kept = Mutex(RecentlyUsed(limit: limit)) }

  func body(for key: Key) -> PreparedBody? { kept.withLock { $0.value(for: key) } }

  func keep(_ body: PreparedBody, for key: Key) { kept.withLock { $0.keep(body, size: body.size, for: key) } }

  /// The bytes kept now, at most; for the metrics.
  package var bytes: Int { kept.withLock { $0.size } }
}
