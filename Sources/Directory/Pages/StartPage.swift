import Vocabulary
import Web

/// The start: one question, search first, topics, the contact point next to you, this week.
extension DirectorySite {
  func startPage(_ visit: Visit) -> RenderedPage {
    let directory = index.current
    let parts = Parts(self, visit, directory)
    let speaker = visit.speaker
    var page = Page(
      title: site.name, path: [], kind: "start",
      body: """
        <section class="hero"><div class="frame"><h1>\(speaker(DirectoryText.startQuestion))</h1>
        <p class="lead">\(speaker(DirectoryText.startLead))</p>\(parts.heroSearch())</div></section>
        <section class="section frame"><h2>\(speaker(DirectoryText.startTopics))</h2>\(parts.topicTiles())</section>
        \(parts.pointsSection(openPoints(directory)))\(parts.weekSection())\(parts.doors())\(parts.emergencyStrip())
        """)
    page.search = nil
    page.scripts = ["instant.js"]
    page.description = speaker(DirectoryText.startLead)
    page.linkedData = [
      .object([
        ("@context", .string("https://schema.org")), ("@type", .string("WebSite")), ("name", .string(site.name)),
        ("url", .string(site.baseURL)), ("inLanguage", .string(visit.language.code)),
        (
          "potentialAction",
          .object([
            ("@type", .string("SearchAction")),
            ("target", .string("\(site.baseURL)/\(visit.language.code)/offers?q={search_term_string}")),
            ("query-input", .string("required name=search_term_string")),
          ])
        ),
      ])
    ]
    return RenderedPage(render(page, visit, directory))
  }
}

extension Parts {
  fileprivate func heroSearch() -> HTML {
    """
    <form class="hero-search" action="\(url(.offers([])))" method="get" role="search">
    <label class="sr-only" for="q">\(speaker(WebText.searchLabel))</label>
    <input id="q" type="search" name="q" maxlength="300" dir="auto" autocomplete="off" \
    placeholder="\(speaker(WebText.searchPlaceholder))">
    <button class="button" type="submit">\(icon(.search))<span>\(speaker(WebText.searchButton))</span></button></form>
    \(nearForm())
    """
  }

  /// Asks for the visitor's place only when they press it; without script it is not there.
  func nearForm() -> HTML {
    """
    <form class="near" action="\(url(.offers([])))" method="get"><input type="hidden" name="lat" disabled>\
    <input type="hidden" name="lon" disabled><button class="button quiet" type="submit" data-near hidden>\(icon(.near))\
    <span>\(speaker(DirectoryText.near))</span></button>\
    <p class="help" data-near-failed hidden role="status">\(speaker(DirectoryText.nearFailed))</p></form>
    """
  }

  fileprivate func topicTiles() -> HTML {
    let tiles = site.catalogue.firstLevelCodes.map { code -> HTML in
      """
      <li><a class="topic-tile topic-\(code.rawValue)" href="\(url(.topic(code)))">\(icon(topicIcon(code)))\
      <span>\(site.catalogue.label(code, in: language))</span></a></li>
      """
    }
    return "<ul class=\"topic-tiles\">\(tiles)</ul>"
  }

  fileprivate func pointsSection(_ points: [ContactPoint]) -> HTML {
    guard !points.isEmpty else { return .empty }
    // Who is open stands first; the order below stays the same all day.
    let open = points.filter { $0.hours?.current(at: moment, in: land) != nil }
    let others = points.filter { point in !open.contains { $0.id == point.id } }
    return """
      <section class="section frame"><h2>\(speaker(DirectoryText.startPoints))</h2>
      <ul class="cards">\((open + others).prefix(3).map(pointCard))</ul>
      <p><a class="more" href="\(url(.contactPoints))">\(speaker(DirectoryText.startAllPoints))\
      \(icon(.forward))</a></p></section>
      """
  }

  /// A contact point with today's hours.
  func pointCard(_ point: ContactPoint) -> HTML {
    let place = directory.place(point.place)
    let status: HTML = """
      <span class="closed-now">\(icon(.info))<span>\(speaker.term(point.status))</span></span>
      """
    return """
      <li class="card point-card"><article><h3><a href="\(url(.contactPoint(point.id)))">\
      \(text(point.texts.shown(\.name, in: language)))</a></h3>
      <p>\(point.status == .open ? hoursToday(of: point) : status)</p>
      <p class="card-where">\(icon(.pin))<span><bdi>\(place?.area?.name ?? "")</bdi>\
      \(place?.street.map { " · <bdi>\($0)</bdi>" as HTML })</span></p></article></li>
      """
  }

  fileprivate func weekSection() -> HTML {
    let end = site.clock.timestamp(moment.date.adding(days: 7), .midnight)
    let events = upcomingEvents().filter { $0.date.start < end }.prefix(6)
    let list: HTML =
      events.isEmpty
      ? "<p class=\"empty\">\(speaker(DirectoryText.startNoEvents))</p>"
      : "<ul class=\"event-list\">\(events.map { eventItem($0.event, on: $0.date) })</ul>"
    return """
      <section class="section frame"><h2>\(speaker(DirectoryText.startWeek))</h2>\(list)
      <p><a class="more" href="\(url(.events))">\(speaker(DirectoryText.startAllEvents))\
      \(icon(.forward))</a></p></section>
      """
  }

  fileprivate func doors() -> HTML {
    let doors: [(SafeURL, Icon, DirectoryText, DirectoryText)] = [
      (url(.offers([])), .list, .doorOffer, .doorOfferText),
      (url(.map), .map, .doorEncounter, .doorEncounterText),
      (url(.feedback([("about", "other")])), .speech, .doorAnnounce, .doorAnnounceText),
      (url(.announce), .people, .announce, .announceDoor),
    ]
    let items = doors.map { door -> HTML in
      """
      <li><a href="\(door.0)">\(icon(door.1))<strong>\(speaker(door.2))</strong><span>\(speaker(door.3))</span></a></li>
      """
    }
    return """
      <section class="section frame"><h2 class="sr-only">\(speaker(DirectoryText.doorsTitle))</h2>\
      <ul class="doors">\(items)</ul></section>
      """
  }

  /// The emergency numbers that hold in all of Germany.
  fileprivate func emergencyStrip() -> HTML {
    let numbers: [(DirectoryText, String)] = [
      (.emergencyPolice, "110"), (.emergencyFire, "112"), (.emergencyDoctor, "116117"),
      (.emergencyViolence, "116016"),
    ]
    let items = numbers.map { text, number -> HTML in
      guard let url = SafeURL(phone: number) else { return .empty }
      return
        "<li><a href=\"\(url)\">\(icon(.phone))<span>\(speaker(text))</span> <bdi dir=\"ltr\">\(number)</bdi></a></li>"
    }
    return """
      <section class="emergency-strip"><div class="frame"><h2>\(speaker(DirectoryText.emergencyTitle))</h2>\
      <ul>\(items)</ul></div></section>
      """
  }
}
