import HTTPTypes
import Hummingbird
import Synchronization
import Vocabulary

/// Adds the headers that keep a browser from doing what no page of ours asks for.
package struct SecurityHeaders: RouterMiddleware {
  package typealias Context = WebContext

  private let servesTLS: Bool

  /// - Parameter servesTLS: browsers are told to come by TLS only, for a year.
  package init(servesTLS: Bool = false) { self.servesTLS = servesTLS }

  /// No inline script or style, nothing from elsewhere. Images may be `data:` for the map's own markers.
  static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  package func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.policy
    response.headers[.xContentTypeOptions] = "nosniff"
    if servesTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
    if let name = HTTPField.Name("Permissions-Policy") {
      response.headers[name] = "geolocation=(self), camera=(), microphone=(), payment=(), browsing-topics=()"
    }
    if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { response.headers[name] = "same-origin" }
    return response
  }
}

/// Who is really asking: the peer, or what a trusted proxy in front says of it.
package struct ClientAddress: Sendable {
  private let trustedProxies: Set<String>
  private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

  /// - Parameter trustedProxies: addresses of proxies whose `X-Forwarded-For` counts.
  package init(trustedProxies: Set<String>) { self.trustedProxies = trustedProxies }

  /// The client's address; for IPv6 its /64 network, which is what one household has.
  package func of(_ request: Request, _ context: WebContext) -> String {
    var address = context.peerAddress ?? "unknown"
    if trustedProxies.contains(address), let name = Self.forwardedFor, let chain = request.headers[name] {
      for hop in chain.split(separator: ",").reversed().map(\.trimmed) {
        address = hop
        if !trustedProxies.contains(hop) { break }
      }
    }
    guard address.contains(":") else { return address }
    return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
  }
}

/// Allows each client a number of requests a minute; who asks for more gets 429 with the time to wait.
package final class RateLimit: RouterMiddleware {
  package typealias Context = WebContext

  private struct Bucket: Sendable {
    var tokens: Double
    var filledAt: Int64
  }

  private let perMinute: Double
  private let address: ClientAddress
  private let now: @Sendable () -> Timestamp
  private let buckets = Mutex<[String: Bucket]>([:])

  /// - Parameter perMinute: requests a client may make in a minute, and at once; 0 switches the limit off.
  package init(perMinute: Int, address: ClientAddress, now: @escaping @Sendable () -> Timestamp = Timestamp.now) {
    self.perMinute = Double(perMinute)
    self.address = address
    self.now = now
  }

  package func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard allows(address.of(request, context)) else {
      throw HTTPError(.tooManyRequests, headers: [.retryAfter: "20"])
    }
    return try await next(request, context)
  }

  /// Takes one token of the client's, if it has one.
  package func allows(_ client: String) -> Bool {
    guard perMinute > 0 else { return true }
    let second = now().seconds
    return buckets.withLock { buckets in
      if buckets.count > 20_000 { buckets.removeAll() }
      var bucket = buckets[client] ?? Bucket(tokens: perMinute, filledAt: second)
      bucket.tokens = min(perMinute, bucket.tokens + Double(second - bucket.filledAt) * perMinute / 60)
      bucket.filledAt = second
      defer { buckets[client] = bucket }
      guard bucket.tokens >= 1 else { return false }
      bucket.tokens -= 1
      return true
    }
  }
}
