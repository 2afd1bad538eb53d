import Access
import Storage
import Vocabulary

extension ContactPoint: SheetRecord {
  package static let kind = RecordKind.contactPoint

  static let sheetTexts = SheetTexts<Texts>(
    fields: [
      .init("name", 300, \.name), .init("summary", 1000, \.summary), .init("description", 10000, \.description),
    ], empty: Texts(name: ""))

  package var scopes: [Scope] { [.contactPoint(of: id), .organisation(of: organization)] }

  package func sheet(_ setting: SheetSetting) -> Sheet {
    var sheet = Sheet()
    Self.sheetTexts.write(texts, to: &sheet)
    sheet["organization"] = organization.description
    sheet["place"] = place.description
    sheet["areas"] = areas.map(\.name).joined(separator: "\n")
    sheet[all: "functions"] = functions.map(\.rawValue)
    sheet["pointStatus"] = status.rawValue
    sheet["schedule"] = hours.map { ScheduleWords.write($0, in: setting.language) } ?? ""
    sheet.write(contact)
    return sheet
  }

  package static func read(
    _ sheet: Sheet, id: Identifier<ContactPoint>, earlier _: ContactPoint?, _ setting: SheetSetting
  ) -> (record: ContactPoint, faults: [SheetFault]) {
    var reader = SheetReader(sheet)
    for name in ["organization", "place"] where sheet[name].isEmpty { reader.note(name, .faultMissing) }
    let areas = reader.text("areas", most: 10000).split(separator: "\n").map { String($0).trimmed }
    if areas.contains(where: { $0.unicodeScalars.count > 100 }) {
      reader.note("areas", .faultTooLong, ["most": "100", "length": "\(areas.map(\.unicodeScalars.count).max() ?? 0)"])
    }
    let point = ContactPoint(
      id: id, organization: reader.identifier("organization") ?? Identifier(high: 0, low: 0),
      place: reader.identifier("place") ?? Identifier(high: 0, low: 0),
      areas: areas.filter { !$0.isEmpty }.map { AreaName($0) }, functions: reader.codes("functions"),
      status: reader.code("pointStatus", otherwise: .planned), hours: reader.schedule("schedule", today: setting.today),
      contact: reader.contact(), texts: sheetTexts.read(&reader))
    return (point, reader.faults)
  }

  package static var textFields: [(name: String, most: Int)] { sheetTexts.fields.map { ($0.name, $0.most) } }

  package static func markStale(_ sheet: inout Sheet, since before: Sheet) {
    sheetTexts.markStale(&sheet, since: before)
  }

  package static func find(_ id: Identifier<ContactPoint>, _ reader: Reader) throws -> ContactPoint? {
    try reader.contactPoints([id]).first
  }

  package func save(_ writer: Writer) throws { try writer.save([self]) }
}
