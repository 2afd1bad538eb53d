import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// How a request travelled, which decides whether people may sign in on it and how their cookie looks.
package enum Transport: Sendable, Hashable {
  /// HTTPS, here or at a proxy that is trusted.
  case secure
  /// Plain HTTP that never leaves the machine.
  case loopback
  /// Plain HTTP over a network: everyone on the way reads along, so nobody signs in.
  case plain

  /// The name of the session's cookie. With `__Host-` a browser takes it only over HTTPS and only from this very host.
  var cookieName: String { self == .secure ? "__Host-wegpunkt" : "wegpunkt" }

  func cookie(_ token: SecretToken, seconds: Int64) -> String {
    "\(cookieName)=\(token.text); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(self == .secure ? "; Secure" : "")"
  }

  var endedCookie: String {
    "\(cookieName)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax\(self == .secure ? "; Secure" : "")"
  }

  func token(in request: Request) -> SecretToken? {
    request.cookies[cookieName].flatMap { SecretToken($0.value) }
  }
}

/// Tells a request's transport from the site's address, the request's host and what a trusted proxy says.
package struct TransportRules: Sendable {
  private let baseURL: String
  private let trustedProxies: Set<String>
  private static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")

  package init(baseURL: String, trustedProxies: Set<String>) {
    self.baseURL = baseURL
    self.trustedProxies = trustedProxies
  }

  func transport(of request: Request, _ context: WebContext) -> Transport {
    transport(
      authority: request.head.authority ?? "", peer: context.peerAddress,
      forwarded: Self.forwardedProto.flatMap { request.headers[$0] })
  }

  /// - Parameters:
  ///   - peer: who the connection is from.
  ///   - forwarded: what `X-Forwarded-Proto` says.
  func transport(authority: String, peer: String?, forwarded: String?) -> Transport {
    let isTrusted = peer.map(trustedProxies.contains) ?? false
    let said = isTrusted ? forwarded?.split(separator: ",").last?.trimmed.lowercased() : nil
    if said == "http" { return .plain }
    if baseURL.hasPrefix("https://") || said == "https" { return .secure }
    return Self.isLoopback(baseURL.dropFirst("http://".count)) && Self.isLoopback(authority) ? .loopback : .plain
  }

  /// Whether host and port name the machine itself.
  static func isLoopback(_ authority: some StringProtocol) -> Bool {
    if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
    let host = authority.prefix { $0 != ":" && $0 != "/" }
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
