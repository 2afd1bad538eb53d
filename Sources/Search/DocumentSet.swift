import Foundation

/// Some documents of one snapshot.
package struct DocumentSet: Sendable {
  let version: UInt64
  /// One set for each segment of the snapshot.
  let segments: [Bitset]

  package var count: Int { segments.reduce(0) { $0 + $1.population } }
}

/// A part of an index, of documents numbered from 0. It never changes: a later snapshot that holds an equal part holds the
/// same documents in it, but for those that are gone.
package struct IndexPart: Sendable, Hashable {
  let number: UInt64
  /// The number of documents, gone ones included.
  package let count: Int
}

extension SearchSnapshot {
  package var parts: [IndexPart] { segments.map { IndexPart(number: $0.number, count: $0.documentCount) } }

  /// Calls `body` with the payloads of some documents of a part, gone ones included.
  package func forEachPayload(of rows: [Int], in part: IndexPart, _ body: (_ row: Int, Payload) throws -> Void) rethrows
  {
    guard let number = segments.firstIndex(where: { $0.number == part.number }) else { return }
    try segments[number].withView { view in
      for row in rows { try body(row, payload(segment: number, row: row, in: view)) }
    }
  }

  /// The living documents of one set for each part, in the order of `parts`.
  package func documentSet(of sets: [Bitset]) -> DocumentSet {
    let living = zip(sets, alive).map { set, alive in
      guard let alive else { return set }
      var set = set
      set.formIntersection(alive)
      return set
    }
    return DocumentSet(version: version, segments: living)
  }
}

/// The caller's record of a document, as it was handed over.
package struct Payload: Sendable {
  private let data: Data

  init(_ data: Data) { self.data = data }

  package var count: Int { data.count }

  /// A copy.
  package var bytes: [UInt8] { [UInt8](data) }

  /// The bytes where they lie; valid only inside `body`.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try data.withUnsafeBytes(body)
  }
}
