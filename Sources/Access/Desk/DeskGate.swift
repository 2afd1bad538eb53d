import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Vocabulary
import Web

/// Stands before every private route: who is it, may they, and did the form come from them.
struct DeskGate: Sendable {
  let desk: Desk
  let action: Action

  private static let logger = Logger(label: "wegpunkt.desk")

  typealias Handler = @Sendable (DeskVisit) async throws -> DeskAnswer

  func passed(_ request: Request, _ context: WebContext, _ handler: Handler) async throws -> Response {
    let transport = desk.transports.transport(of: request, context)
    guard let admission = try await desk.admission(request, transport) else { return toSignIn(request) }
    let visit = try visit(request, context, admission, transport)
    if let refusal = refusal(visit) { return respond(request, visit, refusal, admission) }
    return respond(request, visit, try await answer(visit, handler), admission)
  }

  func passedForm(
    _ request: Request, _ context: WebContext, upTo limit: Int, _ handler: DeskRoutes.FormHandler
  ) async throws -> Response {
    let isProven = SameOrigin.isProven(request)
    guard isProven || SameOrigin.allows(request) else { throw HTTPError(.forbidden) }
    let fields = try await Self.fields(of: request, upTo: limit)
    let transport = desk.transports.transport(of: request, context)
    guard let admission = try await desk.admission(request, transport) else {
      // Only what certainly comes from a page of ours is carried on; anything else would be somebody else's words.
      guard isProven else { throw HTTPError(.forbidden) }
      let page = pages.signIn(
        open(request, context, transport, fields: fields), to: nil,
        carried: CarriedForm(path: request.uri.path, fields: fields), hasEnded: true)
      return respondOpen(request, .page(page), desk.speaker(nil, request))
    }
    let visit = try visit(request, context, admission, transport)
    if let refusal = refusal(visit) { return respond(request, visit, refusal, admission) }
    guard FormToken.isRight(fields[FormToken.field], for: admission.session, desk.sealer) else {
      guard isProven, let carried = CarriedForm(path: request.uri.path, fields: fields) else {
        throw HTTPError(.forbidden)
      }
      return respond(request, visit, .page(pages.sendAgain(visit, carried, status: .conflict)), admission)
    }
    return respond(request, visit, try await answer(visit) { try await handler($0, fields) }, admission)
  }

  func answerOpen(
    _ request: Request, _ context: WebContext, fields: QueryParameters,
    _ handler: @Sendable (OpenVisit) async throws -> DeskAnswer
  ) async throws -> Response {
    let transport = desk.transports.transport(of: request, context)
    let visit = open(request, context, transport, fields: fields, try await desk.admission(request, transport))
    return respondOpen(request, try await handler(visit), visit.speaker)
  }

  static func fields(of request: Request, upTo limit: Int) async throws -> QueryParameters {
    var request = request
    let body = try await request.collectBody(upTo: limit)
    guard let text = String(validating: body.readableBytesView, as: UTF8.self),
      let fields = try? QueryParameters(text)
    else { throw HTTPError(.badRequest) }
    return fields
  }

  private func refusal(_ visit: DeskVisit) -> DeskAnswer? {
    guard visit.account.maySomewhere(action) else {
      Self.logger.notice(
        "a step at the desk was refused", metadata: ["action": "\(action.rawValue)", "account": "\(visit.account.id)"])
      return .page(pages.forbidden(visit))
    }
    let isOpen = action == .manageOwnAccount && (visit.path.last == "sign-out" || visit.path.contains("second-factor"))
    return visit.mustSetUpSecondFactor && !isOpen ? .seeOther(DeskPath.url("account", "second-factor")) : nil
  }

  private var pages: SignInPages { SignInPages(desk: desk) }

  /// What a handler says; a record that is not there, or not theirs, gets a page of the desk.
  private func answer(_ visit: DeskVisit, _ handler: Handler) async throws -> DeskAnswer {
    do {
      return try await handler(visit)
    } catch let error as HTTPError where error.status == .forbidden {
      return .page(pages.forbidden(visit))
    } catch let error as HTTPError where error.status == .notFound {
      return .page(pages.notFound(visit))
    }
  }

  private func toSignIn(_ request: Request) -> Response {
    let wanted = DeskPath.safe(request.uri.string)
    let query = wanted == nil || wanted == "/desk" ? [] : [("to", wanted ?? "")]
    return Self.redirect(DeskPath.url("sign-in", query: query))
  }

  private func visit(
    _ request: Request, _ context: WebContext, _ admission: Desk.Admission, _ transport: Transport
  ) throws -> DeskVisit {
    guard let query = try? QueryParameters(request.uri.query ?? "") else { throw HTTPError(.badRequest) }
    return DeskVisit(
      account: admission.account, speaker: desk.speaker(admission.account, request), now: desk.now(),
      path: request.uri.path.split(separator: "/").map(String.init), query: query, parameters: context.parameters,
      session: admission.session, mustSetUpSecondFactor: admission.mustSetUpSecondFactor, transport: transport,
      client: desk.address.of(request, context),
      formToken: FormToken.make(for: admission.session, desk.sealer))
  }

  private func open(
    _ request: Request, _ context: WebContext, _ transport: Transport, fields: QueryParameters,
    _ admission: Desk.Admission? = nil
  ) -> OpenVisit {
    OpenVisit(
      speaker: desk.speaker(admission?.account, request), now: desk.now(),
      query: (try? QueryParameters(request.uri.query ?? "")) ?? QueryParameters(items: []), fields: fields,
      parameters: context.parameters, transport: transport, client: desk.address.of(request, context),
      browser: BrowserFamily.name(request.headers[.userAgent]), token: transport.token(in: request),
      admission: admission, cookie: { [cookies = request.cookies] in cookies[$0]?.value })
  }
}

// MARK: Answers

extension DeskGate {
  fileprivate func respond(
    _ request: Request, _ visit: DeskVisit, _ answer: DeskAnswer, _ admission: Desk.Admission
  ) -> Response {
    var response =
      switch answer.content {
      case .page(let page):
        Self.response(
          DeskLayout(site: desk.site).render(page, visit, sections: desk.sections), page.status, to: request)
      case .redirect(let url): Self.redirect(url)
      case .file(let file): PreparedBody(file, cacheControl: "no-store").response(to: request)
      }
    if let token = admission.token, answer.cookies.isEmpty {
      let seconds = max(0, admission.endsAt.seconds - visit.now.seconds)
      response.headers.append(
        HTTPField(name: .setCookie, value: visit.transport.cookie(token, seconds: seconds)))
    }
    return Self.with(answer.cookies, response)
  }

  fileprivate func respondOpen(_ request: Request, _ answer: DeskAnswer, _ speaker: Speaker) -> Response {
    let response =
      switch answer.content {
      case .page(let page):
        Self.response(DeskLayout(site: desk.site).render(page, speaker), page.status, to: request)
      case .redirect(let url): Self.redirect(url)
      case .file(let file): PreparedBody(file, cacheControl: "no-store").response(to: request)
      }
    return Self.with(answer.cookies, response)
  }

  private static func response(_ html: HTML, _ status: HTTPResponse.Status, to request: Request) -> Response {
    PreparedBody(RenderedPage(html, status: status, lifetime: .once), cacheControl: "no-store").response(to: request)
  }

  private static func redirect(_ url: SafeURL) -> Response {
    var response = Response.redirect(to: url.string, type: .normal)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private static func with(_ cookies: [String], _ response: Response) -> Response {
    var response = response
    for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
    return response
  }
}
