import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a kept index must agree with to be used: the state of the database that it was made from.
package struct IndexKey: Sendable, Equatable {
  package let epoch: String
  package let change: Int64

  package init(epoch: String, change: Int64) {
    self.epoch = epoch
    self.change = change
  }
}

/// Why a kept index cannot be read or written. None of it is a loss: the index is made from the documents again.
package enum IndexFileError: Error, Equatable, CustomStringConvertible {
  case missing
  case otherState
  case damaged(String)
  case notWritable(String)

  package var description: String {
    switch self {
    case .missing: "There is no kept search index. Build it from the documents."
    case .otherState:
      "The kept search index belongs to another state of the database, the language data or the program. Build it anew."
    case .damaged(let reason): "The kept search index is damaged (\(reason)). Delete the file and build it anew."
    case .notWritable(let reason):
      "The search index could not be kept (\(reason)). Check the folder's permissions and free space."
    }
  }
}

/// Where an index is kept, and what it was made from.
package struct KeptIndexFile: Sendable {
  package let url: URL
  package let key: IndexKey

  package init(url: URL, key: IndexKey) {
    self.url = url
    self.key = key
  }
}

extension SearchIndex {
  /// What a kept index was made from; nil where there is none, or what is there is something else.
  package static func keptKey(at url: URL) -> IndexKey? {
    guard let file = try? FileHandle(forReadingFrom: url) else { return nil }
    defer { try? file.close() }
    return (try? file.read(upToCount: IndexFileHeader.longest)).flatMap(IndexFileHeader.key)
  }

  /// Keeps the index in a file, which appears whole or not at all. Merges first when there is more than one segment.
  package func save(to url: URL, key: IndexKey) throws(IndexFileError) {
    let snapshot = snapshot
    let isOne = snapshot.segments.count == 1 && snapshot.alive[0] == nil
    try (isOne ? snapshot.segments[0] : snapshot.merged()).save(to: url, key: key, lexicon: snapshot.lexicon)
    giveBackUnusedMemory()
  }

  /// Opens a kept index without reading it into memory; every byte is checked once.
  package convenience init(lexicon: SearchLexicon, loading url: URL, key: IndexKey) throws(IndexFileError) {
    let segment = try Segment(loading: url, key: key, lexicon: lexicon)
    self.init(lexicon: lexicon, segments: segment.documentCount > 0 ? [segment] : [])
  }
}

extension Segment {
  func save(to url: URL, key: IndexKey, lexicon: SearchLexicon) throws(IndexFileError) {
    let header = IndexFileHeader(key: key, segment: self, lexicon: lexicon)
    let part = url.deletingLastPathComponent()
      .appending(path: ".\(url.lastPathComponent).\(UInt64.random(in: 0 ... .max)).part")
    do {
      guard FileManager.default.createFile(atPath: part.path, contents: nil) else {
        throw CocoaError(.fileWriteNoPermission)
      }
      let file = try FileHandle(forWritingTo: part)
      try file.write(contentsOf: header.bytes)
      try file.write(contentsOf: index)
      try file.write(contentsOf: payloads)
      try file.synchronize()
      try file.close()
      guard rename(part.path, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(at: part)
      throw .notWritable("\(error.localizedDescription)")
    }
  }

  init(loading url: URL, key: IndexKey, lexicon: SearchLexicon) throws(IndexFileError) {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .missing }
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw .damaged(error.localizedDescription)
    }
    self = try IndexFileHeader.segment(in: data, key: key, lexicon: lexicon)
  }
}

/// The first bytes of a kept index: eight-byte numbers, then the epoch, padded to eight bytes; index and payloads follow.
struct IndexFileHeader {
  private static let magic: UInt64 = 0x5853_5750_4745_5701
  /// Raised with each change of the sections or of what they mean.
  private static let format: UInt64 = 1
  private static let numbers = 8
  private static let longestEpoch = 256
  /// A key lies within so many bytes.
  static let longest = 8 * numbers + longestEpoch

  let bytes: Data

  init(key: IndexKey, segment: Segment, lexicon: SearchLexicon) {
    let epoch = Array(key.epoch.utf8)
    var head = Self.head(
      key: key, epoch: epoch, lexicon: lexicon, index: segment.index.count, payloads: segment.payloads.count)
    var checksum = Checksum()
    checksum.add(head)
    checksum.add(segment.index)
    checksum.add(segment.payloads)
    head.append(withUnsafeBytes(of: checksum.value) { Data($0) })
    bytes = head
  }

  private static func head(key: IndexKey, epoch: [UInt8], lexicon: SearchLexicon, index: Int, payloads: Int) -> Data {
    let words: [UInt64] = [
      magic, format, lexicon.checksum, UInt64(bitPattern: key.change), UInt64(epoch.count), UInt64(index),
      UInt64(payloads), UInt64(Section.allCases.count),
    ]
    var head = words.withUnsafeBytes { Data($0) }
    head.append(contentsOf: epoch)
    head.append(contentsOf: [UInt8](repeating: 0, count: (8 - head.count % 8) % 8))
    return head
  }

  /// The key in the first bytes of a file.
  static func key(in data: Data) -> IndexKey? {
    guard data.count > 8 * numbers else { return nil }
    return data.withUnsafeBytes { bytes in
      func number(_ place: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self) }
      let length = number(4)
      guard number(0) == magic, number(1) == format, length <= UInt64(bytes.count - 8 * numbers) else { return nil }
      let epoch = bytes[(8 * numbers)..<(8 * numbers + Int(length))]
      return IndexKey(epoch: String(decoding: epoch, as: UTF8.self), change: Int64(bitPattern: number(3)))
    }
  }

  /// The segment in a file that was made from the same state by the same program.
  static func segment(in data: Data, key: IndexKey, lexicon: SearchLexicon) throws(IndexFileError) -> Segment {
    let fixed = 8 * numbers
    guard data.count >= fixed + 8 else { throw .damaged("too short") }
    let words = data.withUnsafeBytes { bytes in
      (0..<numbers).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
    }
    guard words[0] == magic else { throw .damaged("not a search index") }
    let (index, payloads) = (words[5], words[6])
    let expected = head(
      key: key, epoch: Array(key.epoch.utf8), lexicon: lexicon, index: Int(truncatingIfNeeded: index),
      payloads: Int(truncatingIfNeeded: payloads))
    guard data.count > expected.count, data.prefix(expected.count) == expected else { throw .otherState }
    let body = UInt64(data.count - expected.count - 8)
    guard data.count >= expected.count + 8, index <= body, payloads == body - index else {
      throw .damaged("the length is wrong")
    }
    let indexStart = data.startIndex + expected.count + 8
    let indexData = data[indexStart..<(indexStart + Int(index))]
    let payloadData = data[(indexStart + Int(index))...]
    var checksum = Checksum()
    checksum.add(expected)
    checksum.add(indexData)
    checksum.add(payloadData)
    let kept = data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: expected.count, as: UInt64.self) }
    guard kept == checksum.value else { throw .damaged("the checksum is wrong") }
    guard indexData.withUnsafeBytes({ BlobReader($0).hasSections(Section.allCases.count) }) else {
      throw .damaged("the sections are wrong")
    }
    return Segment(index: indexData, payloads: payloadData)
  }
}
