/// Keeps what was asked for lately, bounded in size.
///
/// Two generations: what was not asked for while the younger one filled up is dropped with the older one.
package struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var young: [Key: (value: Value, size: Int)] = [:]
  private var old: [Key: (value: Value, size: Int)] = [:]
  private var youngSize = 0
  private let halfLimit: Int

  /// - Parameter limit: the sum of sizes it may keep; 0 keeps nothing.
  package init(limit: Int) { halfLimit = limit / 2 }

  package mutating func value(for key: Key) -> Value? {
    if let found = young[key] { return found.value }
    guard let found = old.removeValue(forKey: key) else { return nil }
    keep(found.value, size: found.size, for: key)
    return found.value
  }

  /// - Parameter size: in the unit of the limit; what is larger than an eighth of it is not kept.
  package mutating func keep(_ value: Value, size: Int, for key: Key) {
    guard size < max(2, halfLimit / 4), halfLimit > 0 else { return }
    if youngSize + size > halfLimit {
      old = young
      young = [:]
      youngSize = 0
    }
    if young.updateValue((value, size), forKey: key) == nil { youngSize += size }
  }

  package mutating func removeAll() {
    young = [:]
    old = [:]
    youngSize = 0
  }

  /// The sum of sizes kept now.
  package var size: Int { youngSize + old.values.reduce(0) { $0 + $1.size } }
}
