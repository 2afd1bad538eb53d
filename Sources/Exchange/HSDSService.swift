import Directory
import HTTPTypes
import Hummingbird
import Search
import Vocabulary
import Web

/// `GET /hsds/services`: published offers as HSDS 3.1 services, ranked as the results page ranks them.
package struct HSDSService: Sendable {
  private let index: DirectoryIndex
  private let catalogue: TopicCatalogue
  private let now: @Sendable () -> Timestamp

  private static let largestPage = 500
  private static let longestSearch = 300

  package init(
    index: DirectoryIndex, catalogue: TopicCatalogue, now: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    self.index = index
    self.catalogue = catalogue
    self.now = now
  }

  package func addRoutes(to router: Router<WebContext>) {
    router.get("/hsds/services") { request, _ in
      let page = try page(request.uri.query ?? "")
      return PreparedBody(page, cacheControl: "public, max-age=30, must-revalidate").response(to: request)
    }
  }

  /// What may be asked for.
  private struct Question {
    let search: String
    let language: Language
    let page: Int
    let size: Int
    let isFull: Bool

    init(_ query: QueryParameters) throws(HTTPError) {
      search = String((query["search"] ?? "").prefix(HSDSService.longestSearch))
      guard let language = Language(code: query["language"] ?? "de"), Language.shipped.contains(language) else {
        throw HTTPError(.badRequest, message: "language: use one of \(Language.shipped.map(\.code))")
      }
      self.language = language
      page = try Self.number(query["page"], named: "page", in: 1...10_000, otherwise: 1)
      size = try Self.number(query["per_page"], named: "per_page", in: 1...HSDSService.largestPage, otherwise: 50)
      isFull = query["full"] == "true" || query["full"] == "1"
    }

    private static func number(
      _ text: String?, named name: String, in range: ClosedRange<Int>, otherwise: Int
    ) throws(HTTPError) -> Int {
      guard let text else { return otherwise }
      guard let number = Int(text), range.contains(number) else {
        throw HTTPError(.badRequest, message: "\(name): use \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }

  private func page(_ text: String) throws -> RenderedPage {
    let query: QueryParameters
    do { query = try QueryParameters(text) } catch { throw HTTPError(.badRequest) }
    let question = try Question(query)
    let directory = index.current
    let result = try directory.offers(
      matching: question.search, in: question.language, offset: (question.page - 1) * question.size,
      limit: question.size, kinds: ["offer"], at: now())
    let services = result.hits.compactMap { hit -> JSONValue? in
      guard case .offer(let offer) = PublishedDirectory.Entry(hit.payload) else { return nil }
      return service(offer, directory, question)
    }
    let pages = (result.total + question.size - 1) / question.size
    let envelope = JSONValue.object([
      ("total_items", .integer(result.total)), ("total_pages", .integer(pages)),
      ("page_number", .integer(question.page)), ("size", .integer(services.count)),
      ("first_page", .bool(question.page == 1)), ("last_page", .bool(question.page >= pages)),
      ("empty", .bool(services.isEmpty)), ("contents", .array(services)),
    ])
    return RenderedPage(
      body: envelope.bytes, contentType: "application/json", lifetime: .minute,
      headers: [.accessControlAllowOrigin: "*"])
  }

  private func service(_ offer: Offer, _ directory: PublishedDirectory, _ question: Question) -> JSONValue {
    let language = question.language
    let title = offer.title(in: language)
    var members: [(String, JSONValue)] = [
      ("id", .string(offer.id.description)), ("name", .string(title.text)),
      ("description", .string(offer.texts.shown(\.description, in: language).text)), ("status", .string("active")),
      ("url", .optional(offer.contact.website)), ("email", .optional(offer.contact.email)),
      ("organization", organization(of: offer, directory, language)),
    ]
    if let verification = offer.verification {
      members.append(("assured_date", .string(verification.day.description)))
    }
    if question.isFull {
      members.append(("languages", .array(offer.languages.map(spoken))))
      members.append(("attributes", .array(offer.topics.map { attribute($0, of: offer, language) })))
      if let place = directory.place(offer.place) {
        members.append(("service_at_locations", .array([location(place, of: offer, language)])))
      }
    }
    return .object(members)
  }

  private func organization(of offer: Offer, _ directory: PublishedDirectory, _ language: Language) -> JSONValue {
    guard let organization = directory.organization(offer.organization) else { return .null }
    return .object([
      ("id", .string(organization.id.description)), ("name", .string(organization.name(in: language).text)),
      ("description", .string(organization.texts.shown(\.summary, in: language).text)),
    ])
  }

  private func spoken(_ language: Language) -> JSONValue {
    .object([
      ("id", .string(Identifier<Language>.derived(from: "hsds/language/\(language.code)").description)),
      ("code", .string(language.code)),
    ])
  }

  private func attribute(_ topic: TopicCode, of offer: Offer, _ language: Language) -> JSONValue {
    let term = Identifier<TopicCode>.derived(from: "hsds/term/\(topic.rawValue)").description
    return .object([
      ("id", .string(Identifier<TopicCode>.derived(from: "hsds/\(offer.id)/\(topic.rawValue)").description)),
      ("link_id", .string(offer.id.description)), ("link_entity", .string("service")),
      ("taxonomy_term_id", .string(term)),
      (
        "taxonomy_term",
        .object([
          ("id", .string(term)), ("code", .string(topic.rawValue)),
          ("name", .string(catalogue.label(topic, in: language))),
          ("description", .string(catalogue.entry(topic, in: language)?.explanation ?? "")),
        ])
      ),
    ])
  }

  private func location(_ place: PublicPlace, of offer: Offer, _ language: Language) -> JSONValue {
    let id = Identifier<Place>.derived(from: "hsds/\(offer.id)/\(place.id)").description
    return .object([
      ("id", .string(id)),
      (
        "location",
        .object([
          ("id", .string(place.id.description)), ("location_type", .string("physical")),
          ("name", .string(place.texts.shown(\.name, in: language).text)),
          ("latitude", place.coordinate.map { .number($0.latitude) } ?? .null),
          ("longitude", place.coordinate.map { .number($0.longitude) } ?? .null),
          ("addresses", place.street.map { .array([address($0, place)]) } ?? .array([])),
        ])
      ),
    ])
  }

  private func address(_ street: String, _ place: PublicPlace) -> JSONValue {
    .object([
      ("id", .string(Identifier<Place>.derived(from: "hsds/address/\(place.id)").description)),
      ("address_1", .string(street)), ("city", .string(place.city ?? "")), ("state_province", .string("")),
      ("postal_code", .string(place.postalCode ?? "")), ("country", .string("DE")),
      ("address_type", .string("physical")),
    ])
  }
}
