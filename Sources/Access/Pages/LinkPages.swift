import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Choosing a password by a link: for an invitation, or when the old one is forgotten.
struct LinkPages: Sendable {
  let desk: Desk
  let passwords: Passwords
  let rules: PasswordRules

  func addRoutes(to routes: DeskRoutes) {
    routes.openPage("link/:token") { visit in
      switch try await found(visit) {
      case .success(let link): .page(form(visit, link, fault: nil))
      case .failure: .page(deadLink(visit))
      }
    }
    routes.openForm("link/:token") { try await choose($0) }
  }

  private func found(_ visit: OpenVisit) async throws -> Result<OneTimeLink, LinkFault> {
    guard visit.transport != .plain, let token = visit.parameters.get("token").flatMap({ SecretToken($0) }) else {
      return .failure(.unknown)
    }
    return try await desk.database.read { reader in try reader.link(token, at: visit.now) }
  }

  private func choose(_ visit: OpenVisit) async throws -> DeskAnswer {
    guard case .success(let link) = try await found(visit),
      let token = visit.parameters.get("token").flatMap({ SecretToken($0) })
    else { return .page(deadLink(visit)) }
    let typed = visit.fields.items.first { $0.name == "password" }?.value ?? ""
    let account = try await desk.database.read { [sealer = desk.sealer] reader in
      try reader.account(link.account, sealer)
    }
    if let fault = rules.fault(of: typed, own: [account?.name, account?.email].compactMap(\.self)) {
      return .page(form(visit, link, fault: fault))
    }
    let hash = try await passwords.hash(typed)
    let result = try await desk.database.write { writer in
      try writer.choosePassword(hash, by: token, at: visit.now)
    }
    guard case .success = result else { return .page(deadLink(visit)) }
    return .seeOther(DeskPath.url("sign-in", query: [("done", "password")]))
  }

  private func form(_ visit: OpenVisit, _ link: OneTimeLink, fault: PasswordRules.Fault?) -> DeskPage {
    let speaker = visit.speaker
    let parts = Components(speaker: speaker, assets: desk.site.assets)
    let isInvitation = link.purpose == .invitation
    let title = speaker(isInvitation ? AccessText.invitationTitle : .resetTitle)
    let error = fault.map { speaker($0.text) }
    var page = DeskPage(
      title: title, kind: "link",
      body: """
        \(parts.errorSummary(error.map { [("password", $0)] } ?? []))<h1>\(title)</h1>
        <p class="lead">\(speaker(isInvitation ? AccessText.invitationText : .resetText, ["name": desk.site.name]))</p>
        <form class="desk-form" method="post">\(parts.newPassword(error: error))\
        \(parts.submitRow(speaker(AccessText.savePassword)))</form>
        """)
    page.status = fault == nil ? .ok : .unprocessableContent
    return page
  }

  private func deadLink(_ visit: OpenVisit) -> DeskPage {
    let speaker = visit.speaker
    guard visit.transport != .plain else { return SignInPages(desk: desk).refusal(speaker) }
    var page = DeskPage(
      title: speaker(AccessText.deadLinkTitle), kind: "link",
      body: """
        <h1>\(speaker(AccessText.deadLinkTitle))</h1><p class="lead">\(speaker(AccessText.deadLinkText))</p>
        <p><a class="button" href="\(DeskPath.url("sign-in"))">\(speaker(AccessText.signIn))</a></p>
        """)
    page.status = .gone
    return page
  }
}

extension Components {
  /// The field for a password that somebody chooses.
  func newPassword(error: String?) -> HTML {
    var field = FormField("password", speaker(AccessText.newPassword))
    field.kind = .password
    field.help = speaker(AccessText.newPasswordHelp, count: PasswordRules.shortest)
    field.autocomplete = "new-password"
    field.most = PasswordRules.longest
    field.isRequired = true
    field.error = error
    return self.field(field)
  }
}

extension PasswordRules.Fault {
  var text: AccessText {
    switch self {
    case .tooShort: .passwordTooShort
    case .tooLong: .passwordTooLong
    case .common: .passwordCommon
    case .ownName: .passwordOwnName
    }
  }
}
