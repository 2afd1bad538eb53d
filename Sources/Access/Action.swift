/// Everything that signed-in people may do. Which role may do which stands in `Permissions.swift`.
package enum Action: String, CaseIterable, Sendable {
  case viewDesk
  case manageOwnAccount
  case manageAccounts
  case readAudit
  case viewOffers
  case editOffers
  case publishOffers
  case editOrganizations
  case editPlaces
  case editEvents
  case editContactPoints
  case translate
  /// Suggest a change that somebody else accepts.
  case proposeChanges
  case reviewProposals
  case readNoHits
  case writeNotes
  /// Send links by which an organisation confirms or proposes without an account.
  case sendLinks
  case readStatistics
}
