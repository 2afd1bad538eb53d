import Storage
import Vocabulary
import Web

extension Desk {
  /// Links are mailed, and nobody else sees them.
  var mailsLinks: Bool { sendmail != nil }

  func address(of link: SecretToken) -> String { DeskPath.url("link", link.text).absolute(under: site.baseURL) }

  /// Mails somebody the link that was made for them, when mail is on.
  func announce(
    _ purpose: OneTimeLink.Purpose, _ link: SecretToken, to id: Identifier<Account>, at now: Timestamp,
    in writer: Writer
  ) throws {
    guard mailsLinks, let account = try writer.account(id, sealer), let to = MailAddress(account.email) else { return }
    let language = account.language.flatMap { languages.contains($0) ? $0 : nil } ?? languages.first ?? .german
    let speaker = Speaker(texts: site.texts, language: language)
    let values = ["name": account.name, "site": site.name, "link": address(of: link)]
    switch purpose {
    case .invitation:
      try writer.post(
        Mail(
          to: to, subject: speaker(AccessText.mailInvitationSubject, values),
          body: speaker(AccessText.mailInvitation, values)), for: "invitation", at: now, sealer)
    case .reset:
      try writer.post(
        Mail(
          to: to, subject: speaker(AccessText.mailResetSubject, values), body: speaker(AccessText.mailReset, values)),
        for: "reset", at: now, sealer)
    }
  }
}
