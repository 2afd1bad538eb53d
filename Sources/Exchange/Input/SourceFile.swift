import Foundation

/// A file of the source, in memory.
struct SourceFile: Sendable, Equatable {
  /// Its path within the folder or archive.
  let name: String
  let bytes: [UInt8]

  /// The last part of the name.
  var lastName: String { name.split(separator: "/").last.map(String.init) ?? name }
  /// Where it lies within the source; empty at the top.
  var folder: String { String(name.dropLast(lastName.count)) }
}

/// The files of a folder, a ZIP archive, or one file by itself.
enum SourceFiles {
  private static let limits = ZipArchive.Limits()

  static func all(at url: URL) throws(ImportFault) -> [SourceFile] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(url.lastPathComponent, why: "it does not exist")
    }
    if isFolder.boolValue { return try files(ofFolder: url) }
    if try isZip(url) { return try ZipArchive.files(at: url.path, limits: limits, wanted: isData) }
    return [SourceFile(name: url.lastPathComponent, bytes: try bytes(of: url, name: url.lastPathComponent))]
  }

  /// The data files of a folder and of the folders in it, links left aside.
  private static func files(ofFolder folder: URL) throws(ImportFault) -> [SourceFile] {
    var files: [SourceFile] = []
    var total = 0
    for name in try names(in: folder) {
      let file = SourceFile(name: name, bytes: try bytes(of: folder.appendingPathComponent(name), name: name))
      total += file.bytes.count
      guard total <= limits.totalBytes else { throw .tooLarge(folder.lastPathComponent, limit: limits.totalBytes) }
      files.append(file)
    }
    return files
  }

  private static func names(in folder: URL) throws(ImportFault) -> [String] {
    let top = try contents(of: folder)
    var names = top.filter { isRegular(folder.appendingPathComponent($0)) }
    for name in top where isFolder(folder.appendingPathComponent(name)) {
      let inner = folder.appendingPathComponent(name)
      names += try contents(of: inner).filter { isRegular(inner.appendingPathComponent($0)) }.map { "\(name)/\($0)" }
    }
    let wanted = names.filter(isData)
    guard wanted.count <= limits.entries else { throw .tooManyFiles(limit: limits.entries) }
    return wanted.sorted()
  }

  private static func contents(of folder: URL) throws(ImportFault) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw .unreadable(folder.lastPathComponent, why: "the folder cannot be opened")
    }
  }

  static func bytes(of url: URL, name: String) throws(ImportFault) -> [UInt8] {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    guard size <= limits.entryBytes else { throw .tooLarge(name, limit: limits.entryBytes) }
    guard let data = try? Data(contentsOf: url) else { throw .unreadable(name, why: "it cannot be opened") }
    return Array(data)
  }

  private static func isZip(_ url: URL) throws(ImportFault) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: url) else {
      throw .unreadable(url.lastPathComponent, why: "it cannot be opened")
    }
    defer { try? handle.close() }
    let start = try? handle.read(upToCount: 4)
    return start.map { $0.starts(with: [0x50, 0x4B]) } ?? false
  }

  /// Tables and documents; not what macOS leaves beside them.
  static func isData(_ name: String) -> Bool {
    let lowered = name.lowercased()
    guard !lowered.hasPrefix("__macosx"), !(lowered.split(separator: "/").last ?? "").hasPrefix(".") else {
      return false
    }
    return ["csv", "json", "ndjson", "txt", "tsv"].contains { lowered.hasSuffix("." + $0) }
  }

  private static func type(_ url: URL) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType
  }

  private static func isRegular(_ url: URL) -> Bool { type(url) == .typeRegular }
  private static func isFolder(_ url: URL) -> Bool { type(url) == .typeDirectory }
}
