import Storage
import Vocabulary
import Web

// The coded answers of the directory. Each has a label in every language (`Terms/*.json`) and is checked in the schema.
// “Not stated” is an answer of its own: nobody knows it yet, and editors are asked to find out.

/// What kind of actor an organisation is (Akteurstyp).
package enum OrganizationKind: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "organizationKind"
  case municipalOffice = "municipal-office"
  case welfareAssociation = "welfare-association"
  case independentCarrier = "independent-carrier"
  case school
  case daycare
  case educationProvider = "education-provider"
  case faithCommunity = "faith-community"
  case migrantOrganization = "migrant-organization"
  case volunteerInitiative = "volunteer-initiative"
  case association
  case sportsClub = "sports-club"
  case company
  case chamber
  case jobCentre = "job-centre"
  case housingCompany = "housing-company"
  case healthService = "health-service"
  case adviceCentre = "advice-centre"
  case foundation
  case neighbourhoodCentre = "neighbourhood-centre"
  case library
  case police
  case youthCentre = "youth-centre"
  case accommodation
  case other
}

/// The level an actor works on (Ebene), from the social space to the European Union.
package enum ActorLevel: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "level"
  case socialSpace = "social-space"
  case district
  case municipality
  case region
  case state
  case federal
  case eu
}

/// Whom an offer is made for, as the offer itself says it (Zielgruppe).
package enum TargetGroup: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "targetGroup"
  case everyone
  case newcomers
  case women
  case men
  case girls
  case boys
  case children
  case youth
  case families
  case singleParents = "single-parents"
  case parents
  case older
  case lgbtiq
  case disability
  case pupils
  case jobSeekers = "job-seekers"
  case trainees
  case volunteers
  case unaccompaniedMinors = "unaccompanied-minors"
  case withoutPapers = "without-papers"
  case pregnant
  case neighbours
}

/// Whether an offer is open to all or a protected space (geschützter Raum).
package enum Openness: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "openness"
  case openToAll = "open-to-all"
  case targetFirst = "target-first"
  case protected
  case notStated = "not-stated"
}

/// Whether one has to register first (Anmeldung).
package enum Registration: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "registration"
  case none
  case recommended
  case required
  case notStated = "not-stated"
}

/// A paper one has to bring (Unterlage).
package enum AccessDocument: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "document"
  case identity
  case residencePermit = "residence-permit"
  case arrivalCertificate = "arrival-certificate"
  case addressRegistration = "address-registration"
  case benefitNotice = "benefit-notice"
  case duesselpass
  case healthCard = "health-card"
  case certificates
  case birthCertificate = "birth-certificate"
  case rentalOffer = "rental-offer"
  case letters
  case cv
  case referral
  case vaccinationRecord = "vaccination-record"
  case photo
}

/// What an offer asks of one's residence (Aufenthalt), told plainly.
package enum ResidenceCondition: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "residence"
  case anyone
  case town
  case asylumWelcome = "asylum-welcome"
  case permitNeeded = "permit-needed"
  case workPermitNeeded = "work-permit-needed"
  case notStated = "not-stated"
}

/// The German an offer needs, by the Common European Framework of Reference (Deutschniveau).
package enum GermanLevel: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "german"
  case none
  case a1
  case a2
  case b1
  case b2
  case notStated = "not-stated"
}

/// For which genders an offer is (Geschlecht).
package enum GenderCondition: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "gender"
  case all
  case women
  case men
  case girls
  case boys
  case womenTransNonbinary = "women-trans-nonbinary"
  case notStated = "not-stated"
}

/// Where one has to live to come (Einzugsgebiet).
package enum AccessArea: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "accessArea"
  case anyone
  case town
  case district
  case quarter
  case notStated = "not-stated"
}

/// What an offer costs, in kind (Kosten).
package enum CostKind: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "cost"
  case free
  case donation
  case reduced
  case paid
  case notStated = "not-stated"
}

/// What a price is for.
package enum CostPeriod: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "costPer"
  case visit
  case month
  case course
  case year
  case once
}

/// Whether somebody interprets (Sprachmittlung).
package enum InterpreterService: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "interpreters"
  case yes
  case onRequest = "on-request"
  case phone
  case sign
  case no
  case notStated = "not-stated"
}

/// Whether children are looked after meanwhile (Kinderbetreuung).
package enum Childcare: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "childcare"
  case yes
  case onRequest = "on-request"
  case no
  case notStated = "not-stated"
}

/// Whether a place is reached without steps (stufenlos).
package enum StepFree: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "stepFree"
  case yes
  case partly
  case no
  case notStated = "not-stated"
}

/// How an offer reaches people: in a place, online, by phone, or by coming to them.
package enum OfferFormat: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "format"
  case onSite = "on-site"
  case online
  case phone
  case outreach
}

/// Esser's four dimensions of social integration, 2001 (Kulturation, Platzierung, Interaktion, Identifikation).
package enum IntegrationGoal: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "goal"
  case culturation
  case placement
  case interaction
  case identification
}

/// What a contact point does, after INTESO working papers 1 and 3.
package enum PointFunction: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "pointFunction"
  case dropIn = "drop-in"
  case volunteerSupport = "volunteer-support"
  case information
  case donations
  case firstNeeds = "first-needs"
  case coordination
  case interface
  case neighbourhoodConcerns = "neighbourhood-concerns"
  case volunteerCare = "volunteer-care"
  case structures
  case network
  case migrantOrganizations = "migrant-organizations"
  case referral
  case bridge
  case rooms
  case mainstreaming
  case resources
  case accompaniment
}

/// The life cycle of a contact point.
package enum PointStatus: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "pointStatus"
  case open
  case planned
  case moved
  case merged
  case closed
}

/// What a place of encounter costs.
package enum EncounterCost: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "encounterCost"
  case free
  case low
  case consumption
}

/// Whether an offer is the contact point's own or a guest in its rooms.
package enum Hosting: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "hosting"
  case own
  case hosted
}

/// How somebody made sure that an entry is still true.
package enum VerificationMethod: String, Term, CaseIterable, SQLBindable, SQLReadable {
  package static let group = "verifiedBy"
  case phone
  case visit
  case organization
  case website
}

/// The life cycle of an offer or event.
package enum OfferStatus: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
  case draft, published, paused, ended
}

/// How much of an address everyone may see; enforced in `PublicPlace` alone.
package enum AddressVisibility: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
  case full, area, hidden
}
