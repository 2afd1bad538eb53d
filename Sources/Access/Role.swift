import Storage
import Vocabulary
import Web

/// What somebody is for a municipality. Somebody may be several things, such as paid staff and volunteer.
package enum Role: String, CaseIterable, Sendable, Term, SQLConvertible {
  /// Runs the site: accounts, audit trail, everything else.
  case administrator
  /// Coordinates for the whole town.
  case coordinator
  /// Is paid and works at a contact point.
  case staff
  case volunteer
  /// Keeps the offers of the own organisation.
  case organisationEditor = "organisation-editor"
  /// Reads counts, never single records.
  case researcher

  package static let group = "role"

  /// The kind of scope a grant of this role needs.
  var scopes: Set<ScopeKind> {
    switch self {
    case .administrator, .coordinator, .researcher: [.municipality]
    case .staff, .volunteer: [.municipality, .contactPoint]
    case .organisationEditor: [.organisation]
    }
  }
}
