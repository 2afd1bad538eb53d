import Crypto
import Foundation
import Synchronization
import Vocabulary

/// Pictures kept on the disk, bounded in bytes; the oldest leave first. Deleting the folder is always safe.
package final class TileStore: Sendable {
  /// A picture and when it was fetched.
  struct Kept {
    let image: TileImage
    let fetched: Timestamp
  }

  private let folder: URL
  private let limit: Int
  /// The bytes on the disk, once they were counted.
  private let bytes = Mutex<Int?>(nil)

  /// - Parameters:
  ///   - folder: where pictures of all sources lie; those of other sources are removed.
  ///   - limit: the bytes that may lie there.
  package init(folder: URL, source: TileSource, limit: Int) {
    let name = Self.folderName(of: source)
    self.folder = folder.appendingPathComponent(name, isDirectory: true)
    self.limit = limit
    let others = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    for other in others where other.lastPathComponent != name && Self.isOurs(other) {
      try? FileManager.default.removeItem(at: other)
    }
  }

  /// Pictures of one source lie together, under a name that does not tell the key in its address.
  package static func folderName(of source: TileSource) -> String {
    SHA256.hash(data: Data(source.template.utf8)).prefix(8).map { String(format: "%02x", $0) }.joined()
  }

  /// Only what this class may have made is removed.
  private static func isOurs(_ folder: URL) -> Bool {
    folder.lastPathComponent.count == 16 && folder.lastPathComponent.allSatisfy(\.isHexDigit)
  }

  private func file(of address: TileAddress) -> URL {
    folder.appendingPathComponent("\(address.zoom)/\(address.column)/\(address.row)")
  }

  func read(_ address: TileAddress) -> Kept? {
    let file = file(of: address)
    guard let data = FileManager.default.contents(atPath: file.path), let image = TileImage(Array(data)),
      let date = try? FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
    else { return nil }
    return Kept(image: image, fetched: Timestamp(seconds: Int64(date.timeIntervalSince1970)))
  }

  func keep(_ image: TileImage, at address: TileAddress, fetched: Timestamp) throws {
    let file = file(of: address)
    try bytes.withLock { bytes in
      // Counted before writing, so that no byte counts twice.
      let before = bytes ?? files().reduce(0) { $0 + $1.size }
      let replaced = (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(image.bytes).write(to: file, options: .atomic)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: TimeInterval(fetched.seconds))], ofItemAtPath: file.path)
      let after = before - replaced + image.bytes.count
      bytes = after > limit ? sweep() : after
    }
  }

  /// Removes the oldest until a tenth is free again, and answers with what is left.
  private func sweep() -> Int {
    let files = files().sorted { ($0.fetched, $0.url.path) < ($1.fetched, $1.url.path) }
    var left = files.reduce(0) { $0 + $1.size }
    for file in files {
      if left <= limit / 10 * 9 { break }
      try? FileManager.default.removeItem(at: file.url)
      left -= file.size
    }
    return left
  }

  private func files() -> [(url: URL, size: Int, fetched: Date)] {
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey, .contentModificationDateKey]
    guard let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: Array(keys)) else {
      return []
    }
    return all.compactMap { $0 as? URL }.compactMap { url in
      guard let values = try? url.resourceValues(forKeys: keys), values.isRegularFile == true else { return nil }
      return (url, values.fileSize ?? 0, values.contentModificationDate ?? .distantPast)
    }
  }
}
