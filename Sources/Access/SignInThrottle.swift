import Synchronization
import Vocabulary

/// Slows guessing down: after some wrong passwords each further try has to wait, longer every time.
///
/// Counted by account and by client, in memory. An account is never shut: its waits end, and who comes from an address
/// that signed in before does not wait for the account's count at all.
final class SignInThrottle: Sendable {
  private struct Count: Sendable {
    var failures = 0
    var last: Int64 = 0
  }

  private struct Counts: Sendable {
    var accounts: [[UInt8]: Count] = [:]
    var clients: [String: Count] = [:]
  }

  private let counts = Mutex(Counts())

  static let freeAccountFailures = 5
  static let freeClientFailures = 20
  static let longestWait: Int64 = 15 * 60
  /// After this time without a try a count begins anew.
  private static let memory: Int64 = 24 * 3600
  private static let mostEntries = 20_000

  /// The seconds to wait before a password is looked at; nil when it may be at once.
  ///
  /// - Parameter account: the blind index of the address typed, whether there is such an account or not.
  func wait(account: [UInt8], client: String, isKnownAddress: Bool, at now: Timestamp) -> Int64? {
    counts.withLock { counts in
      let byAccount =
        isKnownAddress ? 0 : Self.wait(counts.accounts[account], free: Self.freeAccountFailures, now.seconds)
      let byClient = Self.wait(counts.clients[client], free: Self.freeClientFailures, now.seconds)
      let longest = max(byAccount, byClient)
      return longest > 0 ? longest : nil
    }
  }

  func failed(account: [UInt8], client: String, at now: Timestamp) {
    counts.withLock { counts in
      if counts.accounts.count > Self.mostEntries { counts.accounts = Self.fresh(counts.accounts, now.seconds) }
      if counts.clients.count > Self.mostEntries { counts.clients = Self.fresh(counts.clients, now.seconds) }
      Self.count(&counts.accounts[account, default: Count()], now.seconds)
      Self.count(&counts.clients[client, default: Count()], now.seconds)
    }
  }

  /// A right password forgives the account's count; the client's stays, for it may have guessed at others.
  func succeeded(account: [UInt8]) { _ = counts.withLock { $0.accounts.removeValue(forKey: account) } }

  private static func count(_ entry: inout Count, _ now: Int64) {
    if now - entry.last > memory { entry.failures = 0 }
    entry.failures += 1
    entry.last = now
  }

  /// One second after the first counted failure, then twice as long each time.
  private static func wait(_ entry: Count?, free: Int, _ now: Int64) -> Int64 {
    guard let entry, entry.failures >= free, now - entry.last <= memory else { return 0 }
    let pause = min(longestWait, 1 << Int64(min(entry.failures - free, 20)))
    return max(0, entry.last + pause - now)
  }

  /// Without what is long past; when all is recent, the half that failed least goes.
  private static func fresh<Key>(_ entries: [Key: Count], _ now: Int64) -> [Key: Count] {
    let recent = entries.filter { now - $0.value.last < longestWait }
    guard recent.count > mostEntries / 2 else { return recent }
    return Dictionary(
      uniqueKeysWithValues: recent.sorted { $0.value.failures > $1.value.failures }.prefix(mostEntries / 2).map {
        ($0.key, $0.value)
      })
  }
}
