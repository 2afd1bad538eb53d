import Synchronization

/// Finished pages of visitors without cookies, kept until the directory or the minute changes; bounded in bytes.
///
/// Two generations: what was not asked for while the younger one filled up is dropped with the older one.
package final class PageCache: Sendable {
  /// A page is the same for the same address at the same version and, where it says so, the same minute.
  struct Key: Hashable, Sendable {
    let address: String
    let version: UInt64
    let minute: Int64
  }

  private struct State: Sendable {
    var young: [Key: PreparedBody] = [:]
    var old: [Key: PreparedBody] = [:]
    var youngBytes = 0
  }

  private let state = Mutex(State())
  private let halfLimit: Int

  /// - Parameter limit: the bytes it may keep; 0 keeps nothing.
  package init(limit: Int) { halfLimit = limit / 2 }

  func body(for key: Key) -> PreparedBody? {
    guard halfLimit > 0 else { return nil }
    return state.withLock { state in
      if let found = state.young[key] { return found }
      guard let found = state.old.removeValue(forKey: key) else { return nil }
      insert(found, for: key, into: &state)
      return found
    }
  }

  func keep(_ body: PreparedBody, for key: Key) {
    guard body.size < halfLimit / 4 else { return }
    state.withLock { insert(body, for: key, into: &$0) }
  }

  private func insert(_ body: PreparedBody, for key: Key, into state: inout State) {
    if state.youngBytes + body.size > halfLimit {
      state.old = state.young
      state.young = [:]
      state.youngBytes = 0
    }
    if state.young.updateValue(body, forKey: key) == nil { state.youngBytes += body.size }
  }

  /// The bytes kept now, at most; for the metrics.
  package var bytes: Int {
    state.withLock { state in
      state.youngBytes + state.old.values.reduce(0) { $0 + $1.size }
    }
  }
}
