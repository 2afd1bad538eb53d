import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// The feedback form: one field, no name, protected from machines without cookies or third parties.
extension DirectorySite {
  func feedbackPage(_ visit: Visit) -> RenderedPage {
    feedbackForm(visit, subject: FeedbackSubject(visit.query, index.current), message: "", errors: [])
  }

  /// Takes a message, or shows the form again with what is wrong; nothing typed is lost.
  func sendFeedback(_ visit: Visit, _ fields: QueryParameters, _ request: Request) async throws -> RenderedPage {
    guard SameOrigin.allows(request) else { throw HTTPError(.forbidden) }
    let subject = FeedbackSubject(fields, index.current)
    let message = fields["message"] ?? ""
    var errors: [(field: String, message: DirectoryText)] = []
    if message.isEmpty { errors.append(("message", .feedbackEmpty)) }
    if message.unicodeScalars.count > Feedback.longestMessage { errors.append(("message", .feedbackTooLong)) }
    let verdict = signedTime.verdict(on: fields["signed"], at: visit.now)
    switch verdict {
    case .valid: break
    case .tooFast: errors.append(("message", .feedbackTooFast))
    case .stale, .forged: errors.append(("message", .feedbackStale))
    }
    guard errors.isEmpty else {
      // Who was too fast keeps the time they began at, and need not wait again.
      let kept = verdict == .tooFast ? fields["signed"] : nil
      return feedbackForm(visit, subject: subject, message: message, errors: errors, signed: kept)
    }
    // The trap field is invisible to people. A machine that fills it is thanked and forgotten.
    if fields["website"] == nil {
      let feedback = Feedback(
        subject: subject.subject, offer: subject.offer?.id, language: visit.language, message: message)
      let now = visit.now
      try await database.write { writer in try writer.send(feedback, at: now) }
    }
    let speaker = visit.speaker
    var page = Page(
      title: speaker(DirectoryText.feedbackThanks), path: ["feedback"], kind: "feedback",
      body: """
        <div class="frame narrow"><h1>\(speaker(DirectoryText.feedbackThanks))</h1>
        <p class="lead" role="status">\(speaker(DirectoryText.feedbackThanksText))</p></div>
        """)
    page.isUnlisted = true
    return RenderedPage(render(page, visit, index.current), lifetime: .once)
  }

  private func feedbackForm(
    _ visit: Visit, subject: FeedbackSubject, message: String, errors: [(field: String, message: DirectoryText)],
    signed: String? = nil
  ) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    var field = Components.Field(name: "message", label: speaker(DirectoryText.feedbackMessage))
    field.value = message
    field.help = speaker(DirectoryText.feedbackHelp)
    field.lines = 6
    field.most = Feedback.longestMessage
    field.isRequired = true
    field.error = errors.first.map { speaker($0.message) }
    let about: HTML =
      subject.offer.map {
        "<p class=\"lead\">\(speaker(DirectoryText.feedbackOffer)) <strong>\(parts.text($0.title(in: visit.language)))</strong></p>"
      } ?? (subject.subject == .barrier ? "<p class=\"lead\">\(speaker(DirectoryText.feedbackBarrier))</p>" : .empty)
    var page = Page(
      title: speaker(DirectoryText.feedbackTitle), path: ["feedback"], kind: "feedback",
      body: """
        <div class="frame narrow">\(parts.components.errorSummary(errors.map { ($0.field, speaker($0.message)) }))
        <h1>\(speaker(DirectoryText.feedbackTitle))</h1>\(about)<p>\(speaker(DirectoryText.feedbackLead))</p>
        <form method="post" action="\(parts.url(.feedback([])))">\(parts.components.field(field))
        <div class="trap" aria-hidden="true"><label for="website">\(speaker(DirectoryText.feedbackTrap))</label>\
        <input id="website" name="website" tabindex="-1" autocomplete="off"></div>
        <input type="hidden" name="about" value="\(subject.subject.rawValue)">\
        \(subject.offer.map { "<input type=\"hidden\" name=\"offer\" value=\"\($0.id.description)\">" as HTML })\
        <input type="hidden" name="signed" value="\(signed ?? signedTime.token(at: visit.now))">
        <p><button class="button big" type="submit">\(speaker(DirectoryText.feedbackSend))</button></p></form></div>
        """)
    page.query = visit.query.items.filter { ["about", "offer"].contains($0.name) }.map { ($0.name, $0.value) }
    page.isUnlisted = true
    return RenderedPage(
      render(page, visit, directory), status: errors.isEmpty ? .ok : .unprocessableContent, lifetime: .once)
  }
}

/// What a message is about, as an address or a form says it.
private struct FeedbackSubject {
  let subject: Feedback.Subject
  let offer: Offer?

  init(_ parameters: QueryParameters, _ directory: PublishedDirectory) {
    offer = parameters["offer"].flatMap { Identifier<Offer>($0) }.flatMap(directory.offer)
    let stated = parameters["about"].flatMap(Feedback.Subject.init(rawValue:)) ?? .other
    subject = offer != nil ? .offer : stated == .offer ? .other : stated
  }
}
