import Directory
import Foundation
import Storage
import TestSupport
import Vocabulary
import Web

@testable import Exchange

/// Where the tests find the room's files and the data that is not part of the project.
enum ExchangeFixture {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let room = root.appendingPathComponent("Sources/Exchange")
  static let data = root.deletingLastPathComponent().appendingPathComponent("shared/data")
  static let baltimore = data.appendingPathComponent("hsds-baltimore")
  static let examples = data.appendingPathComponent("hsds-examples")
  static let boundaries = data.appendingPathComponent("duesseldorf-stadtteile.geojson")

  /// For `.enabled(if:)`: tests on real data run where it is.
  static var hasData: Bool { FileManager.default.fileExists(atPath: baltimore.path) }

  static let migrations = Directory.migrations
  /// Friday, 20 November 2026, noon.
  static let now = Timestamp(seconds: 1_795_176_000)

  static func terms() throws -> HSDSTerms { try HSDSTerms(folder: room.appendingPathComponent("Topics")) }
  static func imports() throws -> DirectoryImport { DirectoryImport(terms: try terms()) }

  static func speaker(_ language: Language) throws -> Speaker {
    Speaker(texts: try Texts(folders: [room.appendingPathComponent("Texts")]), language: language)
  }

  /// Tables given as text, by the name of the table.
  static func files(_ tables: [String: String]) -> [SourceFile] {
    tables.sorted { $0.key < $1.key }.map { name, text in
      SourceFile(name: name.contains(".") ? name : name + ".csv", bytes: Array(text.utf8))
    }
  }

  /// The records that tables or documents become, without a database.
  static func mapped(_ tables: [String: String], language: Language = .english) throws -> HSDSMapper {
    try mapped(files(tables), language: language)
  }

  static func mapped(_ files: [SourceFile], language: Language = .english) throws -> HSDSMapper {
    let clock = TownClock.rhineland
    let setting = HSDSMapper.Setting(
      language: language, sourceName: "hsds", today: clock.local(now).date, clock: clock, terms: try terms())
    var mapper = HSDSMapper(try HSDSFiles.read(files), setting: setting)
    mapper.run { _, _ in }
    return mapper
  }

  /// Writes tables into a folder that is removed afterwards.
  static func withFolder<Value>(
    _ tables: [String: String], _ body: (URL) async throws -> Value
  ) async throws -> Value {
    try await withTemporaryFolder { path in
      let folder = URL(fileURLWithPath: path)
      for file in files(tables) { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
      return try await body(folder)
    }
  }

  /// A small directory: a club with a course in its rooms.
  static let club = [
    "organizations": "id,name,description,email,website\no1,Nachbarn e. V.,A club,office@nachbarn.example,\n",
    "locations": "id,organization_id,location_type,name,latitude,longitude\nl1,o1,physical,House,51.23,6.78\n",
    "addresses":
      "id,location_id,address_1,city,postal_code,country,address_type\na1,l1,Ring 1,Town,40215,DE,physical\n",
    "services": "id,organization_id,name,description,status,fees_description\ns1,o1,Course,Learn,active,None.\n",
    "service_at_location": "id,service_id,location_id\nx1,s1,l1\n",
  ]
}
