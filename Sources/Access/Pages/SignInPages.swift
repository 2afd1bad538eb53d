import HTTPTypes
import Vocabulary
import Web

/// The pages around signing in, and those that say no.
struct SignInPages: Sendable {
  let desk: Desk

  private func components(_ speaker: Speaker) -> Components { Components(speaker: speaker, assets: desk.site.assets) }

  /// - Parameters:
  ///   - to: where to go on to; checked.
  ///   - carried: a form that waits to be sent again.
  ///   - hasEnded: a session was over when something was sent.
  ///   - problem: what was wrong with the last try.
  func signIn(
    _ visit: OpenVisit, to: String?, carried: CarriedForm?, hasEnded: Bool = false, email: String = "",
    problem: (text: String, status: HTTPResponse.Status)? = nil, notice: AccessText? = nil
  ) -> DeskPage {
    let speaker = visit.speaker
    guard visit.transport != .plain else { return refusal(speaker) }
    let parts = components(speaker)
    var address = Components.FormField("email", speaker(AccessText.email))
    address.kind = .email
    address.value = email
    address.autocomplete = "username"
    address.most = 254
    address.isRequired = true
    address.error = problem?.text
    var password = Components.FormField("password", speaker(AccessText.password))
    password.kind = .password
    password.autocomplete = "current-password"
    password.isRequired = true
    let ended: HTML =
      hasEnded
      ? parts.notice(
        "<p>\(speaker(carried == nil ? AccessText.endedLost : .endedKept))</p>", tone: .warn, icon: .warning) : .empty
    let said = notice.map { parts.notice("<p>\(speaker($0))</p>", tone: .good, icon: .check) }
    let hiddenTarget = to.map { parts.hidden("to", $0) }
    var page = DeskPage(
      title: speaker(AccessText.signIn), kind: "sign-in",
      body: """
        \(parts.errorSummary(problem.map { [("email", $0.text)] } ?? []))<h1>\(speaker(AccessText.signIn))</h1>\(ended)\(said)
        <form class="desk-form" method="post" action="\(DeskPath.url("sign-in"))">\(parts.field(address))\
        \(parts.field(password))\(hiddenTarget)\(carried?.hiddenFields)\(parts.submitRow(speaker(AccessText.signIn)))</form>
        \(provider(speaker, to: to))<p>\(speaker(AccessText.forgotten))</p>\(demo(speaker, parts))
        """)
    page.status = problem?.status ?? (hasEnded ? .unauthorized : .ok)
    return page
  }

  private func provider(_ speaker: Speaker, to: String?) -> HTML {
    guard let name = desk.providerName else { return .empty }
    let url = DeskPath.url("sign-in", "provider", query: to.map { [("to", $0)] } ?? [])
    return """
      <p><a class="button quiet" href="\(url)">\(speaker(AccessText.signOn, ["name": name]))</a></p>
      """
  }

  /// In the demo everyone may look at every role.
  private func demo(_ speaker: Speaker, _ parts: Components) -> HTML {
    guard let password = desk.demoAccounts.first?.password else { return .empty }
    let rows = desk.demoAccounts.map { account -> [HTML] in
      ["\(speaker.term(account.role))", "<code dir=\"ltr\">\(account.email)</code>"]
    }
    return """
      <h2>\(speaker(AccessText.demoAccounts))</h2>
      <p>\(speaker(AccessText.demoPassword)) <code dir="ltr">\(password)</code></p>
      \(parts.table(
        speaker(AccessText.demoAccounts), head: [speaker(AccessText.roles), speaker(AccessText.email)], rows: rows))
      """
  }

  /// The second step of a sign-in.
  func code(
    _ visit: OpenVisit, ticket: String, to: String?, carried: CarriedForm?,
    problem: (text: String, status: HTTPResponse.Status)? = nil
  ) -> DeskPage {
    let speaker = visit.speaker
    let parts = components(speaker)
    var code = Components.FormField("code", speaker(AccessText.code))
    code.help = speaker(AccessText.codeOrRecovery)
    code.autocomplete = "one-time-code"
    code.most = 20
    code.isRequired = true
    code.error = problem?.text
    let hiddenTarget = to.map { parts.hidden("to", $0) }
    var page = DeskPage(
      title: speaker(AccessText.codeTitle), kind: "sign-in",
      body: """
        \(parts.errorSummary(problem.map { [("code", $0.text)] } ?? []))<h1>\(speaker(AccessText.codeTitle))</h1>
        <form class="desk-form" method="post" action="\(DeskPath.url("sign-in", "code"))">\(parts.field(code))\
        \(parts.hidden("ticket", ticket))\(hiddenTarget)\(carried?.hiddenFields)\
        \(parts.submitRow(speaker(AccessText.signIn)))</form>
        """)
    page.status = problem?.status ?? .ok
    return page
  }

  /// Nobody's password goes over a line where others read along.
  func refusal(_ speaker: Speaker) -> DeskPage {
    var page = DeskPage(
      title: speaker(AccessText.plainTitle), kind: "refusal",
      body: """
        <h1>\(speaker(AccessText.plainTitle))</h1><p class="lead">\(speaker(AccessText.plainText))</p>
        <p>\(speaker(AccessText.plainOperator))</p>
        """)
    page.status = .forbidden
    return page
  }

  /// The form whose session had ended, to be sent once more by whoever is signed in now.
  func sendAgain(_ visit: DeskVisit, _ carried: CarriedForm, status: HTTPResponse.Status = .ok) -> DeskPage {
    var page = sendAgain(visit.speaker, name: visit.account.name, csrf: visit.csrfField, carried)
    page.status = status
    return page
  }

  func sendAgain(_ speaker: Speaker, name: String, csrf: HTML, _ carried: CarriedForm) -> DeskPage {
    DeskPage(
      title: speaker(AccessText.sendAgainTitle), kind: "send-again",
      body: """
        <h1>\(speaker(AccessText.sendAgainTitle))</h1>
        <p class="lead">\(speaker(AccessText.sendAgainText, ["name": name]))</p>
        <form class="desk-form" method="post" action="\(DeskPath.url(safe: carried.path))">\(csrf)\
        \(carried.originalFields)\(components(speaker).submitRow(
          speaker(AccessText.sendAgain), cancel: (speaker(AccessText.discard), DeskPath.url())))</form>
        """)
  }

  func forbidden(_ visit: DeskVisit) -> DeskPage {
    page(visit, AccessText.forbiddenTitle, AccessText.forbiddenText, .forbidden)
  }

  func notFound(_ visit: DeskVisit) -> DeskPage {
    page(visit, AccessText.goneTitle, AccessText.goneText, .notFound)
  }

  private func page(
    _ visit: DeskVisit, _ title: AccessText, _ text: AccessText, _ status: HTTPResponse.Status
  ) -> DeskPage {
    let speaker = visit.speaker
    var page = DeskPage(
      title: speaker(title), kind: "error",
      body: """
        <h1>\(speaker(title))</h1><p class="lead">\(speaker(text))</p>
        <p><a class="button" href="\(DeskPath.url())">\(speaker(AccessText.toDesk))</a></p>
        """)
    page.status = status
    return page
  }
}
