import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Taking one's own data away, and having it erased.
struct OwnDataPages: Sendable {
  let desk: Desk
  let proof: PasswordProof

  func addRoutes(to routes: DeskRoutes) {
    routes.file("account/data.json", for: .manageOwnAccount) { try await export($0) }
    routes.page("account/erasure", for: .manageOwnAccount) { page($0) }
    routes.form("account/erasure", for: .manageOwnAccount) { try await erase($0, $1) }
  }

  private func export(_ visit: DeskVisit) async throws -> RenderedPage {
    let export = try await desk.database.write { [sealer = desk.sealer, limits = desk.limits] writer in
      try writer.audit("account.exported", by: visit.account.actor, of: "account", visit.account.id, at: visit.now)
      return try writer.export(visit.account.id, at: visit.now, limits, sealer)
    }
    guard let export else { throw HTTPError(.notFound) }
    return RenderedPage(
      body: try export.json(), contentType: "application/json", lifetime: .once,
      headers: [.contentDisposition: "attachment; filename=\"account.json\""])
  }

  private func page(_ visit: DeskVisit, fault: String? = nil) -> DeskPage {
    let speaker = visit.speaker
    let parts = Components(speaker: speaker, assets: desk.site.assets)
    var page = DeskPage(
      title: speaker(AccessText.eraseTitle), kind: "account",
      body: """
        \(parts.errorSummary(fault.map { [("password-old", $0)] } ?? []))<h1>\(speaker(AccessText.eraseTitle))</h1>
        <p class="lead">\(speaker(AccessText.eraseText))</p>
        <form class="desk-form" method="post" action="\(DeskPath.url("account", "erasure"))">\(visit.csrfField)\
        \(parts.field(PasswordProof.field(speaker, error: fault)))\
        \(parts.submitRow(
          speaker(AccessText.eraseButton), isDanger: true, cancel: (speaker(AccessText.cancel), DeskPath.url("account"))))\
        </form>
        """)
    page.status = fault == nil ? .ok : .unprocessableContent
    return page
  }

  private func erase(_ visit: DeskVisit, _ fields: QueryParameters) async throws -> DeskAnswer {
    if let fault = try await proof.fault(visit, fields) { return .page(page(visit, fault: fault)) }
    do {
      try await desk.database.write { [sealer = desk.sealer] writer in
        try writer.eraseAccount(visit.account.id, by: visit.account.actor, at: visit.now, sealer)
      }
    } catch let fault as AccountFault {
      return .page(page(visit, fault: visit.speaker(fault.text)))
    }
    var answer = DeskAnswer.seeOther(DeskPath.url("sign-in", query: [("done", "erased")]))
    answer.cookies = [visit.transport.endedCookie]
    return answer
  }
}
