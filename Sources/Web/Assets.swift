import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The styles, scripts and pictures of the program, held in memory, each under an address that names its content.
package struct Assets: Sendable {
  private let bodies: [String: PreparedBody]
  private let addresses: [String: SafeURL]
  private let icons: [Icon: HTML]

  package enum Fault: Error, CustomStringConvertible {
    case unreadable(String)

    package var description: String {
      switch self {
      case .unreadable(let path): "The asset folder \(path) cannot be read. Is the package that holds it installed?"
      }
    }
  }

  /// A folder to take files from.
  package struct Source: Sendable {
    let prefix: String
    let folder: URL
    let names: Set<String>?

    /// - Parameters:
    ///   - prefix: put before each file's path to make its name.
    ///   - names: the files to take; nil takes every one of a known kind.
    package init(_ folder: URL, prefix: String = "", names: Set<String>? = nil) {
      self.prefix = prefix
      self.folder = folder
      self.names = names
    }
  }

  /// - Parameter made: files made at start, such as the town's colours.
  package init(_ sources: [Source], made: [String: [UInt8]] = [:]) throws(Fault) {
    var bodies: [String: PreparedBody] = [:]
    for source in sources {
      for path in try Self.paths(of: source) {
        let file = source.folder.appendingPathComponent(path)
        guard let data = FileManager.default.contents(atPath: file.path) else { throw .unreadable(file.path) }
        bodies[source.prefix + path] = Self.body(source.prefix + path, Array(data))
      }
    }
    for (name, bytes) in made { bodies[name] = Self.body(name, bytes) }
    self.bodies = bodies
    let addresses = Dictionary(
      uniqueKeysWithValues: bodies.map { name, body in
        (name, SafeURL(path: ["assets", String(body.tag.prefix(10))] + name.split(separator: "/").map(String.init)))
      })
    self.addresses = addresses
    icons = Dictionary(
      uniqueKeysWithValues: Icon.allCases.map { ($0, Self.drawing($0, from: addresses["icons.svg"])) })
  }

  /// An icon beside a word; hidden from screen readers, which read the word.
  func icon(_ icon: Icon) -> HTML { icons[icon] ?? .empty }

  private static func drawing(_ icon: Icon, from file: SafeURL?) -> HTML {
    """
    <svg class="icon icon-\(icon.rawValue)" aria-hidden="true" width="24" height="24">\
    <use href="\((file ?? .anchor("")).fragment(named: icon.rawValue))"/></svg>
    """
  }

  private static func paths(of source: Source) throws(Fault) -> [String] {
    if let names = source.names { return names.sorted() }
    guard let files = FileManager.default.enumerator(atPath: source.folder.path) else {
      throw .unreadable(source.folder.path)
    }
    return files.compactMap { $0 as? String }.filter { known[($0 as NSString).pathExtension] != nil }
  }

  private static func body(_ name: String, _ bytes: [UInt8]) -> PreparedBody {
    let kind = contentType(of: name)
    return PreparedBody(
      RenderedPage(body: bytes, contentType: kind), cacheControl: "public, max-age=31536000, immutable",
      compressing: kind != "image/png")
  }

  /// The address of an asset; a misspelt name leads to the 404 page, and a test fails.
  package func url(_ name: String) -> SafeURL { addresses[name] ?? SafeURL(path: ["assets", "missing", name]) }

  package func has(_ name: String) -> Bool { addresses[name] != nil }

  /// Serves every asset at `/assets/{tag}/{name}`.
  package func addRoutes(to router: Router<WebContext>) {
    router.get("/assets/:tag/**") { request, context in
      let name = context.parameters.getCatchAll().joined(separator: "/")
      guard let body = bodies[name] else { throw HTTPError(.notFound) }
      return body.response(to: request)
    }
  }

  private static let known = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    "png": "image/png", "ico": "image/x-icon", "webmanifest": "application/manifest+json",
  ]

  private static func contentType(of name: String) -> String {
    known[(name as NSString).pathExtension] ?? "application/octet-stream"
  }
}
