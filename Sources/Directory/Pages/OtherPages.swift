import HTTPTypes
import Hummingbird
import Search
import Vocabulary
import Web

/// Organisations, places of encounter, contact points and topics.
extension DirectorySite {
  func organizationPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Organization>($0) }),
      let organization = directory.organization(id)
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    let name = organization.name(in: visit.language)
    let speaker = visit.speaker
    let carrier: HTML =
      organization.carrier.flatMap(directory.organization).map {
        "<p>\(speaker(DirectoryText.carriedBy)) <a href=\"\(parts.url(.organization($0.id)))\">\(parts.text($0.name(in: visit.language)))</a></p>"
      } ?? .empty
    let level = organization.level.map { " · " + speaker.term($0) } ?? ""
    let events = parts.upcomingEvents().filter { $0.event.organization == id }
    var page = Page(
      title: name.text, path: DirectoryPath.organization(id).segments, kind: "organization",
      body: """
        <div class="frame"><p class="byline">\(speaker.term(organization.kind))\(level)</p><h1>\(parts.text(name))</h1>
        <div class="lead">\(parts.components.paragraphs(organization.texts.shown(\.summary, in: visit.language)))</div>\
        \(carrier)<div class="contact-lines">\(parts.contactLines(organization.contact))</div>
        \(try parts.offerSection(.organizationOffers, group: "organization", value: id.description, at: visit.now))
        \(parts.eventSection(.organizationEvents, events))</div>
        """)
    page.description = organization.texts.shown(\.summary, in: visit.language).text
    page.linkedData = [
      .object([
        ("@context", .string("https://schema.org")), ("@type", .string("Organization")), ("name", .string(name.text)),
        ("url", .string(parts.url(.organization(id)).absolute(under: site.baseURL))),
        ("telephone", .optional(organization.contact.phone)), ("email", .optional(organization.contact.email)),
      ])
    ]
    return RenderedPage(render(page, visit, directory))
  }

  func encounterPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Place>($0) }), let place = directory.places[id],
      let encounter = place.encounter
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    let name = place.texts.shown(\.name, in: visit.language)
    let hours: HTML =
      encounter.hours.map { parts.scheduleTable($0) }
      ?? "<p class=\"not-stated\">\(speaker(DirectoryText.notStated))</p>"
    let facts: [(DirectoryText, Icon, HTML)] = [
      (.encounterWho, .people, "<p>\(parts.text(place.texts.shown(\.who, in: visit.language)))</p>"),
      (.whenIsIt, .clock, hours), (.whereIsIt, .pin, parts.placeLines(place)),
      (.whatCost, .euro, "<p>\(speaker.term(encounter.cost))</p>"),
    ]
    let list = facts.map {
      "<div class=\"fact\"><dt>\(parts.icon($0.1))<span>\(speaker($0.0))</span></dt><dd>\($0.2)</dd></div>" as HTML
    }
    let page = Page(
      title: name.text, path: DirectoryPath.encounter(id).segments, kind: "offer",
      body: """
        <article class="frame offer"><header class="offer-head"><p class="tags">\(encounter.topics.map { parts.topicTag($0) })</p>
        <h1>\(parts.text(name))</h1><p class="byline">\(speaker(DirectoryText.encounterPlace))</p></header>
        <div class="offer-side">\
        \(parts.components.paragraphs(place.texts.shown(\.description, in: visit.language)))</div>
        <dl class="facts">\(list)</dl></article>
        """)
    return RenderedPage(render(page, visit, directory))
  }

  func contactPointsPage(_ visit: Visit) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let order: [PointStatus] = [.open, .moved, .planned, .merged, .closed]
    let points = order.flatMap { status in directory.contactPoints.filter { $0.status == status } }
    let page = Page(
      title: visit.speaker(DirectoryText.pointsTitle), path: ["contact"], kind: "points",
      body: """
        <div class="frame"><h1>\(visit.speaker(DirectoryText.pointsTitle))</h1>
        <p class="lead">\(visit.speaker(DirectoryText.pointsLead))</p><ul class="cards">\(points.map(parts.pointCard))</ul></div>
        """)
    return RenderedPage(render(page, visit, directory))
  }

  func contactPointPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let id = visit.parameters.get("id").flatMap({ Identifier<ContactPoint>($0) }),
      let point = directory.contactPoint(id)
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    let name = point.texts.shown(\.name, in: visit.language)
    let place = directory.place(point.place)
    let operatorName = directory.organization(point.organization)?.name(in: visit.language)
    var page = Page(
      title: name.text, path: DirectoryPath.contactPoint(id).segments, kind: "offer",
      body: """
        <article class="frame offer"><header class="offer-head"><h1>\(parts.text(name))</h1>
        <p class="byline">\(operatorName.map { parts.text($0) })</p>
        <p class="lead">\(parts.text(point.texts.shown(\.summary, in: visit.language)))</p>
        \(point.status == .open ? "<p>\(parts.hoursToday(of: point))</p>" : parts.components.notice("<p>\(speaker.term(point.status))</p>", tone: .warn))
        </header>\(point.isOpenToPeople ? parts.actions(point.contact, place) : HTML.empty)<dl class="facts">
        \(parts.pointFact(.pointHours, .clock, point.hours.map { parts.scheduleTable($0) }))\
        \(parts.pointFact(.whereIsIt, .pin, place.map { parts.placeLines($0) }))\
        \(parts.pointFact(.whomCall, .phone, parts.contactLines(point.contact)))\
        \(parts.pointFact(.pointAreas, .map, "<p>\(speaker.list(point.areas.map(\.name)))</p>"))\
        \(parts.pointFact(.pointFunctions, .people, "<ul class=\"plain\">\(point.functions.map { "<li>\(speaker.term($0))</li>" as HTML })</ul>"))</dl>
        <div class="offer-side">\
        \(parts.components.paragraphs(point.texts.shown(\.description, in: visit.language)))</div>
        \(try parts.offerSection(.pointOffers, group: "point", value: id.description, at: visit.now))
        \(parts.eventSection(.organizationEvents, parts.upcomingEvents().filter { $0.event.contactPoint == id }))</article>
        """)
    page.description = point.texts.shown(\.summary, in: visit.language).text
    return RenderedPage(render(page, visit, directory))
  }

  func topicPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let code = visit.parameters.get("code").flatMap(TopicCode.init(rawValue:)), catalogue.knows(code) else {
      throw HTTPError(.notFound)
    }
    let parts = Parts(self, visit, directory)
    let label = catalogue.label(code, in: visit.language)
    let children = catalogue.children(of: code).map { child -> HTML in
      let text = catalogue.entry(child, in: visit.language)?.explanation ?? ""
      return """
        <li><a href="\(parts.url(.topic(child)))"><strong>\(catalogue.label(child, in: visit.language))</strong>\
        <span>\(text)</span></a></li>
        """
    }
    let below: HTML =
      children.isEmpty
      ? .empty
      : "<section class=\"section\"><h2>\(visit.speaker(DirectoryText.topicSub))</h2><ul class=\"topic-list\">\(children)</ul></section>"
    var page = Page(
      title: label, path: DirectoryPath.topic(code).segments, kind: "topic",
      body: """
        <div class="frame topic-page topic-\(code.parent.rawValue)"><p class="breadcrumb">\
        \(code.isFirstLevel ? HTML.empty : parts.topicTag(code.parent))</p>
        <h1>\(parts.icon(parts.topicIcon(code)))\(label)</h1>
        <p class="lead">\(catalogue.entry(code, in: visit.language)?.explanation ?? "")</p>\(below)
        \(try parts.offerSection(.topicOffers, group: "topic", value: code.rawValue, at: visit.now, none: .topicNone))</div>
        """)
    page.description = catalogue.entry(code, in: visit.language)?.explanation
    return RenderedPage(render(page, visit, directory))
  }
}

extension Parts {
  fileprivate func pointFact(_ question: DirectoryText, _ icon: Icon, _ answer: HTML?) -> HTML {
    guard let answer else { return .empty }
    return "<div class=\"fact\"><dt>\(self.icon(icon))<span>\(speaker(question))</span></dt><dd>\(answer)</dd></div>"
  }

  /// The offers of one facet, the first dozen, with a link to all.
  fileprivate func offerSection(
    _ title: DirectoryText, group: String, value: String, at now: Timestamp, none: DirectoryText? = nil
  ) throws -> HTML {
    let query = SearchQuery(
      text: "", language: language,
      filters: [FacetFilter(group: "kind", values: ["offer", "place"]), FacetFilter(group: group, values: [value])],
      restrictions: [SearchRestriction(directory.timeSets.sets(at: now).valid, isApplied: true)], near: nil,
      order: .relevance, offset: 0, limit: OfferSearch.pageSize, countedGroups: [])
    let result = try directory.search.search(query)
    guard result.total > 0 else {
      return none.map { "<p class=\"empty\">\(speaker($0))</p>" } ?? .empty
    }
    let cards = result.hits.map { card($0, marking: nil) }
    let more: HTML =
      result.total > cards.count && OfferSearch.ListFilter(rawValue: group) != nil
      ? """
      <p><a class="button quiet" href="\(url(.offers([(group, value)])))">\
      \(speaker(DirectoryText.resultCount, count: result.total))\(icon(.forward))</a></p>
      """
      : .empty
    return "<section class=\"section\"><h2>\(speaker(title))</h2><ul class=\"cards\">\(cards)</ul>\(more)</section>"
  }

  fileprivate func eventSection(_ title: DirectoryText, _ events: [(event: Event, date: Event.Date)]) -> HTML {
    guard !events.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(speaker(title))</h2>\
      <ul class="event-list">\(events.prefix(8).map { eventItem($0.event, on: $0.date) })</ul></section>
      """
  }
}
