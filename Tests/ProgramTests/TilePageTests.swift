import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing
import Tiles
import Vocabulary

@testable import wegpunkt

@Suite struct TilePageTests {
  /// A source on this machine that nobody serves: what the town must not ask for is refused before.
  private static let silent = "http://127.0.0.1:9/{z}/{x}/{y}.png"

  @Test func withoutASourceThereAreNoPictures() async throws {
    try await withDemoTown { _, client in
      try await client.execute(uri: "/de/map", method: .get) { #expect(!$0.text.contains("data-tiles")) }
      try await client.execute(uri: "/tiles/13/4250/2733.png", method: .get) { #expect($0.status == .notFound) }
    }
  }

  @Test func thePageNamesOurOwnAddressAndWhosePicturesTheyAre() async throws {
    try await withTemporaryFolder { folder in
      try await withDemoTown(change: { settings in
        settings.tiles = try? TileSettings(
          source: TileSource(Self.silent), attribution: "© Karten & Co",
          folder: URL(fileURLWithPath: folder, isDirectory: true), bytes: 1_000_000)
      }) { demo, client in
        try await client.execute(uri: "/de/map", method: .get) { response in
          #expect(response.text.contains("data-tiles=\"/tiles/{z}/{x}/{y}.png\""))
          #expect(response.text.contains("data-attribution=\"© Karten &amp; Co\""))
          #expect(!response.text.contains("127.0.0.1:9"), "the source is nobody's business")
        }
        // The second is the town's, but its source is down: no picture, and no fault.
        for path in ["/tiles/13/0/0.png", "/tiles/13/4250/2733.png", "/tiles/8/132/85.png", "/tiles/x/y/z.png"] {
          try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound, "\(path)") }
        }
        await demo.town.tiles?.close()
      }
    }
  }

  @Test func aKeptPictureIsServedAndTagged() async throws {
    try await withTemporaryFolder { folder in
      let source = try TileSource(Self.silent)
      let base = URL(fileURLWithPath: folder, isDirectory: true)
      try await withDemoTown(change: { settings in
        settings.tiles = TileSettings(source: source, attribution: "©", folder: base, bytes: 1_000_000)
      }) { _, client in
        // Laid down as the proxy keeps it.
        let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 1]
        let name = TileStore.folderName(of: source)
        let file = base.appendingPathComponent("\(name)/13/4250/2733")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(picture).write(to: file)
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: TimeInterval(DemoTown.start.seconds))],
          ofItemAtPath: file.path)
        let tag = try await client.execute(uri: "/tiles/13/4250/2733.png", method: .get) { response in
          #expect(response.status == .ok)
          #expect(response.headers[.contentType] == "image/jpeg")
          #expect(response.headers[.cacheControl] == "public, max-age=604800")
          #expect(Array(response.body.readableBytesView) == picture)
          return try #require(response.headers[.eTag])
        }
        try await client.execute(uri: "/tiles/13/4250/2733.png", method: .get, headers: [.ifNoneMatch: tag]) {
          #expect($0.status == .notModified)
        }
      }
    }
  }

  @Test func settingsOfTheMapAreChecked() async throws {
    func faults(_ environment: [String: String]) async -> [String] {
      do {
        _ = try await SettingsReader.settings(SettingsFlags(isDemo: true), environment: environment)
        return []
      } catch { return (error as? SettingsFault)?.faults ?? ["\(error)"] }
    }
    let source = "WEGPUNKT_MAP_TILE_SOURCE"
    #expect(await faults([source: "https://t.example/{z}/{x}/{y}.png", "WEGPUNKT_MAP_TILE_ATTRIBUTION": "©"]) == [])
    #expect(await faults([source: "https://t.example/{z}/{x}/{y}.png"]).first?.contains("map.tileAttribution") == true)
    #expect(
      await faults([source: "http://t.example/{z}/{x}/{y}.png", "WEGPUNKT_MAP_TILE_ATTRIBUTION": "©"]).first?
        .contains("https") == true)
  }

  @Test func theFileNestsSettingsOfTheMap() async throws {
    try await withTemporaryFolder { folder in
      let file =
        #"{"map":{"tileSource":"https://t.example/{z}/{x}/{y}.png","tileAttribution":"©","tileCacheMegabytes":50}}"#
      try Data(file.utf8).write(to: URL(fileURLWithPath: "\(folder)/wegpunkt.json"))
      let settings = try await SettingsReader.settings(SettingsFlags(town: folder, isDemo: true), environment: [:])
      #expect(settings.tiles?.source.template == "https://t.example/{z}/{x}/{y}.png")
      #expect(settings.tiles?.bytes == 50_000_000)
      #expect(settings.tiles?.folder.lastPathComponent == "tiles")
      try Data(#"{"map":{"tileSauce":"x"}}"#.utf8).write(to: URL(fileURLWithPath: "\(folder)/wegpunkt.json"))
      await #expect(throws: SettingsFault.self) {
        try await SettingsReader.settings(SettingsFlags(town: folder, isDemo: true), environment: [:])
      }
    }
  }
}
