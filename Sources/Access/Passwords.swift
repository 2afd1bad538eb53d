import NIOPosix
import Synchronization

/// Hashes and checks passwords on a thread pool, a few at a time, so that a flood of sign-ins leaves room for pages.
package final class Passwords: Sendable {
  /// Too many people sign in at this moment.
  package struct Busy: Error {}

  private let cost: ScryptCost
  private let pool: NIOThreadPool
  /// Checked when there is no account, so that the answer takes as long.
  private let nobody: PasswordHash
  private let waiting = Atomic<Int>(0)

  private static let threads = 2
  private static let mostWaiting = 40

  package init(cost: ScryptCost = ScryptCost()) throws {
    self.cost = cost
    nobody = try PasswordHash(of: SecretToken.make().text, cost: cost)
    pool = NIOThreadPool(numberOfThreads: Self.threads)
    pool.start()
  }

  deinit { pool.shutdownGracefully { _ in } }

  func hash(_ password: String) async throws -> String {
    try await working { [cost] in try PasswordHash(of: password, cost: cost).text }
  }

  struct Verdict: Sendable {
    let isRight: Bool
    /// The right password, hashed anew because the cost has changed.
    let renewed: String?
  }

  /// - Parameter stored: the account's hash; nil takes as long and never matches.
  func check(_ password: String, against stored: String?) async throws -> Verdict {
    let known = stored.flatMap(PasswordHash.init)
    return try await working { [cost, nobody] in
      let isRight = try (known ?? nobody).matches(password) && known != nil
      guard isRight, let known, known.cost != cost else { return Verdict(isRight: isRight, renewed: nil) }
      return Verdict(isRight: true, renewed: try PasswordHash(of: password, cost: cost).text)
    }
  }

  private func working<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
      waiting.subtract(1, ordering: .relaxed)
      throw Busy()
    }
    defer { waiting.subtract(1, ordering: .relaxed) }
    return try await pool.runIfActive(work)
  }
}
