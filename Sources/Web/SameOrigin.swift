import HTTPTypes
import Hummingbird

/// Whether a form comes from a page of ours: by Fetch Metadata where the browser sends it, else by Origin.
package enum SameOrigin {
  private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
  private static let origin = HTTPField.Name("Origin")

  package static func allows(_ request: Request) -> Bool {
    if let name = fetchSite, let site = request.headers[name] { return site == "same-origin" || site == "none" }
    guard let name = origin, let origin = request.headers[name] else {
      // Neither header: no browser of the last years, so no visitor's session to abuse either.
      return true
    }
    return isOwn(origin, request)
  }

  /// Whether the browser says so itself: for forms whose fields are shown again or begin a session.
  package static func isProven(_ request: Request) -> Bool {
    if let name = fetchSite, let site = request.headers[name] { return site == "same-origin" }
    guard let name = origin, let origin = request.headers[name] else { return false }
    return isOwn(origin, request)
  }

  private static func isOwn(_ origin: String, _ request: Request) -> Bool {
    guard let host = request.head.authority else { return false }
    return origin == "http://\(host)" || origin == "https://\(host)"
  }
}
