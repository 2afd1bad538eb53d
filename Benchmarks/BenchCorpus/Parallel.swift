import Dispatch
import Synchronization

extension Range<Int> {
  /// The results for all numbers, in their order, made on all processors.
  package func mapOnAllProcessors<Result: Sendable>(_ transform: @escaping @Sendable (Int) -> Result) -> [Result] {
    let share = 64
    let parts = stride(from: lowerBound, to: upperBound, by: share).map { $0..<Swift.min($0 + share, upperBound) }
    let made = Mutex([[Result]](repeating: [], count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { part in
      let results = parts[part].map(transform)
      made.withLock { $0[part] = results }
    }
    return made.withLock { $0.flatMap(\.self) }
  }

  /// The range in pieces of at most so many numbers.
  package func pieces(of size: Int) -> [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
  }
}
