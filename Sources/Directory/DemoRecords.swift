import Vocabulary

// From the demo's files to records. Codes were checked when the files were written and are again by a test; an unknown
// one reads as "not stated".

extension DemoFile.Bilingual {
  /// German as the source, English as a translation.
  func translated<Content>(_ content: (String) -> Content) -> Translated<Content> {
    Translated(content(de), in: .german, translations: [.init(.english, content(en))])
  }
}

extension DemoFile.Organization {
  var record: Organization {
    let texts = Translated<Organization.Texts>(
      .init(name: name.de, summary: summary.de), in: .german,
      translations: [.init(.english, .init(name: name.en, summary: summary.en))])
    return Organization(
      id: .derived(from: "demo/organization/\(key)"), kind: OrganizationKind(rawValue: kind) ?? .other,
      level: ActorLevel(rawValue: level), carrier: carrier.map { .derived(from: "demo/organization/\($0)") },
      texts: texts, contact: Contact(phone: phone, email: email, website: website))
  }
}

extension DemoFile.Place {
  var record: Place {
    func texts(_ language: KeyPath<DemoFile.Bilingual, String>) -> Place.Texts {
      Place.Texts(
        name: name?[keyPath: language] ?? "", stop: stop?[keyPath: language] ?? "",
        who: encounter?.who[keyPath: language] ?? "", description: encounter?.description[keyPath: language] ?? "")
    }
    return Place(
      id: .derived(from: "demo/\(key)"), street: street, postalCode: postalCode, city: "Düsseldorf",
      coordinate: Coordinate(latitude: lat, longitude: lon), stepFree: StepFree(rawValue: stepFree) ?? .notStated,
      visibility: AddressVisibility(rawValue: visibility) ?? .hidden,
      texts: Translated(texts(\.de), in: .german, translations: [.init(.english, texts(\.en))]),
      encounter: encounter.map { encounter in
        Place.Encounter(
          cost: EncounterCost(rawValue: encounter.cost) ?? .free,
          topics: encounter.topics.compactMap(TopicCode.init(rawValue:)), hours: encounter.hours)
      })
  }
}

extension DemoFile.ContactPoint {
  func record(_ translations: DemoTranslations) -> ContactPoint {
    let english = ContactPoint.Texts(name: name.en, summary: summary.en, description: description.en)
    return ContactPoint(
      id: .derived(from: "demo/contact-point/\(key)"),
      organization: .derived(from: "demo/organization/\(organization)"),
      place: .derived(from: "demo/\(place)"), areas: areas.map(AreaName.init(_:)),
      functions: functions.compactMap(PointFunction.init(rawValue:)), status: PointStatus(rawValue: status) ?? .open,
      hours: hours, contact: Contact(phone: phone, email: email),
      texts: Translated(
        .init(name: name.de, summary: summary.de, description: description.de), in: .german,
        translations: [.init(.english, english)] + translations.contactPoint(key)))
  }
}

extension DemoFile.OfferText {
  var texts: Offer.Texts {
    var texts = Offer.Texts(title: title)
    texts.summary = summary
    texts.description = description ?? ""
    texts.accessNote = accessNote ?? ""
    texts.costNote = costNote ?? ""
    texts.scheduleNote = scheduleNote ?? ""
    texts.bring = bring ?? ""
    return texts
  }
}

extension DemoFile.Cost {
  var record: Offer.Cost {
    Offer.Cost(
      kind: CostKind(rawValue: kind) ?? .notStated, cents: cents, period: per.flatMap(CostPeriod.init(rawValue:)))
  }
}

extension DemoFile.Access {
  var record: Offer.Access {
    var access = Offer.Access()
    access.registration = Registration(rawValue: registration) ?? .notStated
    access.documents = documents?.compactMap(AccessDocument.init(rawValue:))
    access.residence = ResidenceCondition(rawValue: residence) ?? .notStated
    access.german = GermanLevel(rawValue: german) ?? .notStated
    access.minimumAge = minAge
    access.maximumAge = maxAge
    access.gender = GenderCondition(rawValue: gender) ?? .notStated
    access.area = AccessArea(rawValue: area) ?? .notStated
    return access
  }
}

extension DemoFile.Offer {
  /// - Parameter placeOfPoint: where the contact points are; an offer on site without a place of its own is there.
  func record(
    _ translations: DemoTranslations, placeOfPoint: [String: String], words: [String: [String: [String]]]
  ) -> Offer {
    let place = place ?? (format == "on-site" ? contactPoint.flatMap { placeOfPoint[$0] } : nil)
    var offer = Offer(
      id: Demo.offerIdentifier(key), organization: .derived(from: "demo/organization/\(organization)"),
      place: place.map { .derived(from: "demo/\($0)") }, format: OfferFormat(rawValue: format) ?? .onSite,
      topics: topics.compactMap(TopicCode.init(rawValue:)),
      texts: Translated(
        texts(\.de), in: .german, translations: [.init(.english, texts(\.en))] + translations.offer(key)))
    offer.contactPoint = contactPoint.map { .derived(from: "demo/contact-point/\($0)") }
    offer.hosting = hosting.flatMap(Hosting.init(rawValue:))
    offer.goals = goals.compactMap(IntegrationGoal.init(rawValue:))
    offer.targetGroups = targetGroups.compactMap(TargetGroup.init(rawValue:))
    offer.openness = Openness(rawValue: openness) ?? .notStated
    offer.access = access.record
    offer.cost = cost.record
    offer.languages = languages.compactMap(Language.init(code:))
    offer.interpreters = InterpreterService(rawValue: interpreters) ?? .notStated
    offer.childcare = Childcare(rawValue: childcare) ?? .notStated
    offer.schedule = schedule?.schedule
    offer.validFrom = validFrom
    offer.validUntil = validUntil
    offer.capacity = capacity
    offer.contact = Contact(phone: contact?.phone, email: contact?.email, website: contact?.website)
    for (code, chosen) in words[key] ?? [:] {
      if let language = Language(code: code) { offer.searchWords[language] = chosen }
    }
    offer.status = OfferStatus(rawValue: status) ?? .draft
    offer.verification = verified.flatMap { verified in
      VerificationMethod(rawValue: verified.by).map { .init(day: verified.on, method: $0) }
    }
    return offer
  }

  private func texts(_ language: KeyPath<DemoFile.Bilingual, String>) -> Offer.Texts {
    DemoFile.OfferText(
      title: title[keyPath: language], summary: summary[keyPath: language],
      description: description[keyPath: language], accessNote: access.note?[keyPath: language],
      costNote: cost.note?[keyPath: language], scheduleNote: schedule?.note?[keyPath: language],
      bring: bring?[keyPath: language]
    ).texts
  }
}

extension DemoFile.Event {
  func record(clock: TownClock, at now: Timestamp) -> Event {
    let today = clock.local(now).date
    let dates = (0..<max(1, times)).compactMap { turn -> Event.Date? in
      guard let span = Schedule.Span(from: start, to: end) else { return nil }
      let day = today.adding(days: inDays + turn * 7 * repeatWeeks)
      return Event.Date(start: clock.timestamp(day, span.from), end: clock.timestamp(day, span.to))
    }
    return Event(
      id: .derived(from: "demo/event/\(key)"), organization: .derived(from: "demo/organization/\(organization)"),
      place: place.map { .derived(from: "demo/\($0)") },
      contactPoint: contactPoint.map { .derived(from: "demo/contact-point/\($0)") },
      topics: topics.compactMap(TopicCode.init(rawValue:)),
      targetGroups: targetGroups.compactMap(TargetGroup.init(rawValue:)),
      texts: Translated(
        .init(title: title.de, summary: summary.de, description: description.de), in: .german,
        translations: [
          .init(.english, .init(title: title.en, summary: summary.en, description: description.en))
        ]), dates: dates, cost: cost.record, languages: languages.compactMap(Language.init(code:)),
      registration: Registration(rawValue: registration) ?? .notStated,
      childcare: Childcare(rawValue: childcare) ?? .notStated, status: .published)
  }
}
