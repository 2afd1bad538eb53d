import Access
import ArgumentParser
import Exchange
import Foundation
import Storage
import Vocabulary
import Web

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring a directory or boundaries in.",
    subcommands: [ImportHSDSCommand.self, ImportAreasCommand.self])
}

struct ImportHSDSCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hsds", abstract: "Import a directory in the Human Services Data Specification 3.0 or 3.1.",
    discussion: """
      From a folder or a ZIP of CSV tables or JSON documents. All or nothing: when the command is stopped, the database \
      is as it was. Importing the same directory again changes nothing.
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: "The folder or ZIP file.")
  var source: String

  @Option(help: "The language the directory's texts are in.")
  var textLanguage = "en"

  func validate() throws {
    guard Language(code: textLanguage) != nil else {
      throw ValidationError("“\(textLanguage)” is not a language tag such as en or de.")
    }
  }

  func run() async throws {
    try await reporting {
      let language = Language(code: textLanguage) ?? .english
      try await report.importing(data) { importer, database, watcher in
        try await importer.importHSDS(
          from: URL(fileURLWithPath: source), into: database, language: language, progress: watcher)
      }
    }
  }
}

struct ImportAreasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "areas", abstract: "Import boundaries from GeoJSON: Polygon and MultiPolygon, in WGS 84.",
    discussion: "Places then know their area by where they lie. A set of the same name and day is replaced.")

  @OptionGroup var data: DataOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: "The GeoJSON file.")
  var file: String

  @Option(name: .customLong("set"), help: "The name of the set, such as Stadtteile.")
  var name: String

  @Option(help: "The day the boundaries hold from, YYYY-MM-DD.")
  var date: String

  @Option(help: "Where they come from, with licence; shown below the map.")
  var source = ""

  @Option(help: "The property that holds an area's name; found by itself when it has a usual name.")
  var nameField: String?

  func validate() throws {
    guard LocalDate(date) != nil else { throw ValidationError("“\(date)” is not a day that exists; write YYYY-MM-DD.") }
  }

  func run() async throws {
    try await reporting {
      guard let day = LocalDate(date) else { return }
      try await report.importing(data) { importer, database, watcher in
        try await importer.importAreas(
          from: URL(fileURLWithPath: file), set: name, date: day, source: source, into: database, nameField: nameField,
          progress: watcher)
      }
    }
  }
}

/// How an import tells what it did.
struct ReportOptions: ParsableArguments {
  @Option(help: "Write every refused, repaired and kept row into this CSV file.")
  var report: String?

  @Option(help: "The report's language: de, de-simple, en, ar, uk, fa, tr, ru or fr.")
  var language = "en"

  func validate() throws {
    guard Language(code: language).map(Language.shipped.contains) == true else {
      throw ValidationError("“\(language)” is none of \(Language.shipped.map(\.code).joined(separator: ", ")).")
    }
  }

  /// Runs an import, shows its progress on the terminal, and its report at the end.
  func importing(
    _ data: DataOptions,
    _ body: (DirectoryImport, Database, @escaping ImportProgress.Watcher) async throws -> ImportReport
  ) async throws {
    let settings = try await data.dataSettings()
    let files = ProgramFiles(resources: Resources(setting: settings.resources))
    let speaker = Speaker(
      texts: try Texts(folders: [files.url("Texts", of: "Exchange")]), language: Language(code: language) ?? .english)
    let importer = DirectoryImport(
      terms: try HSDSTerms(folder: files.url("Topics", of: "Exchange")), clock: settings.municipality.clock)
    let database = try await Town.openDatabase(settings)
    let meter = ProgressMeter()
    do {
      let report = try await body(importer, database) { progress in
        meter.show(speaker(progress.phase.text), done: progress.done, total: progress.total)
      }
      await database.close()
      Console.progress("")
      Console.say(report.text(speaker))
      if let file = self.report { try Data(report.csv(speaker).utf8).write(to: URL(fileURLWithPath: file)) }
    } catch {
      await database.close()
      throw error
    }
  }
}

/// A line with count, rate and remaining time.
final class ProgressMeter: Sendable {
  private let start = ContinuousClock.now

  func show(_ what: String, done: Int, total: Int) {
    let elapsed = start.duration(to: .now)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Double(max(0, total - done)) / rate : 0
    Console.progress("\(what): \(done) of \(total), \(Int(rate))/s, \(Int(left.rounded(.up))) s left")
  }
}
