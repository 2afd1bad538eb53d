import Access
import Directory
import Foundation
import Vocabulary
import Web

/// The files that come with the program, by what they are for.
struct ProgramFiles {
  let resources: Resources

  func url(_ name: String, of room: String) throws -> URL { try resources.url(name, of: room) }

  func texts() throws -> Texts {
    try Texts(folders: [
      url("Terms", of: "Web"), url("Texts", of: "Web"), url("Terms", of: "Directory"), url("Texts", of: "Directory"),
      url("DeskTexts", of: "Directory"), url("Texts", of: "Access"),
    ])
  }

  func concepts(_ catalogue: TopicCatalogue, _ texts: Texts) throws -> DirectoryConcepts {
    try DirectoryConcepts(catalogue: catalogue, texts: texts, folder: url("Concepts", of: "Directory"))
  }

  func indexSettings(
    clock: TownClock, keptFile: URL?, now: @escaping @Sendable () -> Timestamp
  ) throws -> DirectoryIndex.Settings {
    DirectoryIndex.Settings(
      clock: clock, languageFolder: try url("Languages", of: "Search"),
      dictionaryFolder: try url("Dictionary", of: "Search"), keptFile: keptFile, now: now)
  }

  func assets(for town: MunicipalitySettings, leaflet: URL) throws -> Assets {
    var made = ["town.css": Array((town.colour?.styleSheet ?? "").utf8)]
    if let logo = town.logo { made["logo.\(logo.pathExtension.lowercased())"] = Array(try Data(contentsOf: logo)) }
    return try Assets(
      [
        .init(try url("Assets", of: "Web")),
        .init(leaflet.resolvingSymlinksInPath(), prefix: "leaflet/", names: MapAssets.leafletFiles),
      ], made: made)
  }

  func demo() throws -> Demo { Demo(folder: try url("Demo", of: "Directory")) }
}
