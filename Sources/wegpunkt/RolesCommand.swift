import Access
import ArgumentParser
import Foundation
import Hummingbird
import Storage
import Web

struct RolesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Show who may do what, and which action each route needs.")

  @Flag(help: "Answer as JSON: roles, actions and every route.")
  var json = false

  func run() async throws {
    try await reporting {
      let table = try await RoleTable.current()
      Console.say(json ? try table.json() : table.text)
    }
  }
}

/// Roles, actions and routes of this program, as they are.
struct RoleTable: Encodable {
  struct Route: Encodable, Hashable {
    var method: String
    var path: String
    var action: String
  }

  let roles: [String]
  let actions: [String]
  let routes: [Route]

  /// Builds the whole router over an empty town in a folder of its own, for the routes stand nowhere else.
  static func current() async throws -> RoleTable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wegpunkt-roles-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = try await SettingsReader.settings(
      SettingsFlags(
        town: folder.path, database: "sqlite:\(folder.appendingPathComponent("town.sqlite").path)", isDemo: true))
    let database = try await Town.openDatabase(settings)
    do {
      let table = RoleTable(of: try await Town(settings: settings, database: database))
      await database.close()
      return table
    } catch {
      await database.close()
      throw error
    }
  }

  init(of town: Town) {
    let (router, book) = town.routes()
    roles = Role.allCases.map(\.rawValue)
    actions = Action.allCases.map(\.rawValue)
    routes = router.routes.map { route in
      Route(
        method: route.method.rawValue, path: route.path.description,
        action: book.action(route.method.rawValue, route.path) ?? RouteBook.open)
    }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The two tables of `docs/roles.md`.
  var text: String { Self.rights + "\n" + routeTable }

  static var rights: String {
    let head = "| action | " + Role.allCases.map(\.rawValue).joined(separator: " | ") + " |\n"
    let rule = "|---|" + Role.allCases.map { _ in "---|" }.joined() + "\n"
    let rows = Action.allCases.map { action in
      "| `\(action.rawValue)` | "
        + Role.allCases.map { Permissions.reach(of: $0, for: action).rawValue }.joined(separator: " | ") + " |\n"
    }
    return head + rule + rows.joined()
  }

  var routeTable: String {
    let rows = routes.map { "| \($0.method) | `\($0.path)` | \($0.action) |\n" }
    return "| method | route | action |\n|---|---|---|\n" + rows.joined()
  }
}
