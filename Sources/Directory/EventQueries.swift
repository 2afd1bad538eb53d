import Storage
import Vocabulary

extension Writer {
  /// Inserts events, or replaces those with the same identifier.
  package func save(_ events: [Event]) throws {
    try runMany(events) { event in
      """
      INSERT INTO events (id, organization_id, place_id, contact_point_id, cost, cost_cents, cost_period, registration,
        childcare, status)
      VALUES (\(event.id), \(event.organization), \(event.place), \(event.contactPoint), \(event.cost.kind),
        \(event.cost.cents), \(event.cost.period), \(event.registration), \(event.childcare), \(event.status))
      ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, place_id = excluded.place_id,
        contact_point_id = excluded.contact_point_id, cost = excluded.cost, cost_cents = excluded.cost_cents,
        cost_period = excluded.cost_period, registration = excluded.registration, childcare = excluded.childcare,
        status = excluded.status
      """
    }
    for table in ["event_texts", "event_dates", "event_topics", "event_target_groups", "event_languages"] as [SQL] {
      try runMany(events) { "DELETE FROM \(fragment: table) WHERE event_id = \($0.id)" }
    }
    try runMany(events.flatMap { event in event.texts.versions.map { (event, $0) } }) { event, version in
      """
      INSERT INTO event_texts (event_id, language, is_source, is_stale, title, summary, description)
      VALUES (\(event.id), \(version.language), \(version.language == event.texts.source.language),
        \(version.isStale), \(version.content.title), \(version.content.summary), \(version.content.description))
      """
    }
    try runMany(events.flatMap { event in event.dates.map { (event.id, $0) } }) { id, date in
      "INSERT INTO event_dates (event_id, starts_at, ends_at) VALUES (\(id), \(date.start), \(date.end))"
    }
    try runMany(events.flatMap { event in event.topics.enumerated().map { (event.id, $0, $1) } }) {
      "INSERT INTO event_topics (event_id, position, topic) VALUES (\($0), \($1), \($2))"
    }
    try runMany(events.flatMap { event in event.targetGroups.enumerated().map { (event.id, $0, $1) } }) {
      "INSERT INTO event_target_groups (event_id, position, target_group) VALUES (\($0), \($1), \($2))"
    }
    try runMany(events.flatMap { event in event.languages.enumerated().map { (event.id, $0, $1) } }) {
      "INSERT INTO event_languages (event_id, position, language) VALUES (\($0), \($1), \($2))"
    }
    for event in events { recordChange(kind: "event", id: event.id) }
  }
}

extension Reader {
  /// Published events that end after a moment, with the dates that are still to come.
  package func publishedEvents(endingAfter moment: Timestamp) throws -> [Event] {
    try events(matching: "status = 'published'", datesAfter: moment)
  }

  /// The events with these identifiers, whatever their status, with all their dates.
  package func events(_ identifiers: [Identifier<Event>]) throws -> [Event] {
    guard !identifiers.isEmpty else { return [] }
    return try events(matching: "id IN \(list: identifiers)", datesAfter: Timestamp(seconds: 0))
  }

  private func events(matching condition: SQL, datesAfter moment: Timestamp) throws -> [Event] {
    let texts: [Identifier<Event>: Translated<Event.Texts>] = try texts(
      "SELECT event_id AS parent, language, is_source, is_stale, title, summary, description FROM event_texts"
    ) { Event.Texts(title: try $0["title"], summary: try $0["summary"], description: try $0["description"]) }
    let dates: [Identifier<Event>: [Event.Date]] = try children(
      "SELECT event_id AS parent, starts_at, ends_at FROM event_dates WHERE ends_at > \(moment) ORDER BY event_id, starts_at"
    ) { Event.Date(start: try $0["starts_at"], end: try $0["ends_at"]) }
    let topics: [Identifier<Event>: [TopicCode]] = try children(
      "SELECT event_id AS parent, topic FROM event_topics ORDER BY event_id, position"
    ) { try $0["topic"] }
    let groups: [Identifier<Event>: [TargetGroup]] = try children(
      "SELECT event_id AS parent, target_group FROM event_target_groups ORDER BY event_id, position"
    ) { try $0["target_group"] }
    let languages: [Identifier<Event>: [Language]] = try children(
      "SELECT event_id AS parent, language FROM event_languages ORDER BY event_id, position"
    ) { try $0["language"] }
    return try all("SELECT * FROM events WHERE \(fragment: condition) ORDER BY id") { row in
      let id: Identifier<Event> = try row["id"]
      return Event(
        id: id, organization: try row["organization_id"], place: try row["place_id"],
        contactPoint: try row["contact_point_id"], topics: topics[id] ?? [], targetGroups: groups[id] ?? [],
        texts: texts[id] ?? Translated(.init(title: "–"), in: .german), dates: dates[id] ?? [],
        cost: .init(kind: try row["cost"], cents: try row["cost_cents"], period: try row["cost_period"]),
        languages: languages[id] ?? [], registration: try row["registration"], childcare: try row["childcare"],
        status: try row["status"])
    }.filter { !$0.dates.isEmpty }
  }
}
