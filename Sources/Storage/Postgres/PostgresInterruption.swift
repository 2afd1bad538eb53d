import CLibPQ
import Dispatch
import Synchronization

/// Stops the statement of a cancelled task at the server, and only that one.
final class PostgresInterruption: Sendable {
  /// Names one transaction of one worker.
  struct Ticket: Hashable, Sendable {
    private let number: UInt64

    private static let issued = Atomic<UInt64>(0)

    init() { number = Self.issued.add(1, ordering: .relaxed).newValue }
  }

  private struct State {
    var running: Ticket?
    var interrupted: Set<Ticket> = []
    /// The address of libpq's `PGcancel`, which is made to be used from other threads; 0 without a connection.
    var cancelAddress: UInt = 0
  }

  private let state = Mutex(State())

  deinit { forgetConnection() }

  func use(_ connection: PostgresConnection) {
    let address = UInt(bitPattern: PQgetCancel(connection.handle))
    state.withLock { $0.cancelAddress = address }
  }

  func forgetConnection() {
    state.withLock { state in
      PQfreeCancel(OpaquePointer(bitPattern: state.cancelAddress))
      state.cancelAddress = 0
    }
  }

  func begin(_ ticket: Ticket) throws {
    try state.withLock { state in
      if state.interrupted.remove(ticket) != nil { throw CancellationError() }
      state.running = ticket
    }
  }

  /// Returns whether the transaction was interrupted.
  func end(_ ticket: Ticket) -> Bool {
    state.withLock { state in
      state.running = nil
      return state.interrupted.remove(ticket) != nil
    }
  }

  /// The transaction is over, and so is whatever was asked about it.
  func forget(_ ticket: Ticket) {
    state.withLock { _ = $0.interrupted.remove(ticket) }
  }

  /// Throws when the running transaction is to stop; asked before each of its statements.
  func check() throws {
    let isInterrupted = state.withLock { state in
      state.running.map { state.interrupted.contains($0) } ?? false
    }
    if isInterrupted { throw CancellationError() }
  }

  /// Sends the request from another thread, because it connects to the server and may wait.
  func interrupt(_ ticket: Ticket) {
    state.withLock { _ = $0.interrupted.insert(ticket) }
    DispatchQueue.global().async { self.send(for: ticket) }
  }

  /// The server forgets a request that arrives before its statement, so it is repeated until the transaction ends.
  private func send(for ticket: Ticket) {
    let isRunning = state.withLock { state in
      guard state.running == ticket else { return false }
      var message = [CChar](repeating: 0, count: 256)
      _ = PQcancel(OpaquePointer(bitPattern: state.cancelAddress), &message, CInt(message.count))
      return true
    }
    guard isRunning else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) { self.send(for: ticket) }
  }
}
