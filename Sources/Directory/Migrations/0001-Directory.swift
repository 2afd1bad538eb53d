import Storage

/// The directory's tables. Constraints stand here first: an entry that breaks a rule cannot be written by anyone.
let directoryMigration0001 = Migration(
  room: "Directory", number: 1, name: "directory",
  sql: [
    """
    CREATE TABLE area_sets (
      id {text} PRIMARY KEY NOT NULL, name {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      date {text} NOT NULL CHECK (length(date) = 10), source {text} NOT NULL CHECK (length(source) <= 500),
      is_drawn {int} NOT NULL CHECK (is_drawn IN (0, 1)), created_at {text} NOT NULL, UNIQUE (name, date))
    """,
    """
    CREATE TABLE areas (
      id {text} PRIMARY KEY NOT NULL, area_set_id {text} NOT NULL REFERENCES area_sets (id) ON DELETE CASCADE,
      name {text} NOT NULL CHECK (length(name) BETWEEN 1 AND 100), district {text} CHECK (length(district) <= 100),
      latitude {real} NOT NULL CHECK (latitude BETWEEN -90 AND 90),
      longitude {real} NOT NULL CHECK (longitude BETWEEN -180 AND 180),
      shape {text} NOT NULL, UNIQUE (area_set_id, name))
    """,
    """
    CREATE TABLE organizations (
      id {text} PRIMARY KEY NOT NULL, kind {text} NOT NULL CHECK (length(kind) <= 40),
      level {text} CHECK (level IN ('social-space', 'district', 'municipality', 'region', 'state', 'federal', 'eu')),
      carrier_id {text} REFERENCES organizations (id),
      phone {text} CHECK (length(phone) <= 100), email {text} CHECK (length(email) <= 254),
      website {text} CHECK (length(website) <= 2000),
      source {text} CHECK (length(source) <= 40), external_id {text} CHECK (length(external_id) <= 200),
      further_fields {text}, CHECK (carrier_id <> id), UNIQUE (source, external_id))
    """,
    """
    CREATE TABLE organization_texts (
      organization_id {text} NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      is_source {int} NOT NULL CHECK (is_source IN (0, 1)), is_stale {int} NOT NULL CHECK (is_stale IN (0, 1)),
      name {text} NOT NULL CHECK (length(name) <= 300), summary {text} NOT NULL CHECK (length(summary) <= 10000),
      PRIMARY KEY (organization_id, language), CHECK (is_source = 0 OR (is_stale = 0 AND name <> '')))
    """,
    """
    CREATE TABLE places (
      id {text} PRIMARY KEY NOT NULL, street {text} CHECK (length(street) <= 300),
      postal_code {text} CHECK (length(postal_code) <= 20), city {text} CHECK (length(city) <= 100),
      latitude {real} CHECK (latitude BETWEEN -90 AND 90), longitude {real} CHECK (longitude BETWEEN -180 AND 180),
      step_free {text} NOT NULL CHECK (step_free IN ('yes', 'partly', 'no', 'not-stated')),
      visibility {text} NOT NULL CHECK (visibility IN ('full', 'area', 'hidden')),
      is_encounter {int} NOT NULL CHECK (is_encounter IN (0, 1)),
      encounter_cost {text} CHECK (encounter_cost IN ('free', 'low', 'consumption')),
      hours {text} CHECK (length(hours) <= 20000),
      source {text} CHECK (length(source) <= 40), external_id {text} CHECK (length(external_id) <= 200),
      further_fields {text}, CHECK ((latitude IS NULL) = (longitude IS NULL)),
      CHECK ((is_encounter = 1) = (encounter_cost IS NOT NULL)), UNIQUE (source, external_id))
    """,
    """
    CREATE TABLE place_texts (
      place_id {text} NOT NULL REFERENCES places (id) ON DELETE CASCADE,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      is_source {int} NOT NULL CHECK (is_source IN (0, 1)), is_stale {int} NOT NULL CHECK (is_stale IN (0, 1)),
      name {text} NOT NULL CHECK (length(name) <= 300), stop {text} NOT NULL CHECK (length(stop) <= 300),
      who {text} NOT NULL CHECK (length(who) <= 1000), description {text} NOT NULL CHECK (length(description) <= 10000),
      PRIMARY KEY (place_id, language))
    """,
    """
    CREATE TABLE place_topics (
      place_id {text} NOT NULL REFERENCES places (id) ON DELETE CASCADE,
      position {int} NOT NULL, topic {text} NOT NULL CHECK (length(topic) <= 60), PRIMARY KEY (place_id, topic))
    """,
    """
    CREATE TABLE place_areas (
      place_id {text} NOT NULL REFERENCES places (id) ON DELETE CASCADE,
      area_set_id {text} NOT NULL REFERENCES area_sets (id) ON DELETE CASCADE,
      area_id {text} NOT NULL REFERENCES areas (id) ON DELETE CASCADE, PRIMARY KEY (place_id, area_set_id))
    """,
    "CREATE INDEX place_areas_by_area ON place_areas (area_id)",
    """
    CREATE TABLE contact_points (
      id {text} PRIMARY KEY NOT NULL, organization_id {text} NOT NULL REFERENCES organizations (id),
      place_id {text} NOT NULL REFERENCES places (id),
      status {text} NOT NULL CHECK (status IN ('open', 'planned', 'moved', 'merged', 'closed')),
      hours {text} CHECK (length(hours) <= 20000), phone {text} CHECK (length(phone) <= 100),
      email {text} CHECK (length(email) <= 254), website {text} CHECK (length(website) <= 2000))
    """,
    """
    CREATE TABLE contact_point_texts (
      contact_point_id {text} NOT NULL REFERENCES contact_points (id) ON DELETE CASCADE,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      is_source {int} NOT NULL CHECK (is_source IN (0, 1)), is_stale {int} NOT NULL CHECK (is_stale IN (0, 1)),
      name {text} NOT NULL CHECK (length(name) <= 300), summary {text} NOT NULL CHECK (length(summary) <= 1000),
      description {text} NOT NULL CHECK (length(description) <= 10000),
      PRIMARY KEY (contact_point_id, language), CHECK (is_source = 0 OR (is_stale = 0 AND name <> '')))
    """,
    """
    CREATE TABLE contact_point_areas (
      contact_point_id {text} NOT NULL REFERENCES contact_points (id) ON DELETE CASCADE,
      position {int} NOT NULL, area_name {text} NOT NULL CHECK (length(area_name) BETWEEN 1 AND 100),
      PRIMARY KEY (contact_point_id, area_name))
    """,
    """
    CREATE TABLE contact_point_functions (
      contact_point_id {text} NOT NULL REFERENCES contact_points (id) ON DELETE CASCADE,
      position {int} NOT NULL, function {text} NOT NULL CHECK (length(function) <= 40),
      PRIMARY KEY (contact_point_id, function))
    """,
    """
    CREATE TABLE offers (
      id {text} PRIMARY KEY NOT NULL, organization_id {text} NOT NULL REFERENCES organizations (id),
      place_id {text} REFERENCES places (id),
      format {text} NOT NULL CHECK (format IN ('on-site', 'online', 'phone', 'outreach')),
      contact_point_id {text} REFERENCES contact_points (id), hosting {text} CHECK (hosting IN ('own', 'hosted')),
      openness {text} NOT NULL CHECK (openness IN ('open-to-all', 'target-first', 'protected', 'not-stated')),
      registration {text} NOT NULL CHECK (registration IN ('none', 'recommended', 'required', 'not-stated')),
      documents_stated {int} NOT NULL CHECK (documents_stated IN (0, 1)),
      residence {text} NOT NULL CHECK (residence IN
        ('anyone', 'town', 'asylum-welcome', 'permit-needed', 'work-permit-needed', 'not-stated')),
      german {text} NOT NULL CHECK (german IN ('none', 'a1', 'a2', 'b1', 'b2', 'not-stated')),
      minimum_age {int} CHECK (minimum_age BETWEEN 0 AND 120), maximum_age {int} CHECK (maximum_age BETWEEN 0 AND 120),
      gender {text} NOT NULL CHECK (gender IN
        ('all', 'women', 'men', 'girls', 'boys', 'women-trans-nonbinary', 'not-stated')),
      access_area {text} NOT NULL CHECK (access_area IN ('anyone', 'town', 'district', 'quarter', 'not-stated')),
      cost {text} NOT NULL CHECK (cost IN ('free', 'donation', 'reduced', 'paid', 'not-stated')),
      cost_cents {int} CHECK (cost_cents BETWEEN 0 AND 100000000),
      cost_period {text} CHECK (cost_period IN ('visit', 'month', 'course', 'year', 'once')),
      interpreters {text} NOT NULL CHECK (interpreters IN ('yes', 'on-request', 'phone', 'sign', 'no', 'not-stated')),
      childcare {text} NOT NULL CHECK (childcare IN ('yes', 'on-request', 'no', 'not-stated')),
      schedule {text} CHECK (length(schedule) <= 20000),
      valid_from {text} CHECK (length(valid_from) = 10), valid_until {text} CHECK (length(valid_until) = 10),
      capacity {int} CHECK (capacity BETWEEN 1 AND 1000000),
      phone {text} CHECK (length(phone) <= 100), email {text} CHECK (length(email) <= 254),
      website {text} CHECK (length(website) <= 2000),
      status {text} NOT NULL CHECK (status IN ('draft', 'published', 'paused', 'ended')),
      verified_on {text} CHECK (length(verified_on) = 10),
      verified_by {text} CHECK (verified_by IN ('phone', 'visit', 'organization', 'website')),
      source {text} CHECK (length(source) <= 40), external_id {text} CHECK (length(external_id) <= 200),
      further_fields {text},
      CHECK (minimum_age IS NULL OR maximum_age IS NULL OR minimum_age <= maximum_age),
      CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from <= valid_until),
      CHECK ((verified_on IS NULL) = (verified_by IS NULL)),
      CHECK (hosting IS NULL OR contact_point_id IS NOT NULL), UNIQUE (source, external_id))
    """,
    "CREATE INDEX offers_by_organization ON offers (organization_id)",
    "CREATE INDEX offers_by_place ON offers (place_id)",
    """
    CREATE TABLE offer_texts (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      is_source {int} NOT NULL CHECK (is_source IN (0, 1)), is_stale {int} NOT NULL CHECK (is_stale IN (0, 1)),
      title {text} NOT NULL CHECK (length(title) <= 300), summary {text} NOT NULL CHECK (length(summary) <= 1000),
      description {text} NOT NULL CHECK (length(description) <= 20000),
      access_note {text} NOT NULL CHECK (length(access_note) <= 5000),
      cost_note {text} NOT NULL CHECK (length(cost_note) <= 2000),
      schedule_note {text} NOT NULL CHECK (length(schedule_note) <= 2000),
      bring {text} NOT NULL CHECK (length(bring) <= 2000),
      PRIMARY KEY (offer_id, language), CHECK (is_source = 0 OR (is_stale = 0 AND title <> '')))
    """,
    """
    CREATE TABLE offer_topics (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
      position {int} NOT NULL, topic {text} NOT NULL CHECK (length(topic) <= 60), PRIMARY KEY (offer_id, topic))
    """,
    """
    CREATE TABLE offer_goals (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE, position {int} NOT NULL,
      goal {text} NOT NULL CHECK (goal IN ('culturation', 'placement', 'interaction', 'identification')),
      PRIMARY KEY (offer_id, goal))
    """,
    """
    CREATE TABLE offer_target_groups (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE, position {int} NOT NULL,
      target_group {text} NOT NULL CHECK (length(target_group) <= 40), PRIMARY KEY (offer_id, target_group))
    """,
    """
    CREATE TABLE offer_documents (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE, position {int} NOT NULL,
      document {text} NOT NULL CHECK (length(document) <= 40), PRIMARY KEY (offer_id, document))
    """,
    """
    CREATE TABLE offer_languages (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE, position {int} NOT NULL,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16), PRIMARY KEY (offer_id, language))
    """,
    """
    CREATE TABLE offer_search_words (
      offer_id {text} NOT NULL REFERENCES offers (id) ON DELETE CASCADE, position {int} NOT NULL,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      word {text} NOT NULL CHECK (length(word) BETWEEN 1 AND 200), PRIMARY KEY (offer_id, language, word))
    """,
    """
    CREATE TABLE events (
      id {text} PRIMARY KEY NOT NULL, organization_id {text} NOT NULL REFERENCES organizations (id),
      place_id {text} REFERENCES places (id), contact_point_id {text} REFERENCES contact_points (id),
      cost {text} NOT NULL CHECK (cost IN ('free', 'donation', 'reduced', 'paid', 'not-stated')),
      cost_cents {int} CHECK (cost_cents BETWEEN 0 AND 100000000),
      cost_period {text} CHECK (cost_period IN ('visit', 'month', 'course', 'year', 'once')),
      registration {text} NOT NULL CHECK (registration IN ('none', 'recommended', 'required', 'not-stated')),
      childcare {text} NOT NULL CHECK (childcare IN ('yes', 'on-request', 'no', 'not-stated')),
      status {text} NOT NULL CHECK (status IN ('draft', 'published', 'paused', 'ended')))
    """,
    """
    CREATE TABLE event_texts (
      event_id {text} NOT NULL REFERENCES events (id) ON DELETE CASCADE,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      is_source {int} NOT NULL CHECK (is_source IN (0, 1)), is_stale {int} NOT NULL CHECK (is_stale IN (0, 1)),
      title {text} NOT NULL CHECK (length(title) <= 300), summary {text} NOT NULL CHECK (length(summary) <= 1000),
      description {text} NOT NULL CHECK (length(description) <= 20000),
      PRIMARY KEY (event_id, language), CHECK (is_source = 0 OR (is_stale = 0 AND title <> '')))
    """,
    """
    CREATE TABLE event_dates (
      event_id {text} NOT NULL REFERENCES events (id) ON DELETE CASCADE,
      starts_at {text} NOT NULL CHECK (length(starts_at) = 20), ends_at {text} NOT NULL CHECK (length(ends_at) = 20),
      PRIMARY KEY (event_id, starts_at), CHECK (starts_at < ends_at))
    """,
    """
    CREATE TABLE event_topics (
      event_id {text} NOT NULL REFERENCES events (id) ON DELETE CASCADE,
      position {int} NOT NULL, topic {text} NOT NULL CHECK (length(topic) <= 60), PRIMARY KEY (event_id, topic))
    """,
    """
    CREATE TABLE event_target_groups (
      event_id {text} NOT NULL REFERENCES events (id) ON DELETE CASCADE, position {int} NOT NULL,
      target_group {text} NOT NULL CHECK (length(target_group) <= 40), PRIMARY KEY (event_id, target_group))
    """,
    """
    CREATE TABLE event_languages (
      event_id {text} NOT NULL REFERENCES events (id) ON DELETE CASCADE, position {int} NOT NULL,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16), PRIMARY KEY (event_id, language))
    """,
    """
    CREATE TABLE unmet_searches (
      day {text} NOT NULL CHECK (length(day) = 10), language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      words {text} NOT NULL CHECK (length(words) BETWEEN 1 AND 200), count {int} NOT NULL CHECK (count >= 3),
      PRIMARY KEY (day, language, words))
    """,
    """
    CREATE TABLE feedback (
      id {text} PRIMARY KEY NOT NULL, about {text} NOT NULL CHECK (about IN ('offer', 'barrier', 'other')),
      offer_id {text} REFERENCES offers (id) ON DELETE SET NULL,
      language {text} NOT NULL CHECK (length(language) BETWEEN 2 AND 16),
      message {text} NOT NULL CHECK (length(message) BETWEEN 1 AND 4000), received_at {text} NOT NULL)
    """,
  ])
