import Directory
import Vocabulary

extension HSDSMapper {
  /// How to reach an organisation or a service in public. Further numbers and addresses are kept; those of contacts that
  /// bear a person's name are left out.
  mutating func contact(
    of owner: HSDSLinks.Owner, _ record: SourceRecord, website field: String, further: inout FurtherFields
  ) -> Contact {
    var contact = Contact()
    contact.website = website(record, field, &further)
    contact.email = email(record, "email", &further)
    for detail in links.details(.contact, of: owner) {
      let isOffice = detail.record["name"].isEmpty
      if isOffice, contact.email == nil { contact.email = email(detail.record, "email", &further) }
      keep(detail.record, of: owner, in: &further)
    }
    for row in links.records(.url, of: owner) {
      if contact.website == nil { contact.website = website(row, "url", &further) }
      keep(row, of: owner, in: &further)
    }
    contact.phone = phone(of: owner, further: &further)
    return contact
  }

  private mutating func phone(of owner: HSDSLinks.Owner, further: inout FurtherFields) -> String? {
    var chosen: String?
    for detail in links.details(.phone, of: owner) where !isPersonal(detail) {
      let record = detail.record
      if chosen == nil, let number = number(record) {
        chosen = number
        if record["description"].isEmpty { continue }
      }
      keep(record, of: owner, in: &further)
    }
    guard chosen == nil, owner.table == .organization else { return chosen }
    for record in phonesByOrganization[owner.key] ?? [] where record["contact_id"].isEmpty {
      if let number = number(record) { return number }
    }
    return nil
  }

  /// The number of a telephone that people speak on.
  private func number(_ record: SourceRecord) -> String? {
    guard ["", "voice", "phone", "telephone", "hotline", "cell", "mobile"].contains(record["type"].lowercased()) else {
      return nil
    }
    let quotes: Set<Unicode.Scalar> = ["\"", "'", "“", "”"]
    let unquoted = record["number"].unicodeScalars.filter { !quotes.contains($0) }
    var number = String(String.UnicodeScalarView(unquoted)).trimmed
    guard number.utf8.count(where: { (48...57).contains($0) }) >= 3 else { return nil }
    if !record["extension"].isEmpty { number += " ext. " + record["extension"] }
    return number.unicodeScalars.count <= 100 ? number : nil
  }

  /// A web address; one without its scheme is completed, one of another scheme is kept but not shown.
  private mutating func website(_ record: SourceRecord, _ field: String, _ further: inout FurtherFields) -> String? {
    let text = record[field]
    guard !text.isEmpty else { return nil }
    guard let address = WebAddress(text) else {
      note(.unusableAddress, record, field, ["value": text])
      further.add(field, text)
      return nil
    }
    if address.isCompleted { note(.completedAddress, record, field, ["value": address.text]) }
    return address.text
  }

  private mutating func email(_ record: SourceRecord, _ field: String, _ further: inout FurtherFields) -> String? {
    let text = record[field]
    guard !text.isEmpty else { return nil }
    let address = text.lowercased().hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isUsable =
      parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && address.unicodeScalars.count <= 254
      && !address.unicodeScalars.contains { $0.properties.isWhitespace || "<>\"(),;:".unicodeScalars.contains($0) }
    guard isUsable else {
      note(.unusableAddress, record, field, ["value": text])
      further.add(field, text)
      return nil
    }
    return address
  }
}

/// An address of the web that may be shown as a link.
struct WebAddress: Equatable {
  let text: String
  /// The source left the scheme out.
  let isCompleted: Bool

  init?(_ given: String) {
    let lowered = given.lowercased()
    let hasScheme = lowered.hasPrefix("http://") || lowered.hasPrefix("https://")
    guard hasScheme || !lowered.contains(":") || Self.hasPort(lowered) else { return nil }
    let address = hasScheme ? given : "http://" + given
    let host = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
    // A full stop behind the name is right, and only looks wrong.
    let full = host.prefix { $0 != ":" && $0 != "?" && $0 != "#" }
    let name = full.hasSuffix(".") ? full.dropLast() : full
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }),
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }),
      address.unicodeScalars.count <= 2000,
      !address.unicodeScalars.contains(where: {
        $0.properties.isWhitespace || $0.value < 0x20 || "<>\"\\^`{|}".unicodeScalars.contains($0)
      })
    else { return nil }
    text = address
    isCompleted = !hasScheme
  }

  private static func hasPort(_ text: String) -> Bool {
    let after = text.split(separator: ":", omittingEmptySubsequences: false)
    return after.count == 2 && text.contains(".") && after[1].first?.isNumber == true
  }
}
