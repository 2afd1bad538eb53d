import Access
import Storage
import Vocabulary

extension Place: SheetRecord {
  package static let kind = RecordKind.place

  static let sheetTexts = SheetTexts<Texts>(
    fields: [
      .init("name", 300, \.name), .init("stop", 300, \.stop), .init("who", 1000, \.who),
      .init("description", 10000, \.description),
    ], empty: Texts(), isNamed: false)

  /// Places belong to the town: several organisations use one.
  package var scopes: [Scope] { [] }

  package func sheet(_ setting: SheetSetting) -> Sheet {
    var sheet = Sheet()
    Self.sheetTexts.write(texts, to: &sheet)
    sheet["street"] = street ?? ""
    sheet["postalCode"] = postalCode ?? ""
    sheet["city"] = city ?? ""
    sheet.write(coordinate)
    sheet["stepFree"] = stepFree.rawValue
    sheet["visibility"] = visibility.rawValue
    sheet["encounterCost"] = encounter?.cost.rawValue ?? ""
    sheet[all: "topics"] = encounter?.topics.map(\.rawValue) ?? []
    sheet["schedule"] = encounter?.hours.map { ScheduleWords.write($0, in: setting.language) } ?? ""
    return sheet
  }

  package static func read(
    _ sheet: Sheet, id: Identifier<Place>, earlier: Place?, _ setting: SheetSetting
  ) -> (record: Place, faults: [SheetFault]) {
    var reader = SheetReader(sheet)
    let words = { (text: String) in text.isEmpty ? nil : text }
    var place = Place(
      id: id, street: words(reader.text("street", most: 300)), postalCode: words(reader.text("postalCode", most: 20)),
      city: words(reader.text("city", most: 200)), coordinate: reader.coordinate("latitude", "longitude"),
      stepFree: reader.code("stepFree", otherwise: .notStated), visibility: reader.code("visibility", otherwise: .full),
      texts: sheetTexts.read(&reader), origin: earlier?.origin)
    if let cost: EncounterCost = reader.optionalCode("encounterCost") {
      place.encounter = Encounter(
        cost: cost, topics: reader.topics("topics", of: setting.catalogue, isRequired: false),
        hours: reader.schedule("schedule", today: setting.today))
    }
    return (place, reader.faults)
  }

  package static var textFields: [(name: String, most: Int)] { sheetTexts.fields.map { ($0.name, $0.most) } }

  package static func markStale(_ sheet: inout Sheet, since before: Sheet) {
    sheetTexts.markStale(&sheet, since: before)
  }

  package static func find(_ id: Identifier<Place>, _ reader: Reader) throws -> Place? {
    try reader.places([id]).first
  }

  package func save(_ writer: Writer) throws { try writer.save([self]) }
}
