import Search
import Vocabulary
import Web

/// One result: what it is, why it fits, when, where, and at most five badges that matter.
extension Parts {
  /// The highlighter of the query, when there is one, and the distance to the visitor, when it is known.
  struct Why {
    var highlighter: Highlighter?
    var distance: Double?
  }

  func card(_ entry: PublishedDirectory.Entry, _ why: Why = Why()) -> HTML {
    switch entry {
    case .offer(let offer): card(offer, why)
    case .place(let id): directory.places[id].map { card(ofEncounterAt: $0, why) } ?? .empty
    case .event(let id): directory.events.first { $0.id == id }.map(eventItem) ?? .empty
    }
  }

  func card(_ offer: Offer, _ why: Why = Why()) -> HTML {
    let title = offer.title(in: language)
    let organization = directory.organization(offer.organization)
    return """
      <li class="card"><article>\(offer.topics.first.map { tagLine($0) })
      <h3><a href="\(url(.offer(offer.id)))">\(text(title, marking: why.marks(in: title)))</a></h3>
      \(organization.map { "<p class=\"card-org\">\(text($0.name(in: language)))</p>" as HTML })\
      \(reason(offer.texts.shown(\.summary, in: language), offer.texts.shown(\.description, in: language), why))\
      \(whenLine(offer))\(whereLine(directory.place(offer.place), format: offer.format, why))
      <ul class="badges">\(badges(offer))</ul></article></li>
      """
  }

  private func card(ofEncounterAt place: PublicPlace, _ why: Why) -> HTML {
    let title = place.texts.shown(\.name, in: language)
    let hours = place.encounter?.hours
    return """
      <li class="card card-place"><article><p class="card-topic">\(icon(.people))\
      <span>\(speaker(DirectoryText.encounterPlace))</span></p>
      <h3><a href="\(url(.encounter(place.id)))">\(text(title, marking: why.marks(in: title)))</a></h3>
      \(reason(place.texts.shown(\.description, in: language), place.texts.shown(\.who, in: language), why))\
      \(hours.map { timeLine(of: $0) })\(whereLine(place, format: .onSite, why))
      <ul class="badges">\(encounterBadges(place))</ul></article></li>
      """
  }

  private func tagLine(_ code: TopicCode) -> HTML {
    """
    <p class="card-topic topic-\(code.parent.rawValue)">\(icon(topicIcon(code)))\
    <span>\(site.catalogue.label(code, in: language))</span></p>
    """
  }

  /// The summary, or the passage of the description that matched when the summary did not.
  private func reason(_ summary: ShownText, _ description: ShownText, _ why: Why) -> HTML {
    guard let highlighter = why.highlighter else { return "<p class=\"card-why\">\(text(summary))</p>" }
    let marks = highlighter.ranges(in: summary.text, language: summary.language)
    if marks.isEmpty, !description.text.isEmpty {
      let snippet = highlighter.snippet(of: description.text, language: description.language, letters: 160)
      if !snippet.marks.isEmpty {
        let bytes = Array(description.text.utf8)[snippet.range]
        let shown = ShownText(String(decoding: bytes, as: UTF8.self), in: description.language)
        let moved = snippet.marks.map {
          $0.lowerBound - snippet.range.lowerBound..<$0.upperBound - snippet.range.lowerBound
        }
        return "<p class=\"card-why\">… \(text(shown, marking: moved)) …</p>"
      }
    }
    return "<p class=\"card-why\">\(text(summary, marking: marks))</p>"
  }

  private func whenLine(_ offer: Offer) -> HTML { offer.schedule.map { timeLine(of: $0) } ?? .empty }

  private func timeLine(of schedule: Schedule) -> HTML {
    if let current = schedule.current(at: moment, in: land) {
      let until = speaker(DirectoryText.openUntil, ["time": current.span.to.description])
      return "<p class=\"card-when open-now\">\(icon(.clock))<span>\(until)</span></p>"
    }
    guard let next = schedule.upcoming(from: moment, count: 1, days: 60, in: land).first else { return .empty }
    return
      "<p class=\"card-when\">\(icon(.clock))<span>\(speaker(DirectoryText.nextDate, ["date": occurrence(next)]))</span></p>"
  }

  private func whereLine(_ place: PublicPlace?, format: OfferFormat, _ why: Why) -> HTML {
    guard let place, format == .onSite || format == .outreach else {
      return "<p class=\"card-where\">\(icon(format == .phone ? .phone : .web))<span>\(speaker.term(format))</span></p>"
    }
    let area = place.area?.name ?? place.city ?? ""
    let distance = why.distance.map { " · \(self.distance($0))" } ?? ""
    return "<p class=\"card-where\">\(icon(.pin))<span><bdi>\(area)</bdi>\(distance)</span></p>"
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

extension Parts.Why {
  func marks(in shown: ShownText) -> [Range<Int>] {
    highlighter?.ranges(in: shown.text, language: shown.language) ?? []
  }
}
