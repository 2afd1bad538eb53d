import Access
import Storage
import Vocabulary

/// The kinds of records that people keep at the desk.
package enum RecordKind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
  case offer
  case event
  case organization
  case place
  case contactPoint = "contact-point"

  /// The segment of its pages' addresses.
  var path: String {
    switch self {
    case .offer: "offers"
    case .event: "events"
    case .organization: "organizations"
    case .place: "places"
    case .contactPoint: "contact-points"
    }
  }

  /// What the audit trail calls it.
  var auditName: StaticString {
    switch self {
    case .offer: "offer"
    case .event: "event"
    case .organization: "organization"
    case .place: "place"
    case .contactPoint: "contact-point"
    }
  }

  /// Who may see, and who may change such records.
  var editing: Action {
    switch self {
    case .offer: .editOffers
    case .event: .editEvents
    case .organization: .editOrganizations
    case .place: .editPlaces
    case .contactPoint: .editContactPoints
    }
  }
}

/// A record that is kept by sheet.
package protocol SheetRecord: Sendable, Hashable {
  static var kind: RecordKind { get }

  var id: Identifier<Self> { get }

  /// To whom it belongs: whose editors may change it.
  var scopes: [Scope] { get }

  /// What a form of it says.
  func sheet(_ setting: SheetSetting) -> Sheet

  /// The record that a sheet says, and what is wrong with the sheet; what no sheet says stays as in `earlier`.
  static func read(
    _ sheet: Sheet, id: Identifier<Self>, earlier: Self?, _ setting: SheetSetting
  ) -> (record: Self, faults: [SheetFault])

  /// The names of its texts, in the order a translator reads them, with their longest lengths.
  static var textFields: [(name: String, most: Int)] { get }

  /// Marks translations that are older than their source.
  static func markStale(_ sheet: inout Sheet, since before: Sheet)

  static func find(_ id: Identifier<Self>, _ reader: Reader) throws -> Self?
  func save(_ writer: Writer) throws
}

/// What sheets are read and written by.
package struct SheetSetting: Sendable {
  package let catalogue: TopicCatalogue
  package let clock: TownClock
  /// The day that “5.12.” is counted from.
  package let today: LocalDate
  /// The language in which times are put into words.
  package let language: Language

  package init(catalogue: TopicCatalogue, clock: TownClock, now: Timestamp, language: Language = .german) {
    self.catalogue = catalogue
    self.clock = clock
    today = clock.local(now).date
    self.language = language
  }

  private init(_ other: SheetSetting, language: Language) {
    (catalogue, clock, today) = (other.catalogue, other.clock, other.today)
    self.language = language
  }

  /// As the history keeps sheets, so that they can be compared.
  package var kept: SheetSetting { SheetSetting(self, language: .german) }
}
