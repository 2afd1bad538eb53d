import Synchronization

/// Lists of candidates that were emptied and keep their memory. A query of many results takes some megabytes, and having them
/// from the system anew each time costs a third of its time.
enum CandidateMemory {
  private static let spare = Mutex<[[Candidate]]>([])
  /// No more than queries run at once; few, for each may stay large.
  private static let most = 4

  /// An empty list.
  static func take() -> [Candidate] {
    var list = spare.withLock { $0.popLast() } ?? []
    list.removeAll(keepingCapacity: true)
    return list
  }

  /// Takes lists back that nobody looks at any more.
  static func giveBack(_ lists: inout [[Candidate]]) {
    spare.withLock { spare in
      for list in lists where spare.count < most { spare.append(list) }
    }
    lists = []
  }
}
