import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Switching one's second factor on and off, and getting recovery codes.
struct SecondFactorPages: Sendable {
  let desk: Desk
  let proof: PasswordProof

  static let path = "account/second-factor"

  func addRoutes(to routes: DeskRoutes) {
    routes.page(Self.path, for: .manageOwnAccount) { try await page($0) }
    routes.form(Self.path, for: .manageOwnAccount) { visit, fields in
      try await proven(visit, fields) { writer, sealer in
        try writer.beginSecondFactor(of: visit.account.id, sealer)
        return nil
      }
    }
    routes.form("\(Self.path)/confirmation", for: .manageOwnAccount) { try await confirm($0, $1) }
    routes.form("\(Self.path)/recovery-codes", for: .manageOwnAccount) { visit, fields in
      try await proven(visit, fields) { writer, sealer in
        guard try writer.hasSecondFactor(visit.account.id) else { return nil }
        try writer.audit(
          "account.recovery-codes-renewed", by: visit.account.actor, of: "account", visit.account.id, at: visit.now)
        return try writer.renewRecoveryCodes(of: visit.account.id, sealer)
      }
    }
    routes.form("\(Self.path)/removal", for: .manageOwnAccount) { visit, fields in
      try await proven(visit, fields) { writer, _ in
        try writer.removeSecondFactor(of: visit.account.id, by: visit.account.actor, at: visit.now)
        return nil
      }
    }
  }

  private static let url = DeskPath.url("account", "second-factor")

  /// Does something that needs the password again; recovery codes that come of it are shown at once and never again.
  private func proven(
    _ visit: DeskVisit, _ fields: QueryParameters, _ change: @escaping @Sendable (Writer, Sealer) throws -> [String]?
  ) async throws -> DeskAnswer {
    if let fault = try await proof.fault(visit, fields) { return .page(try await page(visit, passwordFault: fault)) }
    let codes = try await desk.database.write { [sealer = desk.sealer] writer in try change(writer, sealer) }
    return codes.map { .page(codesPage(visit, $0)) } ?? .seeOther(Self.url)
  }

  private func confirm(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    guard fields["code"] != nil else {
      return .page(try await page(visit, codeFault: visit.speaker(AccessText.codeWrong)))
    }
    let key = Array("\(visit.account.id) code".utf8)
    if let wait = proof.throttle.wait(account: key, client: visit.client, isKnownAddress: false, at: visit.now) {
      return .page(try await page(visit, codeFault: visit.speaker(AccessText.signInWait, count: Int(wait))))
    }
    let codes = try await desk.database.write { [sealer = desk.sealer] writer in
      try writer.confirmSecondFactor(
        of: visit.account.id, code: fields["code"] ?? "", keeping: visit.session, at: visit.now, sealer)
    }
    guard let codes else {
      proof.throttle.failed(account: key, client: visit.client, at: visit.now)
      return .page(try await page(visit, codeFault: visit.speaker(AccessText.codeWrong)))
    }
    proof.throttle.succeeded(account: key)
    return .page(codesPage(visit, codes))
  }

  // MARK: Pages

  private func page(_ visit: DeskVisit, passwordFault: String? = nil, codeFault: String? = nil) async throws -> DeskPage
  {
    let id = visit.account.id
    let (factor, email) = try await desk.database.read { [sealer = desk.sealer] reader in
      (try reader.secondFactor(of: id, sealer), try reader.account(id, sealer)?.email ?? "")
    }
    let speaker = visit.speaker
    let parts = Components(speaker: speaker, assets: desk.site.assets)
    let body: HTML
    switch factor {
    case .some(let factor) where factor.isConfirmed: body = whenOn(visit, factor, parts, passwordFault)
    case .some(let factor): body = whenBegun(visit, factor, email, parts, codeFault)
    case .none: body = whenOff(visit, parts, passwordFault)
    }
    let faults = [passwordFault.map { ("password-old", $0) }, codeFault.map { ("code", $0) }].compactMap(\.self)
    var page = DeskPage(
      title: speaker(AccessText.secondFactor), kind: "second-factor",
      body: """
        \(parts.errorSummary(faults.map { (field: $0.0, message: $0.1) }))<h1>\(speaker(AccessText.secondFactor))</h1>\
        \(visit.mustSetUpSecondFactor
          ? parts.notice("<p>\(speaker(AccessText.secondFactorRequired))</p>", tone: .warn, icon: .warning) : .empty)\
        \(body)<p><a href="\(DeskPath.url("account"))">\(speaker(AccessText.ownAccount))</a></p>
        """)
    page.status = faults.isEmpty ? .ok : .unprocessableContent
    return page
  }

  private func whenOff(_ visit: DeskVisit, _ parts: Components, _ fault: String?) -> HTML {
    let speaker = visit.speaker
    return """
      <p class="lead">\(speaker(AccessText.secondFactorAbout))</p>
      <form class="desk-form" method="post" action="\(Self.url)">\(visit.csrfField)\
      \(parts.field(PasswordProof.field(speaker, error: fault)))\
      \(parts.submitRow(speaker(AccessText.secondFactorBegin)))</form>
      """
  }

  private func whenBegun(
    _ visit: DeskVisit, _ factor: SecondFactor, _ email: String, _ parts: Components, _ fault: String?
  ) -> HTML {
    let speaker = visit.speaker
    let address = TimeCode.address(secret: factor.secret, account: email, issuer: desk.site.name)
    let letters = TimeCode.base32(factor.secret)
    var code = Components.FormField("code", speaker(AccessText.code))
    code.help = speaker(AccessText.codeHelp)
    code.autocomplete = "one-time-code"
    code.most = 20
    code.isRequired = true
    code.error = fault
    return """
      <p class="lead">\(speaker(AccessText.scan))</p>\
      \(QRCode(address, label: speaker(AccessText.qrLabel))?.svg)
      <p>\(speaker(AccessText.secretInLetters))<br><span class="secret" dir="ltr">\(Self.grouped(letters))</span></p>
      <form class="desk-form" method="post" action="\(DeskPath.url("account", "second-factor", "confirmation"))">\
      \(visit.csrfField)\(parts.field(code))\(parts.submitRow(speaker(AccessText.secondFactorConfirm)))</form>
      """
  }

  private func whenOn(_ visit: DeskVisit, _ factor: SecondFactor, _ parts: Components, _ fault: String?) -> HTML {
    let speaker = visit.speaker
    let few = factor.unusedCodes < 3
    let left = speaker(AccessText.codesLeft, count: factor.unusedCodes)
    return """
      \(parts.notice("<p>\(speaker(AccessText.secondFactorOn))</p>", tone: .good, icon: .check))\
      \(parts.notice("<p>\(left)</p>", tone: few ? .warn : .plain))
      <form class="desk-form" method="post" action="\(DeskPath.url("account", "second-factor", "recovery-codes"))">\
      \(visit.csrfField)\(parts.field(PasswordProof.field(speaker, error: fault)))<p class="submit-row">\
      <button class="button" type="submit">\(speaker(AccessText.newCodes))</button>\
      <button class="button danger" type="submit" formaction="\(DeskPath.url("account", "second-factor", "removal"))">\
      \(speaker(AccessText.secondFactorEnd))</button></p></form>
      """
  }

  private func codesPage(_ visit: DeskVisit, _ codes: [String]) -> DeskPage {
    let speaker = visit.speaker
    return DeskPage(
      title: speaker(AccessText.recoveryCodes), kind: "second-factor",
      body: """
        <h1>\(speaker(AccessText.recoveryCodes))</h1><p class="lead">\(speaker(AccessText.recoveryCodesText))</p>
        <ul class="plain secret" dir="ltr">\(codes.map { "<li>\($0)</li>" as HTML })</ul>
        <p><a class="button" href="\(DeskPath.url())">\(speaker(AccessText.toDesk))</a></p>
        """)
  }

  private static func grouped(_ letters: String) -> String {
    let all = Array(letters)
    return stride(from: 0, to: all.count, by: 4).map { String(all[$0..<min($0 + 4, all.count)]) }.joined(separator: " ")
  }
}
