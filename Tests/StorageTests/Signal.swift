import Dispatch

/// Lets a test wait on a thread of its own, or inside a transaction, until another part got somewhere.
final class Signal: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func raise() { semaphore.signal() }
  func wait() { semaphore.wait() }
}

/// What a part of a transaction threw, for going on after it.
func failure(_ body: () throws -> Void) -> (any Error)? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}
