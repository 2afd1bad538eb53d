import Synchronization

/// Lets a limited number of tasks in at a time, in the order they came, and sends away who waited too long.
final class WaitingRoom: Sendable {
  private struct State {
    var free: Int
    var nextNumber = 0
    var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    /// Cancelled before they began to wait.
    var leftEarly: Set<Int> = []
  }

  private let state: Mutex<State>
  private let patience: Duration

  init(places: Int, patience: Duration) {
    state = Mutex(State(free: places))
    self.patience = patience
  }

  /// Waits for a place; whoever got one must call `leave`.
  func enter() async throws {
    try Task.checkCancellation()
    let number: Int? = state.withLock { state in
      guard state.free == 0 else {
        state.free -= 1
        return nil
      }
      state.nextNumber += 1
      return state.nextNumber
    }
    if let number { try await wait(number) }
  }

  func leave() {
    let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }

  private func wait(_ number: Int) async throws {
    let timer = Task {
      try await Task.sleep(for: patience)
      sendAway(number, StorageError.busy("all its connections are in use."))
    }
    defer {
      timer.cancel()
      state.withLock { _ = $0.leftEarly.remove(number) }
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in join(number, continuation) }
    } onCancel: {
      sendAway(number, CancellationError())
    }
  }

  private func join(_ number: Int, _ continuation: CheckedContinuation<Void, any Error>) {
    enum Entry { case now, never, later }
    let entry: Entry = state.withLock { state in
      if state.leftEarly.remove(number) != nil { return .never }
      // A place may have become free since it was asked for.
      if state.free > 0 {
        state.free -= 1
        return .now
      }
      state.waiting.append((number, continuation))
      return .later
    }
    switch entry {
    case .now: continuation.resume()
    case .never: continuation.resume(throwing: CancellationError())
    case .later: break
    }
  }

  private func sendAway(_ number: Int, _ error: any Error) {
    let continuation: CheckedContinuation<Void, any Error>? = state.withLock { state in
      guard let position = state.waiting.firstIndex(where: { $0.number == number }) else {
        if error is CancellationError { state.leftEarly.insert(number) }
        return nil
      }
      return state.waiting.remove(at: position).continuation
    }
    continuation?.resume(throwing: error)
  }
}
