import CArchive
import Foundation
import TestSupport
import Testing

@testable import Exchange

/// ZIP archives made for the tests.
enum TestZip {
  enum Entry {
    case file(String, [UInt8])
    case link(String, to: String)
  }

  static func archive(_ entries: [Entry], password: String? = nil) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4_000_000)
    var used = 0
    let writer = try #require(archive_write_new())
    defer { archive_write_free(writer) }
    archive_write_set_format_zip(writer)
    if let password {
      archive_write_set_passphrase(writer, password)
      try #require(archive_write_set_options(writer, "zip:encryption=zipcrypt") == ARCHIVE_OK)
    }
    let capacity = buffer.count
    try buffer.withUnsafeMutableBytes { memory in
      try #require(archive_write_open_memory(writer, memory.baseAddress, capacity, &used) == ARCHIVE_OK)
      for entry in entries { try add(entry, to: writer) }
      try #require(archive_write_close(writer) == ARCHIVE_OK)
    }
    return Array(buffer.prefix(used))
  }

  private static func add(_ entry: Entry, to writer: OpaquePointer) throws {
    let header = try #require(archive_entry_new())
    defer { archive_entry_free(header) }
    switch entry {
    case .file(let name, let bytes):
      archive_entry_set_pathname(header, name)
      archive_entry_set_size(header, Int64(bytes.count))
      archive_entry_set_filetype(header, 0o100000)
      try #require(archive_write_header(writer, header) == ARCHIVE_OK)
      if !bytes.isEmpty { try #require(archive_write_data(writer, bytes, bytes.count) == bytes.count) }
    case .link(let name, let target):
      archive_entry_set_pathname(header, name)
      archive_entry_set_symlink(header, target)
      archive_entry_set_filetype(header, 0o120000)
      try #require(archive_write_header(writer, header) == ARCHIVE_OK)
    }
  }
}

struct ZipArchiveTests {
  private func files(_ entries: [TestZip.Entry], _ limits: ZipArchive.Limits = .init()) throws -> [SourceFile] {
    try ZipArchive.files(in: try TestZip.archive(entries), limits: limits) { _ in true }
  }

  private let text = Array("id,name\n1,A\n".utf8)

  @Test func filesAreReadWithTheirPaths() throws {
    let files = try files([.file("data/services.csv", text), .file("empty.csv", [])])
    #expect(files == [SourceFile(name: "data/services.csv", bytes: text), SourceFile(name: "empty.csv", bytes: [])])
  }

  @Test(arguments: ["../up.csv", "/etc/passwd.csv", "a/../../b.csv", "C:/x.csv"])
  func pathsThatLeadOutAreRefused(name: String) {
    #expect(throws: ImportFault.unsafeEntry(name)) { try files([.file(name, text)]) }
  }

  @Test func linksAreRefused() {
    #expect(throws: ImportFault.unsafeEntry("a.csv")) { try files([.link("a.csv", to: "/etc/passwd")]) }
  }

  @Test func bombsAreRefused() {
    let zeros = [UInt8](repeating: 48, count: 12_000_000)
    #expect(throws: ImportFault.bomb("a.csv")) { try files([.file("a.csv", zeros)]) }
  }

  @Test func sizesAndNumbersAreBounded() {
    #expect(throws: ImportFault.tooLarge("a.csv", limit: 5)) { try files([.file("a.csv", text)], .init(entryBytes: 5)) }
    #expect(throws: ImportFault.tooLarge("b.csv", limit: 20)) {
      try files([.file("a.csv", text), .file("b.csv", text)], .init(totalBytes: 20))
    }
    #expect(throws: ImportFault.tooManyFiles(limit: 1)) {
      try files([.file("a.csv", text), .file("b.csv", text)], .init(entries: 1))
    }
  }

  @Test func theSameNameTwiceIsRefused() {
    #expect(throws: ImportFault.repeatedEntry("a.csv")) { try files([.file("a.csv", text), .file("a.csv", text)]) }
  }

  @Test func encryptedArchivesAreRefusedWithAWord() throws {
    let bytes = try TestZip.archive([.file("a.csv", text)], password: "secret")
    #expect(throws: ImportFault.encrypted("a.csv")) { try ZipArchive.files(in: bytes) { _ in true } }
  }

  @Test func whatIsNoArchiveIsRefused() {
    for bytes in [[], Array("PK\u{3}\u{4}".utf8), Array("hello".utf8)] {
      #expect(throws: ImportFault.self) { try ZipArchive.files(in: bytes) { _ in true } }
    }
  }

  @Test func aZippedDirectoryIsTheDirectory() async throws {
    let entries = ExchangeFixture.files(ExchangeFixture.club).map { TestZip.Entry.file("club/" + $0.name, $0.bytes) }
    let bytes = try TestZip.archive(entries + [.file("__MACOSX/._services.csv", [1]), .file("club/readme.md", text)])
    try await withTemporaryFolder { path in
      let file = URL(fileURLWithPath: path).appendingPathComponent("club.zip")
      try Data(bytes).write(to: file)
      let mapper = try ExchangeFixture.mapped(try SourceFiles.all(at: file))
      #expect(mapper.offers.count == 1)
      #expect(mapper.places.count == 1)
      #expect(mapper.report.entries.filter { $0.severity != .kept }.isEmpty)
    }
  }
}
