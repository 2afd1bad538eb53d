import Vocabulary
import Web

/// An offer as schema.org sees it, for search machines.
struct OfferLinkedData {
  let parts: Parts
  let offer: Offer

  var value: JSONValue {
    let place = parts.directory.place(offer.place)
    let contact = parts.contact(of: offer)
    let organization = parts.directory.organization(offer.organization)
    return .stated([
      ("@context", .string("https://schema.org")), ("@type", .string("Service")),
      ("name", .string(offer.title(in: parts.language).text)),
      ("description", .string(offer.texts.shown(\.summary, in: parts.language).text)),
      ("url", .string(parts.url(.offer(offer.id)).absolute(under: parts.site.site.baseURL))),
      ("isAccessibleForFree", offer.cost.kind == .notStated ? .null : .bool(offer.cost.kind == .free)),
      ("provider", provider(organization)),
      ("availableChannel", channel(place, contact)),
      ("hoursAvailable", .array(hours)),
    ])
  }

  private func provider(_ organization: Organization?) -> JSONValue {
    guard let organization else { return .null }
    return .object([
      ("@type", .string("Organization")), ("name", .string(organization.name(in: parts.language).text)),
    ])
  }

  private func channel(_ place: PublicPlace?, _ contact: Contact) -> JSONValue {
    .stated([
      ("@type", .string("ServiceChannel")),
      ("availableLanguage", .array(offer.languages.map { .string($0.code) })),
      (
        "servicePhone",
        contact.phone.map { .object([("@type", .string("ContactPoint")), ("telephone", .string($0))]) } ?? .null
      ),
      ("serviceLocation", place.map { Self.place($0, in: parts.language) } ?? .null),
    ])
  }

  private var hours: [JSONValue] {
    (offer.schedule?.rules ?? []).compactMap { rule in
      guard case .weekly(1, _) = rule.recurrence else { return nil }
      return .object([
        ("@type", .string("OpeningHoursSpecification")),
        ("dayOfWeek", .array(rule.orderedDays.map { .string("https://schema.org/\(Self.dayName($0))") })),
        ("opens", .string(rule.span.from.description)), ("closes", .string(rule.span.to.description)),
      ])
    }
  }

  private static func dayName(_ day: Weekday) -> String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day.number]
  }

  /// A place as far as it is public.
  static func place(_ place: PublicPlace, in language: Language) -> JSONValue {
    .stated([
      ("@type", .string("Place")), ("name", .string(place.texts.shown(\.name, in: language).text)),
      (
        "address",
        .stated([
          ("@type", .string("PostalAddress")), ("streetAddress", .optional(place.street)),
          ("postalCode", .optional(place.postalCode)), ("addressLocality", .optional(place.city)),
          ("addressCountry", .string("DE")),
        ])
      ),
    ])
  }
}
