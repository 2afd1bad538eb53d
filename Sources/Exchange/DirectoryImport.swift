import Directory
import Foundation
import Storage
import Vocabulary
import Web

/// How a directory comes in from elsewhere: HSDS data, and the boundaries of areas.
///
///     let imports = try DirectoryImport(terms: HSDSTerms(folder: resources.url("Topics", of: "Exchange")))
///     let report = try await imports.importHSDS(from: folder, into: database)
///     print(report.text(speaker))
///
/// Each import is one transaction: it comes in as a whole or, when it fails or the process ends, not at all. The same
/// source may be imported again; what did not change is left alone.
package struct DirectoryImport: Sendable {
  let terms: HSDSTerms
  let clock: TownClock

  /// - Parameter clock: the town's clock; a source's times in UTC are moved to it.
  package init(terms: HSDSTerms, clock: TownClock = .rhineland) {
    self.terms = terms
    self.clock = clock
  }

  /// Imports HSDS 3.0 or 3.1 (docs.openreferral.org): CSV tables or JSON documents, from a folder, a ZIP archive or one
  /// file.
  ///
  /// - Parameters:
  ///   - language: the language the source is written in.
  ///   - sourceName: tells several sources apart, 1 to 40 characters; records keep it in their `Origin`.
  ///   - progress: hears how far the work is; when it throws, nothing is changed.
  /// - Throws: `ImportFault` when the source cannot be used at all, `StorageError`; nothing is changed then.
  package func importHSDS(
    from source: URL, into database: Database, language: Language = .english, sourceName: String = "hsds",
    at now: Timestamp = .now(), progress: @escaping ImportProgress.Watcher = { _ in }
  ) async throws -> ImportReport {
    guard (1...40).contains(sourceName.unicodeScalars.count) else {
      throw ImportFault.invalidParameter("Give the source a name of 1 to 40 characters.")
    }
    let rows = try HSDSFiles.read(try SourceFiles.all(at: source)) { done, total in
      try progress(ImportProgress(phase: .reading, done: done, total: total))
    }
    let setting = HSDSMapper.Setting(
      language: language, sourceName: sourceName, today: clock.local(now).date, clock: clock, terms: terms)
    let known = try await database.read { reader in
      try reader.organizations().map { ($0.id, $0.texts.source.content.name) }
    }
    var mapper = HSDSMapper(rows, setting: setting, known: Dictionary(known, uniquingKeysWith: { first, _ in first }))
    try mapper.run { done, total in
      try progress(ImportProgress(phase: .mapping, done: done, total: total))
    }
    let writing = DirectoryWriting(
      organizations: mapper.organizations, places: mapper.places, offers: mapper.offers, sourceName: sourceName)
    let report = mapper.report
    return try await database.write { writer in
      var report = report
      try writing.write(into: writer, &report) { done, total in
        try progress(ImportProgress(phase: .saving, done: done, total: total))
      }
      try Self.countGaps(writing.offers.map(\.record.id), writer, &report)
      return report
    }
  }

  /// Counts what the imported offers leave open, as they are now, so that editors know what to find out.
  private static func countGaps(
    _ offers: [Identifier<Offer>], _ reader: Reader, _ report: inout ImportReport
  ) throws {
    for start in stride(from: 0, to: offers.count, by: 500) {
      let portion = Array(offers[start..<min(start + 500, offers.count)])
      for gaps in try reader.offers(portion).map(\.access.gaps) where !gaps.isEmpty {
        report.offersWithGaps += 1
        for gap in gaps { report.gaps[gap, default: 0] += 1 }
      }
    }
  }
}
