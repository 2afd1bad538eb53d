import Dispatch
import Foundation
import Synchronization
import Vocabulary

/// The search index: one large segment, a few small ones with what changed since, and the documents that are gone.
///
/// Readers take a `snapshot`; writers publish new ones. Everything may be called from any thread.
package final class SearchIndex: Sendable {
  private let lexicon: SearchLexicon
  private let current: Mutex<SearchSnapshot>
  /// Held by whoever makes the next snapshot.
  private let writer: Mutex<WriterState>

  private struct WriterState {
    /// While segments are merged in the background: how many, and what has been replaced or removed since.
    var merging: (segments: Int, removed: Set<DocumentID>)?
  }

  /// At so many small segments they are made one.
  private static let mostSmallSegments = 6
  /// Documents that one thread indexes at a time.
  private static let batchSize = 6144

  /// An empty index.
  package convenience init(lexicon: SearchLexicon) { self.init(lexicon: lexicon, segments: []) }

  /// An index of documents; of several with one identifier the last counts.
  package convenience init(lexicon: SearchLexicon, documents: some Sequence<SearchDocument>) {
    let runs = Self.runs(of: documents, lexicon: lexicon)
    let segment = SegmentBuilder(lexicon: lexicon).segment(of: runs)
    self.init(lexicon: lexicon, segments: segment.documentCount > 0 ? [segment] : [])
  }

  init(lexicon: SearchLexicon, segments: [Segment]) {
    self.lexicon = lexicon
    current = Mutex(
      SearchSnapshot(version: 1, lexicon: lexicon, segments: segments, alive: segments.map { _ in nil }))
    writer = Mutex(WriterState())
  }

  /// The index as it is now.
  package var snapshot: SearchSnapshot { current.withLock { $0 } }

  /// Indexes the documents batch by batch, on all processors.
  private static func runs(of documents: some Sequence<SearchDocument>, lexicon: SearchLexicon) -> [IndexRun] {
    var runs: [IndexRun] = []
    var iterator = documents.makeIterator()
    let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
    while true {
      var batches: [[SearchDocument]] = []
      while batches.count < workers {
        var batch: [SearchDocument] = []
        while batch.count < batchSize, let document = iterator.next() { batch.append(document) }
        if batch.isEmpty { break }
        batches.append(batch)
      }
      if batches.isEmpty { return runs }
      let made = Mutex([IndexRun?](repeating: nil, count: batches.count))
      let work = batches
      DispatchQueue.concurrentPerform(iterations: work.count) { number in
        let run = BatchIndexer.run(of: work[number], lexicon: lexicon)
        made.withLock { $0[number] = run }
      }
      runs += made.withLock { $0.compactMap { $0 } }
    }
  }

  /// Adds documents, replaces those with a known identifier, and removes others; visible in `snapshot` on return.
  package func update(_ documents: [SearchDocument], removing removed: [DocumentID] = []) {
    writer.withLock { state in
      let old = snapshot
      let gone = Set(removed).union(documents.map(\.id))
      state.merging?.removed.formUnion(gone)
      var next = Parts(segments: old.segments, alive: old.alive)
      next.remove(gone)
      if !documents.isEmpty {
        var builder = SegmentBuilder(lexicon: lexicon)
        if let splitter = old.compoundSplitter { builder.isKnownElsewhere = splitter.isWord }
        next.append(builder.segment(of: [BatchIndexer.run(of: documents, lexicon: lexicon)]))
        next.joinSmall(from: state.merging?.segments ?? 1, above: Self.mostSmallSegments, builder: builder)
      }
      publish(next)
    }
  }

  private func publish(_ parts: Parts) {
    current.withLock { snapshot in
      snapshot = SearchSnapshot(
        version: snapshot.version + 1, lexicon: lexicon, segments: parts.segments, alive: parts.alive)
    }
  }

  /// Makes one segment of all when enough has changed; says whether it did. Takes seconds for a large index, on a thread of its
  /// own, during which updates and searches go on.
  ///
  /// - Parameter file: where the index is kept then. Its pages cost memory only while they are used.
  @discardableResult
  package func mergeIfNeeded(keepingIn file: KeptIndexFile? = nil) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global(qos: .utility).async {
        continuation.resume(returning: self.merge(onlyIfNeeded: true, keepingIn: file))
      }
    }
  }

  @discardableResult
  func merge(onlyIfNeeded: Bool, keepingIn file: KeptIndexFile? = nil) -> Bool {
    let start: SearchSnapshot? = writer.withLock { state in
      let snapshot = snapshot
      guard state.merging == nil, Parts(segments: snapshot.segments, alive: snapshot.alive).isMergeDue(onlyIfNeeded)
      else { return nil }
      state.merging = (snapshot.segments.count, [])
      return snapshot
    }
    guard let start else { return false }
    let merged = kept(start.merged(), in: file)
    writer.withLock { state in
      guard let merging = state.merging else { return }
      let now = snapshot
      var next = Parts(segments: [merged], alive: [nil])
      next.remove(merging.removed)
      next.segments += now.segments.dropFirst(merging.segments)
      next.alive += now.alive.dropFirst(merging.segments)
      state.merging = nil
      publish(next)
    }
    giveBackUnusedMemory()
    return true
  }

  /// The segment as a file holds it; itself where it cannot be kept, which is no loss.
  private func kept(_ segment: Segment, in file: KeptIndexFile?) -> Segment {
    guard let file, (try? segment.save(to: file.url, key: file.key, lexicon: lexicon)) != nil,
      let kept = try? Segment(loading: file.url, key: file.key, lexicon: lexicon)
    else { return segment }
    return kept
  }
}

extension SearchSnapshot {
  /// All living documents in one segment.
  func merged() -> Segment {
    let runs = segments.map(IndexRun.init)
    return SegmentBuilder(lexicon: lexicon).segment(of: runs) { run, row in !isAlive(segment: run, row: row) }
  }
}

/// The segments of the next snapshot.
private struct Parts {
  var segments: [Segment]
  var alive: [Bitset?]

  mutating func append(_ segment: Segment) {
    segments.append(segment)
    alive.append(nil)
  }

  /// Takes out documents wherever they are.
  mutating func remove(_ ids: Set<DocumentID>) {
    for number in segments.indices {
      let rows = segments[number].withView { view in ids.compactMap { view.row(of: $0) } }
      if rows.isEmpty { continue }
      var living = alive[number] ?? Bitset(count: segments[number].documentCount, full: true)
      for row in rows { living.remove(row) }
      alive[number] = living
    }
  }

  /// Makes one of the newest small segments behind the first ones when there are too many. One that is far larger than all
  /// newer ones together stays as it is: else each document would be read again with every few changes.
  mutating func joinSmall(from first: Int, above limit: Int, builder: SegmentBuilder) {
    guard segments.count - first > limit else { return }
    var (first, newer) = (first, 0)
    for number in segments.indices[first...].reversed() {
      if number < segments.count - 2, segments[number].documentCount > 4 * newer {
        first = number + 1
        break
      }
      newer += segments[number].documentCount
    }
    let small = Array(segments[first...])
    let living = Array(alive[first...])
    let joined = builder.segment(of: small.map(IndexRun.init)) { run, row in !(living[run]?.contains(row) ?? true) }
    segments.replaceSubrange(first..., with: [joined])
    alive.replaceSubrange(first..., with: [nil])
  }

  /// A merge pays when a twentieth of the index, or a thousand documents, lie outside the base or are gone.
  func isMergeDue(_ onlyIfNeeded: Bool) -> Bool {
    let base = segments.first?.documentCount ?? 0
    let outside = segments.dropFirst().reduce(0) { $0 + $1.documentCount }
    let gone = zip(segments, alive).reduce(0) { $0 + ($1.1.map { $0.count - $0.population } ?? 0) }
    guard onlyIfNeeded else { return outside + gone > 0 }
    return outside + gone >= min(1000, max(8, base / 20))
  }
}
