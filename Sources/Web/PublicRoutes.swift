import HTTPTypes
import Hummingbird
import Vocabulary

/// Registers pages that everyone may see: each under `/{language}/…`, its path without language as a redirect, kept in the page cache.
package struct PublicRoutes {
  package typealias Handler = @Sendable (Visit) async throws -> RenderedPage

  /// What the routes need to know of the site.
  package struct Surroundings: Sendable {
    package var texts: Texts
    package var languages: [Language]
    package var defaultLanguage: Language
    /// Changes whenever a page could say something else.
    package var version: @Sendable () -> UInt64
    package var now: @Sendable () -> Timestamp
    package var cache: PageCache

    package init(
      texts: Texts, languages: [Language], defaultLanguage: Language, version: @escaping @Sendable () -> UInt64,
      now: @escaping @Sendable () -> Timestamp, cache: PageCache
    ) {
      self.texts = texts
      self.languages = languages
      self.defaultLanguage = defaultLanguage
      self.version = version
      self.now = now
      self.cache = cache
    }
  }

  private let router: Router<WebContext>
  private let surroundings: Surroundings

  package init(router: Router<WebContext>, surroundings: Surroundings) {
    self.router = router
    self.surroundings = surroundings
  }

  /// A page at `/{language}/path` and the redirect from `/path` by the browser's language.
  package func page(_ path: String, _ handler: @escaping Handler) {
    router.get("/:language/\(path)") { [surroundings] request, context in
      try await surroundings.answer(request, context, handler)
    }
    router.get("/\(path)") { [surroundings] request, _ in
      surroundings.redirect(request)
    }
  }

  /// A form's target at `/{language}/path`. Its answer is never kept.
  package func form(
    _ path: String,
    _ handler: @escaping @Sendable (Visit, QueryParameters, Request, WebContext) async throws -> RenderedPage
  ) {
    router.post("/:language/\(path)") { [surroundings] request, context in
      var request = request
      let visit = try surroundings.visit(request, context)
      let body = try await request.collectBody(upTo: context.maxUploadSize)
      let fields = try surroundings.parameters(String(validating: body.readableBytesView, as: UTF8.self))
      let page = try await handler(visit, fields, request, context)
      return PreparedBody(page, cacheControl: "no-store").response(to: request)
    }
  }

  /// Something that has no language of its own, such as a sitemap; kept like a page.
  package func file(_ path: String, _ handler: @escaping Handler) {
    router.get("/\(path)") { [surroundings] request, context in
      try await surroundings.answer(request, context, handler)
    }
  }
}

extension PublicRoutes.Surroundings {
  fileprivate func answer(_ request: Request, _ context: WebContext, _ handler: PublicRoutes.Handler) async throws
    -> Response
  {
    let now = self.now()
    let version = self.version()
    let minute = now.seconds / 60
    let address = request.uri.string
    for candidate in [
      PageCache.Key(address: address, version: version, minute: minute),
      PageCache.Key(address: address, version: version, minute: 0),
    ] {
      if let body = cache.body(for: candidate) { return body.response(to: request) }
    }
    let page = try await handler(try visit(request, context, at: now))
    guard page.lifetime != .once, page.status == .ok else {
      return PreparedBody(page, cacheControl: "no-store").response(to: request)
    }
    let body = PreparedBody(page, cacheControl: "public, max-age=30, must-revalidate")
    let keptMinute =
      switch page.lifetime {
      case .version: Int64(0)
      default: minute
      }
    cache.keep(body, for: .init(address: address, version: version, minute: keptMinute))
    return body.response(to: request)
  }

  fileprivate func visit(_ request: Request, _ context: WebContext, at moment: Timestamp? = nil) throws -> Visit {
    var language = defaultLanguage
    if let code = context.parameters.get("language") {
      guard let known = Language(code: code), languages.contains(known), code == known.code else {
        throw HTTPError(.notFound)
      }
      language = known
    }
    let path = request.uri.path.split(separator: "/").map(String.init)
    return Visit(
      speaker: Speaker(texts: texts, language: language), now: moment ?? now(),
      path: context.parameters.get("language") == nil ? path : Array(path.dropFirst()),
      query: try parameters(request.uri.query ?? ""), parameters: context.parameters)
  }

  fileprivate func parameters(_ text: String?) throws -> QueryParameters {
    guard let text else { throw HTTPError(.badRequest) }
    do { return try QueryParameters(text) } catch { throw HTTPError(.badRequest) }
  }

  fileprivate func redirect(_ request: Request) -> Response {
    let language = LanguagePreference.best(
      of: languages, for: request.headers[.acceptLanguage], otherwise: defaultLanguage)
    let query = request.uri.query.map { "?\($0)" } ?? ""
    var response = Response.redirect(to: "/\(language.code)\(request.uri.path)\(query)", type: .found)
    response.headers[.vary] = "Accept-Language"
    response.headers[.cacheControl] = "no-cache"
    return response
  }
}
