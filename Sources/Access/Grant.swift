import Storage
import Vocabulary

/// Stands for the directory's contact points, which this room does not know: `point.id.retyped(to: …)` leads here.
package enum GrantedContactPoint {}
/// Stands for the directory's organisations.
package enum GrantedOrganisation {}

package enum ScopeKind: String, CaseIterable, Sendable, SQLConvertible {
  case municipality
  case contactPoint = "contact-point"
  case organisation
}

/// How far a role reaches, and where a record belongs.
package enum Scope: Hashable, Sendable {
  case municipality
  case contactPoint(Identifier<GrantedContactPoint>)
  case organisation(Identifier<GrantedOrganisation>)

  package static func contactPoint<Record>(of id: Identifier<Record>) -> Scope { .contactPoint(id.retyped()) }
  package static func organisation<Record>(of id: Identifier<Record>) -> Scope { .organisation(id.retyped()) }

  package var kind: ScopeKind {
    switch self {
    case .municipality: .municipality
    case .contactPoint: .contactPoint
    case .organisation: .organisation
    }
  }

  /// The identifier's text; empty for the municipality.
  var key: String {
    switch self {
    case .municipality: ""
    case .contactPoint(let id): id.description
    case .organisation(let id): id.description
    }
  }

  init?(_ kind: ScopeKind, key: String) {
    switch kind {
    case .municipality:
      guard key.isEmpty else { return nil }
      self = .municipality
    case .contactPoint:
      guard let id = Identifier<GrantedContactPoint>(key) else { return nil }
      self = .contactPoint(id)
    case .organisation:
      guard let id = Identifier<GrantedOrganisation>(key) else { return nil }
      self = .organisation(id)
    }
  }
}

/// A role within a scope.
package struct Grant: Hashable, Sendable {
  package let role: Role
  package let scope: Scope

  package enum Fault: Error, Hashable, CustomStringConvertible {
    case wrongScope(Role)
    case unreadable(String)

    package var description: String {
      switch self {
      case .wrongScope(let role):
        "The role \(role.rawValue) needs "
          + (role.scopes.contains(.municipality)
            ? "no organisation" + (role.scopes.contains(.contactPoint) ? "; a contact point may be named." : ".")
            : "an organisation: \(role.rawValue):organisation:ID.")
      case .unreadable(let text):
        "“\(text)” is no role. Write one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")), and where it needs "
          + "one its scope: ROLE:organisation:ID or ROLE:contact-point:ID."
      }
    }
  }

  package init(_ role: Role, _ scope: Scope = .municipality) throws(Fault) {
    guard role.scopes.contains(scope.kind) else { throw .wrongScope(role) }
    self.role = role
    self.scope = scope
  }

  /// Reads `administrator`, `staff:contact-point:ID` and the like.
  package init(_ text: String) throws(Fault) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let role = Role(rawValue: parts[0]) else { throw .unreadable(text) }
    switch parts.count {
    case 1: try self.init(role)
    case 3:
      guard let kind = ScopeKind(rawValue: parts[1]), let scope = Scope(kind, key: parts[2]) else {
        throw .unreadable(text)
      }
      try self.init(role, scope)
    default: throw .unreadable(text)
    }
  }

  /// As `init(_ text:)` reads it.
  package var text: String {
    scope == .municipality ? role.rawValue : "\(role.rawValue):\(scope.kind.rawValue):\(scope.key)"
  }
}
