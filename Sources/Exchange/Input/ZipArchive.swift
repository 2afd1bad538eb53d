import CArchive

/// Reads ZIP archives from elsewhere, in memory only and within bounds.
struct ZipArchive {
  /// What an archive may hold.
  struct Limits: Sendable {
    var entryBytes = 200_000_000
    var totalBytes = 1_000_000_000
    var entries = 10_000
    /// Unpacked bytes for each packed one; text reaches 30, a bomb 1,000.
    var ratio = 100
    /// Below this many bytes the ratio does not matter.
    var ratioFree = 5_000_000
  }

  private let limits: Limits
  private let archive: OpaquePointer

  /// The files of an archive that `wanted` accepts by name.
  static func files(
    at path: String, limits: Limits = Limits(), wanted: (String) -> Bool
  ) throws(ImportFault) -> [SourceFile] {
    try read(limits, wanted) { archive_read_open_filename($0, path, 65_536) }
  }

  /// The files of an archive that is in memory already.
  static func files(
    in bytes: [UInt8], limits: Limits = Limits(), wanted: (String) -> Bool
  ) throws(ImportFault) -> [SourceFile] {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ImportFault) in
        try read(limits, wanted) { archive_read_open_memory($0, buffer.baseAddress, buffer.count) }
      }
    }
    return try result.get()
  }

  private static func read(
    _ limits: Limits, _ wanted: (String) -> Bool, _ open: (OpaquePointer) -> Int32
  ) throws(ImportFault) -> [SourceFile] {
    guard let archive = archive_read_new() else { throw .notAZip(why: "no memory") }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    let reader = ZipArchive(limits: limits, archive: archive)
    guard open(archive) == ARCHIVE_OK else { throw .notAZip(why: reader.message) }
    return try reader.files(wanted)
  }

  private func files(_ wanted: (String) -> Bool) throws(ImportFault) -> [SourceFile] {
    var files: [SourceFile] = []
    var names: Set<String> = []
    var total = 0
    var count = 0
    while let entry = try nextEntry() {
      count += 1
      guard count <= limits.entries else { throw .tooManyFiles(limit: limits.entries) }
      let name = try self.name(of: entry)
      if wegpunkt_is_folder(entry) != 0 { continue }
      guard wegpunkt_is_regular(entry) != 0, archive_entry_hardlink(entry) == nil else { throw .unsafeEntry(name) }
      guard archive_entry_is_encrypted(entry) == 0 else { throw .encrypted(name) }
      guard wanted(name) else { continue }
      guard names.insert(name).inserted else { throw .repeatedEntry(name) }
      let bytes = try contents(name, before: total)
      total += bytes.count
      files.append(SourceFile(name: name, bytes: bytes))
    }
    return files
  }

  private func nextEntry() throws(ImportFault) -> OpaquePointer? {
    var entry: OpaquePointer?
    switch archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK, ARCHIVE_WARN: return entry
    case ARCHIVE_EOF: return nil
    default: throw .notAZip(why: message)
    }
  }

  /// The name of an entry, unless it leads out of the archive.
  private func name(of entry: OpaquePointer) throws(ImportFault) -> String {
    guard let pointer = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
      throw .unsafeEntry("a file without a readable name")
    }
    let name = ForeignText.text(Array(String(cString: pointer).utf8)).text
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, name.utf8.count <= 1000, !name.hasPrefix("/"), !parts.contains(".."), !name.contains("\\"),
      !(parts.first?.contains(":") ?? false)
    else { throw .unsafeEntry(name.cut(to: 120)) }
    return name
  }

  private func contents(_ name: String, before total: Int) throws(ImportFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = archive_read_data(archive, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if archive_read_has_encrypted_entries(archive) > 0 { throw .encrypted(name) }
        throw .notAZip(why: message)
      }
      bytes += chunk[0..<count]
      guard bytes.count <= limits.entryBytes else { throw .tooLarge(name, limit: limits.entryBytes) }
      guard total + bytes.count <= limits.totalBytes else { throw .tooLarge(name, limit: limits.totalBytes) }
      let packed = max(1, Int(archive_filter_bytes(archive, -1)))
      let unpacked = total + bytes.count
      guard unpacked < limits.ratioFree || unpacked / packed < limits.ratio else { throw .bomb(name) }
    }
  }

  private var message: String { archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged" }
}
