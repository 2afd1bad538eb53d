import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

/// Turns every error into a page in the visitor's language that says what to do, and never how the program looks inside.
package struct ErrorPages: RouterMiddleware {
  package typealias Context = WebContext

  private let site: Site
  private let layout: Layout
  private let foot: @Sendable (Speaker) -> HTML

  /// - Parameter foot: whom to ask, for the foot of each page.
  package init(site: Site, foot: @escaping @Sendable (Speaker) -> HTML = { _ in .empty }) {
    self.site = site
    self.foot = foot
    layout = Layout(site: site)
  }

  package func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError {
      return response(error.status, headers: error.headers, to: request)
    } catch let error as any HTTPResponseError {
      return response(error.status, to: request)
    } catch {
      context.logger.error("unexpected error", metadata: ["kind": "\(type(of: error))", "error": "\(error)"])
      return response(.internalServerError, to: request)
    }
  }

  private func response(
    _ status: HTTPResponse.Status, headers: HTTPFields = [:], to request: Request
  ) -> Response {
    let segments = request.uri.path.split(separator: "/")
    let language =
      segments.first.flatMap { Language(code: String($0)) }.flatMap { site.languages.contains($0) ? $0 : nil }
      ?? LanguagePreference.best(
        of: site.languages, for: request.headers[.acceptLanguage], otherwise: site.defaultLanguage)
    let speaker = Speaker(texts: site.texts, language: language)
    let (title, text) = Self.words(for: status)
    var page = Page(
      title: speaker(title), path: [], kind: "error",
      body: """
        <div class="frame narrow"><h1>\(speaker(title))</h1><p class="lead">\(speaker(text))</p>
        <p><a class="button" href="\(SafeURL(path: [language.code]))">\(speaker(WebText.home))</a></p></div>
        """)
    page.isUnlisted = true
    return PreparedBody(
      RenderedPage(
        layout.render(page, for: speaker, foot: foot(speaker)), status: status, lifetime: .once, headers: headers),
      cacheControl: "no-store"
    ).response(to: request)
  }

  private static func words(for status: HTTPResponse.Status) -> (WebText, WebText) {
    switch status.code {
    case 404, 405, 410: (.notFoundTitle, .notFoundText)
    case 413: (.tooLargeTitle, .tooLargeText)
    case 429: (.tooManyTitle, .tooManyText)
    case 500...: (.faultTitle, .faultText)
    default: (.badRequestTitle, .badRequestText)
    }
  }
}
