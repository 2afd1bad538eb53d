/// How the rows of a source belong together: which phones, schedules, categories an organisation, location or service has.
struct HSDSLinks {
  /// The organisation, location or service that a row belongs to.
  struct Owner: Hashable {
    let table: HSDSTable
    let key: String
  }

  private struct Listed: Hashable {
    let owner: Owner
    let table: HSDSTable
    let key: String
  }

  /// A row that belongs to an owner; with the contact, when it belongs to the owner through a contact only.
  struct Detail {
    let record: SourceRecord
    let contact: SourceRecord?
  }

  let entities: [Owner: SourceRecord]
  private(set) var details: [Owner: [HSDSTable: [Detail]]] = [:]
  private(set) var terms: [String: SourceRecord] = [:]
  private(set) var programs: [String: SourceRecord] = [:]
  /// Owners of rows that others refer to: contacts, phones, services at locations.
  private var owners: [Owner: Owner] = [:]
  private var contacts: [String: SourceRecord] = [:]
  private var listed: Set<Listed> = []
  private var byKey: [String: Owner] = [:]

  private static let entityTables: [HSDSTable] = [.service, .location, .organization]
  /// What refers to rows of these tables comes after them.
  private static let order: [HSDSTable] = [
    .serviceAtLocation, .program, .contact, .phone, .schedule, .address, .language, .accessibility, .costOption,
    .requiredDocument, .serviceArea, .funding, .organizationIdentifier, .serviceCapacity, .url, .attribute, .metadata,
  ]
  private static let links: [HSDSTable] = [
    .service, .serviceAtLocation, .location, .contact, .phone, .program, .organization,
  ]

  init(_ source: HSDSSource, report: inout ImportReport) {
    var entities: [Owner: SourceRecord] = [:]
    for table in Self.entityTables {
      for record in source[table] { entities[Owner(table: table, key: record.key)] = record }
    }
    self.entities = entities
    for owner in entities.keys { byKey[owner.key] = owner }
    for record in source[.taxonomyTerm] { terms[record.key] = record }
    for record in source[.program] { programs[record.key] = record }
    for record in source[.contact] { contacts[record.key] = record }
    for table in Self.order {
      for record in source[table] { add(record, &report) }
    }
    for table in [HSDSTable.taxonomy, .unit, .metaTableDescription] {
      guard let first = source[table].first else { continue }
      report.count(.tableWithoutPlace, file: first.position.file, field: table.rawValue, by: source[table].count)
    }
  }

  /// An owner's rows of a table, in the order of the source.
  func details(_ table: HSDSTable, of owner: Owner) -> [Detail] { details[owner]?[table] ?? [] }

  func records(_ table: HSDSTable, of owner: Owner) -> [SourceRecord] { details(table, of: owner).map(\.record) }

  private mutating func add(_ record: SourceRecord, _ report: inout ImportReport) {
    guard let owner = owner(of: record) else {
      let named = Self.links.map { record[$0.linkField] } + [record["link_id"], record["resource_id"]]
      let value = named.first { !$0.isEmpty } ?? ""
      report.note(.danglingReference, at: record.position, of: .detail, field: "id", ["id": value])
      return
    }
    owners[Owner(table: record.table, key: record.key)] = owner
    if byKey[record.key] == nil { byKey[record.key] = owner }
    if record.table == .serviceAtLocation { link(record, &report) }
    let ownLinks = Self.links.filter { $0 != .contact && $0 != record.table }
    let isContactsOwn = ownLinks.allSatisfy { record[$0.linkField].isEmpty }
    let contact = isContactsOwn ? contacts[record["contact_id"]] : nil
    var list = details[owner]?[record.table] ?? []
    if listed.insert(Listed(owner: owner, table: record.table, key: record.key)).inserted {
      list.append(Detail(record: record, contact: contact))
    } else if contact == nil, let index = list.firstIndex(where: { $0.record.key == record.key }) {
      // In documents the same phone stands within a service and within its contact: then it is the service's.
      list[index] = Detail(record: record, contact: nil)
    }
    details[owner, default: [:]][record.table] = list
  }

  private func link(_ record: SourceRecord, _ report: inout ImportReport) {
    let location = record["location_id"]
    guard entities[Owner(table: .location, key: location)] == nil else { return }
    report.note(.danglingReference, at: record.position, of: .detail, field: "location_id", ["id": location])
  }

  /// The nearest owner that a row names: its service, else its location, else its organisation.
  private func owner(of record: SourceRecord) -> Owner? {
    if record.table == .attribute { return linked(record["link_id"], in: record["link_entity"]) }
    if record.table == .metadata { return linked(record["resource_id"], in: record["resource_type"]) }
    for table in Self.links where table != record.table {
      let key = record[table.linkField]
      guard !key.isEmpty else { continue }
      let named = Owner(table: table, key: key)
      if entities[named] != nil { return named }
      if let owner = owners[named] { return owner }
    }
    return nil
  }

  private func linked(_ key: String, in table: String) -> Owner? {
    if let table = HSDSTable(named: table) {
      let named = Owner(table: table, key: key)
      if entities[named] != nil { return named }
      if let owner = owners[named] { return owner }
    }
    return byKey[key]
  }
}
