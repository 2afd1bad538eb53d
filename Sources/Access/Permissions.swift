/// How far a role may do something.
package enum Reach: String, Sendable, CaseIterable {
  case no = "–"
  /// Only records of the grant's own scope; a grant for the municipality covers them all.
  case withinScope = "own"
  case everywhere = "all"
}

/// The table of rights, the only place where they stand. `docs/roles.md` shows it; a test compares.
package enum Permissions {
  package static func reach(of role: Role, for action: Action) -> Reach {
    let row: (admin: Reach, coordinator: Reach, staff: Reach, volunteer: Reach, editor: Reach, researcher: Reach) =
      switch action {
      case .viewDesk: (.everywhere, .everywhere, .everywhere, .everywhere, .everywhere, .everywhere)
      case .manageOwnAccount: (.everywhere, .everywhere, .everywhere, .everywhere, .everywhere, .everywhere)
      case .manageAccounts: (.everywhere, .no, .no, .no, .no, .no)
      case .readAudit: (.everywhere, .no, .no, .no, .no, .no)
      case .viewOffers: (.everywhere, .everywhere, .everywhere, .everywhere, .withinScope, .no)
      case .editOffers: (.everywhere, .everywhere, .everywhere, .no, .withinScope, .no)
      case .publishOffers: (.everywhere, .everywhere, .everywhere, .no, .withinScope, .no)
      case .editOrganizations: (.everywhere, .everywhere, .everywhere, .no, .withinScope, .no)
      case .editPlaces: (.everywhere, .everywhere, .everywhere, .no, .no, .no)
      case .editEvents: (.everywhere, .everywhere, .everywhere, .no, .withinScope, .no)
      case .editContactPoints: (.everywhere, .everywhere, .withinScope, .no, .no, .no)
      case .translate: (.everywhere, .everywhere, .everywhere, .everywhere, .withinScope, .no)
      case .proposeChanges: (.everywhere, .everywhere, .everywhere, .everywhere, .withinScope, .no)
      case .reviewProposals: (.everywhere, .everywhere, .everywhere, .no, .no, .no)
      case .readNoHits: (.everywhere, .everywhere, .everywhere, .no, .no, .no)
      case .writeNotes: (.everywhere, .everywhere, .everywhere, .everywhere, .no, .no)
      case .sendLinks: (.everywhere, .everywhere, .everywhere, .no, .no, .no)
      case .readStatistics: (.everywhere, .everywhere, .everywhere, .no, .no, .everywhere)
      }
    return switch role {
    case .administrator: row.admin
    case .coordinator: row.coordinator
    case .staff: row.staff
    case .volunteer: row.volunteer
    case .organisationEditor: row.editor
    case .researcher: row.researcher
    }
  }
}

extension Sequence<Grant> {
  /// Whether one of the grants allows it for a record that belongs to any of these scopes.
  package func allow(_ action: Action, in scopes: [Scope]) -> Bool {
    contains { grant in
      switch Permissions.reach(of: grant.role, for: action) {
      case .no: false
      case .everywhere: true
      case .withinScope: grant.scope == .municipality || scopes.contains(grant.scope)
      }
    }
  }

  /// Whether one of the grants allows it for any record at all.
  package func allowSomewhere(_ action: Action) -> Bool {
    contains { Permissions.reach(of: $0.role, for: action) != .no }
  }
}
