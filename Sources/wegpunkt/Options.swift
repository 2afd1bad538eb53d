import ArgumentParser
import Foundation
import Storage

/// The flags that every command understands which touches data.
struct DataOptions: ParsableArguments {
  @Option(help: "The town's folder, as “wegpunkt init” made it.")
  var town: String?

  @Option(help: "The database: sqlite:PATH or postgres://HOST/NAME?schema=NAME. No password belongs here.")
  var database: String?

  @Flag(help: "Run with the demo's name and without imprint and privacy texts.")
  var demo = false

  var flags: SettingsFlags { SettingsFlags(town: town, database: database, isDemo: demo) }

  /// The settings of a command that publishes nothing, so it needs no legal texts.
  func dataSettings() async throws -> Settings {
    var flags = flags
    flags.isDemo = true
    return try await SettingsReader.settings(flags)
  }
}

/// Runs a command and turns every error into words and an exit code: 1 for what can be mended, 64 for wrong flags.
func reporting(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let code as ExitCode {
    throw code
  } catch let error as ValidationError {
    throw error
  } catch {
    Console.complain("\(error)")
    throw ExitCode.failure
  }
}

/// What a command says: results on standard output, everything else on standard error.
enum Console {
  static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  static func complain(_ text: String) { write(text + "\n") }

  /// One line that replaces itself, on a terminal only.
  static func progress(_ text: String) {
    guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
    write("\r\u{1B}[K\(text)")
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
