import Foundation

/// The sections of one flat buffer: a table of offsets and lengths, then the sections, each at a multiple of eight bytes.
struct BlobWriter {
  private var offsets: [(offset: Int, length: Int)] = []
  private var body = Data()

  mutating func add<Element: BitwiseCopyable>(_ elements: [Element]) {
    elements.withUnsafeBytes { bytes in
      offsets.append((body.count, bytes.count))
      if let start = bytes.bindMemory(to: UInt8.self).baseAddress { body.append(start, count: bytes.count) }
    }
    while body.count % 8 != 0 { body.append(0) }
  }

  /// The table and all sections. Empties the writer.
  mutating func finish() -> Data {
    let head = 8 + 16 * offsets.count
    var words: [UInt64] = [UInt64(offsets.count)]
    for section in offsets { words += [UInt64(head + section.offset), UInt64(section.length)] }
    var blob = words.withUnsafeBytes { Data($0) }
    blob.append(body)
    body = Data()
    offsets = []
    return blob
  }
}

/// Reads the sections of a buffer that `BlobWriter` wrote.
struct BlobReader {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Whether the table of offsets is whole and every section lies within the buffer.
  func hasSections(_ count: Int) -> Bool {
    guard bytes.count >= 8 + 16 * count, word(0) == UInt64(count) else { return false }
    return (0..<count).allSatisfy { section in
      let (offset, length) = (word(1 + 2 * section), word(2 + 2 * section))
      return offset % 8 == 0 && offset <= UInt64(bytes.count) && length <= UInt64(bytes.count) - offset
    }
  }

  @inline(__always)
  func section<Element: BitwiseCopyable>(_ number: Int, of _: Element.Type = Element.self)
    -> UnsafeBufferPointer<Element>
  {
    let offset = Int(word(1 + 2 * number))
    let length = Int(word(2 + 2 * number))
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]).assumingMemoryBound(to: Element.self)
  }

  @inline(__always)
  private func word(_ position: Int) -> UInt64 { bytes.load(fromByteOffset: 8 * position, as: UInt64.self) }
}
