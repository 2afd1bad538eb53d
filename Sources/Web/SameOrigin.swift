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
    guard let host = request.head.authority else { return false }
    return origin == "http://\(host)" || origin == "https://\(host)"
  }
}
