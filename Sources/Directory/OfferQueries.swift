import Storage
import Vocabulary

extension Writer {
  /// Inserts offers, or replaces those with the same identifier.
  package func save(_ offers: [Offer]) throws {
    try runMany(offers, offerRow)
    for table in OfferPart.tables { try runMany(offers) { "DELETE FROM \(fragment: table) WHERE offer_id = \($0.id)" } }
    try runMany(offers.flatMap { offer in offer.texts.versions.map { (offer, $0) } }) { offer, version in
      textRow(version, of: offer)
    }
    try runMany(offers.parts(\.topics)) {
      "INSERT INTO offer_topics (offer_id, position, topic) VALUES (\($0), \($1), \($2))"
    }
    try runMany(offers.parts(\.goals)) {
      "INSERT INTO offer_goals (offer_id, position, goal) VALUES (\($0), \($1), \($2))"
    }
    try runMany(offers.parts(\.targetGroups)) {
      "INSERT INTO offer_target_groups (offer_id, position, target_group) VALUES (\($0), \($1), \($2))"
    }
    try runMany(offers.parts { $0.access.documents ?? [] }) {
      "INSERT INTO offer_documents (offer_id, position, document) VALUES (\($0), \($1), \($2))"
    }
    try runMany(offers.parts(\.languages)) {
      "INSERT INTO offer_languages (offer_id, position, language) VALUES (\($0), \($1), \($2))"
    }
    let words = offers.flatMap { offer in
      offer.searchWords.flatMap { language, words in words.enumerated().map { (offer.id, $0, language, $1) } }
    }
    try runMany(words) { id, position, language, word in
      """
      INSERT INTO offer_search_words (offer_id, position, language, word)
      VALUES (\(id), \(position), \(language), \(word))
      """
    }
    for offer in offers { recordChange(kind: "offer", id: offer.id) }
  }

  private func offerRow(_ offer: Offer) throws -> SQL {
    """
    INSERT INTO offers (id, organization_id, place_id, format, contact_point_id, hosting, openness, registration,
      documents_stated, residence, german, minimum_age, maximum_age, gender, access_area, cost, cost_cents,
      cost_period, interpreters, childcare, schedule, valid_from, valid_until, capacity, phone, email, website,
      status, verified_on, verified_by, source, external_id, further_fields)
    VALUES (\(offer.id), \(offer.organization), \(offer.place), \(offer.format), \(offer.contactPoint),
      \(offer.hosting), \(offer.openness), \(offer.access.registration), \(offer.access.documents != nil),
      \(offer.access.residence), \(offer.access.german), \(offer.access.minimumAge), \(offer.access.maximumAge),
      \(offer.access.gender), \(offer.access.area), \(offer.cost.kind), \(offer.cost.cents), \(offer.cost.period),
      \(offer.interpreters), \(offer.childcare), \(try offer.schedule?.json), \(offer.validFrom), \(offer.validUntil),
      \(offer.capacity), \(offer.contact.phone), \(offer.contact.email), \(offer.contact.website), \(offer.status),
      \(offer.verification?.day), \(offer.verification?.method), \(offer.origin?.source), \(offer.origin?.externalID),
      \(offer.origin?.furtherFields))
    ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, place_id = excluded.place_id,
      format = excluded.format, contact_point_id = excluded.contact_point_id, hosting = excluded.hosting,
      openness = excluded.openness, registration = excluded.registration,
      documents_stated = excluded.documents_stated, residence = excluded.residence, german = excluded.german,
      minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, gender = excluded.gender,
      access_area = excluded.access_area, cost = excluded.cost, cost_cents = excluded.cost_cents,
      cost_period = excluded.cost_period, interpreters = excluded.interpreters, childcare = excluded.childcare,
      schedule = excluded.schedule, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
      capacity = excluded.capacity, phone = excluded.phone, email = excluded.email, website = excluded.website,
      status = excluded.status, verified_on = excluded.verified_on, verified_by = excluded.verified_by,
      source = excluded.source, external_id = excluded.external_id, further_fields = excluded.further_fields
    """
  }

  private func textRow(_ version: Translated<Offer.Texts>.Version, of offer: Offer) -> SQL {
    let content = version.content
    return """
      INSERT INTO offer_texts (offer_id, language, is_source, is_stale, title, summary, description, access_note,
        cost_note, schedule_note, bring)
      VALUES (\(offer.id), \(version.language), \(version.language == offer.texts.source.language),
        \(version.isStale), \(content.title), \(content.summary), \(content.description), \(content.accessNote),
        \(content.costNote), \(content.scheduleNote), \(content.bring))
      """
  }
}

/// The tables that hold the parts of an offer.
private enum OfferPart {
  static let tables: [SQL] = [
    "offer_texts", "offer_topics", "offer_goals", "offer_target_groups", "offer_documents", "offer_languages",
    "offer_search_words",
  ]
}

extension [Offer] {
  /// One row per part, with its position.
  fileprivate func parts<Part>(_ parts: (Offer) -> [Part]) -> [(Identifier<Offer>, Int, Part)] {
    flatMap { offer in parts(offer).enumerated().map { (offer.id, $0, $1) } }
  }
}

extension Reader {
  /// The offers with these identifiers, whatever their status.
  package func offers(_ identifiers: [Identifier<Offer>]) throws -> [Offer] {
    guard !identifiers.isEmpty else { return [] }
    return try offers(matching: "id IN \(list: identifiers)")
  }

  /// Every published offer, read in portions.
  package func forEachPublishedOffer(_ body: (Offer) throws -> Void) throws {
    var last: Identifier<Offer>?
    while true {
      let portion = try publishedOffers(after: last)
      guard let end = portion.last?.id else { return }
      last = end
      try portion.forEach(body)
    }
  }

  /// The next published offers by identifier, at most `most`; empty at the end.
  package func publishedOffers(after last: Identifier<Offer>?, most: Int = 2000) throws -> [Offer] {
    let after = last.map { "id > \($0) AND " as SQL } ?? ""
    let ids: [Identifier<Offer>] = try values(
      "SELECT id FROM offers WHERE \(fragment: after)status = 'published' ORDER BY id LIMIT \(most)")
    guard let first = ids.first, let end = ids.last else { return [] }
    return try offers(matching: "id >= \(first) AND id <= \(end) AND status = 'published'")
  }

  private func offers(matching condition: SQL) throws -> [Offer] {
    let chosen: SQL = "offer_id IN (SELECT id FROM offers WHERE \(fragment: condition))"
    let texts: [Identifier<Offer>: Translated<Offer.Texts>] = try texts(
      "SELECT offer_id AS parent, offer_texts.* FROM offer_texts WHERE \(fragment: chosen)", Offer.Texts.init(row:))
    let topics: [Identifier<Offer>: [TopicCode]] = try children(
      "SELECT offer_id AS parent, topic FROM offer_topics WHERE \(fragment: chosen) ORDER BY offer_id, position"
    ) { try $0["topic"] }
    let goals: [Identifier<Offer>: [IntegrationGoal]] = try children(
      "SELECT offer_id AS parent, goal FROM offer_goals WHERE \(fragment: chosen) ORDER BY offer_id, position"
    ) { try $0["goal"] }
    let groups: [Identifier<Offer>: [TargetGroup]] = try children(
      "SELECT offer_id AS parent, target_group FROM offer_target_groups WHERE \(fragment: chosen) ORDER BY offer_id, position"
    ) { try $0["target_group"] }
    let documents: [Identifier<Offer>: [AccessDocument]] = try children(
      "SELECT offer_id AS parent, document FROM offer_documents WHERE \(fragment: chosen) ORDER BY offer_id, position"
    ) { try $0["document"] }
    let languages: [Identifier<Offer>: [Language]] = try children(
      "SELECT offer_id AS parent, language FROM offer_languages WHERE \(fragment: chosen) ORDER BY offer_id, position"
    ) { try $0["language"] }
    let words: [Identifier<Offer>: [(Language, String)]] = try children(
      """
      SELECT offer_id AS parent, language, word FROM offer_search_words WHERE \(fragment: chosen)
      ORDER BY offer_id, position
      """
    ) { (try $0["language"], try $0["word"]) }
    return try all("SELECT * FROM offers WHERE \(fragment: condition) ORDER BY id") { row in
      let id: Identifier<Offer> = try row["id"]
      var offer = try Offer(row, topics: topics[id] ?? [], texts: texts[id])
      offer.goals = goals[id] ?? []
      offer.targetGroups = groups[id] ?? []
      offer.languages = languages[id] ?? []
      if try row["documents_stated"] { offer.access.documents = documents[id] ?? [] }
      offer.searchWords = (words[id] ?? []).reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
      return offer
    }
  }
}

extension Offer.Texts {
  fileprivate init(row: Row) throws {
    self.init(title: try row["title"])
    summary = try row["summary"]
    description = try row["description"]
    accessNote = try row["access_note"]
    costNote = try row["cost_note"]
    scheduleNote = try row["schedule_note"]
    bring = try row["bring"]
  }
}

extension Offer {
  fileprivate init(_ row: Row, topics: [TopicCode], texts: Translated<Texts>?) throws {
    self.init(
      id: try row["id"], organization: try row["organization_id"], place: try row["place_id"],
      format: try row["format"], topics: topics, texts: texts ?? Translated(Texts(title: "–"), in: .german))
    contactPoint = try row["contact_point_id"]
    hosting = try row["hosting"]
    openness = try row["openness"]
    access.registration = try row["registration"]
    access.residence = try row["residence"]
    access.german = try row["german"]
    access.minimumAge = try row["minimum_age"]
    access.maximumAge = try row["maximum_age"]
    access.gender = try row["gender"]
    access.area = try row["access_area"]
    cost = Cost(kind: try row["cost"], cents: try row["cost_cents"], period: try row["cost_period"])
    interpreters = try row["interpreters"]
    childcare = try row["childcare"]
    let hours: String? = try row["schedule"]
    schedule = try hours.map(Schedule.init(json:))
    validFrom = try row["valid_from"]
    validUntil = try row["valid_until"]
    capacity = try row["capacity"]
    contact = try Contact(row)
    status = try row["status"]
    if let day: LocalDate = try row["verified_on"], let method: VerificationMethod = try row["verified_by"] {
      verification = Verification(day: day, method: method)
    }
    origin = try Origin(row)
  }
}
