import Vocabulary
import Web

/// What a visitor says an offer's entry should say instead: the things that go stale first.
struct Correction {
  /// The proposed fields, and what they shall say.
  let fields: [String]
  let sheet: Sheet
  let faults: [SheetFault]
  let isGone: Bool
  let isPlaceWrong: Bool
  let times: String
  /// As it was typed, for the form that is shown again.
  let typed: Sheet

  private static let longestTimes = 1000
  static let names = ["new-phone", "new-website", "new-cost", "new-times", "gone", "place-wrong"]

  static let none = Correction(QueryParameters(items: []))

  init(_ parameters: QueryParameters) {
    typed = Sheet(parameters, names: Self.names)
    var proposed = Sheet()
    proposed["phone"] = typed["new-phone"]
    proposed["website"] = typed["new-website"]
    proposed["cost"] = typed["new-cost"]
    var reader = SheetReader(proposed)
    let contact = reader.contact()
    let cost: CostKind? = reader.optionalCode("cost")
    times = typed["new-times"]
    var faults = reader.faults
    let length = times.unicodeScalars.count
    if length > Self.longestTimes {
      faults.append(SheetFault("times", .faultTooLong, ["most": String(Self.longestTimes), "length": String(length)]))
    }
    self.faults = faults.map { SheetFault("new-\($0.field)", $0.text, $0.values) }
    isGone = !typed["gone"].isEmpty
    isPlaceWrong = !typed["place-wrong"].isEmpty

    var sheet = Sheet()
    sheet["phone"] = contact.phone ?? ""
    sheet["website"] = contact.website ?? ""
    sheet["cost"] = cost?.rawValue ?? ""
    var fields = sheet.names
    // What costs nothing has no amount either.
    if cost == .free || cost == .donation { fields += ["costAmount", "costPeriod"] }
    if isGone {
      sheet["status"] = OfferStatus.ended.rawValue
      fields.append("status")
    }
    self.sheet = sheet
    self.fields = fields.sorted()
  }

  var isEmpty: Bool { fields.isEmpty && times.isEmpty && !isPlaceWrong }

  /// - Parameter speaker: in the language of those who review.
  func message(_ message: String, _ speaker: Speaker) -> String {
    var lines = message.isEmpty ? [] : [message]
    if isPlaceWrong { lines.append(speaker(DirectoryText.correctionPlace)) }
    if !times.isEmpty { lines.append("\(speaker(DirectoryText.correctionTimes)): \(times)") }
    return lines.joined(separator: "\n\n")
  }
}
