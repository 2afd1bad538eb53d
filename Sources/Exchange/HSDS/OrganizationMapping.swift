import Directory
import Vocabulary

extension HSDSMapper {
  private static let mappedFields: Set<String> = ["id", "name", "description", "email", "website"]

  /// An organisation; nil when it has no name at all.
  mutating func organization(_ record: SourceRecord) -> Organization? {
    let owner = HSDSLinks.Owner(table: .organization, key: record.key)
    var further = FurtherFields()
    var name = text(record, "name", 300)
    if name.isEmpty {
      name = text(record, "alternate_name", 300)
      guard !name.isEmpty else {
        note(.missingName, record, "name", ["id": record.key])
        return nil
      }
      note(.otherName, record, "name", ["name": name])
    }
    let summary = text(record, "description", 10_000)
    keepRest(of: record, mapped: Self.mappedFields, in: &further)
    let contact = contact(of: owner, record, website: "website", further: &further)
    let kind = organizationKind(of: owner, further: &further)
    keep(
      [.funding, .program, .organizationIdentifier, .schedule, .language, .metadata, .address, .accessibility],
      of: owner, in: &further)
    let id: Identifier<Organization> = identifier(.organization, record.key)
    let parent = record["parent_organization_id"]
    var organization = Organization(
      id: id, kind: kind, texts: Translated(.init(name: name, summary: summary), in: setting.language),
      contact: contact)
    if !parent.isEmpty { organization.carrier = identifier(.organization, parent) }
    organization.origin = origin(record, id, further)
    return organization
  }

  /// What an attribute says of the kind of actor; `other` where none does.
  private mutating func organizationKind(
    of owner: HSDSLinks.Owner, further: inout FurtherFields
  ) -> OrganizationKind {
    var kind: OrganizationKind?
    for attribute in links.records(.attribute, of: owner) {
      let term = links.terms[attribute["taxonomy_term_id"]]
      let named = [attribute["value"], term?["code"] ?? "", term?["name"] ?? ""]
      let said = named.lazy.compactMap { OrganizationKind(rawValue: $0.lowercased().replacing(" ", with: "-")) }.first
      if let said, kind == nil { kind = said }
      keepAttribute(attribute, term, of: owner, in: &further)
    }
    return kind ?? .other
  }

  /// An attribute with the name of its term, which says more than its identifier.
  mutating func keepAttribute(
    _ attribute: SourceRecord, _ term: SourceRecord?, of owner: HSDSLinks.Owner, in further: inout FurtherFields
  ) {
    var named = attribute
    if let term { named.fields["taxonomy_term"] = term["name"] }
    keep(named, of: owner, in: &further)
  }
}
