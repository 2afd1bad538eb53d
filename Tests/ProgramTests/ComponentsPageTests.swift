import Access
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import wegpunkt

@Suite struct ComponentsPageTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/Web/Components.swift")

  /// The functions of `Components` that make a part of a page.
  private func components() throws -> Set<String> {
    let code = try String(contentsOf: Self.file, encoding: .utf8)
    let found = code.matches(of: /package func (\w+)\([^{]*-> HTML/).map { String($0.1) }
    return Set(found)
  }

  @Test func everyComponentIsShown() async throws {
    let components = try components()
    #expect(components.count >= 9)
    try await withDemoTown { _, client in
      try await client.execute(uri: "/desk/components", method: .get, headers: [.acceptLanguage: "fr"]) {
        #expect($0.headers[.location] == "/fr/desk/components")
      }
      try await client.execute(uri: "/ar/desk/components", method: .get) { response in
        #expect(response.status == .ok)
        let shown = response.text.matches(of: /id="component-(\w+)"/).map { String($0.1) }
        #expect(Set(shown) == components)
        #expect(shown.count == components.count)
        #expect(response.text.contains("noindex"))
      }
    }
  }

  @Test func outsideTheDemoItIsNotThere() async throws {
    try await withDemoTown(change: { $0.municipality.isDemo = false }) { _, client in
      for path in ["/desk/components", "/de/desk/components"] {
        try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound, "\(path)") }
      }
    }
  }
}
