import Vocabulary
import Web

/// A contact point or organisation that a role can be bound to, as the directory knows it.
package struct ScopeName: Sendable {
  package let scope: Scope
  package let name: String

  package init(scope: Scope, name: String) {
    self.scope = scope
    self.name = name
  }
}

/// The part of a form where roles are given.
struct GrantForm: Sendable {
  let scopes: [ScopeName]
  let speaker: Speaker
  let parts: Components

  /// Names offered while typing; more would make the page slow, and any exact name or identifier works all the same.
  private static let mostOffered = 1000

  private static let bound: [(field: String, role: Role, label: AccessText)] = [
    ("staff-at", .staff, .staffAt), ("volunteer-at", .volunteer, .volunteerAt),
  ]

  func name(of grant: Grant) -> String {
    let role = speaker.term(grant.role)
    guard grant.scope != .municipality else { return role }
    return "\(role): \(scopes.first { $0.scope == grant.scope }?.name ?? grant.scope.key)"
  }

  func html(_ grants: [Grant], organisation: String = "", fault: (field: String, text: String)?) -> HTML {
    let general = Role.allCases.filter { $0.scopes.contains(.municipality) }.map {
      Components.Option($0.rawValue, speaker.term($0), help: speaker.term("roleAbout", $0.rawValue))
    }
    let special = grants.filter { $0.scope != .municipality }.map { Components.Option($0.text, name(of: $0)) }
    let points = scopes.filter { $0.scope.kind == .contactPoint }
    let selects = Self.bound.map { item -> HTML in
      let options =
        [Components.Option("", speaker(AccessText.nowhere))] + points.map { Components.Option($0.scope.key, $0.name) }
      return points.isEmpty ? .empty : parts.select(item.field, speaker(item.label), options, chosen: "")
    }
    var field = Components.FormField("organisation", speaker(AccessText.editorOf))
    field.help = speaker(AccessText.editorOfHelp)
    field.value = organisation
    field.error = fault?.field == "organisation" ? fault?.text : nil
    let names = scopes.filter { $0.scope.kind == .organisation }.prefix(Self.mostOffered)
    return """
      \(parts.checkboxes(
        "role", speaker(AccessText.roles), general + special, chosen: Set(grants.map(\.text)),
        error: fault?.field == "role" ? fault?.text : nil))\(selects)\(parts.field(field, list: "organisations"))\
      <datalist id="organisations">\(names.map { "<option value=\"\($0.name)\">" as HTML })</datalist>
      """
  }

  /// What was chosen; or the field that is wrong.
  func grants(_ fields: QueryParameters) -> Result<[Grant], GrantFormFault> {
    var chosen: [Grant] = []
    for text in fields.all("role") {
      guard let grant = try? Grant(text) else { return .failure(.init(field: "role", text: .grantUnknown)) }
      chosen.append(grant)
    }
    for (field, role, _) in Self.bound {
      guard let key = fields[field] else { continue }
      guard let point = scopes.first(where: { $0.scope.kind == .contactPoint && $0.scope.key == key }),
        let grant = try? Grant(role, point.scope)
      else { return .failure(.init(field: field, text: .grantUnknown)) }
      chosen.append(grant)
    }
    if let words = fields["organisation"] {
      let found = scopes.filter { $0.scope.kind == .organisation && ($0.name == words || $0.scope.key == words) }
      guard found.count == 1, let one = found.first, let grant = try? Grant(.organisationEditor, one.scope) else {
        return .failure(.init(field: "organisation", text: found.isEmpty ? .organisationUnknown : .organisationTwice))
      }
      chosen.append(grant)
    }
    return chosen.isEmpty ? .failure(.init(field: "role", text: .grantMissing)) : .success(chosen)
  }
}

/// What is wrong with the roles chosen.
struct GrantFormFault: Error, Hashable {
  let field: String
  let text: AccessText
}
