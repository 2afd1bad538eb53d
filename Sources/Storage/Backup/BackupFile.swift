import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#endif

/// A backup: one SQLite file, whatever engine it comes from.
enum BackupFile {
  /// Makes a new file with the tables that `migrations` make, filled in one transaction.
  static func create(at path: String, migrations: [Migration], fill: (Writer) throws -> Void) throws {
    try SQLiteFailure.translated {
      let queue = try DatabaseQueue(path: path, configuration: SQLiteEngine.configuration)
      defer { try? queue.close() }
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(SQLiteEngine.applicationID)") }
      try queue.write { database in
        let writer = Writer(session: SQLiteSession(database))
        try writer.apply(migrations)
        try fill(writer)
      }
    }
  }

  /// Reads a file that was written completely and is not in use.
  static func read<Value>(_ path: String, _ body: (Reader) throws -> Value) throws -> Value {
    try SQLiteFailure.translated {
      let queue = try DatabaseQueue(path: path, configuration: SQLiteEngine.configuration)
      defer { try? queue.close() }
      return try queue.read { try body(Reader(session: SQLiteSession($0))) }
    }
  }

  /// Throws unless the file is whole and all references in it hold.
  static func verify(_ path: String) throws {
    let problems = try read(path) { try SQLiteEngine.problems(in: $0) }
    guard problems.isEmpty else { throw StorageError.damaged(problems) }
  }

  /// Gives a finished file its name, so that a file of that name is always a whole one, even after a power cut.
  static func publish(_ path: String, as name: String) throws {
    try synchronize(path)
    guard rename(path, name) == 0 else { throw failure(name) }
    try synchronize(folder(of: name))
  }

  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  private static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> StorageError {
    .cannotWriteFile(path: path, reason: "\(String(cString: strerror(errno))).")
  }
}

extension BackupFile {
  /// Copies a backup to a private place, refuses it unless it is one, and brings it to the program's schema.
  static func prepared(from path: String, in folder: String, for schema: Schema) throws -> String {
    let copy = folder + "/restore.sqlite"
    try refuseOtherFiles(path)
    do {
      try SQLiteFailure.translated { try duplicate(path, to: copy) }
      try verify(copy)
      try upgrade(copy, to: schema)
    } catch StorageError.statement(let message, _) {
      throw StorageError.notABackup(path: path, reason: "\(message).")
    }
    return copy
  }

  private static func refuseOtherFiles(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw StorageError.notABackup(path: path, reason: "it does not exist or may not be read.")
    }
    defer { try? file.close() }
    // A folder can be opened, too, but not read.
    let header = (try? file.read(upToCount: 100)) ?? Data()
    guard header.count == 100, header.starts(with: Data("SQLite format 3\u{0}".utf8)) else {
      throw StorageError.notABackup(path: path, reason: "it is not an SQLite file.")
    }
    // The application's number stands at byte 68, big-endian.
    let number = header[68..<72].reduce(0) { $0 << 8 | Int32($1) }
    guard number == SQLiteEngine.applicationID else {
      throw StorageError.notABackup(path: path, reason: "another program wrote it.")
    }
  }

  private static func duplicate(_ path: String, to copy: String) throws {
    var configuration = SQLiteEngine.configuration
    configuration.readonly = true
    let source = try DatabaseQueue(path: path, configuration: configuration)
    let target = try DatabaseQueue(path: copy)
    defer {
      try? source.close()
      try? target.close()
    }
    try source.backup(to: target)
    try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
  }

  private static func upgrade(_ path: String, to schema: Schema) throws {
    let queue = try DatabaseQueue(path: path, configuration: SQLiteEngine.configuration)
    defer { try? queue.close() }
    try queue.write { database in
      let writer = Writer(session: SQLiteSession(database))
      try writer.apply(schema.pending(after: writer.recordedMigrations()))
    }
  }
}
