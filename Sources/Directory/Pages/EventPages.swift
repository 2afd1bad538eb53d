import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// What takes place: the list by date, one event, and the feed.
extension DirectorySite {
  func eventsPage(_ visit: Visit) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    let events = parts.upcomingEvents()
    let days = Dictionary(grouping: events) { clock.local($0.date.start).date }
    let list = days.keys.sorted().map { day -> HTML in
      """
      <section><h2>\(speaker.day(day, today: parts.moment.date))</h2><ul class="event-list">\
      \((days[day] ?? []).map { parts.eventItem($0.event, on: $0.date, namesDay: false) })</ul></section>
      """
    }
    let body: HTML = events.isEmpty ? "<p class=\"empty\">\(speaker(DirectoryText.eventsNone))</p>" : list.joined()
    let page = Page(
      title: speaker(DirectoryText.eventsTitle), path: ["events"], kind: "events",
      body: """
        <div class="frame"><h1>\(speaker(DirectoryText.eventsTitle))</h1>
        <p class="lead">\(speaker(DirectoryText.eventsLead))</p>
        <p><a class="button quiet" href="\(parts.url(.eventsFeed))">\(parts.icon(.calendar))\
        <span>\(speaker(DirectoryText.eventsFeed))</span></a></p>\(body)</div>
        """)
    return RenderedPage(render(page, visit, directory))
  }

  func eventPage(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let id = visit.parameters.get("id").flatMap({ Identifier<Event>($0) }),
      let event = directory.events.first(where: { $0.id == id })
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    let title = event.texts.shown(\.title, in: visit.language)
    let place = directory.place(event.place ?? directory.contactPoint(event.contactPoint)?.place)
    let coming = event.dates.filter { $0.end > visit.now }
    let dates = coming.map { "<li>\(parts.date($0))</li>" as HTML }
    let organization = directory.organization(event.organization)
    let access = [
      event.registration == .notStated ? nil : speaker.term(event.registration),
      event.childcare == .notStated ? nil : speaker.term(event.childcare),
      event.languages.isEmpty ? nil : parts.languageNames(event.languages),
    ].compactMap(\.self).map { "<li>\($0)</li>" as HTML }
    let notStated: HTML = "<p class=\"not-stated\">\(speaker(DirectoryText.notStated))</p>"
    let facts: [(DirectoryText, Icon, HTML)] = [
      (.whenIsIt, .clock, "<ul>\(dates)</ul>"),
      (.whereIsIt, .pin, place.map { parts.placeLines($0) } ?? notStated),
      (.whatCost, .euro, event.cost.kind == .notStated ? notStated : "<p>\(parts.price(event.cost))</p>"),
      (.howGetIn, .door, access.isEmpty ? notStated : "<ul>\(access)</ul>"),
      (.whomCall, .phone, parts.contactLines(organization?.contact ?? Contact())),
    ]
    let list = facts.map {
      "<div class=\"fact\"><dt>\(parts.icon($0.1))<span>\(speaker($0.0))</span></dt><dd>\($0.2)</dd></div>" as HTML
    }
    var page = Page(
      title: title.text, path: DirectoryPath.event(id).segments, kind: "offer",
      body: """
        <article class="frame offer"><header class="offer-head"><p class="tags">\(event.topics.map { parts.topicTag($0) })</p>
        <h1>\(parts.text(title))</h1><p class="byline">\(organization.map { parts.text($0.name(in: visit.language)) })</p>
        <p class="lead">\(parts.text(event.texts.shown(\.summary, in: visit.language)))</p></header>
        <p class="actions"><a class="button quiet" href="\(SafeURL(path: [visit.language.code, "events", "\(id).ics"]))">\
        \(parts.icon(.calendar))<span>\(speaker(DirectoryText.addToCalendar))</span></a></p>
        <dl class="facts">\(list)</dl>
        <section class="offer-side"><h2>\(speaker(DirectoryText.whatItIs))</h2>
        \(parts.components.paragraphs(event.texts.shown(\.description, in: visit.language)))</section></article>
        """)
    page.description = event.texts.shown(\.summary, in: visit.language).text
    page.linkedData = [eventLinkedData(event, title.text, place, parts)]
    return RenderedPage(render(page, visit, directory))
  }

  private func eventLinkedData(_ event: Event, _ title: String, _ place: PublicPlace?, _ parts: Parts) -> JSONValue {
    .object([
      ("@context", .string("https://schema.org")), ("@type", .string("Event")), ("name", .string(title)),
      ("startDate", .string(event.dates[0].start.description)), ("endDate", .string(event.dates[0].end.description)),
      ("eventAttendanceMode", .string("https://schema.org/OfflineEventAttendanceMode")),
      ("isAccessibleForFree", .bool(event.cost.kind == .free)),
      ("location", place.map { OfferLinkedData.place($0, in: parts.language) } ?? .null),
      ("url", .string(parts.url(.event(event.id)).absolute(under: site.baseURL))),
    ])
  }

  func eventsFeed(_ visit: Visit) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    return calendar(parts, parts.upcomingEvents().map { entry(for: $0.event, on: $0.date, parts) }, name: "events")
  }

  func eventCalendar(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let name = visit.parameters.get("id"), let id = Identifier<Event>(name.dropLast(4)),
      let event = directory.events.first(where: { $0.id == id })
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    return calendar(parts, event.dates.map { entry(for: event, on: $0, parts) }, name: "event")
  }

  private func entry(for event: Event, on date: Event.Date, _ parts: Parts) -> Calendar.Entry {
    let place = parts.directory.place(event.place ?? parts.directory.contactPoint(event.contactPoint)?.place)
    return Calendar.Entry(
      uid: "\(event.id)-\(date.start.seconds)@\(site.hostName)",
      summary: event.texts.shown(\.title, in: parts.language).text,
      description: event.texts.shown(\.summary, in: parts.language).text, location: place?.oneLine ?? "",
      url: parts.url(.event(event.id)).absolute(under: site.baseURL), time: .fixed(date.start, date.end))
  }

  /// An offer's recurring times as a calendar.
  func offerCalendar(_ visit: Visit) throws -> RenderedPage {
    let directory = index.current
    guard let name = visit.parameters.get("id"), name.hasSuffix(".ics"), let id = Identifier<Offer>(name.dropLast(4)),
      let offer = directory.offer(id), let schedule = offer.schedule
    else { throw HTTPError(.notFound) }
    let parts = Parts(self, visit, directory)
    let place = directory.place(offer.place)
    let entries = schedule.rules.enumerated().map { number, rule in
      Calendar.Entry(
        uid: "\(offer.id)-\(number)@\(site.hostName)", summary: offer.title(in: visit.language).text,
        description: offer.texts.shown(\.summary, in: visit.language).text, location: place?.oneLine ?? "",
        url: parts.url(.offer(offer.id)).absolute(under: site.baseURL),
        time: .recurring(rule, within: schedule, from: parts.moment.date, until: offer.validUntil))
    }
    return calendar(parts, entries, name: "offer")
  }

  private func calendar(_ parts: Parts, _ entries: [Calendar.Entry], name: String) -> RenderedPage {
    let calendar = Calendar(name: site.name, clock: clock, now: parts.now, entries: entries)
    return RenderedPage(
      body: Array(calendar.text.utf8), contentType: "text/calendar; charset=utf-8", lifetime: .minute,
      headers: [.contentDisposition: "attachment; filename=\"\(name).ics\""])
  }
}

extension Parts {
  /// Every coming date of every event, earliest first.
  func upcomingEvents() -> [(event: Event, date: Event.Date)] {
    directory.events.flatMap { event in event.dates.filter { $0.end > now }.map { (event, $0) } }
      .sorted { ($0.date, $0.event.id) < ($1.date, $1.event.id) }
  }

  /// An event with its next date, as an item of a list.
  func eventItem(_ event: Event) -> HTML {
    event.dates.first { $0.end > now }.map { eventItem(event, on: $0) } ?? .empty
  }

  func eventItem(_ event: Event, on date: Event.Date, namesDay: Bool = true) -> HTML {
    let place = directory.place(event.place ?? directory.contactPoint(event.contactPoint)?.place)
    return """
      <li><time datetime="\(date.start.description)">\(self.date(date, namesDay: namesDay))</time>\
      <a href="\(url(.event(event.id)))">\(text(event.texts.shown(\.title, in: language)))</a>\
      <span class="muted">\(text(event.texts.shown(\.summary, in: language)))\
      \(place?.area.map { " · <bdi>\($0.name)</bdi>" as HTML })</span></li>
      """
  }
}

extension PublicPlace {
  /// The public address in one line.
  var oneLine: String {
    let town = [postalCode, city].compactMap(\.self).joined(separator: " ")
    return [texts.source.content.name, street ?? area?.name ?? "", town].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
