import Vocabulary

/// What somebody offers to people in the social space (Angebot).
package struct Offer: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var title: String
    package var summary = ""
    package var description = ""
    /// What else one must know to get in.
    package var accessNote = ""
    package var costNote = ""
    package var scheduleNote = ""
    /// What to bring.
    package var bring = ""

    package init(title: String) { self.title = title }
  }

  /// The conditions of access (Zugangsbedingungen); each says “not stated” where nobody knows.
  package struct Access: Sendable, Hashable {
    package var registration = Registration.notStated
    /// Nil: not stated. Empty: none are needed.
    package var documents: [AccessDocument]?
    package var residence = ResidenceCondition.notStated
    package var german = GermanLevel.notStated
    package var minimumAge: Int?
    package var maximumAge: Int?
    package var gender = GenderCondition.notStated
    package var area = AccessArea.notStated

    package init() {}

    /// The conditions nobody has stated yet, by the name of their field, for editors.
    package var gaps: [String] {
      [
        (registration == .notStated, "registration"), (documents == nil, "documents"),
        (residence == .notStated, "residence"), (german == .notStated, "german"), (gender == .notStated, "gender"),
        (area == .notStated, "area"),
      ].filter(\.0).map(\.1)
    }
  }

  package struct Cost: Sendable, Hashable {
    package var kind = CostKind.notStated
    /// Euro cents.
    package var cents: Int?
    package var period: CostPeriod?

    package init(kind: CostKind = .notStated, cents: Int? = nil, period: CostPeriod? = nil) {
      self.kind = kind
      self.cents = cents
      self.period = period
    }
  }

  package struct Verification: Sendable, Hashable {
    package var day: LocalDate
    package var method: VerificationMethod

    package init(day: LocalDate, method: VerificationMethod) {
      self.day = day
      self.method = method
    }
  }

  package var id: Identifier<Offer>
  package var organization: Identifier<Organization>
  package var place: Identifier<Place>?
  package var format: OfferFormat
  /// The contact point whose offer or guest it is.
  package var contactPoint: Identifier<ContactPoint>?
  package var hosting: Hosting?
  package var topics: [TopicCode]
  package var goals: [IntegrationGoal] = []
  package var targetGroups: [TargetGroup] = []
  package var openness = Openness.notStated
  package var texts: Translated<Texts>
  package var access = Access()
  package var cost = Cost()
  /// Languages spoken there.
  package var languages: [Language] = []
  package var interpreters = InterpreterService.notStated
  package var childcare = Childcare.notStated
  package var schedule: Schedule?
  package var validFrom: LocalDate?
  package var validUntil: LocalDate?
  /// How many people can take part; nil: not stated.
  package var capacity: Int?
  package var contact = Contact()
  /// Words editors chose because people search with them.
  package var searchWords: [Language: [String]] = [:]
  package var status = OfferStatus.draft
  package var verification: Verification?
  package var origin: Origin?

  package init(
    id: Identifier<Offer>, organization: Identifier<Organization>, place: Identifier<Place>? = nil,
    format: OfferFormat = .onSite, topics: [TopicCode], texts: Translated<Texts>
  ) {
    self.id = id
    self.organization = organization
    self.place = place
    self.format = format
    self.topics = topics
    self.texts = texts
  }

  package func title(in language: Language) -> ShownText { texts.shown(\.title, in: language) }

  /// Whether it is valid on a day.
  package func isValid(on day: LocalDate) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validUntil.map { day <= $0 } ?? true)
  }
}
