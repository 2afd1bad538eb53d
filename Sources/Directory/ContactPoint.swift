import Vocabulary

/// The intermediary actor in the social space: a place people can walk into (Anlaufstelle, Welcome Point).
package struct ContactPoint: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var name: String
    package var summary = ""
    package var description = ""

    package init(name: String, summary: String = "", description: String = "") {
      self.name = name
      self.summary = summary
      self.description = description
    }
  }

  package var id: Identifier<ContactPoint>
  package var organization: Identifier<Organization>
  package var place: Identifier<Place>
  /// The names of the areas it serves.
  package var areas: [AreaName]
  package var functions: [PointFunction]
  package var status: PointStatus
  package var hours: Schedule?
  package var contact: Contact
  package var texts: Translated<Texts>

  package init(
    id: Identifier<ContactPoint>, organization: Identifier<Organization>, place: Identifier<Place>,
    areas: [AreaName], functions: [PointFunction], status: PointStatus, hours: Schedule?, contact: Contact,
    texts: Translated<Texts>
  ) {
    self.id = id
    self.organization = organization
    self.place = place
    self.areas = areas
    self.functions = functions
    self.status = status
    self.hours = hours
    self.contact = contact
    self.texts = texts
  }
}

/// Something that takes place on certain days (Veranstaltung).
package struct Event: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var title: String
    package var summary = ""
    package var description = ""

    package init(title: String, summary: String = "", description: String = "") {
      self.title = title
      self.summary = summary
      self.description = description
    }
  }

  /// One time it takes place.
  package struct Date: Sendable, Hashable, Comparable {
    package let start: Timestamp
    package let end: Timestamp

    package init(start: Timestamp, end: Timestamp) {
      self.start = start
      self.end = end
    }

    package static func < (one: Self, other: Self) -> Bool { (one.start, one.end) < (other.start, other.end) }
  }

  package var id: Identifier<Event>
  package var organization: Identifier<Organization>
  package var place: Identifier<Place>?
  package var contactPoint: Identifier<ContactPoint>?
  package var topics: [TopicCode]
  package var targetGroups: [TargetGroup]
  package var texts: Translated<Texts>
  /// Earliest first, at least one.
  package var dates: [Date]
  package var cost: Offer.Cost
  package var languages: [Language]
  package var registration: Registration
  package var childcare: Childcare
  package var status: OfferStatus

  package init(
    id: Identifier<Event>, organization: Identifier<Organization>, place: Identifier<Place>?,
    contactPoint: Identifier<ContactPoint>?, topics: [TopicCode], targetGroups: [TargetGroup],
    texts: Translated<Texts>, dates: [Date], cost: Offer.Cost, languages: [Language], registration: Registration,
    childcare: Childcare, status: OfferStatus
  ) {
    self.id = id
    self.organization = organization
    self.place = place
    self.contactPoint = contactPoint
    self.topics = topics
    self.targetGroups = targetGroups
    self.texts = texts
    self.dates = dates.sorted()
    self.cost = cost
    self.languages = languages
    self.registration = registration
    self.childcare = childcare
    self.status = status
  }
}
