import Directory
import Vocabulary

/// Turns the rows of an HSDS source into records of the directory. What the source does not say stays “not stated”.
struct HSDSMapper {
  /// What holds for a whole import.
  struct Setting: Sendable {
    /// The language the source is written in.
    var language: Language
    /// The name of the source in `Origin`; two sources with identifiers like “1” keep apart by it.
    var sourceName: String
    var today: LocalDate
    var clock: TownClock
    var terms: HSDSTerms
  }

  /// A record with where it came from.
  struct Mapped<Record: Sendable>: Sendable {
    var record: Record
    let position: SourcePosition
  }

  let source: HSDSSource
  let links: HSDSLinks
  let setting: Setting
  var report: ImportReport
  /// Organisations an offer may name: of this source, or of an earlier import of it.
  private var organizationNames: [Identifier<Organization>: String]
  private(set) var organizations: [Mapped<Organization>] = []
  private(set) var places: [Mapped<Place>] = []
  private(set) var offers: [Mapped<Offer>] = []
  /// The first phones that a source gives with an organisation's identifier, whatever else they belong to.
  let phonesByOrganization: [String: [SourceRecord]]

  /// - Parameter known: the organisations that are in the database already, with their names.
  init(_ source: HSDSSource, setting: Setting, known: [Identifier<Organization>: String] = [:]) {
    var report = source.report
    self.source = source
    self.setting = setting
    links = HSDSLinks(source, report: &report)
    self.report = report
    organizationNames = known
    phonesByOrganization = Dictionary(grouping: source[.phone], by: { $0["organization_id"] })
  }

  /// - Parameter progress: told with the records mapped and all records.
  mutating func run(progress: (Int, Int) throws -> Void = { _, _ in }) rethrows {
    let total = source[.organization].count + source[.location].count + source[.service].count
    var done = 0
    for record in source[.organization] {
      if let organization = organization(record) {
        organizationNames[organization.id] = organization.texts.source.content.name
        organizations.append(Mapped(record: organization, position: record.position))
      }
      done += 1
    }
    dropUnknownCarriers()
    for record in source[.location] {
      if let place = place(record) { places.append(Mapped(record: place, position: record.position)) }
      done += 1
      if done.isMultiple(of: 200) { try progress(done, total) }
    }
    let placed = Set(places.map(\.record.id))
    for record in source[.service] {
      if let offer = offer(record, placed) { offers.append(Mapped(record: offer, position: record.position)) }
      done += 1
      if done.isMultiple(of: 200) { try progress(done, total) }
    }
    try progress(total, total)
  }

  func name(of organization: Identifier<Organization>) -> String? { organizationNames[organization] }

  /// The same identifier in every run: the source's own where it is a UUID.
  func identifier<Record>(_ table: HSDSTable, _ key: String) -> Identifier<Record> {
    Identifier(key) ?? .derived(from: "\(setting.sourceName)/\(table.rawValue)/\(key)")
  }

  func origin<Record>(_ record: SourceRecord, _ id: Identifier<Record>, _ further: FurtherFields) -> Origin {
    let key = record.key.unicodeScalars.count > 200 ? id.description : record.key
    return Origin(source: setting.sourceName, externalID: key, furtherFields: further.json)
  }

  /// A field that fits into its column; cut with a line in the report otherwise.
  mutating func text(_ record: SourceRecord, _ field: String, _ length: Int) -> String {
    fitted(record[field], length, record, field)
  }

  mutating func fitted(_ text: String, _ length: Int, _ record: SourceRecord, _ field: String) -> String {
    guard text.utf8.count > length, text.unicodeScalars.count > length else { return text }
    report.note(
      .tooLong, at: record.position, of: record.table.kind, field: field,
      ["length": "\(text.unicodeScalars.count)", "limit": "\(length)"])
    return text.cut(to: length)
  }

  mutating func note(
    _ reason: ImportReason, _ record: SourceRecord, _ field: String = "", _ values: [String: String] = [:]
  ) {
    report.note(reason, at: record.position, of: record.table.kind, field: field, values)
  }

  /// Keeps every field that was not mapped, and counts it once per column.
  mutating func keepRest(of record: SourceRecord, mapped: Set<String>, in further: inout FurtherFields) {
    for (field, text) in record.fields where !mapped.contains(field) && field != "id" {
      further.add(field, text)
      guard record.table.columns.contains(field) else { continue }
      report.count(.fieldWithoutPlace, file: record.position.file, field: field)
    }
  }

  /// Keeps rows of tables that have no place of their own here.
  mutating func keep(_ tables: [HSDSTable], of owner: HSDSLinks.Owner, in further: inout FurtherFields) {
    for table in tables {
      for detail in links.details(table, of: owner) where !isPersonal(detail) {
        keep(detail.record, of: owner, in: &further)
      }
    }
  }

  mutating func keep(_ record: SourceRecord, of owner: HSDSLinks.Owner, in further: inout FurtherFields) {
    var left: Set<String> = ["id", owner.table.linkField, "link_id", "link_entity", "resource_id", "resource_type"]
    // Without a person's name a contact is an office.
    let isOffice = record.table == .contact && record["name"].isEmpty
    for field in Self.personalFields[record.table] ?? [] where !isOffice && !record[field].isEmpty {
      left.insert(field)
      report.count(.personalData, file: record.position.file, field: field)
    }
    further.add(record, without: left)
    report.count(.fieldWithoutPlace, file: record.position.file, field: record.table.rawValue)
  }

  /// Whether a row belongs to a contact that bears a person's name; such a row is left out, and counted.
  mutating func isPersonal(_ detail: HSDSLinks.Detail) -> Bool {
    guard let contact = detail.contact, !contact["name"].isEmpty else { return false }
    report.count(.personalData, file: detail.record.position.file, field: "contact_id")
    return true
  }

  /// Fields that name a person; they are left out, for nobody here was asked.
  static let personalFields: [HSDSTable: [String]] = [
    .address: ["attention"], .metadata: ["updated_by"], .service: ["assurer_email"], .contact: ["name", "email"],
  ]

  /// Carriers that are not there, or that carry each other in a circle, are left open.
  private mutating func dropUnknownCarriers() {
    var carriers = Dictionary(
      organizations.compactMap { mapped in mapped.record.carrier.map { (mapped.record.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    for index in organizations.indices {
      let organization = organizations[index].record
      guard let carrier = organization.carrier else { continue }
      if organizationNames[carrier] == nil {
        report.note(
          .danglingLink, at: organizations[index].position, of: .organization, field: "parent_organization_id",
          ["id": carrier.description])
      } else if Self.isCircle(from: organization.id, carriers) {
        report.note(
          .carrierCycle, at: organizations[index].position, of: .organization, field: "parent_organization_id")
      } else {
        continue
      }
      organizations[index].record.carrier = nil
      carriers[organization.id] = nil
    }
  }

  private static func isCircle(
    from start: Identifier<Organization>, _ carriers: [Identifier<Organization>: Identifier<Organization>]
  ) -> Bool {
    var steps = 0
    var current = start
    while let next = carriers[current] {
      steps += 1
      // Deeper than any real chain of carriers: as bad as a circle, and a bound for hostile input.
      if next == start || steps > 20 { return true }
      current = next
    }
    return false
  }
}
