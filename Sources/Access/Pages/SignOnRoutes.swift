import HTTPTypes
import Hummingbird
import Logging
import Storage
import Vocabulary
import Web

/// Signing in through the provider: away and back again.
struct SignOnSite: Sendable {
  let desk: Desk
  let signIn: SignInSite
  /// Nil where people sign in here only; the routes then lead nowhere.
  let provider: SignOnProvider?
  private let logger = Logger(label: "wegpunkt.sign-on")

  init(desk: Desk, signIn: SignInSite, provider: SignOnProvider?) {
    self.desk = desk
    self.signIn = signIn
    self.provider = provider
  }

  private var returnAddress: String { DeskPath.url("sign-in", "provider", "return").absolute(under: desk.site.baseURL) }

  func addRoutes(to routes: DeskRoutes) {
    routes.openPage("sign-in/provider") { visit in
      try await told(visit) { try await leave(visit, to: $0) }
    }
    routes.openPage("sign-in/provider/return") { visit in
      try await told(visit) { try await comeBack(visit, from: $0) }
    }
  }

  /// Every failure ends at the sign-in, in the same words; only the log says which it was.
  private func told(
    _ visit: OpenVisit, _ body: (SignOnProvider) async throws -> DeskAnswer
  ) async throws -> DeskAnswer {
    guard let provider else { throw HTTPError(.notFound) }
    do {
      return try await body(provider)
    } catch let fault as SignOnFault {
      logger.warning("signing in through the provider failed", metadata: ["why": "\(fault)"])
      let problem = (visit.speaker(AccessText.signOnFailed), HTTPResponse.Status.badGateway)
      return .page(SignInPages(desk: desk).signIn(visit, to: nil, carried: nil, problem: problem))
    }
  }

  private static func cookieName(_ transport: Transport) -> String { "\(transport.cookieName)-provider" }

  private static func cookie(_ value: String, _ transport: Transport, seconds: Int64) -> String {
    "\(cookieName(transport))=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
      + (transport == .secure ? "; Secure" : "")
  }

  private func leave(_ visit: OpenVisit, to provider: SignOnProvider) async throws -> DeskAnswer {
    guard visit.transport != .plain else { return .page(SignInPages(desk: desk).refusal(visit.speaker)) }
    let request = SignOnRequest(to: DeskPath.safe(visit.query["to"]), at: visit.now)
    let found = try await provider.description(at: visit.now)
    let fields = [
      ("response_type", "code"), ("client_id", provider.settings.clientID), ("redirect_uri", returnAddress),
      ("scope", "openid email"), ("state", request.state), ("nonce", request.nonce),
      ("code_challenge", request.challenge), ("code_challenge_method", "S256"),
    ]
    let query = fields.map { "\($0.0)=\(SignOnProvider.encoded($0.1))" }.joined(separator: "&")
    let separator = found.authorizationEndpoint.contains("?") ? "&" : "?"
    guard let url = SafeURL(web: found.authorizationEndpoint + separator + query) else {
      throw SignOnFault.nonsense("its address is none")
    }
    var answer = DeskAnswer.seeOther(url)
    answer.cookies = [
      Self.cookie(try request.cookieValue(desk.sealer), visit.transport, seconds: SignOnRequest.lifetime)
    ]
    return answer
  }

  private func comeBack(_ visit: OpenVisit, from provider: SignOnProvider) async throws -> DeskAnswer {
    guard visit.transport != .plain else { return .page(SignInPages(desk: desk).refusal(visit.speaker)) }
    guard let state = visit.query["state"], let kept = visit.cookie(Self.cookieName(visit.transport)),
      let request = SignOnRequest(cookieValue: kept, state: state, at: visit.now, desk.sealer),
      let code = visit.query["code"]
    else { throw SignOnFault.refused }
    let text = try await provider.token(
      code: code, verifier: request.verifier, returnAddress: returnAddress, at: visit.now)
    let token = try await IdentityToken.checked(
      text, keys: try await provider.keys(at: visit.now), settings: provider.settings, nonce: request.nonce,
      at: visit.now)
    let index = desk.sealer.blindIndex(of: "\(token.iss) \(token.sub)", for: "linked_identities")
    let unusable = try await signIn.passwords.hash(SecretToken.make().text)
    let account = try await desk.database.write { [sealer = desk.sealer] writer in
      try writer.account(
        identity: index, verifiedEmail: token.verifiedEmail, unusablePassword: unusable, at: visit.now, sealer)
    }
    guard let account, account.state == .active else { throw SignOnFault.refused }
    var answer = try await signIn.afterFirstFactor(account, visit, to: request.to, carried: nil)
    answer.cookies.append(Self.cookie("", visit.transport, seconds: 0))
    return answer
  }
}
