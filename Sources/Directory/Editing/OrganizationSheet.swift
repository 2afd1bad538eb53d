import Access
import Storage
import Vocabulary

extension Organization: SheetRecord {
  package static let kind = RecordKind.organization

  static let sheetTexts = SheetTexts<Texts>(
    fields: [.init("name", 300, \.name), .init("summary", 4000, \.summary)], empty: Texts(name: ""))

  package var scopes: [Scope] { [.organisation(of: id)] }

  package func sheet(_: SheetSetting) -> Sheet {
    var sheet = Sheet()
    Self.sheetTexts.write(texts, to: &sheet)
    sheet["kind"] = kind.rawValue
    sheet["level"] = level?.rawValue ?? ""
    sheet["carrier"] = carrier?.description ?? ""
    sheet.write(contact)
    return sheet
  }

  package static func read(
    _ sheet: Sheet, id: Identifier<Organization>, earlier: Organization?, _: SheetSetting
  ) -> (record: Organization, faults: [SheetFault]) {
    var reader = SheetReader(sheet)
    let kind: OrganizationKind = reader.code("kind", otherwise: .other)
    if sheet["kind"].isEmpty { reader.note("kind", .faultMissing) }
    let carrier: Identifier<Organization>? = reader.identifier("carrier")
    if carrier == id { reader.note("carrier", .faultOwnCarrier) }
    let organization = Organization(
      id: id, kind: kind, level: reader.optionalCode("level"), carrier: carrier, texts: sheetTexts.read(&reader),
      contact: reader.contact(), origin: earlier?.origin)
    return (organization, reader.faults)
  }

  package static var textFields: [(name: String, most: Int)] { sheetTexts.fields.map { ($0.name, $0.most) } }

  package static func markStale(_ sheet: inout Sheet, since before: Sheet) {
    sheetTexts.markStale(&sheet, since: before)
  }

  package static func find(_ id: Identifier<Organization>, _ reader: Reader) throws -> Organization? {
    try reader.organizations([id]).first
  }

  package func save(_ writer: Writer) throws { try writer.save([self]) }
}
