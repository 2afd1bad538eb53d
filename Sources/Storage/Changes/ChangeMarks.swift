import Synchronization

extension Database {
  /// The newest mark at first, and again whenever it changed; marks in between may be left out.
  ///
  /// It looks once in `interval`, and at once when this process wrote or PostgreSQL notified: a hint may be lost, a
  /// look is not. While the database cannot be reached it waits; it ends when the database is closed. One sequence per
  /// process is enough.
  package func changeMarks(every interval: Duration = .seconds(1)) -> AsyncStream<ChangeMark> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let (wakeups, wakeup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      let subscription = hints.subscribe { wakeup.yield() }
      let listener = engine.listen { wakeup.yield() }
      let looking = Task { await look(for: continuation, wakeups) }
      let ticking = Task {
        while !Task.isCancelled {
          wakeup.yield()
          try await Task.sleep(for: interval)
        }
      }
      continuation.onTermination = { [hints] _ in
        looking.cancel()
        ticking.cancel()
        listener?.stop()
        hints.unsubscribe(subscription)
      }
    }
  }

  private func look(for marks: AsyncStream<ChangeMark>.Continuation, _ wakeups: AsyncStream<Void>) async {
    var last: ChangeMark?
    for await _ in wakeups {
      do {
        let mark = try await read { try $0.changeMark() }
        guard mark != last else { continue }
        last = mark
        marks.yield(mark)
      } catch StorageError.closed {
        return marks.finish()
      } catch {
        // The database may be back at the next look.
        continue
      }
    }
  }
}

/// Tells those in this process who wait for changes that there may be some.
final class Hints: Sendable {
  private struct State {
    var nextNumber = 0
    var subscribers: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  func subscribe(_ action: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      state.nextNumber += 1
      state.subscribers[state.nextNumber] = action
      return state.nextNumber
    }
  }

  func unsubscribe(_ number: Int) { state.withLock { $0.subscribers[number] = nil } }

  func send() {
    for action in state.withLock({ Array($0.subscribers.values) }) { action() }
  }
}
