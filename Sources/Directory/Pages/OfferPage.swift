import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// One offer, told in the order people ask.
extension DirectorySite {
  func offerPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Offer>($0) }), let offer = directory.offer(id) else {
      throw HTTPError(.notFound)
    }
    let parts = Parts(self, visit, directory)
    let title = offer.title(in: visit.language)
    var page = Page(
      title: title.text, path: DirectoryPath.offer(id).segments, kind: "offer",
      body: """
        <article class="frame offer"><header class="offer-head">
        <p class="tags">\(offer.topics.map { parts.topicTag($0) })</p>
        <h1>\(parts.text(title))</h1>\(parts.byline(of: offer))
        <p class="lead">\(parts.text(offer.texts.shown(\.summary, in: visit.language)))</p>\(parts.languageNotice(offer))
        </header>\(parts.actions(for: offer))\(parts.facts(of: offer))
        <div class="offer-side"><section><h2>\(visit.speaker(DirectoryText.whatItIs))</h2>
        \(parts.components.paragraphs(offer.texts.shown(\.description, in: visit.language)))\(parts.goals(offer))
        \(parts.sourceText(offer))</section>
        \(parts.closing(offer))</div></article>
        """)
    page.description = offer.texts.shown(\.summary, in: visit.language).text
    page.linkedData = [OfferLinkedData(parts: parts, offer: offer).value]
    return RenderedPage(render(page, visit, directory))
  }
}

extension Parts {
  fileprivate func byline(of offer: Offer) -> HTML {
    var lines: [HTML] = []
    if let organization = directory.organization(offer.organization) {
      let link: HTML = "<a href=\"\(url(.organization(organization.id)))\">\(text(organization.name(in: language)))</a>"
      lines.append("\(speaker(DirectoryText.offeredBy)) \(link)")
    }
    if let point = directory.contactPoint(offer.contactPoint) {
      let name = text(point.texts.shown(\.name, in: language))
      let hosting = offer.hosting.map { speaker.term($0) } ?? speaker(DirectoryText.atPoint)
      lines.append("\(hosting): <a href=\"\(url(.contactPoint(point.id)))\">\(name)</a>")
    }
    return "<p class=\"byline\">\(lines.joined(separator: "<br>"))</p>"
  }

  /// Says so when the text is in another language than the page, or may be older than its source.
  fileprivate func languageNotice(_ offer: Offer) -> HTML {
    let title = offer.title(in: language)
    if title.language != language && title.language.primary != language.primary {
      return components.notice("<p>\(speaker(WebText.germanOnly))</p>", icon: .language)
    }
    return title.isStale ? components.notice("<p>\(speaker(WebText.staleTranslation))</p>", tone: .warn) : .empty
  }

  fileprivate func actions(for offer: Offer) -> HTML {
    var further = HTML.empty
    if offer.schedule != nil {
      further = """
        <a class="button quiet" href="\(url(.offerCalendar(offer.id)))">\(icon(.calendar))\
        <span>\(speaker(DirectoryText.addToCalendar))</span></a>
        """
    }
    return actions(contact(of: offer), directory.place(offer.place), further)
  }

  /// Big buttons to call and to find the way, and what else can be done at once.
  func actions(_ contact: Contact, _ place: PublicPlace?, _ further: HTML = .empty) -> HTML {
    var actions: [HTML] = []
    if let number = contact.phone, let url = SafeURL(phone: number) {
      actions.append(
        "<a class=\"button big\" href=\"\(url)\">\(icon(.phone))<span>\(speaker(DirectoryText.call))</span></a>")
    }
    if let place, place.isExact, let point = place.coordinate {
      let url = SafeURL(geo: point.latitude, point.longitude)
      actions.append(
        """
        <a class="button big" href="\(url)" rel="noreferrer">\(icon(.route))\
        <span>\(speaker(DirectoryText.directions))</span></a>
        """)
    }
    if !further.isEmpty { actions.append(further) }
    return actions.isEmpty ? .empty : "<p class=\"actions\">\(actions)</p>"
  }

  func contact(of offer: Offer) -> Contact {
    offer.contact.completed(by: directory.organization(offer.organization)?.contact ?? Contact())
  }

  fileprivate func facts(of offer: Offer) -> HTML {
    """
    <dl class="facts">\(fact(.forWhom, .people, forWhom(offer)))\(fact(.whenIsIt, .clock, times(of: offer)))\
    \(fact(.whereIsIt, .pin, place(of: offer)))\(fact(.whatCost, .euro, cost(of: offer)))\
    \(fact(.howGetIn, .door, access(to: offer)))\(fact(.whoSpeaks, .speech, languages(of: offer)))\
    \(fact(.whomCall, .phone, contactLines(contact(of: offer))))</dl>
    """
  }

  private func fact(_ question: DirectoryText, _ icon: Icon, _ answer: HTML) -> HTML {
    "<div class=\"fact\"><dt>\(self.icon(icon))<span>\(speaker(question))</span></dt><dd>\(answer)</dd></div>"
  }

  /// Lines of an answer; what nobody stated is said so once.
  private func lines(_ lines: [HTML]) -> HTML {
    let said = lines.filter { !$0.isEmpty }
    if said.isEmpty { return "<p class=\"not-stated\">\(speaker(DirectoryText.notStated))</p>" }
    return "<ul>\(said.map { "<li>\($0)</li>" as HTML })</ul>"
  }

  private func stated<Code: Term & Equatable>(_ code: Code, unless unknown: Code) -> HTML {
    code == unknown ? .empty : "\(speaker.term(code))"
  }

  private func forWhom(_ offer: Offer) -> HTML {
    let access = offer.access
    let groups =
      offer.targetGroups.isEmpty ? HTML.empty : "\(speaker.list(offer.targetGroups.map { speaker.term($0) }))"
    return lines([
      groups, stated(offer.openness, unless: .notStated), age(access),
      access.gender == .all ? .empty : stated(access.gender, unless: .notStated),
      access.area == .anyone ? .empty : stated(access.area, unless: .notStated),
      stated(access.residence, unless: .notStated),
    ])
  }

  private func age(_ access: Offer.Access) -> HTML {
    switch (access.minimumAge, access.maximumAge) {
    case (let from?, let to?): "\(speaker(DirectoryText.ageFromTo, ["from": String(from), "to": String(to)]))"
    case (let from?, nil): "\(speaker(DirectoryText.ageFrom, ["from": String(from)]))"
    case (nil, let to?): "\(speaker(DirectoryText.ageTo, ["to": String(to)]))"
    case (nil, nil): .empty
    }
  }

  private func times(of offer: Offer) -> HTML {
    var parts: [HTML] = []
    if let schedule = offer.schedule {
      parts.append(scheduleTable(schedule))
    } else {
      parts.append("<p>\(speaker(DirectoryText.byArrangement))</p>")
    }
    let note = offer.texts.shown(\.scheduleNote, in: language)
    if !note.text.isEmpty { parts.append("<p>\(text(note))</p>") }
    if let from = offer.validFrom, from > moment.date {
      parts.append("<p>\(speaker(DirectoryText.validFrom, ["date": speaker.date(from, today: moment.date)]))</p>")
    }
    if let until = offer.validUntil {
      parts.append("<p>\(speaker(DirectoryText.validUntil, ["date": speaker.date(until, today: moment.date)]))</p>")
    }
    return parts.joined()
  }

  /// Whether it is open, the rules, what is different, and the next dates.
  func scheduleTable(_ schedule: Schedule) -> HTML {
    let now: HTML =
      schedule.current(at: moment, in: land).map {
        let until = speaker(DirectoryText.openUntil, ["time": $0.span.to.description])
        return "<p class=\"open-now\">\(icon(.clock))<span>\(until)</span></p>"
      } ?? .empty
    let next = schedule.upcoming(from: moment, count: 3, days: 120, in: land)
    let nextDates: HTML =
      next.isEmpty
      ? .empty
      : """
      <p class="help">\(speaker(DirectoryText.nextDates))</p><ul class="next-dates">\
      \(next.map { "<li>\(occurrence($0))</li>" as HTML })</ul>
      """
    return """
      \(now)<ul class="rules">\(rules(of: schedule).map { "<li>\($0)</li>" as HTML })\
      \(exceptions(of: schedule).map { "<li class=\"exception\">\($0)</li>" as HTML })</ul>\(nextDates)
      """
  }

  private func place(of offer: Offer) -> HTML {
    guard offer.format == .onSite || offer.format == .outreach, let place = directory.place(offer.place) else {
      return "<p>\(speaker.term(offer.format))</p>"
    }
    return placeLines(place) + (offer.format == .outreach ? "<p>\(speaker.term(offer.format))</p>" : .empty)
  }

  /// Address, nearest stop, access without steps.
  func placeLines(_ place: PublicPlace) -> HTML {
    let stop = place.texts.shown(\.stop, in: language)
    return """
      <p>\(address(place))</p>\
      \(stop.text.isEmpty ? HTML.empty : "<p>\(speaker(DirectoryText.stop)): \(text(stop))</p>")\
      <p class="icon-line">\(icon(.stepFree))<span>\(speaker.term(place.stepFree))</span></p>
      """
  }

  private func cost(of offer: Offer) -> HTML {
    let note = offer.texts.shown(\.costNote, in: language)
    return lines([
      offer.cost.kind == .notStated ? .empty : "\(price(offer.cost))", note.text.isEmpty ? .empty : text(note),
    ])
  }

  private func access(to offer: Offer) -> HTML {
    let access = offer.access
    let note = offer.texts.shown(\.accessNote, in: language)
    let bring = offer.texts.shown(\.bring, in: language)
    var documents = HTML.empty
    if let needed = access.documents {
      documents =
        needed.isEmpty
        ? "\(speaker.term(AccessDocument.group, "none"))"
        : "\(speaker(DirectoryText.documentsNeeded)): \(speaker.list(needed.map { speaker.term($0) }))"
    }
    let list = lines([
      stated(access.registration, unless: .notStated), documents,
      bring.text.isEmpty ? .empty : "\(speaker(DirectoryText.bring)): \(text(bring))",
      stated(access.german, unless: .notStated),
      offer.capacity.map { "\(speaker(DirectoryText.capacity, count: $0))" } ?? .empty,
      note.text.isEmpty ? .empty : text(note),
    ])
    let gaps = access.gaps.filter { ["registration", "documents", "german"].contains($0) }
    return gaps.isEmpty ? list : list + "<p class=\"not-stated\">\(speaker(DirectoryText.askFirst))</p>"
  }

  private func languages(of offer: Offer) -> HTML {
    lines([
      offer.languages.isEmpty ? .empty : "\(languageNames(offer.languages))",
      stated(offer.interpreters, unless: .notStated), stated(offer.childcare, unless: .notStated),
    ])
  }

  func contactLines(_ contact: Contact) -> HTML {
    var parts: [HTML] = [phone(contact.phone)]
    if let address = contact.email, let url = SafeURL(mail: address) {
      parts.append(
        "<p><a class=\"icon-link\" href=\"\(url)\">\(icon(.mail))<bdi dir=\"ltr\">\(address)</bdi></a></p>")
    }
    if let address = contact.website, let url = SafeURL(web: address) {
      parts.append(
        """
        <p><a class="icon-link" href="\(url)" rel="noreferrer">\(icon(.web))\
        <span>\(speaker(DirectoryText.website)): <bdi dir="ltr">\(url.host)</bdi></span></a></p>
        """
      )
    }
    let all = parts.joined()
    return all.isEmpty ? "<p class=\"not-stated\">\(speaker(DirectoryText.notStated))</p>" : all
  }

  fileprivate func goals(_ offer: Offer) -> HTML {
    guard !offer.goals.isEmpty else { return .empty }
    return """
      <p class="goals">\(speaker(DirectoryText.goals)): \(speaker.list(offer.goals.map { speaker.term($0) }))</p>
      """
  }

  /// The source text beside a translation, on demand.
  fileprivate func sourceText(_ offer: Offer) -> HTML {
    let source = offer.texts.source
    guard source.language.primary != language.primary, offer.texts[language] != nil else { return .empty }
    let shown = ShownText(source.content.description, in: source.language)
    let title = ShownText(source.content.title, in: source.language)
    return components.disclosure(
      "\(speaker(WebText.showSource))",
      "<div class=\"source-text\"><p><strong>\(text(title))</strong></p>\(components.paragraphs(shown))</div>")
  }

  fileprivate func closing(_ offer: Offer) -> HTML {
    let verified =
      offer.verification.map {
        speaker(
          DirectoryText.verifiedOn,
          ["date": speaker.date($0.day, today: moment.date), "by": speaker.term($0.method)])
      } ?? speaker(DirectoryText.neverVerified)
    return """
      <footer class="closing"><p class="verified">\(icon(offer.verification == nil ? .info : .check))<span>\(verified)</span></p>
      <p class="wrong"><a class="icon-link" \
      href="\(url(.feedback([("about", "offer"), ("offer", offer.id.description)])))">\(icon(.warning))\
      <span>\(speaker(DirectoryText.wrong))</span></a></p></footer>
      """
  }
}
