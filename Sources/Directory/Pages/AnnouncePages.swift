import HTTPTypes
import Hummingbird
import Storage
import Vocabulary
import Web

/// Where an organisation that nobody knows yet announces itself and its offer.
extension DirectorySite {
  func announcePage(_ visit: Visit) -> RenderedPage { announceForm(visit, Announcement(in: visit.language), sent: nil) }

  /// Keeps an announcement as a proposal, or shows the form again with what is wrong; nothing typed is lost.
  func sendAnnouncement(_ visit: Visit, _ fields: QueryParameters, _ request: Request) async throws -> RenderedPage {
    guard SameOrigin.allows(request) else { throw HTTPError(.forbidden) }
    let announcement = Announcement(fields, in: visit.language)
    let form = AnonymousForm(site: self, trap: "url")
    var faults = announcement.faults(SheetSetting(catalogue: catalogue, clock: clock, now: visit.now)).map { fault in
      (fault.field, visit.speaker(fault.publicText, fault.values))
    }
    if let fault = form.fault(fields, at: visit.now) { faults.append(("name", visit.speaker(fault))) }
    guard faults.isEmpty else { return announceForm(visit, announcement, sent: fields, faults: faults) }
    if !form.isFromMachine(fields) {
      let proposing = announcement.proposing(Speaker(texts: site.texts, language: site.defaultLanguage))
      let now = visit.now
      try await database.write { [sealer] writer in try writer.proposeNew(proposing, sealer, at: now) }
    }
    let speaker = visit.speaker
    var page = Page(
      title: speaker(DirectoryText.feedbackThanks), path: ["announce"], kind: "announce",
      body: """
        <div class="frame narrow"><h1>\(speaker(DirectoryText.feedbackThanks))</h1>
        <p class="lead" role="status">\(speaker(DirectoryText.announceThanks))</p></div>
        """)
    page.isUnlisted = true
    return RenderedPage(render(page, visit, index.current), lifetime: .once)
  }

  private func announceForm(
    _ visit: Visit, _ announcement: Announcement, sent: QueryParameters?,
    faults: [(field: String, message: String)] = []
  ) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    let fields = AnnouncementFields(site: self, speaker: speaker, announcement: announcement, faults: faults)
    let page = Page(
      title: speaker(DirectoryText.announce), path: ["announce"], kind: "announce",
      body: """
        <div class="frame narrow">\(parts.components.errorSummary(faults))
        <h1>\(speaker(DirectoryText.announce))</h1><p class="lead">\(speaker(DirectoryText.announceLead))</p>
        <form class="long-form" method="post" action="\(parts.url(.announce))" novalidate>\(fields.html)\
        \(AnonymousForm(site: self, trap: "url").html(speaker, at: visit.now, sent: sent))
        <p><button class="button big" type="submit">\(speaker(DirectoryText.feedbackSend))</button></p></form></div>
        """)
    return RenderedPage(
      render(page, visit, directory), status: faults.isEmpty ? .ok : .unprocessableContent, lifetime: .once)
  }
}

/// What an organisation says of itself and its offer.
private struct Announcement {
  var organization: Sheet
  var offer: Sheet
  var place = ""
  var contact = ""
  private let language: Language

  private static let reach = ["phone", "email", "website"]
  private static let longestLine = 300

  init(in language: Language) {
    organization = Sheet()
    offer = Sheet()
    self.language = language
  }

  init(_ fields: QueryParameters, in language: Language) {
    organization = Sheet(fields, names: ["name", "kind"] + Self.reach)
    offer = Sheet(fields, names: ["title", "summary", "topics", "scheduleNote", "accessNote", "languages"])
    let others = Sheet(fields, names: ["place", "contact"])
    (place, contact) = (others["place"], others["contact"])
    self.language = language
    // Leichte Sprache is German: an entry that begins in it would look like a translation.
    let source = language.primary == "de" ? Language.german : language
    organization["language"] = source.code
    offer["language"] = source.code
  }

  func faults(_ setting: SheetSetting) -> [SheetFault] {
    let read = Organization.read(organization, id: Identifier(high: 0, low: 0), earlier: nil, setting)
    var whole = offer
    // Whose offer it is, only the reviewer knows.
    whole["organization"] = Identifier<Organization>(high: 0, low: 0).description
    var faults = read.faults + Offer.read(whole, id: Identifier(high: 0, low: 0), earlier: nil, setting).faults
    for (field, text) in [("place", place), ("contact", contact)] {
      let length = text.unicodeScalars.count
      if length > Self.longestLine {
        faults.append(
          SheetFault(field, .faultTooLong, ["most": String(Self.longestLine), "length": String(length)]))
      }
    }
    return faults
  }

  /// - Parameter speaker: in the language of those who review.
  func proposing(_ speaker: Speaker) -> Proposing {
    var proposing = Proposing(.announcement, in: language)
    proposing.organization = organization
    // People call the office for the offer, too, until the offer has a number of its own.
    proposing.sheet = offer.replacing(Self.reach, from: organization)
    proposing.contact = contact
    if !place.isEmpty { proposing.message = "\(speaker(DirectoryText.announceWhere)): \(place)" }
    return proposing
  }
}

/// The fields of the form, in the order people tell it.
private struct AnnouncementFields {
  let site: DirectorySite
  let speaker: Speaker
  let announcement: Announcement
  let faults: [(field: String, message: String)]

  private var parts: Components { Components(speaker: speaker, assets: site.site.assets) }

  var html: HTML {
    let organization = announcement.organization
    let offer = announcement.offer
    return """
      <h2>\(speaker(DirectoryText.announceWho))</h2>\
      \(line("name", .announceName, organization["name"], isRequired: true))\(kinds)\
      <h2>\(speaker(DirectoryText.announceWhat))</h2>\
      \(line("title", .announceOffer, offer["title"], isRequired: true))\
      \(line("summary", .announceSummary, offer["summary"], lines: 4, most: 1000))\(topics)\
      \(line("place", .announceWhere, announcement.place))\
      \(line("scheduleNote", .announceTimes, offer["scheduleNote"], help: .announceTimesHelp, lines: 3, most: 2000))\
      \(line("accessNote", .announceForWhom, offer["accessNote"], most: 500))\(languages)\
      <h2>\(speaker(DirectoryText.announceReach))</h2>\
      \(line("phone", .announcePhone, organization["phone"], kind: .tel, most: 100))\
      \(line("email", .announceEmail, organization["email"], kind: .email, most: 254))\
      \(line("website", .announceWebsite, organization["website"], most: 1990))\
      <h2>\(speaker(DirectoryText.announceQuestions))</h2>\
      \(line("contact", .announceContact, announcement.contact, help: .announceContactHelp))
      """
  }

  private func line(
    _ name: String, _ label: DirectoryText, _ value: String, help: DirectoryText? = nil,
    kind: Components.FormField.Kind = .text, lines: Int = 1, most: Int = 300, isRequired: Bool = false
  ) -> HTML {
    var field = Components.FormField(name, speaker(label))
    field.value = value
    field.help = help.map { speaker($0) }
    field.error = error(name)
    field.kind = kind
    field.lines = lines
    field.most = most
    field.isRequired = isRequired
    return parts.field(field)
  }

  private var kinds: HTML {
    parts.select(
      "kind", speaker(DirectoryText.announceKind),
      [.init("", speaker(DirectoryText.announceChoose))]
        + OrganizationKind.allCases.map { .init($0.rawValue, speaker.term($0)) },
      chosen: announcement.organization["kind"], error: error("kind"), isRequired: true)
  }

  private var topics: HTML {
    parts.checkboxes(
      "topics", speaker(DirectoryText.announceTopics),
      site.catalogue.firstLevelCodes.map { .init($0.rawValue, site.catalogue.label($0, in: speaker.language)) },
      chosen: Set(announcement.offer[all: "topics"]), error: error("topics"), isRequired: true)
  }

  private var languages: HTML {
    let names = site.site.texts.keys(in: .german).filter { $0.hasPrefix("languageName.") }
    let options = names.map { String($0.dropFirst(13)) }.map { code in
      Components.Option(code, speaker.term("languageName", code))
    }.sorted { $0.label < $1.label }
    let chosen = Set(announcement.offer[all: "languages"])
    return parts.disclosure(
      "\(speaker(DirectoryText.announceLanguages))", isOpen: !chosen.isEmpty,
      parts.checkboxes(
        "languages", speaker(DirectoryText.announceLanguages), options, chosen: chosen, error: error("languages")))
  }

  private func error(_ name: String) -> String? { faults.first { $0.field == name }?.message }
}
