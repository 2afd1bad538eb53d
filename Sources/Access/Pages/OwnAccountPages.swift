import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// What people see and change of their own account.
struct OwnAccountPages: Sendable {
  let desk: Desk
  let passwords: Passwords
  let rules: PasswordRules
  let proof: PasswordProof

  func addRoutes(to routes: DeskRoutes) {
    routes.page("account", for: .manageOwnAccount) { try await page($0) }
    routes.form("account/language", for: .manageOwnAccount) { try await changeLanguage($0, $1) }
    routes.form("account/password", for: .manageOwnAccount) { try await changePassword($0, $1) }
    routes.form("account/sessions/ending", for: .manageOwnAccount) { try await endSessions($0, $1) }
  }

  // MARK: Forms

  private func changeLanguage(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let language = fields["language"].flatMap { Language(code: $0) }
    if let language, !desk.languages.contains(language) { throw HTTPError(.badRequest) }
    try await desk.database.write { writer in
      try writer.changeLanguage(of: visit.account.id, to: language, at: visit.now)
    }
    return .seeOther(DeskPath.url("account", query: [("done", "language")]))
  }

  private func changePassword(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    if let fault = try await proof.fault(visit, fields) {
      return .page(try await page(visit, errors: ["password-old": fault], status: .unprocessableContent))
    }
    let new = fields.items.first { $0.name == "password" }?.value ?? ""
    let account = try await desk.database.read { [sealer = desk.sealer] reader in
      try reader.account(visit.account.id, sealer)
    }
    if let fault = rules.fault(of: new, own: [account?.name, account?.email].compactMap(\.self)) {
      let text = visit.speaker(fault.text)
      return .page(try await page(visit, errors: ["password": text], status: .unprocessableContent))
    }
    let hash = try await passwords.hash(new)
    try await desk.database.write { writer in
      try writer.changePassword(of: visit.account.id, to: hash, keeping: visit.session, at: visit.now)
    }
    return .seeOther(DeskPath.url("account", query: [("done", "password")]))
  }

  /// Ends one session, or all but this one.
  private func endSessions(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    let one = fields["session"].flatMap { Identifier<Session>($0) }
    guard one != nil || fields["session"] == "others" else { throw HTTPError(.badRequest) }
    try await desk.database.write { writer in
      if let one {
        // Also what is no session of theirs ends in the same words.
        try writer.endSession(one, of: visit.account.id)
      } else {
        try writer.endSessions(of: visit.account.id, except: visit.session)
      }
      try writer.audit(
        "account.sessions-ended", by: visit.account.actor, of: "account", visit.account.id, at: visit.now)
    }
    return .seeOther(DeskPath.url("account", query: [("done", "sessions")]))
  }

  // MARK: Page

  private func page(
    _ visit: DeskVisit, errors: [String: String] = [:], status: HTTPResponse.Status = .ok
  ) async throws -> DeskPage {
    let (account, sessions, hasFactor) = try await desk.database.read {
      [sealer = desk.sealer, limits = desk.limits] reader in
      (
        try reader.account(visit.account.id, sealer),
        try reader.sessions(of: visit.account.id, at: visit.now, limits),
        try reader.hasSecondFactor(visit.account.id)
      )
    }
    guard let account else { throw HTTPError(.notFound) }
    let speaker = visit.speaker
    let parts = Components(speaker: speaker, assets: desk.site.assets)
    var page = DeskPage(
      title: speaker(AccessText.ownAccount), kind: "account",
      body: """
        \(parts.errorSummary(errors.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }))\
        <h1>\(speaker(AccessText.ownAccount))</h1>\(notice(visit, parts))
        <dl class="own"><dt>\(speaker(AccessText.name))</dt><dd><bdi>\(account.name)</bdi></dd>
        <dt>\(speaker(AccessText.email))</dt><dd><bdi>\(account.email)</bdi></dd>
        <dt>\(speaker(AccessText.roles))</dt><dd>\(speaker.list(account.roles.map { speaker.term($0) }))</dd></dl>
        \(language(visit, parts))\(password(visit, parts, errors))\(secondFactor(hasFactor, speaker))\
        \(table(sessions, visit, parts))
        <h2>\(speaker(AccessText.ownData))</h2><p class="submit-row">\
        <a class="button quiet" href="\(DeskPath.url("account", "data.json"))">\(speaker(AccessText.ownDataExport))</a>\
        <a class="button quiet" href="\(DeskPath.url("account", "erasure"))">\(speaker(AccessText.eraseTitle))</a></p>
        """)
    page.status = status
    return page
  }

  private func notice(_ visit: DeskVisit, _ parts: Components) -> HTML {
    let texts: [String: AccessText] = [
      "language": .doneLanguage, "password": .donePassword, "sessions": .doneSessions,
    ]
    guard let text = visit.query["done"].flatMap({ texts[$0] }) else { return .empty }
    return parts.notice("<p role=\"status\">\(visit.speaker(text))</p>", tone: .good, icon: .check)
  }

  private func language(_ visit: DeskVisit, _ parts: Components) -> HTML {
    let speaker = visit.speaker
    let options =
      [Components.Option("", speaker(AccessText.languageOfBrowser))]
      + desk.languages.map { Components.Option($0.code, $0.nativeName) }
    return """
      <h2>\(speaker(AccessText.language))</h2>
      <form class="desk-form" method="post" action="\(DeskPath.url("account", "language"))">\(visit.csrfField)\
      \(parts.select("language", speaker(AccessText.languageOfDesk), options, chosen: visit.account.language?.code ?? ""))\
      \(parts.submitRow(speaker(AccessText.save)))</form>
      """
  }

  private func password(_ visit: DeskVisit, _ parts: Components, _ errors: [String: String]) -> HTML {
    let speaker = visit.speaker
    let old = PasswordProof.field(speaker, error: errors["password-old"])
    return """
      <h2>\(speaker(AccessText.changePassword))</h2>
      <form class="desk-form" method="post" action="\(DeskPath.url("account", "password"))">\(visit.csrfField)\
      \(parts.field(old))\(parts.newPassword(error: errors["password"]))\
      \(parts.submitRow(speaker(AccessText.savePassword)))</form>
      """
  }

  private func secondFactor(_ isOn: Bool, _ speaker: Speaker) -> HTML {
    """
    <h2>\(speaker(AccessText.secondFactor))</h2>
    <p>\(speaker(isOn ? AccessText.secondFactorOn : .secondFactorOff))</p>
    <p><a class="button quiet" href="\(DeskPath.url("account", "second-factor"))">\
    \(speaker(isOn ? AccessText.secondFactorChange : .secondFactorBegin))</a></p>
    """
  }

  private func table(_ sessions: [Session], _ visit: DeskVisit, _ parts: Components) -> HTML {
    let speaker = visit.speaker
    let rows = sessions.map { session -> [HTML] in
      let isThis = session.id == visit.session
      let name = session.browser.isEmpty ? speaker(AccessText.unknownBrowser) : session.browser
      return [
        "\(name)", "\(desk.moment(session.createdAt, speaker))", "\(desk.moment(session.seenAt, speaker))",
        isThis
          ? "\(speaker(AccessText.thisSession))"
          : """
          <form method="post" action="\(DeskPath.url("account", "sessions", "ending"))">\(visit.csrfField)\
          \(parts.hidden("session", session.id.description))<button class="button quiet" type="submit">\
          \(speaker(AccessText.endSession))<span class="sr-only"> \(name)</span></button></form>
          """,
      ]
    }
    let head = [AccessText.browser, .since, .lastSeen, .endSession].map { speaker($0) }
    let others: HTML =
      sessions.count > 1
      ? """
      <form method="post" action="\(DeskPath.url("account", "sessions", "ending"))">\(visit.csrfField)\
      \(parts.hidden("session", "others"))\(parts.submitRow(speaker(AccessText.endOthers)))</form>
      """ : .empty
    return """
      <h2>\(speaker(AccessText.sessions))</h2><p>\(speaker(AccessText.sessionsText))</p>\
      \(parts.table(speaker(AccessText.sessions), head: head, rows: rows))\(others)
      """
  }
}

extension Account {
  /// The different roles, in the order of the table.
  var roles: [Role] { Role.allCases.filter { role in grants.contains { $0.role == role } } }
}

extension Desk {
  /// Day and time on the town's clock.
  func moment(_ time: Timestamp, _ speaker: Speaker) -> String {
    let local = clock.local(time)
    let time = LocalTime(minutes: local.minutes)?.description ?? ""
    return "\(speaker.day(local.date, today: clock.local(now()).date)), \(time)"
  }
}
