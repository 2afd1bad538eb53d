import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// The feedback form: one field, no name, protected from machines without cookies or third parties.
extension DirectorySite {
  func feedbackPage(_ visit: Visit) -> RenderedPage {
    feedbackForm(visit, subject: FeedbackSubject(visit.query, index.current), message: "", .none, sent: nil)
  }

  /// Takes a message, or shows the form again with what is wrong; nothing typed is lost.
  func sendFeedback(_ visit: Visit, _ fields: QueryParameters, _ request: Request) async throws -> RenderedPage {
    guard SameOrigin.allows(request) else { throw HTTPError(.forbidden) }
    let subject = FeedbackSubject(fields, index.current)
    let correction = subject.offer == nil ? Correction.none : Correction(fields)
    let message = fields["message"] ?? ""
    let form = AnonymousForm(site: self, trap: "website")
    var errors: [(field: String, message: String)] = []
    if message.isEmpty, correction.typed.names.isEmpty {
      errors.append(("message", visit.speaker(DirectoryText.feedbackEmpty)))
    }
    if message.unicodeScalars.count > Feedback.longestMessage {
      errors.append(("message", visit.speaker(DirectoryText.feedbackTooLong)))
    }
    errors += correction.faults.map { ($0.field, visit.speaker($0.publicText, $0.values)) }
    if let fault = form.fault(fields, at: visit.now) { errors.append(("message", visit.speaker(fault))) }
    guard errors.isEmpty else {
      return feedbackForm(visit, subject: subject, message: message, correction, sent: fields, errors: errors)
    }
    if !form.isFromMachine(fields) { try await keep(message, subject, correction, visit) }
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

  /// What can be taken over with one click is a proposal; anything else is a message.
  private func keep(
    _ message: String, _ subject: FeedbackSubject, _ correction: Correction, _ visit: Visit
  ) async throws {
    let now = visit.now
    guard let offer = subject.offer?.id, !correction.isEmpty else {
      let feedback = Feedback(
        subject: subject.subject, offer: subject.offer?.id, language: visit.language, message: message)
      try await database.write { writer in try writer.send(feedback, at: now) }
      return
    }
    var proposing = Proposing(.correction, in: visit.language)
    proposing.fields = correction.fields
    proposing.sheet = correction.sheet
    proposing.message = correction.message(message, Speaker(texts: site.texts, language: site.defaultLanguage))
    let setting = SheetSetting(catalogue: catalogue, clock: clock, now: now)
    let kept = proposing
    try await database.write { writer in _ = try writer.propose(kept, for: offer, as: Offer.self, setting, at: now) }
  }

  private func feedbackForm(
    _ visit: Visit, subject: FeedbackSubject, message: String, _ correction: Correction, sent: QueryParameters?,
    errors: [(field: String, message: String)] = []
  ) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    var field = Components.Field(name: "message", label: speaker(DirectoryText.feedbackMessage))
    field.value = message
    field.help = speaker(DirectoryText.feedbackHelp)
    field.lines = 6
    field.most = Feedback.longestMessage
    // About an offer, saying what should stand there is enough.
    field.isRequired = subject.offer == nil
    field.error = errors.first { $0.field == "message" }?.message
    let about: HTML =
      subject.offer.map {
        "<p class=\"lead\">\(speaker(DirectoryText.feedbackOffer)) <strong>\(parts.text($0.title(in: visit.language)))</strong></p>"
      } ?? (subject.subject == .barrier ? "<p class=\"lead\">\(speaker(DirectoryText.feedbackBarrier))</p>" : .empty)
    let corrections = subject.offer == nil ? HTML.empty : correctionFields(correction, parts, errors)
    var page = Page(
      title: speaker(DirectoryText.feedbackTitle), path: ["feedback"], kind: "feedback",
      body: """
        <div class="frame narrow">\(parts.components.errorSummary(errors))
        <h1>\(speaker(DirectoryText.feedbackTitle))</h1>\(about)<p>\(speaker(DirectoryText.feedbackLead))</p>
        <form class="long-form" method="post" action="\(parts.url(.feedback([])))">\(parts.components.field(field))\(corrections)
        <input type="hidden" name="about" value="\(subject.subject.rawValue)">\
        \(subject.offer.map { "<input type=\"hidden\" name=\"offer\" value=\"\($0.id.description)\">" as HTML })\
        \(AnonymousForm(site: self, trap: "website").html(speaker, at: visit.now, sent: sent))
        <p><button class="button big" type="submit">\(speaker(DirectoryText.feedbackSend))</button></p></form></div>
        """)
    page.query = visit.query.items.filter { ["about", "offer"].contains($0.name) }.map { ($0.name, $0.value) }
    page.isUnlisted = true
    return RenderedPage(
      render(page, visit, directory), status: errors.isEmpty ? .ok : .unprocessableContent, lifetime: .once)
  }

  /// “What should it say instead?”: folded, because a message alone is welcome, too.
  private func correctionFields(
    _ correction: Correction, _ parts: Parts, _ errors: [(field: String, message: String)]
  ) -> HTML {
    let speaker = parts.speaker
    let components = parts.components
    func line(_ name: String, _ label: DirectoryText, lines: Int = 1, most: Int) -> HTML {
      var field = Components.FormField(name, speaker(label))
      field.value = correction.typed[name]
      field.lines = lines
      field.most = most
      field.error = errors.first { $0.field == name }?.message
      return components.field(field)
    }
    func box(_ name: String, _ text: DirectoryText) -> HTML {
      let isChecked = !correction.typed[name].isEmpty
      return """
        <p class="check"><label for="\(name)"><input type="checkbox" id="\(name)" name="\(name)" value="1"\
        \(isChecked ? " checked" : HTML.empty)><span>\(speaker(text))</span></label></p>
        """
    }
    let costs =
      [Components.Option("", speaker(DirectoryText.correctionSame))]
      + CostKind.allCases.filter { $0 != .notStated }.map { .init($0.rawValue, speaker.term($0)) }
    return components.disclosure(
      "\(speaker(DirectoryText.correctionTitle))", isOpen: !correction.typed.names.isEmpty,
      """
      <p class="help">\(speaker(DirectoryText.correctionHelp))</p>\(box("gone", .correctionGone))\
      \(box("place-wrong", .correctionPlace))\(line("new-times", .correctionTimes, lines: 2, most: 1000))\
      \(line("new-phone", .announcePhone, most: 100))\(line("new-website", .announceWebsite, most: 1990))\
      \(components.select(
        "new-cost", speaker(DirectoryText.whatCost), costs, chosen: correction.typed["new-cost"],
        error: errors.first { $0.field == "new-cost" }?.message))
      """)
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
