import Vocabulary

/// An actor that makes offers: a welfare association, an initiative, an office (Organisation, Akteur_in).
package struct Organization: Sendable, Hashable {
  package struct Texts: Sendable, Hashable {
    package var name: String
    package var summary = ""

    package init(name: String, summary: String = "") {
      self.name = name
      self.summary = summary
    }
  }

  package var id: Identifier<Organization>
  package var kind: OrganizationKind
  /// Nil: not known yet.
  package var level: ActorLevel?
  /// The organisation that carries it (Träger).
  package var carrier: Identifier<Organization>?
  package var texts: Translated<Texts>
  package var contact: Contact
  /// Where it came from, when it was imported.
  package var origin: Origin?

  package init(
    id: Identifier<Organization>, kind: OrganizationKind, level: ActorLevel? = nil,
    carrier: Identifier<Organization>? = nil, texts: Translated<Texts>, contact: Contact = Contact(),
    origin: Origin? = nil
  ) {
    self.id = id
    self.kind = kind
    self.level = level
    self.carrier = carrier
    self.texts = texts
    self.contact = contact
    self.origin = origin
  }

  package func name(in language: Language) -> ShownText { texts.shown(\.name, in: language) }
}

/// How to reach somebody in public: never a person's own number.
package struct Contact: Sendable, Hashable {
  package var phone: String?
  package var email: String?
  package var website: String?

  package init(phone: String? = nil, email: String? = nil, website: String? = nil) {
    self.phone = phone
    self.email = email
    self.website = website
  }

  package var isEmpty: Bool { phone == nil && email == nil && website == nil }

  /// This contact, and the other's where this one says nothing.
  package func completed(by other: Contact) -> Contact {
    Contact(phone: phone ?? other.phone, email: email ?? other.email, website: website ?? other.website)
  }
}

/// What an import says of where a record came from, and what its source said beyond our fields.
package struct Origin: Sendable, Hashable {
  /// The name of the source: `hsds`.
  package var source: String
  /// The identifier there.
  package var externalID: String
  /// Fields of the source without a place of their own here, as a JSON object; nothing is dropped silently.
  package var furtherFields: String?

  package init(source: String, externalID: String, furtherFields: String? = nil) {
    self.source = source
    self.externalID = externalID
    self.furtherFields = furtherFields
  }
}
