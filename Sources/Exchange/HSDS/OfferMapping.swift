import Directory
import Vocabulary

extension HSDSMapper {
  private static let mappedFields: Set<String> = [
    "id", "organization_id", "name", "alternate_name", "description", "url", "email", "status", "application_process",
    "fees_description", "fees", "eligibility_description", "minimum_age", "maximum_age", "interpretation_services",
    "alert", "assurer_email",
  ]

  /// A service as an offer; nil when it has no organisation or no name.
  ///
  /// A service at several locations stays one offer, so that nobody finds it twice: its place is the first physical one,
  /// the others are kept.
  mutating func offer(_ record: SourceRecord, _ places: Set<Identifier<Place>>) -> Offer? {
    let organization: Identifier<Organization> = identifier(.organization, record["organization_id"])
    guard !record["organization_id"].isEmpty, let carrier = name(of: organization) else {
      note(.danglingReference, record, "organization_id", ["id": record["organization_id"]])
      return nil
    }
    guard let title = title(record, carrier) else { return nil }
    let owner = HSDSLinks.Owner(table: .service, key: record.key)
    var further = FurtherFields()
    let id: Identifier<Offer> = identifier(.service, record.key)
    var texts = Offer.Texts(title: title)
    var offer = Offer(
      id: id, organization: organization, topics: [], texts: Translated(texts, in: setting.language))
    texts.description = fitted(
      Self.paragraphs([record["description"], record["alert"]]), 20_000, record, "description")
    texts.accessNote = fitted(
      Self.paragraphs(
        [record["eligibility_description"], record["application_process"], record["interpretation_services"]]),
      5000, record, "eligibility_description")
    texts.bring = bring(of: owner, record)
    (offer.cost, texts.costNote) = cost(of: record)
    let hours = hours(of: record, further: &further)
    (offer.schedule, texts.scheduleNote) = (hours.schedule, hours.note)
    (offer.validFrom, offer.validUntil) = (hours.validFrom, hours.validUntil)
    offer.texts = Translated(texts, in: setting.language)
    offer.status = status(record)
    offer.contact = contact(of: owner, record, website: "url", further: &further)
    offer.languages = languages(of: owner, further: &further)
    classify(&offer, record, owner, &further)
    ages(record, &offer.access, &further)
    locate(&offer, record, owner, places, &further)
    if !record["assurer_email"].isEmpty {
      report.count(.personalData, file: record.position.file, field: "assurer_email")
    }
    keepRest(of: record, mapped: Self.mappedFields, in: &further)
    keep([.serviceArea, .funding, .serviceCapacity, .metadata], of: owner, in: &further)
    offer.origin = origin(record, id, further)
    return offer
  }

  private mutating func title(_ record: SourceRecord, _ organization: String) -> String? {
    let name = text(record, "name", 300)
    if !name.isEmpty { return name }
    let borrowed = record["description"].isEmpty ? "" : organization
    let other = record["alternate_name"].isEmpty ? borrowed : record["alternate_name"]
    guard !other.isEmpty else {
      note(.missingName, record, "name", ["id": record.key])
      return nil
    }
    note(.otherName, record, "name", ["name": other])
    return fitted(other, 300, record, "name")
  }

  private mutating func bring(of owner: HSDSLinks.Owner, _ record: SourceRecord) -> String {
    let documents = links.records(.requiredDocument, of: owner).map { row in
      [row["document"], row["uri"]].filter { !$0.isEmpty }.joined(separator: " – ")
    }
    return fitted(Self.paragraphs(documents), 2000, record, "required_documents")
  }

  private mutating func status(_ record: SourceRecord) -> OfferStatus {
    switch record["status"].lowercased() {
    case "active": return .published
    case "inactive", "temporarily closed": return .paused
    case "defunct": return .ended
    case "":
      note(.missingStatus, record, "status")
      return .published
    default:
      note(.unknownStatus, record, "status", ["value": record["status"]])
      return .draft
    }
  }

  private mutating func ages(_ record: SourceRecord, _ access: inout Offer.Access, _ further: inout FurtherFields) {
    access.minimumAge = age(record, "minimum_age", &further)
    access.maximumAge = age(record, "maximum_age", &further)
    guard let least = access.minimumAge, let most = access.maximumAge, least > most else { return }
    note(.unusableNumber, record, "maximum_age", ["value": record["maximum_age"]])
    further.add("maximum_age", record["maximum_age"])
    access.maximumAge = nil
  }

  private mutating func age(_ record: SourceRecord, _ field: String, _ further: inout FurtherFields) -> Int? {
    guard !record[field].isEmpty else { return nil }
    if let number = Double(record[field]), (0...120).contains(number), number == number.rounded() { return Int(number) }
    note(.unusableNumber, record, field, ["value": record[field]])
    further.add(field, record[field])
    return nil
  }

  private mutating func languages(of owner: HSDSLinks.Owner, further: inout FurtherFields) -> [Language] {
    var languages: [Language] = []
    for row in links.records(.language, of: owner) {
      guard let language = LanguageReading.language(code: row["code"], name: row["name"]) else {
        note(.unknownLanguage, row, "code", ["value": row["code"].isEmpty ? row["name"] : row["code"]])
        keep(row, of: owner, in: &further)
        continue
      }
      if !languages.contains(language) { languages.append(language) }
      if !row["note"].isEmpty { keep(row, of: owner, in: &further) }
    }
    return languages
  }

  /// The place is the first physical location; how the offer reaches people follows from what there is.
  private mutating func locate(
    _ offer: inout Offer, _ record: SourceRecord, _ owner: HSDSLinks.Owner, _ places: Set<Identifier<Place>>,
    _ further: inout FurtherFields
  ) {
    var isVirtual = false
    for row in links.records(.serviceAtLocation, of: owner) {
      let place: Identifier<Place> = identifier(.location, row["location_id"])
      let location = links.entities[HSDSLinks.Owner(table: .location, key: row["location_id"])]
      if location?["location_type"].lowercased() == "virtual" { isVirtual = true }
      if places.contains(place), offer.place == nil {
        offer.place = place
        if row["description"].isEmpty { continue }
      } else if places.contains(place) {
        note(.furtherLocation, record, "location_id", ["id": row["location_id"]])
      }
      keep(row, of: owner, in: &further)
    }
    guard offer.place == nil else { return }
    let contact = offer.contact
    offer.format = isVirtual ? .online : contact.phone != nil ? .phone : contact.website != nil ? .online : .onSite
    if !isVirtual { note(.guessedFormat, record, "location_id", ["format": offer.format.rawValue]) }
  }

  /// Topics and target groups by the categories' names; the names themselves become search words.
  private mutating func classify(
    _ offer: inout Offer, _ record: SourceRecord, _ owner: HSDSLinks.Owner, _ further: inout FurtherFields
  ) {
    var words = [record["alternate_name"]]
    for attribute in links.records(.attribute, of: owner) {
      guard let term = links.terms[attribute["taxonomy_term_id"]] else {
        note(.danglingLink, attribute, "taxonomy_term_id", ["id": attribute["taxonomy_term_id"]])
        keep(attribute, of: owner, in: &further)
        continue
      }
      words.append(term["name"])
      let meaning = meaning(of: term)
      if meaning.isEmpty { report.count(.termWithoutTopic, file: term.position.file, field: term["name"]) }
      offer.topics += meaning.topics.filter { !offer.topics.contains($0) }
      offer.targetGroups += meaning.groups.filter { !offer.targetGroups.contains($0) }
      if !attribute["value"].isEmpty { keepAttribute(attribute, term, of: owner, in: &further) }
    }
    if let program = links.programs[record["program_id"]] {
      words.append(program["name"])
      keep(program, of: owner, in: &further)
    }
    if offer.topics.isEmpty { note(.offerWithoutTopic, record) }
    var seen: Set<String> = []
    let kept = words.map { $0.cut(to: 200) }.filter { !$0.isEmpty && seen.insert($0).inserted }
    if !kept.isEmpty { offer.searchWords = [setting.language: kept] }
  }

  /// What a term means, else what the term above it means.
  private func meaning(of term: SourceRecord) -> HSDSTerms.Meaning {
    var current: SourceRecord? = term
    for _ in 0..<10 {
      guard let term = current else { break }
      let meaning = setting.terms.meaning(code: term["code"], name: term["name"])
      if !meaning.isEmpty { return meaning }
      current = links.terms[term["parent_id"]]
    }
    return HSDSTerms.Meaning()
  }
}
