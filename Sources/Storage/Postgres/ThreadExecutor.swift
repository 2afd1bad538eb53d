import Dispatch
import Foundation
import Synchronization

/// Runs an actor on a thread of its own, for calls that block: Swift's shared threads must never wait for a server.
final class ThreadExecutor: SerialExecutor {
  private let queue = JobQueue()

  init(name: String) {
    let thread = Thread { [queue] in queue.runUntilFinished() }
    thread.name = name
    thread.start()
  }

  deinit { queue.finish() }

  func enqueue(_ job: consuming ExecutorJob) {
    queue.add(UnownedJob(job), self)
  }
}

private final class JobQueue: Sendable {
  private struct State {
    /// Each job keeps its executor, which may otherwise vanish while its last job runs.
    var jobs: [(job: UnownedJob, executor: ThreadExecutor)] = []
    var isFinished = false
  }

  private let state = Mutex(State())
  private let wakeup = DispatchSemaphore(value: 0)

  func add(_ job: UnownedJob, _ executor: ThreadExecutor) {
    state.withLock { $0.jobs.append((job, executor)) }
    wakeup.signal()
  }

  func finish() {
    state.withLock { $0.isFinished = true }
    wakeup.signal()
  }

  func runUntilFinished() {
    while true {
      wakeup.wait()
      let (jobs, isFinished) = state.withLock { state in
        defer { state.jobs = [] }
        return (state.jobs, state.isFinished)
      }
      for (job, executor) in jobs { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
      if isFinished { return }
    }
  }
}
