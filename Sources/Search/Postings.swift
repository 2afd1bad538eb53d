/// The documents that have a word, and how much it says about each.
///
/// Documents are cut into blocks of 8192. A list holds, for each block with hits: the block's number, the count of hits less one
/// (16 bits each), then either the documents' places in the block (16 bits each) and their impacts (8 bits each), or,
/// where that is shorter, one impact for every document of the block (0 = not there).
enum Postings {
  static let blockSize = 8192

  /// Whether a block of `size` documents holds an impact for every document.
  @inline(__always)
  static func isDense(count: Int, size: Int) -> Bool { count * 3 >= size }

  /// The number of documents in a block.
  @inline(__always)
  static func size(ofBlock block: Int, documents: Int) -> Int { min(blockSize, documents - block * blockSize) }

  /// Appends the list to `bytes`; the documents ascend. Returns nothing for an empty list.
  static func append(
    _ documents: UnsafeBufferPointer<UInt32>, _ impacts: UnsafeBufferPointer<UInt8>, total: Int, to bytes: inout [UInt8]
  ) {
    var first = 0
    while first < documents.count {
      let block = Int(documents[first]) / blockSize
      var end = first
      while end < documents.count, Int(documents[end]) / blockSize == block { end += 1 }
      append16(block, to: &bytes)
      append16(end - first - 1, to: &bytes)
      let size = size(ofBlock: block, documents: total)
      if isDense(count: end - first, size: size) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: size + size % 2))
        for position in first..<end { bytes[start + Int(documents[position]) % blockSize] = impacts[position] }
      } else {
        for position in first..<end { append16(Int(documents[position]) % blockSize, to: &bytes) }
        for position in first..<end { bytes.append(impacts[position]) }
        if (end - first) % 2 == 1 { bytes.append(0) }
      }
      first = end
    }
  }

  @inline(__always)
  private static func append16(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: number))
    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
  }
}

/// Reads a posting list block by block.
struct PostingCursor {
  private var position: Int
  private let end: Int
  private let bytes: UnsafeRawBufferPointer
  private let documents: Int
  private(set) var block: Int

  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, documents: Int) {
    self.bytes = bytes
    self.documents = documents
    position = range.lowerBound
    end = range.upperBound
    block = Int.max
    readBlock()
  }

  @inline(__always)
  private mutating func readBlock() {
    block = position < end ? Int(bytes.load(fromByteOffset: position, as: UInt16.self)) : Int.max
  }

  /// Calls `body` with the place in the block and the impact of each document, then moves on to the next block.
  @inline(__always)
  mutating func readBlock(_ body: (_ place: Int, _ impact: Int) -> Void) {
    let count = Int(bytes.load(fromByteOffset: position + 2, as: UInt16.self)) + 1
    let size = Postings.size(ofBlock: block, documents: documents)
    let start = position + 4
    if Postings.isDense(count: count, size: size) {
      var place = 0
      while place < size {
        // Eight at once where nobody has the word.
        if place + 8 <= size, bytes.loadUnaligned(fromByteOffset: start + place, as: UInt64.self) == 0 {
          place += 8
          continue
        }
        let impact = bytes[start + place]
        if impact != 0 { body(place, Int(impact)) }
        place += 1
      }
      position = start + size + size % 2
    } else {
      let impacts = start + 2 * count
      for index in 0..<count {
        body(Int(bytes.load(fromByteOffset: start + 2 * index, as: UInt16.self)), Int(bytes[impacts + index]))
      }
      position = impacts + count + count % 2
    }
    readBlock()
  }

  /// The impact for one document of the list, 0 when it is not in it.
  mutating func impact(of document: Int) -> Int {
    var found = 0
    while block < Int.max {
      let isWanted = block == document / Postings.blockSize
      readBlock { place, impact in
        if isWanted, place == document % Postings.blockSize { found = impact }
      }
      if isWanted { break }
    }
    return found
  }
}
