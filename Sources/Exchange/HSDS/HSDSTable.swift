/// The tables of HSDS 3.1, by the name of their object.
enum HSDSTable: String, CaseIterable, Sendable {
  case organization, program, service, location, phone, contact, address, schedule, funding, language, accessibility
  case attribute, taxonomy, metadata, unit, url
  case serviceAtLocation = "service_at_location"
  case serviceArea = "service_area"
  case requiredDocument = "required_document"
  case taxonomyTerm = "taxonomy_term"
  case metaTableDescription = "meta_table_description"
  case costOption = "cost_option"
  case organizationIdentifier = "organization_identifier"
  case serviceCapacity = "service_capacity"

  /// The table of a file or of a member of a JSON object: `organizations.csv`, `service_at_locations`.
  init?(named name: String) {
    let lowered = name.lowercased()
    guard let table = Self.byName[lowered] else { return nil }
    self = table
  }

  private static let byName: [String: HSDSTable] = {
    var names: [String: HSDSTable] = [:]
    for table in allCases {
      names[table.rawValue] = table
      names[table.rawValue + "s"] = table
    }
    let others: [String: HSDSTable] = [
      "addresses": .address, "taxonomies": .taxonomy, "services_at_location": .serviceAtLocation,
      "capacities": .serviceCapacity,
      "service_capacities": .serviceCapacity, "additional_urls": .url, "additional_websites": .url,
      "physical_addresses": .address, "accessibility_for_disabilities": .accessibility, "fundings": .funding,
    ]
    return names.merging(others) { _, other in other }
  }()

  /// The table of a JSON object that stands in a field of another: `location` of a service at a location.
  static func nested(in field: String) -> HSDSTable? {
    switch field {
    case "organization", "location", "service", "program", "unit": HSDSTable(rawValue: field)
    case "taxonomy_term": .taxonomyTerm
    case "taxonomy_detail": .taxonomy
    default: nil
    }
  }

  /// The field of a child that names its parent of this table.
  var linkField: String { rawValue + "_id" }

  /// Other rows point to it by its identifier, so each may stand there once only.
  var isEntity: Bool {
    switch self {
    case .organization, .service, .location, .program, .serviceAtLocation, .taxonomy, .taxonomyTerm, .unit: true
    default: false
    }
  }

  /// What its rows count as in the report.
  var kind: ImportKind {
    switch self {
    case .organization: .organization
    case .location: .place
    case .service: .offer
    default: .detail
    }
  }

  /// The columns of HSDS 3.0 and 3.1.
  var columns: Set<String> { Self.columnSets[self] ?? [] }

  private static let columnSets = columnNames.mapValues { Set(($0 + " id").split(separator: " ").map(String.init)) }

  private static let columnNames: [HSDSTable: String] = [
    .organization: """
    name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri \
    parent_organization_id
    """,
    .program: "organization_id name alternate_name description",
    .service: """
    organization_id program_id name alternate_name description url email status interpretation_services \
    application_process fees_description wait_time fees accreditations eligibility_description minimum_age \
    maximum_age assured_date assurer_email licenses alert last_modified
    """,
    .location: """
    location_type url organization_id name alternate_name description transportation latitude longitude \
    external_identifier external_identifier_type
    """,
    .phone: """
    location_id service_id organization_id contact_id service_at_location_id number extension type description
    """,
    .contact: "organization_id service_id service_at_location_id location_id name title department email",
    .address: """
    location_id attention address_1 address_2 city region state_province postal_code country address_type
    """,
    .schedule: """
    service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq \
    interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes
    """,
    .funding: "organization_id service_id source",
    .language: "service_id location_id phone_id name code note",
    .accessibility: "location_id description details url",
    .attribute: "link_id taxonomy_term_id link_type link_entity value label",
    .taxonomy: "name description uri version",
    .metadata: """
    resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value \
    updated_by
    """,
    .unit: "name scheme identifier uri",
    .url: "label url organization_id service_id",
    .serviceAtLocation: "service_id location_id description",
    .serviceArea: "service_id service_at_location_id name description extent extent_type uri",
    .requiredDocument: "service_id document uri",
    .taxonomyTerm: "code name description parent_id taxonomy language taxonomy_id term_uri",
    .metaTableDescription: "name language character_set",
    .costOption: "service_id valid_from valid_to option currency amount amount_description",
    .organizationIdentifier: "organization_id identifier_scheme identifier_type identifier",
    .serviceCapacity: "service_id unit_id available maximum description updated",
  ]
}
