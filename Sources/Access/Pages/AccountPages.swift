import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// The administration of accounts: list, invite, roles, disable, new link, erase.
struct AccountPages: Sendable {
  let desk: Desk

  static let section = DeskSection(
    AccessText.accounts, about: AccessText.accountsAbout, path: "accounts", icon: .people, for: .manageAccounts)

  func addRoutes(to routes: DeskRoutes) {
    routes.page("accounts", for: .manageAccounts) { try await list($0) }
    routes.page("accounts/new", for: .manageAccounts) { invitation($0) }
    routes.form("accounts", for: .manageAccounts) { try await invite($0, $1) }
    routes.page("accounts/:id", for: .manageAccounts) { try await details($0, Self.id($0)) }
    routes.form("accounts/:id/grants", for: .manageAccounts) { try await changeGrants($0, $1) }
    routes.form("accounts/:id/link", for: .manageAccounts) { visit, _ in try await newLink(visit) }
    change(routes, "disabling") { try $0.disableAccount($1, by: $2.account.actor, at: $2.now, $3) }
    change(routes, "second-factor/removal") { writer, id, visit, _ in
      try writer.removeSecondFactor(of: id, by: visit.account.actor, at: visit.now)
    }
    change(routes, "sessions/ending") { writer, id, visit, _ in
      try writer.endSessions(of: id)
      try writer.audit("account.sessions-ended", by: visit.account.actor, of: "account", id, at: visit.now)
    }
    change(routes, "erasure", to: DeskPath.url("accounts")) {
      try $0.eraseAccount($1, by: $2.account.actor, at: $2.now, $3)
    }
  }

  private static func id(_ visit: DeskVisit) throws -> Identifier<Account> {
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Account>($0) }) else { throw HTTPError(.notFound) }
    return id
  }

  /// A button that does one thing to one account.
  private func change(
    _ routes: DeskRoutes, _ what: String, to target: SafeURL? = nil,
    _ work: @escaping @Sendable (Writer, Identifier<Account>, DeskVisit, Sealer) throws -> Void
  ) {
    routes.form("accounts/:id/\(what)", for: .manageAccounts) { visit, _ in
      let id = try Self.id(visit)
      do {
        try await desk.database.write { [sealer = desk.sealer] writer in
          guard try writer.account(id, sealer) != nil else { throw AccountFault.unknown }
          try work(writer, id, visit, sealer)
        }
      } catch let fault as AccountFault {
        return .page(try await details(visit, id, fault: fault))
      }
      return .seeOther(target ?? DeskPath.url("accounts", id.description, query: [("done", "1")]))
    }
  }

  private func parts(_ visit: DeskVisit) -> Components {
    Components(speaker: visit.speaker, assets: desk.site.assets)
  }

  private func grantForm(_ visit: DeskVisit) -> GrantForm {
    GrantForm(scopes: desk.scopes(visit.language), speaker: visit.speaker, parts: parts(visit))
  }

  // MARK: List and invitation

  private func list(_ visit: DeskVisit) async throws -> DeskPage {
    let accounts = try await desk.database.write { [sealer = desk.sealer] writer in
      try writer.audit("accounts.listed", by: visit.account.actor, of: "accounts", at: visit.now)
      return try writer.accounts(sealer)
    }
    let speaker = visit.speaker
    let form = grantForm(visit)
    let rows = accounts.map { account -> [HTML] in
      [
        "<a href=\"\(DeskPath.url("accounts", account.id.description))\"><bdi>\(account.name)</bdi></a>",
        "<bdi>\(account.email)</bdi>", "\(speaker.list(account.grants.map(form.name)))",
        "\(speaker.term("accountState", account.state.rawValue))",
        "\(account.signedInAt.map { desk.moment($0, speaker) } ?? speaker(AccessText.never))",
      ]
    }
    let head = [AccessText.name, .email, .roles, .state, .lastSignIn].map { speaker($0) }
    return DeskPage(
      title: speaker(AccessText.accounts), kind: "accounts",
      body: """
        <h1>\(speaker(AccessText.accounts))</h1>
        <p><a class="button" href="\(DeskPath.url("accounts", "new"))">\(speaker(AccessText.invite))</a></p>
        \(parts(visit).table(speaker(AccessText.accounts), head: head, rows: rows))
        """)
  }

  private struct Invitation {
    var email = ""
    var name = ""
    var grants: [Grant] = []
    var organisation = ""
    var fault: (field: String, text: String)?
  }

  private func invitation(_ visit: DeskVisit, _ typed: Invitation = Invitation()) -> DeskPage {
    let speaker = visit.speaker
    let parts = parts(visit)
    var name = Components.FormField("name", speaker(AccessText.name))
    name.value = typed.name
    name.most = Account.longestName
    name.isRequired = true
    name.error = typed.fault?.field == "name" ? typed.fault?.text : nil
    var email = Components.FormField("email", speaker(AccessText.email))
    email.kind = .email
    email.value = typed.email
    email.most = 254
    email.isRequired = true
    email.error = typed.fault?.field == "email" ? typed.fault?.text : nil
    var page = DeskPage(
      title: speaker(AccessText.invite), kind: "accounts",
      body: """
        \(parts.errorSummary(typed.fault.map { [($0.field, $0.text)] } ?? []))<h1>\(speaker(AccessText.invite))</h1>
        <form class="desk-form" method="post" action="\(DeskPath.url("accounts"))">\(visit.csrfField)\
        \(parts.field(name))\(parts.field(email))\
        \(grantForm(visit).html(typed.grants, organisation: typed.organisation, fault: typed.fault))\
        \(parts.submitRow(speaker(AccessText.inviteButton), cancel: (speaker(AccessText.cancel), DeskPath.url("accounts"))))\
        </form>
        """)
    page.status = typed.fault == nil ? .ok : .unprocessableContent
    return page
  }

  private func invite(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    var typed = Invitation(
      email: fields["email"] ?? "", name: fields["name"] ?? "",
      grants: fields.all("role").compactMap { try? Grant($0) }, organisation: fields["organisation"] ?? "")
    let grants: [Grant]
    switch grantForm(visit).grants(fields) {
    case .success(let chosen): grants = chosen
    case .failure(let fault):
      typed.fault = (fault.field, visit.speaker(fault.text))
      return .page(invitation(visit, typed))
    }
    do {
      let made = try await desk.database.write { [desk, typed] writer in
        let made = try writer.inviteAccount(
          email: typed.email, name: typed.name, grants: grants, by: visit.account.actor, at: visit.now, desk.sealer)
        try desk.announce(.invitation, made.link, to: made.id, at: visit.now, in: writer)
        return made
      }
      return .page(linkPage(visit, made.id, made.link, .invitation))
    } catch let fault as AccountFault {
      typed.fault = (fault == .noName || fault == .nameTooLong ? "name" : "email", visit.speaker(fault.text))
      return .page(invitation(visit, typed))
    }
  }

  // MARK: One account

  private func changeGrants(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let id = try Self.id(visit)
    switch grantForm(visit).grants(fields) {
    case .failure(let fault):
      return .page(try await details(visit, id, formFault: (fault.field, visit.speaker(fault.text))))
    case .success(let grants):
      do {
        let version = fields["version"].flatMap { Int($0) } ?? 0
        try await desk.database.write { [sealer = desk.sealer] writer in
          try writer.changeGrants(
            of: id, to: grants, by: visit.account.actor, at: visit.now, version: version, sealer)
        }
      } catch let fault as AccountFault {
        return .page(try await details(visit, id, fault: fault))
      }
      return .seeOther(DeskPath.url("accounts", id.description, query: [("done", "1")]))
    }
  }

  private func newLink(_ visit: DeskVisit) async throws -> DeskAnswer {
    let id = try Self.id(visit)
    do {
      let made = try await desk.database.write { [desk] writer in
        let made = try writer.resetAccount(id, by: visit.account.actor, at: visit.now, desk.sealer)
        try desk.announce(made.purpose, made.link, to: id, at: visit.now, in: writer)
        return made
      }
      return .page(linkPage(visit, id, made.link, made.purpose))
    } catch let fault as AccountFault {
      return .page(try await details(visit, id, fault: fault))
    }
  }

  /// The link, once; or that it was mailed, which is safer.
  private func linkPage(
    _ visit: DeskVisit, _ id: Identifier<Account>, _ link: SecretToken, _ purpose: OneTimeLink.Purpose
  ) -> DeskPage {
    let speaker = visit.speaker
    let shown: HTML =
      desk.mailsLinks
      ? "<p class=\"lead\">\(speaker(AccessText.linkMailed))</p>"
      : """
      <p class="lead">\(speaker(purpose == .invitation ? AccessText.linkInvitation : .linkReset))</p>
      <p class="secret" dir="ltr">\(desk.address(of: link))</p>
      """
    return DeskPage(
      title: speaker(AccessText.linkTitle), kind: "accounts",
      body: """
        <h1>\(speaker(AccessText.linkTitle))</h1>\(shown)
        <p><a class="button" href="\(DeskPath.url("accounts", id.description))">\(speaker(AccessText.toAccount))</a></p>
        """)
  }

  private func details(
    _ visit: DeskVisit, _ id: Identifier<Account>, fault: AccountFault? = nil,
    formFault: (field: String, text: String)? = nil
  ) async throws -> DeskPage {
    let found = try await desk.database.write { [sealer = desk.sealer] writer -> (Account, Bool)? in
      guard let account = try writer.account(id, sealer) else { return nil }
      try writer.audit("account.read", by: visit.account.actor, of: "account", id, at: visit.now)
      return (account, try writer.hasSecondFactor(id))
    }
    guard let (account, hasFactor) = found else { throw HTTPError(.notFound) }
    let speaker = visit.speaker
    let parts = parts(visit)
    let said = formFault ?? fault.map { ("role", speaker($0.text)) }
    let done: HTML =
      visit.query["done"] == nil || said != nil
      ? .empty : parts.notice("<p role=\"status\">\(speaker(AccessText.saved))</p>", tone: .good, icon: .check)
    var page = DeskPage(
      title: account.name, kind: "accounts",
      body: """
        \(parts.errorSummary(said.map { [($0.0, $0.1)] } ?? []))<h1><bdi>\(account.name)</bdi></h1>\(done)
        <dl class="own"><dt>\(speaker(AccessText.email))</dt><dd><bdi>\(account.email)</bdi></dd>
        <dt>\(speaker(AccessText.state))</dt><dd>\(speaker.term("accountState", account.state.rawValue))</dd>
        <dt>\(speaker(AccessText.lastSignIn))</dt>\
        <dd>\(account.signedInAt.map { desk.moment($0, speaker) } ?? speaker(AccessText.never))</dd>
        <dt>\(speaker(AccessText.secondFactor))</dt>\
        <dd>\(speaker(hasFactor ? AccessText.secondFactorOn : .secondFactorOff))</dd></dl>
        <form class="desk-form" method="post" action="\(Self.url(id, "grants"))">\(visit.csrfField)\
        \(parts.hidden("version", String(account.version)))\
        \(grantForm(visit).html(account.grants, fault: formFault))\(parts.submitRow(speaker(AccessText.save)))</form>
        \(steps(visit, account, hasFactor))
        """)
    page.status = said == nil ? .ok : fault == .outdated ? .conflict : .unprocessableContent
    return page
  }

  private static func url(_ id: Identifier<Account>, _ what: String) -> SafeURL {
    SafeURL(path: ["desk", "accounts", id.description] + what.split(separator: "/").map(String.init))
  }

  private func steps(_ visit: DeskVisit, _ account: Account, _ hasFactor: Bool) -> HTML {
    var steps: [(String, AccessText, AccessText, Bool)] = [("link", .stepLink, .stepLinkAbout, false)]
    if account.state != .disabled {
      steps.append(("sessions/ending", .stepSessions, .stepSessionsAbout, false))
      steps.append(("disabling", .stepDisable, .stepDisableAbout, true))
    }
    if hasFactor { steps.append(("second-factor/removal", .stepFactor, .stepFactorAbout, true)) }
    steps.append(("erasure", .stepErase, .stepEraseAbout, true))
    let speaker = visit.speaker
    let items = steps.map { path, label, about, isDanger -> HTML in
      """
      <li><p>\(speaker(about))</p><form method="post" action="\(Self.url(account.id, path))">\(visit.csrfField)\
      <button class="button \(isDanger ? "danger" : "quiet")" type="submit">\(speaker(label))</button></form></li>
      """
    }
    return "<h2>\(speaker(AccessText.steps))</h2><ul class=\"tasks\">\(items)</ul>"
  }
}

extension AccountFault {
  var text: AccessText {
    switch self {
    case .notAnAddress: .faultAddress
    case .noName, .nameTooLong: .faultName
    case .addressTaken: .faultTaken
    case .noGrant: .grantMissing
    case .unknown: .goneText
    case .lastAdministrator: .faultLast
    case .outdated: .faultOutdated
    }
  }
}
