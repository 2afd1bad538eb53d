import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Signing in and out, and choosing a password by a link.
struct SignInSite: Sendable {
  let desk: Desk
  let passwords: Passwords
  let rules: PasswordRules
  let throttle = SignInThrottle()

  private var pages: SignInPages { SignInPages(desk: desk) }

  func addRoutes(to routes: DeskRoutes) {
    routes.openPage("sign-in") { visit in
      let to = DeskPath.safe(visit.query["to"])
      if visit.admission != nil { return .seeOther(DeskPath.url(safe: to ?? "/desk")) }
      let notice = visit.query["done"].flatMap(Self.notice)
      return .page(pages.signIn(visit, to: to, carried: nil, notice: notice))
    }
    routes.openForm("sign-in") { try await signIn($0) }
    routes.form("sign-out", for: .manageOwnAccount) { visit, _ in try await signOut(visit) }
  }

  private static func notice(_ word: String) -> AccessText? {
    ["signed-out": .doneSignedOut, "password": .donePasswordChosen, "erased": .doneErased][word]
  }

  func addressHash(_ client: String) -> [UInt8] { desk.sealer.blindIndex(of: client, for: "known_addresses") }

  /// Looks at address and password. Whatever is wrong, the answer and the time it takes are the same.
  private func signIn(_ visit: OpenVisit) async throws -> DeskAnswer {
    let fields = visit.fields
    let to = DeskPath.safe(fields["to"])
    let carried = CarriedForm(in: fields)
    let email = fields["email"] ?? ""
    guard visit.transport != .plain else { return .page(pages.refusal(visit.speaker)) }
    func again(_ text: String, _ status: HTTPResponse.Status) -> DeskAnswer {
      .page(pages.signIn(visit, to: to, carried: carried, email: email, problem: (text, status)))
    }
    let index = Account.emailIndex(email, desk.sealer)
    let address = addressHash(visit.client)
    let candidate = try await desk.database.read { [sealer = desk.sealer] reader in
      try reader.signInCandidate(email: email, address: address, sealer)
    }
    if let wait = throttle.wait(
      account: index, client: visit.client, isKnownAddress: candidate?.isKnownAddress ?? false, at: visit.now)
    {
      return again(visit.speaker(AccessText.signInWait, count: Int(wait)), .tooManyRequests)
    }
    guard let typed = fields.items.first(where: { $0.name == "password" })?.value, typed.utf8.count <= 1024 else {
      return again(visit.speaker(AccessText.signInWrong), .unprocessableContent)
    }
    let verdict: Passwords.Verdict
    do {
      verdict = try await passwords.check(typed, against: candidate?.password)
    } catch is Passwords.Busy {
      return again(visit.speaker(AccessText.signInBusy), .serviceUnavailable)
    }
    guard verdict.isRight, let account = candidate?.account, account.state == .active else {
      throttle.failed(account: index, client: visit.client, at: visit.now)
      return again(visit.speaker(AccessText.signInWrong), .unprocessableContent)
    }
    throttle.succeeded(account: index)
    let token = try await desk.database.write { [limits = desk.limits] writer in
      try writer.signIn(
        account.id, renewing: verdict.renewed, replacing: visit.token, browser: visit.browser, address: address,
        at: visit.now, limits)
    }
    guard let token else { return again(visit.speaker(AccessText.signInWrong), .unprocessableContent) }
    return try await welcome(account, token, visit, to: to, carried: carried)
  }

  /// Goes on to where somebody wanted to go, or shows the form again that waited.
  func welcome(_ account: Account, _ token: SecretToken, _ visit: OpenVisit, to: String?, carried: CarriedForm?)
    async throws -> DeskAnswer
  {
    let cookie = visit.transport.cookie(token, seconds: desk.limits.absoluteSeconds)
    guard let carried else {
      var answer = DeskAnswer.seeOther(DeskPath.url(safe: to ?? "/desk"))
      answer.cookies = [cookie]
      return answer
    }
    guard let session = try await desk.database.read({ reader in try reader.session(token, at: visit.now) }) else {
      throw HTTPError(.conflict)
    }
    let field: HTML = """
      <input type="hidden" name="\(FormToken.field)" value="\(FormToken.make(for: session.id, desk.sealer))">
      """
    var answer = DeskAnswer.page(pages.sendAgain(visit.speaker, name: account.name, csrf: field, carried))
    answer.cookies = [cookie]
    return answer
  }

  private func signOut(_ visit: DeskVisit) async throws -> DeskAnswer {
    try await desk.database.write { writer in
      try writer.endSession(visit.session, of: visit.account.id)
      try writer.audit("account.signed-out", by: visit.account.actor, of: "account", visit.account.id, at: visit.now)
    }
    var answer = DeskAnswer.seeOther(DeskPath.url("sign-in", query: [("done", "signed-out")]))
    answer.cookies = [visit.transport.endedCookie]
    return answer
  }
}
