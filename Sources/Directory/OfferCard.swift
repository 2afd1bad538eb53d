import Search
import Vocabulary
import Web

/// A result's card before a query marks it: what depends on the record, the language and the minute alone, so that results
/// pages share it.
struct Card: Sendable {
  /// A text on the card that may show why it was found.
  struct Line: Sendable {
    let shown: ShownText
    let words: MarkableText
  }

  fileprivate let title: Line
  fileprivate let summary: Line
  fileprivate let description: Line
  /// Up to the title, from there to the reason, up to the distance, and the rest.
  fileprivate let opening: HTML
  fileprivate let afterTitle: HTML
  fileprivate let timeAndPlace: HTML
  fileprivate let closing: HTML

  /// Its bytes in memory, about.
  var size: Int {
    [opening, afterTitle, timeAndPlace, closing].reduce(300) { $0 + $1.bytes.count + 32 }
      + [title, summary, description].reduce(0) { $0 + $1.words.size }
  }
}

/// One result: what it is, why it fits, when, where, and at most five badges that matter.
extension Parts {
  func card(_ hit: SearchHit, marking highlighter: Highlighter?) -> HTML {
    let key = CardShelf.Key(document: hit.id, language: language)
    let card = site.cards.card(key, at: now, of: directory) {
      PublishedDirectory.Entry(hit.payload).flatMap(card(of:))
    }
    guard let card else { return eventItem(hit.payload) }
    let marks = highlighter?.ranges(in: card.title.words) ?? []
    let distance = hit.distance.map { " · \(self.distance($0))" } ?? ""
    return """
      \(card.opening)\(text(card.title.shown, marking: marks))\(card.afterTitle)\(reason(card, highlighter))\
      \(card.timeAndPlace)\(distance)\(card.closing)
      """
  }

  func eventItem(_ payload: Payload) -> HTML {
    guard case .event(let id) = PublishedDirectory.Entry(payload) else { return .empty }
    return directory.events.first { $0.id == id }.map(eventItem) ?? .empty
  }

  private func card(of entry: PublishedDirectory.Entry) -> Card? {
    switch entry {
    case .offer(let offer): card(of: offer)
    case .place(let id): directory.places[id].map(card(ofEncounterAt:))
    case .event: nil
    }
  }

  private func card(of offer: Offer) -> Card {
    let organization = directory.organization(offer.organization)
    return Card(
      title: line(offer.title(in: language)), summary: line(offer.texts.shown(\.summary, in: language)),
      description: line(offer.texts.shown(\.description, in: language)),
      opening: """
        <li class="card"><article>\(offer.topics.first.map { tagLine($0) })
        <h3><a href="\(url(.offer(offer.id)))">
        """,
      afterTitle: """
        </a></h3>
        \(organization.map { "<p class=\"card-org\">\(text($0.name(in: language)))</p>" as HTML })
        """,
      timeAndPlace: """
        \(offer.schedule.map { timeLine(of: $0) })\(whereLine(directory.place(offer.place), format: offer.format))
        """, closing: closing(badges(offer)))
  }

  private func card(ofEncounterAt place: PublicPlace) -> Card {
    Card(
      title: line(place.texts.shown(\.name, in: language)),
      summary: line(place.texts.shown(\.description, in: language)),
      description: line(place.texts.shown(\.who, in: language)),
      opening: """
        <li class="card card-place"><article><p class="card-topic">\(icon(.people))\
        <span>\(speaker(DirectoryText.encounterPlace))</span></p>
        <h3><a href="\(url(.encounter(place.id)))">
        """, afterTitle: "</a></h3>\n",
      timeAndPlace: "\(place.encounter?.hours.map { timeLine(of: $0) })\(whereLine(place, format: .onSite))",
      closing: closing(encounterBadges(place)))
  }

  private func line(_ shown: ShownText) -> Card.Line {
    Card.Line(shown: shown, words: directory.search.markable(shown.text, in: shown.language))
  }

  /// What stands behind the distance.
  private func closing(_ badges: HTML) -> HTML { "</span></p>\n<ul class=\"badges\">\(badges)</ul></article></li>\n" }

  private func tagLine(_ code: TopicCode) -> HTML {
    """
    <p class="card-topic topic-\(code.parent.rawValue)">\(icon(topicIcon(code)))\
    <span>\(site.catalogue.label(code, in: language))</span></p>
    """
  }

  /// The summary, or the passage of the description that matched when the summary did not.
  private func reason(_ card: Card, _ highlighter: Highlighter?) -> HTML {
    let summary = card.summary.shown
    guard let highlighter else { return "<p class=\"card-why\">\(text(summary))</p>" }
    let marks = highlighter.ranges(in: card.summary.words)
    if marks.isEmpty, !card.description.shown.text.isEmpty {
      let snippet = highlighter.snippet(of: card.description.words, letters: 160)
      if !snippet.marks.isEmpty {
        let bytes = Array(card.description.shown.text.utf8)[snippet.range]
        let shown = ShownText(String(decoding: bytes, as: UTF8.self), in: card.description.shown.language)
        let moved = snippet.marks.map {
          $0.lowerBound - snippet.range.lowerBound..<$0.upperBound - snippet.range.lowerBound
        }
        return "<p class=\"card-why\">… \(text(shown, marking: moved)) …</p>"
      }
    }
    return "<p class=\"card-why\">\(text(summary, marking: marks))</p>"
  }

  private func timeLine(of schedule: Schedule) -> HTML {
    if let current = schedule.current(at: moment, in: land) {
      let until = speaker(DirectoryText.openUntil, ["time": current.span.to.description])
      return "<p class=\"card-when open-now\">\(icon(.clock))<span>\(until)</span></p>"
    }
    guard let next = schedule.upcoming(from: moment, count: 1, days: 60, in: land).first else { return .empty }
    return
      "<p class=\"card-when\">\(icon(.clock))<span>\(speaker(DirectoryText.nextDate, ["date": occurrence(next)]))</span></p>"
  }

  /// Where it is; left open for the distance.
  private func whereLine(_ place: PublicPlace?, format: OfferFormat) -> HTML {
    guard let place, format == .onSite || format == .outreach else {
      return "<p class=\"card-where\">\(icon(format == .phone ? .phone : .web))<span>\(speaker.term(format))"
    }
    return "<p class=\"card-where\">\(icon(.pin))<span><bdi>\(place.area?.name ?? place.city ?? "")</bdi>"
  }

  /// What decides whether it fits, never more than five.
  private func badges(_ offer: Offer) -> HTML {
    var badges: [HTML] = []
    if offer.openness == .protected {
      let groups = offer.targetGroups.prefix(2).map { speaker.term($0) }
      badges.append(components.badge(speaker.list(Array(groups)), icon: .people))
    }
    if offer.cost.kind == .free {
      badges.append(components.badge(speaker.term(offer.cost.kind), icon: .euro, tone: .good))
    }
    if offer.access.registration == .none {
      badges.append(components.badge(speaker(DirectoryText.flagNoRegistration), icon: .door, tone: .good))
    }
    if let spoken = offer.languages.first(where: { $0.code == language.primary }), spoken != .german {
      badges.append(components.badge(speaker.term("languageName", spoken.code), icon: .speech))
    } else if offer.access.german == .none {
      badges.append(components.badge(speaker(DirectoryText.flagNoGerman), icon: .speech))
    }
    if directory.place(offer.place)?.stepFree == .yes {
      badges.append(components.badge(speaker(DirectoryText.flagStepFree), icon: .stepFree))
    }
    if offer.childcare == .yes {
      badges.append(components.badge(speaker(DirectoryText.flagChildcare), icon: .child))
    }
    return badges.prefix(5).joined()
  }

  private func encounterBadges(_ place: PublicPlace) -> HTML {
    var badges: [HTML] = []
    if let cost = place.encounter?.cost {
      badges.append(components.badge(speaker.term(cost), icon: .euro, tone: cost == .free ? .good : .plain))
    }
    if place.stepFree == .yes {
      badges.append(components.badge(speaker(DirectoryText.flagStepFree), icon: .stepFree))
    }
    return badges.joined()
  }
}
