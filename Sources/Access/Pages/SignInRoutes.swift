import HTTPTypes
import Hummingbird
import Logging
import Storage
import Vocabulary
import Web

/// Signing in and out, and choosing a password by a link.
struct SignInSite: Sendable {
  let desk: Desk
  let passwords: Passwords
  let rules: PasswordRules
  let throttle = SignInThrottle()
  private let logger = Logger(label: "wegpunkt.sign-in")

  init(desk: Desk, passwords: Passwords, rules: PasswordRules) {
    self.desk = desk
    self.passwords = passwords
    self.rules = rules
  }

  private var pages: SignInPages { SignInPages(desk: desk) }

  func addRoutes(to routes: DeskRoutes) {
    routes.openPage("sign-in") { visit in
      let to = DeskPath.safe(visit.query["to"])
      if visit.admission != nil { return .seeOther(DeskPath.url(safe: to ?? "/desk")) }
      let notice = visit.query["done"].flatMap(Self.notice)
      return .page(pages.signIn(visit, to: to, carried: nil, notice: notice))
    }
    routes.openForm("sign-in") { try await signIn($0) }
    routes.openForm("sign-in/code") { try await signInWithCode($0) }
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
      logger.notice("a sign-in was refused: wrong address or password")
      return again(visit.speaker(AccessText.signInWrong), .unprocessableContent)
    }
    throttle.succeeded(account: index)
    if let renewed = verdict.renewed {
      try await desk.database.write { writer in try writer.renewPassword(of: account.id, to: renewed) }
    }
    return try await afterFirstFactor(account, visit, to: to, carried: carried)
  }

  /// Asks for the code where there is a second factor; otherwise the desk is open.
  func afterFirstFactor(_ account: Account, _ visit: OpenVisit, to: String?, carried: CarriedForm?) async throws
    -> DeskAnswer
  {
    guard try await desk.database.read({ reader in try reader.hasSecondFactor(account.id) }) else {
      return try await enter(account, visit, to: to, carried: carried)
    }
    let ticket = SignInTicket(account: account.id, rightsVersion: account.rightsVersion)
    let text = try ticket.text(at: visit.now, desk.sealer)
    return .page(pages.code(visit, ticket: text, to: to, carried: carried))
  }

  /// The second step: a code of the app, or a recovery code.
  private func signInWithCode(_ visit: OpenVisit) async throws -> DeskAnswer {
    let fields = visit.fields
    let to = DeskPath.safe(fields["to"])
    let carried = CarriedForm(in: fields)
    guard visit.transport != .plain else { return .page(pages.refusal(visit.speaker)) }
    guard let text = fields["ticket"], let ticket = SignInTicket(text, at: visit.now, desk.sealer),
      let account = try await desk.database.read({ [sealer = desk.sealer] reader in
        try reader.account(ticket.account, sealer)
      }), account.state == .active, account.rightsVersion == ticket.rightsVersion
    else {
      let late = (visit.speaker(AccessText.ticketOver), HTTPResponse.Status.unprocessableContent)
      return .page(pages.signIn(visit, to: to, carried: carried, problem: late))
    }
    func again(_ text: String, _ status: HTTPResponse.Status) -> DeskAnswer {
      .page(pages.code(visit, ticket: fields["ticket"] ?? "", to: to, carried: carried, problem: (text, status)))
    }
    let key = Array("\(account.id) code".utf8)
    if let wait = throttle.wait(account: key, client: visit.client, isKnownAddress: false, at: visit.now) {
      return again(visit.speaker(AccessText.signInWait, count: Int(wait)), .tooManyRequests)
    }
    let isRight = try await desk.database.write { [sealer = desk.sealer] writer in
      try writer.useSecondFactor(of: account.id, code: fields["code"] ?? "", at: visit.now, sealer)
    }
    guard isRight else {
      throttle.failed(account: key, client: visit.client, at: visit.now)
      logger.notice("a sign-in was refused: wrong code", metadata: ["account": "\(account.id)"])
      return again(visit.speaker(AccessText.codeWrong), .unprocessableContent)
    }
    throttle.succeeded(account: key)
    return try await enter(account, visit, to: to, carried: carried)
  }

  /// Begins the session.
  private func enter(_ account: Account, _ visit: OpenVisit, to: String?, carried: CarriedForm?) async throws
    -> DeskAnswer
  {
    let address = addressHash(visit.client)
    let token = try await desk.database.write { [limits = desk.limits] writer in
      try writer.signIn(
        account.id, replacing: visit.token, browser: visit.browser, address: address, at: visit.now, limits)
    }
    guard let token else {
      let gone = (visit.speaker(AccessText.signInWrong), HTTPResponse.Status.unprocessableContent)
      return .page(pages.signIn(visit, to: to, carried: carried, problem: gone))
    }
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
