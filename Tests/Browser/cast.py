"""Which records of the demo stand for their kind, and the kinds of pages there are."""

import contextlib
import sqlite3

LANGUAGES = ["de", "de-simple", "en", "ar", "uk", "fa", "tr", "ru", "fr"]
RIGHT_TO_LEFT = {"ar", "fa"}

# Words that every language finds something with, and a word that nothing is found with.
WORDS = "Deutschkurs"
NONSENSE = "qqxxzzvv"

# A page's path below its language, with the names of records in braces; and the status it answers with.
PAGES = {
  "start": "",
  "results": f"offers?q={WORDS}",
  "results with filters": "offers?topic=education&free=1&stepfree=1",
  "results nearby": "offers?lat=51.22&lon=6.79&radius=5000",
  "second page of results": "offers?page=2",
  "nothing found": f"offers?q={NONSENSE}",
  "map view": f"offers?q={WORDS}&view=map",
  "offer": "offers/{offer}",
  "offer in German only": "offers/{untranslated}",
  "offer with hidden address": "offers/{hidden}",
  "place of encounter": "places/{encounter}",
  "organisation": "organizations/{organization}",
  "events": "events",
  "event": "events/{event}",
  "contact points": "contact",
  "contact point": "contact/{point}",
  "first-level topic": "topics/education",
  "second-level topic": "topics/education.language-course",
  "map": "map",
  "about": "about",
  "imprint": "imprint",
  "privacy": "privacy",
  "accessibility": "accessibility",
  "data": "data",
  "feedback": "feedback?about=offer&offer={offer}",
  "feedback with error": "feedback",
  "components": "desk/components",
  "not found": "nowhere",
  "bad request": "offers?page=0",
}
STATUSES = {"feedback with error": 422, "not found": 404, "bad request": 400}
WITH_MAP = {"map view", "map"}

# What a visitor meets first; looked at more closely than the rest.
MAIN_PAGES = ["start", "results", "results with filters", "nothing found", "map view", "offer", "event", "events",
              "contact point", "organisation", "first-level topic", "map", "feedback", "not found"]

_OFFER = """
  SELECT o.id FROM offers o JOIN places p ON p.id = o.place_id
    JOIN offer_texts t ON t.offer_id = o.id AND t.is_source = 1
  WHERE o.status = 'published' AND o.valid_until IS NULL AND o.valid_from IS NULL AND {0} ORDER BY t.title LIMIT 1
"""
_IN_ARABIC = "EXISTS (SELECT 1 FROM offer_texts a WHERE a.offer_id = o.id AND a.language = 'ar'{0})"

_RECORDS = {
  # Translated throughout, at a public address, with times: everything a page can say.
  "offer": _OFFER.format(
    _IN_ARABIC.format(" AND a.description <> ''") + " AND p.visibility = 'full' AND o.schedule IS NOT NULL"),
  "untranslated": _OFFER.format("NOT " + _IN_ARABIC.format("")),
  "hidden": _OFFER.format("p.visibility = 'hidden'"),
  "encounter": """
    SELECT p.id FROM places p JOIN place_texts t ON t.place_id = p.id AND t.is_source = 1
    WHERE p.is_encounter = 1 AND p.hours IS NOT NULL ORDER BY t.name LIMIT 1""",
  "organization": """
    SELECT o.id FROM organizations o JOIN organization_texts t ON t.organization_id = o.id AND t.is_source = 1
    WHERE EXISTS (SELECT 1 FROM offers f WHERE f.organization_id = o.id AND f.status = 'published')
      AND o.phone IS NOT NULL ORDER BY t.name LIMIT 1""",
  "event": """
    SELECT e.id FROM events e JOIN event_texts t ON t.event_id = e.id AND t.is_source = 1
      JOIN event_dates d ON d.event_id = e.id
    WHERE e.status = 'published' AND e.place_id IS NOT NULL
      AND d.ends_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+1 hour')
    ORDER BY t.title LIMIT 1""",
  "point": """
    SELECT c.id FROM contact_points c JOIN contact_point_texts t ON t.contact_point_id = c.id AND t.is_source = 1
    WHERE c.status = 'open' ORDER BY t.name LIMIT 1""",
}


class Cast:
  """The records the tests visit, chosen by what they have, not by where they stand."""

  def __init__(self, database):
    self._database = database
    self.records = {name: self.value(query) for name, query in _RECORDS.items()}

  def value(self, query, *values):
    """The first value of a query on the demo's database, which is only read."""
    with contextlib.closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
      row = connection.execute(query, values).fetchone()
    if row is None:
      raise RuntimeError(f"the demo has no record for this: {query}")
    return row[0]

  def path(self, kind, language):
    """The address of a kind of page, as the pages themselves write it."""
    below = PAGES[kind].format(**self.records)
    return f"/{language}/{below}" if below else f"/{language}"
