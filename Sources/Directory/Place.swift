import Vocabulary

/// Where something is: an address and a point, as editors know it. What everyone may see of it is a `PublicPlace`.
package struct Place: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var name = ""
    /// The nearest stop, in words.
    package var stop = ""
    /// Of a place of encounter: who may come.
    package var who = ""
    /// Of a place of encounter: what it is.
    package var description = ""

    package init(name: String = "", stop: String = "", who: String = "", description: String = "") {
      self.name = name
      self.stop = stop
      self.who = who
      self.description = description
    }
  }

  /// What makes a place a place of encounter, which needs no programme (Begegnungsort).
  package struct Encounter: Sendable, Hashable {
    package var cost: EncounterCost
    package var topics: [TopicCode]
    package var hours: Schedule?

    package init(cost: EncounterCost, topics: [TopicCode], hours: Schedule?) {
      self.cost = cost
      self.topics = topics
      self.hours = hours
    }
  }

  package var id: Identifier<Place>
  package var street: String?
  package var postalCode: String?
  package var city: String?
  package var coordinate: Coordinate?
  package var stepFree: StepFree
  package var visibility: AddressVisibility
  package var texts: Translated<Texts>
  package var encounter: Encounter?
  package var origin: Origin?

  package init(
    id: Identifier<Place>, street: String? = nil, postalCode: String? = nil, city: String? = nil,
    coordinate: Coordinate? = nil, stepFree: StepFree = .notStated, visibility: AddressVisibility = .full,
    texts: Translated<Texts>, encounter: Encounter? = nil, origin: Origin? = nil
  ) {
    self.id = id
    self.street = street
    self.postalCode = postalCode
    self.city = city
    self.coordinate = coordinate
    self.stepFree = stepFree
    self.visibility = visibility
    self.texts = texts
    self.encounter = encounter
    self.origin = origin
  }
}

/// What everyone may see of a place. The only way to one is from a `Place` through its visibility, so nothing more gets out.
package struct PublicPlace: Sendable, Hashable {
  package let id: Identifier<Place>
  package let street: String?
  package let postalCode: String?
  package let city: String?
  /// The point, or the centre of its area when only the area may be known; nil when hidden.
  package let coordinate: Coordinate?
  /// The exact point is known to visitors: directions may be offered.
  package let isExact: Bool
  package let isHidden: Bool
  package let area: AreaName?
  package let stepFree: StepFree
  package let texts: Translated<Place.Texts>
  package let encounter: Place.Encounter?

  /// - Parameter area: the area of the shown set that the place lies in, with its centre.
  package init(_ place: Place, area: (name: AreaName, centre: Coordinate?)?) {
    id = place.id
    stepFree = place.stepFree
    encounter = place.visibility == .full ? place.encounter : nil
    isHidden = place.visibility == .hidden
    isExact = place.visibility == .full && place.coordinate != nil
    switch place.visibility {
    case .full:
      (street, postalCode, city) = (place.street, place.postalCode, place.city)
      coordinate = place.coordinate
      self.area = area?.name
      texts = place.texts
    case .area:
      (street, postalCode, city) = (nil, nil, place.city)
      coordinate = area?.centre
      self.area = area?.name
      texts = Translated(.init(), in: place.texts.source.language)
    case .hidden:
      (street, postalCode, city) = (nil, nil, place.city)
      coordinate = nil
      self.area = nil
      texts = Translated(.init(), in: place.texts.source.language)
    }
  }
}
