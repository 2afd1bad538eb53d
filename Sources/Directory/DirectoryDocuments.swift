import Search
import Vocabulary

/// Turns records into what the index holds of them.
struct DirectoryDocuments: Sendable {
  /// Raised with each change of what documents or their payloads hold, so that an index kept by an older program is not read.
  static let format = 2

  private let organizations: [Identifier<Organization>: Organization]
  private let places: [Identifier<Place>: PublicPlace]
  private let today: LocalDate

  init(_ records: DirectoryRecords, today: LocalDate) {
    (organizations, places) = (records.organizations, records.places)
    self.today = today
  }

  func document(of offer: Offer) -> SearchDocument {
    let place = offer.place.flatMap { places[$0] }
    var writer = ByteWriter()
    writer.write(UInt64(EntryKind.offer.rawValue))
    offer.write(to: &writer)
    return SearchDocument(
      id: offer.id.retyped(), texts: texts(of: offer, in: place), facets: facets(of: offer, in: place),
      coordinate: place?.coordinate, freshness: freshness(of: offer), payload: writer.bytes)
  }

  func document(ofEncounterAt place: PublicPlace) -> SearchDocument? {
    guard let encounter = place.encounter else { return nil }
    var writer = ByteWriter()
    writer.write(UInt64(EntryKind.place.rawValue))
    writer.write(place.id)
    let texts = place.texts.versions.flatMap { version in
      [
        SearchText(.title, version.language, version.content.name),
        SearchText(.summary, version.language, version.content.description),
        SearchText(.description, version.language, version.content.who),
      ]
    }
    var facets = [EntryKind.place.facet, FacetValue(group: "target", value: TargetGroup.everyone.rawValue)]
    facets += topicFacets(encounter.topics) + placeFacets(place)
    facets.append(FacetValue(group: "registration", value: Registration.none.rawValue))
    if encounter.cost == .free { facets.append(FacetValue(group: "cost", value: CostKind.free.rawValue)) }
    return SearchDocument(
      id: place.id.retyped(), texts: texts + areaTexts(place), facets: facets, coordinate: place.coordinate,
      freshness: 8, payload: writer.bytes)
  }

  func document(of event: Event) -> SearchDocument {
    let place = event.place.flatMap { places[$0] }
    var writer = ByteWriter()
    writer.write(UInt64(EntryKind.event.rawValue))
    writer.write(event.id)
    let texts = event.texts.versions.flatMap { version in
      [
        SearchText(.title, version.language, version.content.title),
        SearchText(.summary, version.language, version.content.summary),
        SearchText(.description, version.language, version.content.description),
      ]
    }
    return SearchDocument(
      id: event.id.retyped(), texts: texts + place.map(areaTexts).orEmpty,
      facets: [EntryKind.event.facet] + topicFacets(event.topics) + place.map(placeFacets).orEmpty,
      coordinate: place?.coordinate, freshness: 8, payload: writer.bytes)
  }

  private func texts(of offer: Offer, in place: PublicPlace?) -> [SearchText] {
    var texts: [SearchText] = []
    for version in offer.texts.versions {
      let content = version.content
      texts.append(SearchText(.title, version.language, content.title))
      texts.append(SearchText(.summary, version.language, content.summary))
      let rest = [content.description, content.accessNote, content.bring, content.scheduleNote, content.costNote]
      texts.append(SearchText(.description, version.language, rest.filter { !$0.isEmpty }.joined(separator: "\n")))
    }
    for (language, words) in offer.searchWords.sorted(by: { $0.key < $1.key }) {
      texts.append(SearchText(.searchWords, language, words.joined(separator: "\n")))
    }
    if let organization = organizations[offer.organization] {
      let name = organization.texts.source
      texts.append(SearchText(.organisation, name.language, name.content.name))
    }
    return texts + place.map(areaTexts).orEmpty
  }

  private func areaTexts(_ place: PublicPlace) -> [SearchText] {
    let source = place.texts.source
    return [place.area?.name, source.content.name, place.street].compactMap(\.self).filter { !$0.isEmpty }.map {
      SearchText(.place, source.language, $0)
    }
  }

  private func facets(of offer: Offer, in place: PublicPlace?) -> [FacetValue] {
    var facets = [EntryKind.offer.facet] + topicFacets(offer.topics) + place.map(placeFacets).orEmpty
    facets += offer.targetGroups.map { FacetValue(group: "target", value: $0.rawValue) }
    facets += offer.languages.map { FacetValue(group: "language", value: $0.code) }
    facets += [
      FacetValue(group: "cost", value: offer.cost.kind.rawValue),
      FacetValue(group: "registration", value: offer.access.registration.rawValue),
      FacetValue(group: "german", value: offer.access.german.rawValue),
      FacetValue(group: "format", value: offer.format.rawValue),
      FacetValue(group: "openness", value: offer.openness.rawValue),
      FacetValue(group: "residence", value: offer.access.residence.rawValue),
      FacetValue(group: "organization", value: offer.organization.description),
    ]
    if let point = offer.contactPoint { facets.append(FacetValue(group: "point", value: point.description)) }
    if offer.childcare == .yes || offer.childcare == .onRequest {
      facets.append(FacetValue(group: "childcare", value: "yes"))
    }
    if offer.interpreters != .no && offer.interpreters != .notStated {
      facets.append(FacetValue(group: "interpreters", value: "yes"))
    }
    return facets
  }

  private func topicFacets(_ topics: [TopicCode]) -> [FacetValue] {
    Set(topics + topics.map(\.parent)).sorted().map { FacetValue(group: "topic", value: $0.rawValue) }
  }

  private func placeFacets(_ place: PublicPlace) -> [FacetValue] {
    var facets: [FacetValue] = []
    if let area = place.area { facets.append(FacetValue(group: "area", value: area.slug)) }
    if place.stepFree == .yes { facets.append(FacetValue(group: "stepfree", value: "yes")) }
    return facets
  }

  /// 15 for what was verified this month, one less for each month since; 4 for what never was.
  private func freshness(of offer: Offer) -> UInt8 {
    guard let verified = offer.verification?.day else { return 4 }
    let months = max(0, (today.dayNumber - verified.dayNumber) / 30)
    return UInt8(max(4, 15 - months))
  }
}

extension Optional where Wrapped: RangeReplaceableCollection {
  /// The list, or an empty one.
  fileprivate var orEmpty: Wrapped { self ?? Wrapped() }
}
