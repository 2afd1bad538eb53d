import BenchCorpus
import Directory
import Search
import Seeded
import Vocabulary

/// Made-up offers with everything real ones have: texts of the benchmark's corpus in 3.5 of nine languages, 120 words a
/// text.
struct OfferGenerator: Sendable {
  static let organizations = 10_000
  static let places = 20_000
  /// Begins the address of each generated offer's website, by which it is told from the demo's.
  static let website = "https://bench.example/"

  let corpus: Corpus
  let topics: [TopicCode]
  /// The middle of the areas that places lie in.
  let centres: [Coordinate]
  let today: LocalDate

  func id(_ number: Int) -> Identifier<Offer> { .derived(from: "bench/offer/\(number)") }

  private func organizationID(_ number: Int) -> Identifier<Organization> {
    .derived(from: "bench/organization/\(number)")
  }

  private func placeID(_ number: Int) -> Identifier<Place> { .derived(from: "bench/place/\(number)") }

  func organization(_ number: Int) -> Organization {
    var random = SeededGenerator(seed: 0xa11 &+ UInt64(number) &* 31)
    return Organization(
      id: organizationID(number), kind: random.pick(OrganizationKind.allCases), level: random.pick(ActorLevel.allCases),
      texts: Translated(
        .init(name: words(3, .german, &random), summary: words(12, .german, &random)), in: .german,
        translations: [.init(.english, .init(name: words(3, .english, &random)))]),
      contact: Contact(phone: phone(number), email: "info\(number)@bench.example"))
  }

  func place(_ number: Int) -> Place {
    var random = SeededGenerator(seed: 0xb22 &+ UInt64(number) &* 37)
    let centre = random.pick(centres)
    return Place(
      id: placeID(number), street: "\(words(1, .german, &random))-Straße \(1 + random.below(120))",
      postalCode: "\(40_210 + random.below(400))", city: "Düsseldorf",
      coordinate: Coordinate(
        latitude: centre.latitude + Double(random.below(1000) - 500) / 100_000,
        longitude: centre.longitude + Double(random.below(1000) - 500) / 100_000),
      stepFree: random.pick(StepFree.allCases), visibility: number % 20 == 0 ? .area : .full,
      texts: Translated(.init(name: words(2, .german, &random), stop: words(2, .german, &random)), in: .german))
  }

  func offer(_ number: Int) -> Offer {
    var random = SeededGenerator(seed: 0xc33 &+ UInt64(number) &* 41)
    var versions = textVersions(of: corpus.document(number))
    let source = versions.removeFirst()
    var offer = Offer(
      id: id(number), organization: organizationID(random.below(Self.organizations)),
      format: random.below(10) < 8 ? .onSite : random.pick(OfferFormat.allCases),
      topics: distinct((0..<(1 + random.below(3))).map { _ in random.pick(topics) }),
      texts: Translated(source.content, in: source.language, translations: versions))
    if offer.format == .onSite { offer.place = placeID(random.below(Self.places)) }
    offer.goals = [random.pick(IntegrationGoal.allCases)]
    offer.targetGroups = distinct((0..<2).map { _ in random.pick(TargetGroup.allCases) })
    offer.openness = random.pick(Openness.allCases)
    offer.access = access(&random)
    offer.cost = random.below(3) == 0 ? .init(kind: .paid, cents: 500, period: .visit) : .init(kind: .free)
    offer.languages = distinct([.german] + (0..<2).map { _ in random.pick(Language.shipped) })
    offer.interpreters = random.pick(InterpreterService.allCases)
    offer.childcare = random.pick(Childcare.allCases)
    offer.schedule = random.below(5) == 0 ? nil : schedule(&random)
    offer.validUntil = random.below(10) == 0 ? today.adding(days: 30 + random.below(300)) : nil
    offer.contact = Contact(phone: phone(number), website: "\(Self.website)\(number)")
    offer.status = .published
    offer.verification = .init(
      day: today.adding(days: -random.below(400)), method: random.pick(VerificationMethod.allCases))
    return offer
  }

  /// Title, summary and all the rest of a document's texts as description: the same words as in `search-bench`.
  private func textVersions(of document: SearchDocument) -> [Translated<Offer.Texts>.Version] {
    let byLanguage = Dictionary(grouping: document.texts, by: \.language)
    return distinct(document.texts.map(\.language)).map { language in
      let texts = byLanguage[language] ?? []
      func text(_ fields: Set<SearchField>) -> String {
        texts.filter { fields.contains($0.field) }.map(\.text).joined(separator: " ")
      }
      var content = Offer.Texts(title: text([.title]))
      content.summary = text([.summary])
      content.description = text([.organisation, .place, .description])
      return .init(language, content)
    }
  }

  private func access(_ random: inout SeededGenerator) -> Offer.Access {
    var access = Offer.Access()
    access.registration = random.pick(Registration.allCases)
    access.documents = random.below(3) == 0 ? [random.pick(AccessDocument.allCases)] : []
    access.residence = random.pick(ResidenceCondition.allCases)
    access.german = random.pick(GermanLevel.allCases)
    access.gender = random.pick(GenderCondition.allCases)
    access.area = random.pick(AccessArea.allCases)
    return access
  }

  /// From Cologne's range that is reserved for fiction.
  private func phone(_ number: Int) -> String { "0221 4710 \(100 + number % 900)" }

  /// One to three weekly times.
  private func schedule(_ random: inout SeededGenerator) -> Schedule? {
    let rules = (0..<(1 + random.below(3))).compactMap { _ -> Schedule.Rule? in
      let start = 480 + random.below(20) * 30
      guard let from = LocalTime(minutes: start), let to = LocalTime(minutes: start + 60 + random.below(6) * 30),
        let span = Schedule.Span(from: from, to: to)
      else { return nil }
      return Schedule.Rule(days: [random.pick(Weekday.allCases)], span: span)
    }
    return rules.isEmpty ? nil : Schedule(rules: rules, holidays: .closed)
  }

  private func words(_ count: Int, _ language: Language, _ random: inout SeededGenerator) -> String {
    let words = CorpusWords.of(language)
    return (0..<count).map { _ in words.word(rank: random.zipf()) }.joined(separator: " ")
  }

  private func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }
}
