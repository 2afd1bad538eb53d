import Vocabulary
import Web

/// Reads a sheet's texts as values, and notes every field that cannot be read, not the first one only.
struct SheetReader {
  let sheet: Sheet
  private(set) var faults: [SheetFault] = []

  init(_ sheet: Sheet) { self.sheet = sheet }

  mutating func note(_ field: String, _ text: EditingText, _ values: [String: String] = [:]) {
    faults.append(SheetFault(field, text, values))
  }

  /// - Parameter most: in Unicode scalars, as the schema counts them.
  mutating func text(_ name: String, most: Int, isRequired: Bool = false) -> String {
    let text = sheet[name]
    if isRequired, text.isEmpty { note(name, .faultMissing) }
    let length = text.unicodeScalars.count
    if length > most { note(name, .faultTooLong, ["most": String(most), "length": String(length)]) }
    return text
  }

  /// One of the codes, or `fallback` where nothing was chosen.
  mutating func code<Code: RawRepresentable<String>>(_ name: String, otherwise fallback: Code) -> Code {
    optionalCode(name) ?? fallback
  }

  mutating func optionalCode<Code: RawRepresentable<String>>(_ name: String) -> Code? {
    guard !sheet[name].isEmpty else { return nil }
    guard let code = Code(rawValue: sheet[name]) else {
      note(name, .faultUnknownChoice)
      return nil
    }
    return code
  }

  mutating func codes<Code: RawRepresentable<String>>(_ name: String) -> [Code] {
    let texts = sheet[all: name]
    let codes = texts.compactMap(Code.init(rawValue:))
    if codes.count < texts.count { note(name, .faultUnknownChoice) }
    return codes
  }

  mutating func topics(_ name: String, of catalogue: TopicCatalogue, isRequired: Bool) -> [TopicCode] {
    let topics: [TopicCode] = codes(name)
    if !topics.allSatisfy(catalogue.knows) { note(name, .faultUnknownChoice) }
    if isRequired, topics.isEmpty { note(name, .faultMissing) }
    return topics
  }

  mutating func languages(_ name: String) -> [Language] {
    let texts = sheet[all: name]
    let languages = texts.compactMap { Language(code: $0) }
    if languages.count < texts.count { note(name, .faultUnknownChoice) }
    return languages
  }

  mutating func identifier<Record>(_ name: String, of _: Record.Type = Record.self) -> Identifier<Record>? {
    guard !sheet[name].isEmpty else { return nil }
    guard let id = Identifier<Record>(sheet[name]) else {
      note(name, .faultUnknownChoice)
      return nil
    }
    return id
  }

  mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard !sheet[name].isEmpty else { return nil }
    guard let number = Int(sheet[name]), range.contains(number) else {
      note(name, .faultNumber, ["least": String(range.lowerBound), "most": String(range.upperBound)])
      return nil
    }
    return number
  }

  mutating func day(_ name: String) -> LocalDate? {
    guard !sheet[name].isEmpty else { return nil }
    guard let day = LocalDate(sheet[name]) else {
      note(name, .faultDay)
      return nil
    }
    return day
  }

  /// Euros with comma or point, as cents.
  mutating func cents(_ name: String) -> Int? {
    guard !sheet[name].isEmpty else { return nil }
    let parts = sheet[name].replacing("€", with: "").replacing(",", with: ".").trimmed
      .split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let padded = fraction.utf8.count == 1 ? fraction + "0" : fraction.isEmpty ? "00" : fraction
    guard parts.count <= 2, (1...6).contains(parts[0].utf8.count), padded.utf8.count == 2,
      (parts[0] + padded).utf8.allSatisfy({ (48...57).contains($0) }), let cents = Int(parts[0] + padded)
    else {
      note(name, .faultAmount)
      return nil
    }
    return cents
  }

  mutating func coordinate(_ latitude: String, _ longitude: String) -> Coordinate? {
    let texts = [sheet[latitude], sheet[longitude]].map { $0.replacing(",", with: ".") }
    if texts.allSatisfy(\.isEmpty) { return nil }
    guard let north = Double(texts[0]), let east = Double(texts[1]),
      let point = Coordinate(latitude: north, longitude: east)
    else {
      note(latitude, .faultCoordinate)
      return nil
    }
    return point
  }

  mutating func contact() -> Contact {
    var contact = Contact()
    let phone = text("phone", most: 100)
    if !phone.isEmpty {
      if SafeURL(phone: phone) == nil { note("phone", .faultPhone) }
      contact.phone = phone
    }
    let email = text("email", most: 254)
    if !email.isEmpty {
      if SafeURL(mail: email) == nil { note("email", .faultEmail) }
      contact.email = email
    }
    let website = text("website", most: 1990)
    if !website.isEmpty {
      let address = website.contains(":") ? website : "https://\(website)"
      if SafeURL(web: address) == nil || !address.contains(".") { note("website", .faultWebsite) }
      contact.website = address
    }
    return contact
  }

  mutating func cost() -> Offer.Cost {
    let cost = Offer.Cost(
      kind: code("cost", otherwise: .notStated), cents: cents("costAmount"), period: optionalCode("costPeriod"))
    if cost.cents != nil, cost.kind == .free || cost.kind == .donation { note("costAmount", .faultFreeCosts) }
    return cost
  }

  /// The times in words, as `ScheduleWords` reads them.
  mutating func schedule(_ name: String, today: LocalDate) -> Schedule? {
    let words = text(name, most: 4000)
    guard !words.isEmpty else { return nil }
    do {
      return try ScheduleWords.read(words, today: today)
    } catch {
      faults.append(SheetFault(name, error))
      return nil
    }
  }
}

extension Sheet {
  /// Writes values as the reader reads them.
  mutating func write(_ contact: Contact) {
    self["phone"] = contact.phone ?? ""
    self["email"] = contact.email ?? ""
    self["website"] = contact.website ?? ""
  }

  mutating func write(_ cost: Offer.Cost) {
    self["cost"] = cost.kind.rawValue
    self["costAmount"] = cost.cents.map { "\($0 / 100),\($0 % 100 < 10 ? "0" : "")\($0 % 100)" } ?? ""
    self["costPeriod"] = cost.period?.rawValue ?? ""
  }

  mutating func write(_ coordinate: Coordinate?) {
    self["latitude"] = coordinate.map { "\($0.latitude)" } ?? ""
    self["longitude"] = coordinate.map { "\($0.longitude)" } ?? ""
  }
}
