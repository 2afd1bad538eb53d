import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Vocabulary
import Web

/// Registers the desk's routes. A private route names the action it needs and gets a visit with an account: there is no
/// way to register one that is open by mistake.
package struct DeskRoutes {
  package typealias PageHandler = @Sendable (DeskVisit) async throws -> DeskPage
  package typealias FormHandler = @Sendable (DeskVisit, QueryParameters) async throws -> DeskAnswer
  package typealias FileHandler = @Sendable (DeskVisit) async throws -> RenderedPage

  /// Bytes a form of the desk may have: a text in nine languages fits.
  package static let largestForm = 256 * 1024

  let router: Router<WebContext>
  let desk: Desk
  package let book: RouteBook

  /// A page at `/desk/path`.
  package func page(_ path: String, for action: Action, _ handler: @escaping PageHandler) {
    let gate = DeskGate(desk: desk, action: action)
    book.note("GET", path, action.rawValue)
    router.get(RouterPath(Self.full(path))) { request, context in
      try await gate.passed(request, context) { visit in .page(try await handler(visit)) }
    }
  }

  /// Something to download at `/desk/path`.
  package func file(_ path: String, for action: Action, _ handler: @escaping FileHandler) {
    let gate = DeskGate(desk: desk, action: action)
    book.note("GET", path, action.rawValue)
    router.get(RouterPath(Self.full(path))) { request, context in
      try await gate.passed(request, context) { visit in .file(try await handler(visit)) }
    }
  }

  /// A form's target at `/desk/path`. It is called only with a form that was handed out to this very session.
  package func form(
    _ path: String, for action: Action, upTo limit: Int = DeskRoutes.largestForm, _ handler: @escaping FormHandler
  ) {
    let gate = DeskGate(desk: desk, action: action)
    book.note("POST", path, action.rawValue)
    router.post(RouterPath(Self.full(path))) { request, context in
      try await gate.passedForm(request, context, upTo: limit, handler)
    }
  }

  /// A page for people who are not signed in; only this room has such.
  func openPage(_ path: String, _ handler: @escaping @Sendable (OpenVisit) async throws -> DeskAnswer) {
    let gate = DeskGate(desk: desk, action: .viewDesk)
    book.note("GET", path, RouteBook.open)
    router.get(RouterPath(Self.full(path))) { request, context in
      try await gate.answerOpen(request, context, fields: QueryParameters(items: []), handler)
    }
  }

  /// A form for people who are not signed in. It has to come from a page of ours.
  func openForm(_ path: String, _ handler: @escaping @Sendable (OpenVisit) async throws -> DeskAnswer) {
    let gate = DeskGate(desk: desk, action: .viewDesk)
    book.note("POST", path, RouteBook.open)
    router.post(RouterPath(Self.full(path))) { request, context in
      guard SameOrigin.isProven(request) else { throw HTTPError(.forbidden) }
      let fields = try await DeskGate.fields(of: request, upTo: Self.largestForm)
      return try await gate.answerOpen(request, context, fields: fields, handler)
    }
  }

  static func full(_ path: String) -> String { path.isEmpty ? "/desk" : "/desk/\(path)" }
}

/// Which action each route of the desk needs.
package final class RouteBook: Sendable {
  package static let open = "public"

  private let actions = Mutex<[String: String]>([:])

  package init() {}

  func note(_ method: String, _ path: String, _ action: String) {
    actions.withLock { $0[Self.key(method, RouterPath(DeskRoutes.full(path)))] = action }
  }

  /// The action a route needs, or `public`; nil when the route was not registered here.
  package func action(_ method: String, _ path: RouterPath) -> String? {
    actions.withLock { $0[Self.key(method, path)] }
  }

  private static func key(_ method: String, _ path: RouterPath) -> String { "\(method) \(path)" }
}

/// One look of somebody who need not be signed in.
struct OpenVisit: Sendable {
  let speaker: Speaker
  let now: Timestamp
  let query: QueryParameters
  let fields: QueryParameters
  let parameters: Parameters
  let transport: Transport
  /// Where the request came from, for throttling only.
  let client: String
  let browser: String
  /// The token the browser came with, if any.
  let token: SecretToken?
  let admission: Desk.Admission?
  /// The value of a cookie.
  let cookie: @Sendable (String) -> String?
}
