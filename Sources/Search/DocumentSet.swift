import Foundation

/// Some documents of one snapshot.
package struct DocumentSet: Sendable {
  let version: UInt64
  /// One set for each segment of the snapshot.
  let segments: [Bitset]

  package var count: Int { segments.reduce(0) { $0 + $1.population } }
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
