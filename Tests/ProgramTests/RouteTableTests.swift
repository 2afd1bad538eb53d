import Access
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import Vocabulary

@testable import wegpunkt

/// Every route × every role. A new route fails until it stands in `docs/roles.md`, which is where its right is reviewed.
@Suite struct RouteTableTests {
  private var document: String {
    get throws {
      let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      return try String(contentsOf: repository.appendingPathComponent("docs/roles.md"), encoding: .utf8)
    }
  }

  /// Routes below `/desk` that are open on purpose.
  private static let openDesk: Set<String> = [
    "GET /desk/sign-in", "POST /desk/sign-in", "POST /desk/sign-in/code", "GET /desk/sign-in/provider",
    "GET /desk/sign-in/provider/return", "GET /desk/link/{token}", "POST /desk/link/{token}",
    "GET /desk/components",
  ]

  @Test func theDocumentShowsTheTablesOfTheProgram() async throws {
    let table = try await RoleTable.current()
    let document = try document
    #expect(document.contains(RoleTable.rights), "docs/roles.md: put in the first table of “wegpunkt roles”")
    #expect(document.contains(table.routeTable), "docs/roles.md: put in the second table of “wegpunkt roles”")
  }

  @Test func everyRouteOfTheDeskIsClosed() async throws {
    let table = try await RoleTable.current()
    for route in table.routes {
      let name = "\(route.method) \(route.path)"
      let isOpen = route.action == "public"
      if route.path == "/desk" || route.path.hasPrefix("/desk/") {
        #expect(isOpen == Self.openDesk.contains(name), "\(name)")
      } else {
        #expect(isOpen, "\(name)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func everyRouteIsTriedByEveryRole(engine: TestEngine) async throws {
    try await withDemoTown(on: engine) { demo, client in
      let routes = RoleTable(of: demo.town).routes.filter { $0.action != "public" }
      #expect(!routes.isEmpty)
      for route in routes { try await Self.tryWithoutAccount(route, client) }
      for person in DeskCast.allCases {
        try await demo.hire(person)
        let role = try #require(Role(rawValue: person.rawValue))
        for route in routes {
          let action = try #require(Action(rawValue: route.action), "\(route.path)")
          let browser = DeskBrowser(client)
          #expect(try await browser.signIn(person).status == 303)
          let answer = try await Self.call(route, browser)
          let isAllowed = Permissions.reach(of: role, for: action) != .no
          #expect((answer.status != 403) == isAllowed, "\(person) \(route.method) \(route.path): \(answer.status)")
          #expect(answer.status < 500, "\(person) \(route.method) \(route.path)")
          #expect(answer.headers[.cacheControl] == "no-store", "\(route.path)")
        }
      }
    }
  }

  private static func tryWithoutAccount(_ route: RoleTable.Route, _ client: any TestClientProtocol) async throws {
    let browser = DeskBrowser(client)
    let answer = try await call(route, browser)
    if route.method == "GET" {
      #expect(answer.status == 303 && answer.location?.hasPrefix("/desk/sign-in") == true, "\(route.path)")
    } else {
      #expect(answer.status == 401 && answer.text.contains("action=\"/desk/sign-in\""), "\(route.path)")
    }
    browser.fetchSite = "cross-site"
    if route.method == "POST" { #expect(try await call(route, browser).status == 403, "\(route.path)") }
  }

  private static func call(_ route: RoleTable.Route, _ browser: DeskBrowser) async throws -> DeskBrowser.Answer {
    let path = route.path.replacing(/\{[a-z]+\}/, with: "01a1fa90-f1b5-7e27-b449-662b18796e09")
    return route.method == "GET" ? try await browser.get(path) : try await browser.post(path, [:])
  }
}
