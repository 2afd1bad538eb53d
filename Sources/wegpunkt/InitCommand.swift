import Access
import ArgumentParser
import Foundation
import Storage
import Vocabulary

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the folder of a town: its settings and its texts.",
    discussion: "Asks for what no flag says. Then: wegpunkt serve --town FOLDER")

  @Argument(help: "The folder to make; it must not hold a wegpunkt.json yet.")
  var folder: String

  @Option(help: "The name of the site.") var name: String?
  @Option(help: "The Land: bw by be bb hb hh he mv ni nw rp sl sn st sh th.") var land: String?
  @Option(help: "The time zone.") var timeZone: String?
  @Option(help: "How visitors reach the site, such as https://wegpunkt.example.") var baseURL: String?
  @Option(help: "A logo, .svg or .png; it is copied into the folder.") var logo: String?
  @Option(help: "The colour of links and buttons, such as #0b5563.") var colour: String?
  @Option(help: "A text file with the imprint (§ 5 DDG).") var imprint: String?
  @Option(help: "A text file with the privacy notice (Article 13 GDPR).") var privacy: String?

  /// What `init` writes into `wegpunkt.json`.
  private struct File: Encodable {
    var name: String
    var land: String
    var timeZone: String
    var baseURL: String
    var logo: String?
    var colour: String?
  }

  func run() async throws {
    try await reporting {
      let target = URL(fileURLWithPath: folder, isDirectory: true)
      let settings = target.appendingPathComponent("wegpunkt.json")
      guard !FileManager.default.fileExists(atPath: settings.path) else {
        throw SettingsFault(faults: ["\(settings.path) is there already; edit it instead."])
      }
      let file = try answers()
      let imprintText = try text(imprint, "imprint", question: "Text file with the imprint (empty: write it later)")
      let privacyText = try text(
        privacy, "privacy", question: "Text file with the privacy notice (empty: write it later)")
      try write(file, imprint: imprintText, privacy: privacyText, into: target)
      Console.say("Made \(target.path). Keep a copy of \(TownKeys.fileName) apart from the backups.")
      Console.say("Check texts/imprint.de.txt and texts/privacy.de.txt, then:")
      Console.say("  wegpunkt serve --town \(folder)")
    }
  }

  private func answers() throws -> File {
    let name = name ?? ask("Name of the site", otherwise: "Wegpunkt")
    let land = land ?? ask("Land (\(Land.allCases.map(\.rawValue).joined(separator: " ")))", otherwise: "nw")
    let zone = timeZone ?? ask("Time zone", otherwise: "Europe/Berlin")
    let address = baseURL ?? ask("Address visitors use", otherwise: "http://127.0.0.1:8080")
    let colour = colour ?? ask("Colour (empty: Wegpunkt's teal)", otherwise: "")
    let logo = logo ?? ask("Logo file, .svg or .png (empty: none)", otherwise: "")
    var faults: [String] = []
    if name.trimmed.isEmpty { faults.append("name: a site needs one.") }
    if Land(rawValue: land) == nil { faults.append("land: “\(land)” is no Land.") }
    if TimeZone(identifier: zone) == nil { faults.append("time zone: “\(zone)” is not known.") }
    if !address.hasPrefix("http://") && !address.hasPrefix("https://") {
      faults.append("base URL: “\(address)” begins with neither http:// nor https://.")
    }
    if !colour.isEmpty {
      do { _ = try TownColour(colour) } catch { faults.append("colour: \(error)") }
    }
    let isPicture = ["svg", "png"].contains(URL(fileURLWithPath: logo).pathExtension.lowercased())
    if !logo.isEmpty, !isPicture || !FileManager.default.fileExists(atPath: logo) {
      faults.append("logo: \(logo) is not there, or is neither .svg nor .png.")
    }
    guard faults.isEmpty else { throw SettingsFault(faults: faults) }
    return File(
      name: name, land: land, timeZone: zone, baseURL: address, logo: logo.isEmpty ? nil : logo,
      colour: colour.isEmpty ? nil : colour)
  }

  /// A text from a file, or a first line to go on from.
  private func text(_ flag: String?, _ name: String, question: String) throws -> String {
    let path = flag ?? ask(question, otherwise: "")
    guard !path.isEmpty else { return "" }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw SettingsFault(faults: ["\(name): \(path) cannot be read as UTF-8 text."])
    }
    return text
  }

  private func write(_ file: File, imprint: String, privacy: String, into target: URL) throws {
    let texts = target.appendingPathComponent("texts", isDirectory: true)
    try FileManager.default.createDirectory(at: texts, withIntermediateDirectories: true)
    var file = file
    if let logo = file.logo {
      let source = URL(fileURLWithPath: logo)
      file.logo = "logo.\(source.pathExtension.lowercased())"
      try Data(contentsOf: source).write(to: target.appendingPathComponent(file.logo ?? ""))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for (name, text) in [("imprint", imprint), ("privacy", privacy)] {
      try Data(text.utf8).write(to: texts.appendingPathComponent("\(name).de.txt"))
    }
    _ = try KeyRing.make(target.appendingPathComponent(TownKeys.fileName).path)
    // Last, so that an interrupted init leaves no folder that looks finished.
    try encoder.encode(file).write(to: target.appendingPathComponent("wegpunkt.json"), options: .atomic)
  }

  /// Asks on a terminal; elsewhere the suggestion stands.
  private func ask(_ question: String, otherwise suggestion: String) -> String {
    guard isatty(FileHandle.standardInput.fileDescriptor) == 1 else { return suggestion }
    print("\(question)\(suggestion.isEmpty ? "" : " [\(suggestion)]"): ", terminator: "")
    let answer = readLine()?.trimmed ?? ""
    return answer.isEmpty ? suggestion : answer
  }
}
