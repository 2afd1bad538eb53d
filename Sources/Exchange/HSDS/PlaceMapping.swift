import Directory
import Vocabulary

extension HSDSMapper {
  private static let mappedFields: Set<String> = [
    "id", "name", "description", "transportation", "latitude", "longitude", "location_type",
  ]

  /// A physical location as a place; nil for virtual and postal ones, where nobody can go.
  mutating func place(_ record: SourceRecord) -> Place? {
    let kind = record["location_type"].lowercased()
    guard kind != "virtual", kind != "postal" else {
      note(.unusedLocation, record, "location_type", ["type": kind])
      return nil
    }
    let owner = HSDSLinks.Owner(table: .location, key: record.key)
    var further = FurtherFields()
    var texts = Place.Texts(name: text(record, "name", 300), stop: text(record, "transportation", 300))
    if texts.name.isEmpty { texts.name = text(record, "alternate_name", 300) }
    let accessibility = links.records(.accessibility, of: owner)
    let told = [record["description"]] + accessibility.map { $0["description"] }
    texts.description = fitted(Self.paragraphs(told), 10_000, record, "description")
    let id: Identifier<Place> = identifier(.location, record.key)
    var place = Place(id: id, texts: Translated(texts, in: setting.language))
    place.coordinate = coordinate(record, &further)
    address(of: owner, in: &place, &further)
    place.stepFree = StepFreeReading.of(accessibility.map { $0["description"] + " " + $0["details"] })
    keepRest(of: record, mapped: Self.mappedFields, in: &further)
    keep(
      [.accessibility, .schedule, .language, .phone, .contact, .attribute, .metadata, .url], of: owner, in: &further)
    place.origin = origin(record, id, further)
    return place
  }

  private mutating func coordinate(_ record: SourceRecord, _ further: inout FurtherFields) -> Coordinate? {
    let (latitude, longitude) = (record["latitude"], record["longitude"])
    if latitude.isEmpty, longitude.isEmpty {
      note(.missingCoordinate, record, "latitude")
      return nil
    }
    // 0, 0 lies in the Atlantic: it is what programs write that do not know.
    if let north = Double(latitude), let east = Double(longitude), north != 0 || east != 0,
      let coordinate = Coordinate(latitude: north, longitude: east)
    {
      return coordinate
    }
    note(.impossibleCoordinate, record, "latitude", ["value": "\(latitude), \(longitude)"])
    further.add("latitude", latitude)
    further.add("longitude", longitude)
    return nil
  }

  /// The physical address, else the first; others are kept.
  private mutating func address(of owner: HSDSLinks.Owner, in place: inout Place, _ further: inout FurtherFields) {
    let addresses = links.records(.address, of: owner)
    let chosen = addresses.first { $0["address_type"].lowercased() == "physical" } ?? addresses.first
    guard let chosen else { return }
    let lines = [chosen["address_1"], chosen["address_2"]].filter { !$0.isEmpty }
    let street = fitted(lines.joined(separator: ", "), 300, chosen, "address_1")
    place.street = street.isEmpty ? nil : street
    place.postalCode = optional(text(chosen, "postal_code", 20))
    place.city = optional(text(chosen, "city", 100))
    for address in addresses where address.key != chosen.key { keep(address, of: owner, in: &further) }
    var rest = chosen
    for field in ["address_1", "address_2", "postal_code", "city"] { rest.fields[field] = nil }
    keep(rest, of: owner, in: &further)
  }

  func optional(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// Texts one below the other, each once.
  static func paragraphs(_ texts: [String]) -> String {
    var seen: Set<String> = []
    return texts.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "\n\n")
  }
}

/// Whether a text about accessibility says clearly that there are no steps. Anything with an “only”, “partly” or “call
/// first” is not clear, and stays “not stated”.
enum StepFreeReading {
  private static let no = [
    "not wheelchair accessible", "no wheelchair access", "not accessible by wheelchair", "not step-free",
    "no step-free access", "nicht barrierefrei", "nicht rollstuhlgerecht", "nicht stufenlos",
  ]
  private static let unclear = [
    "partial", "partly", "limited", "some ", "except", "only", "but ", "however", "not ", "no ", "call", "teilweise",
    "bedingt", "eingeschränkt", "nur ", "nicht", "kein",
  ]
  private static let yes = [
    "wheelchair access is possible on all levels", "fully wheelchair accessible", "wheelchair accessible",
    "accessible by wheelchair", "step-free", "step free", "no steps", "barrierefrei", "rollstuhlgerecht", "stufenlos",
    "stufenfrei",
  ]

  static func of(_ texts: [String]) -> StepFree {
    let text = texts.joined(separator: " ").lowercased()
    if no.contains(where: text.contains) { return .no }
    let withoutPraise = text.replacing("no steps", with: "step-free")
    guard !unclear.contains(where: withoutPraise.contains) else { return .notStated }
    return yes.contains(where: withoutPraise.contains) ? .yes : .notStated
  }
}
