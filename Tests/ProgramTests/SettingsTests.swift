import Access
import ArgumentParser
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

@Suite struct SettingsTests {
  private func settings(
    file: String?, flags: SettingsFlags = SettingsFlags(), environment: [String: String] = [:],
    texts: [String: String] = ["imprint.de.txt": "Wer", "privacy.de.txt": "Was"]
  ) async throws -> Settings {
    try await withTemporaryFolder { folder in
      let url = URL(fileURLWithPath: folder)
      if let file { try Data(file.utf8).write(to: url.appendingPathComponent("wegpunkt.json")) }
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("texts"), withIntermediateDirectories: true)
      for (name, text) in texts { try Data(text.utf8).write(to: url.appendingPathComponent("texts/\(name)")) }
      var flags = flags
      flags.town = folder
      return try await SettingsReader.settings(flags, environment: environment)
    }
  }

  private func faults(_ body: () async throws -> Settings) async -> [String] {
    do {
      _ = try await body()
      return []
    } catch let fault as SettingsFault {
      return fault.faults
    } catch {
      return ["\(error)"]
    }
  }

  @Test func flagsWinOverEnvironmentWinsOverFile() async throws {
    let file = #"{"name":"Datei","port":1000,"requestsPerMinute":10,"languages":["de","ar"]}"#
    let read = try await settings(
      file: file, flags: SettingsFlags(port: 3000), environment: ["WEGPUNKT_PORT": "2000", "WEGPUNKT_NAME": "Umgebung"])
    #expect(read.port == 3000)
    #expect(read.municipality.name == "Umgebung")
    #expect(read.requestsPerMinute == 10)
    #expect(read.municipality.languages.map(\.code) == ["de", "ar"])
  }

  @Test func allFaultsAreNamedAtOnce() async {
    let file = """
      {"name":"x","land":"zz","timeZone":"Mars/Base","port":99999,"languages":["de","klingon"],"colour":"#ffee00",
       "baseURL":"wegpunkt.example/path","colur":"#000000","database":"mysql://x"}
      """
    let found = await faults { try await settings(file: file, texts: [:]) }
    for key in [
      "land", "timeZone", "port", "languages", "colour", "baseURL", "“colur”", "database", "imprint", "privacy",
    ] {
      #expect(found.contains { $0.contains(key) }, "\(key) is named")
    }
  }

  @Test func withoutImprintNothingIsPublishedButTheDemo() async throws {
    let found = await faults { try await settings(file: #"{"name":"x"}"#, texts: ["imprint.de.txt": "  "]) }
    #expect(found.count == 2)
    _ = try await settings(file: nil, flags: SettingsFlags(isDemo: true), texts: [:])
  }

  @Test func aBrokenFileIsSaidToBeOne() async {
    let found = await faults { try await settings(file: "{name: x}") }
    #expect(found.count == 1 && found[0].contains("JSON"))
  }

  @Test func namesOfVariablesFollowTheKeys() {
    #expect(SettingsReader.environmentName(of: "baseURL") == "WEGPUNKT_BASE_URL")
    #expect(SettingsReader.environmentName(of: "requestsPerMinute") == "WEGPUNKT_REQUESTS_PER_MINUTE")
    #expect(SettingsReader.environmentName(of: "name") == "WEGPUNKT_NAME")
  }

  @Test func everySettingIsDocumented() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: repository.appendingPathComponent("docs/operators.md"), encoding: .utf8)
    for key in SettingsReader.keys {
      #expect(text.contains("`\(key)`"), "\(key) stands in docs/operators.md")
      #expect(text.contains("`\(SettingsReader.environmentName(of: key))`"), "\(key)'s variable stands there")
    }
    for command in Wegpunkt.configuration.subcommands {
      let name = command.configuration.commandName ?? ""
      #expect(text.contains("wegpunkt \(name)"), "wegpunkt \(name) stands in docs/operators.md")
    }
  }
}
