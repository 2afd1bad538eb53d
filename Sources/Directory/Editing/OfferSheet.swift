import Access
import Storage
import Vocabulary

extension Offer: SheetRecord {
  package static let kind = RecordKind.offer

  static let sheetTexts = SheetTexts<Texts>(
    fields: [
      .init("title", 300, \.title), .init("summary", 1000, \.summary), .init("description", 20000, \.description),
      .init("accessNote", 5000, \.accessNote), .init("costNote", 2000, \.costNote),
      .init("scheduleNote", 2000, \.scheduleNote), .init("bring", 2000, \.bring),
    ], empty: Texts(title: ""))

  /// In the field of documents: none are needed.
  static let noDocuments = "none"

  package var scopes: [Scope] {
    [.organisation(of: organization)] + (contactPoint.map { [.contactPoint(of: $0)] } ?? [])
  }

  package func sheet(_ setting: SheetSetting) -> Sheet {
    var sheet = Sheet()
    Self.sheetTexts.write(texts, to: &sheet)
    sheet["organization"] = organization.description
    sheet["place"] = place?.description ?? ""
    sheet["format"] = format.rawValue
    sheet["contactPoint"] = contactPoint?.description ?? ""
    sheet["hosting"] = hosting?.rawValue ?? ""
    sheet[all: "topics"] = topics.map(\.rawValue)
    sheet[all: "goals"] = goals.map(\.rawValue)
    sheet[all: "targetGroups"] = targetGroups.map(\.rawValue)
    sheet["openness"] = openness.rawValue
    sheet["registration"] = access.registration.rawValue
    sheet[all: "documents"] = access.documents.map { $0.isEmpty ? [Self.noDocuments] : $0.map(\.rawValue) } ?? []
    sheet["residence"] = access.residence.rawValue
    sheet["german"] = access.german.rawValue
    sheet["minimumAge"] = access.minimumAge.map(String.init) ?? ""
    sheet["maximumAge"] = access.maximumAge.map(String.init) ?? ""
    sheet["gender"] = access.gender.rawValue
    sheet["accessArea"] = access.area.rawValue
    sheet.write(cost)
    sheet[all: "languages"] = languages.map(\.code)
    sheet["interpreters"] = interpreters.rawValue
    sheet["childcare"] = childcare.rawValue
    sheet["schedule"] = schedule.map { ScheduleWords.write($0, in: setting.language) } ?? ""
    sheet["validFrom"] = validFrom?.description ?? ""
    sheet["validUntil"] = validUntil?.description ?? ""
    sheet["capacity"] = capacity.map(String.init) ?? ""
    sheet.write(contact)
    sheet["searchWords"] = searchWordLines
    sheet["status"] = status.rawValue
    sheet["verifiedOn"] = verification?.day.description ?? ""
    sheet["verifiedBy"] = verification?.method.rawValue ?? ""
    return sheet
  }

  package static func read(
    _ sheet: Sheet, id: Identifier<Offer>, earlier: Offer?, _ setting: SheetSetting
  ) -> (record: Offer, faults: [SheetFault]) {
    var reader = SheetReader(sheet)
    let organization: Identifier<Organization>? = reader.identifier("organization")
    if sheet["organization"].isEmpty { reader.note("organization", .faultMissing) }
    var offer = Offer(
      id: id, organization: organization ?? Identifier(high: 0, low: 0), place: reader.identifier("place"),
      format: reader.code("format", otherwise: .onSite),
      topics: reader.topics("topics", of: setting.catalogue, isRequired: true), texts: sheetTexts.read(&reader))
    offer.contactPoint = reader.identifier("contactPoint")
    offer.hosting = offer.contactPoint == nil ? nil : reader.optionalCode("hosting")
    offer.goals = reader.codes("goals")
    offer.targetGroups = reader.codes("targetGroups")
    offer.openness = reader.code("openness", otherwise: .notStated)
    offer.access = access(&reader)
    offer.cost = reader.cost()
    offer.languages = reader.languages("languages")
    offer.interpreters = reader.code("interpreters", otherwise: .notStated)
    offer.childcare = reader.code("childcare", otherwise: .notStated)
    offer.schedule = reader.schedule("schedule", today: setting.today)
    offer.validFrom = reader.day("validFrom")
    offer.validUntil = reader.day("validUntil")
    if let from = offer.validFrom, let until = offer.validUntil, until < from {
      reader.note("validUntil", .faultEndsBefore)
    }
    offer.capacity = reader.number("capacity", in: 1...1_000_000)
    offer.contact = reader.contact()
    offer.searchWords = searchWords(&reader, source: offer.texts.source.language)
    offer.status = reader.code("status", otherwise: .draft)
    if let day = reader.day("verifiedOn"), let method: VerificationMethod = reader.optionalCode("verifiedBy") {
      offer.verification = Verification(day: day, method: method)
    }
    offer.origin = earlier?.origin
    return (offer, reader.faults)
  }

  private static func access(_ reader: inout SheetReader) -> Access {
    var access = Access()
    access.registration = reader.code("registration", otherwise: .notStated)
    access.residence = reader.code("residence", otherwise: .notStated)
    access.german = reader.code("german", otherwise: .notStated)
    access.gender = reader.code("gender", otherwise: .notStated)
    access.area = reader.code("accessArea", otherwise: .notStated)
    let documents = reader.sheet[all: "documents"]
    if documents == [noDocuments] {
      access.documents = []
    } else if documents.contains(noDocuments) {
      reader.note("documents", .faultNoneAndSome)
    } else if !documents.isEmpty {
      access.documents = reader.codes("documents")
    }
    access.minimumAge = reader.number("minimumAge", in: 0...120)
    access.maximumAge = reader.number("maximumAge", in: 0...120)
    if let least = access.minimumAge, let most = access.maximumAge, most < least {
      reader.note("maximumAge", .faultAgesReversed)
    }
    return access
  }

  /// A word or phrase a line; those of another language than the source's begin with its code: `ar: كلمة`.
  private var searchWordLines: String {
    searchWords.sorted { $0.key < $1.key }.flatMap { language, words in
      words.map { language == texts.source.language ? $0 : "\(language.code): \($0)" }
    }.joined(separator: "\n")
  }

  private static func searchWords(_ reader: inout SheetReader, source: Language) -> [Language: [String]] {
    var words: [Language: [String]] = [:]
    for line in reader.text("searchWords", most: 8000).split(separator: "\n").map(\.trimmed) where !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
      let named = parts.count == 2 ? Language(code: parts[0]).flatMap { Language.shipped.contains($0) ? $0 : nil } : nil
      let word = named == nil ? String(line) : parts[1]
      guard !word.isEmpty else { continue }
      if word.unicodeScalars.count > 200 {
        reader.note("searchWords", .faultTooLong, ["most": "200", "length": String(word.unicodeScalars.count)])
      }
      if words[named ?? source]?.contains(word) != true { words[named ?? source, default: []].append(word) }
    }
    return words
  }

  package static var textFields: [(name: String, most: Int)] { sheetTexts.fields.map { ($0.name, $0.most) } }

  package static func markStale(_ sheet: inout Sheet, since before: Sheet) {
    sheetTexts.markStale(&sheet, since: before)
  }

  package static func find(_ id: Identifier<Offer>, _ reader: Reader) throws -> Offer? { try reader.offers([id]).first }
  package func save(_ writer: Writer) throws { try writer.save([self]) }
}
