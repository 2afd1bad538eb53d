"""What search machines, calendars and other programs read."""

import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

from cast import LANGUAGES, PAGES, STATUSES
from visitors import check, check_none, for_each


@for_each(kind=PAGES)
def test_canonical_and_alternates(visitors, kind):
  with visitors.visitor() as visitor:
    visitor.open_kind(kind, "ar")
    page = visitor.page
    is_listed = page.locator("meta[name=robots][content=noindex]").count() == 0
    if is_listed:
      canonical = page.locator("link[rel=canonical]").get_attribute("href")
      check(split(canonical) == split(page.url), f"{page.url} calls itself {canonical}")
    alternates = page.evaluate("""() => Object.fromEntries(
      [...document.querySelectorAll("link[rel=alternate][hreflang]")].map((one) => [one.hreflang, one.href]))""")
    if not is_listed:
      check(not alternates, "a page that is not to be listed names alternates")
      return
    check(set(alternates) - {"x-default"} == set(LANGUAGES), f"the alternates are {sorted(alternates)}")
    for language, address in alternates.items():
      answer = visitor.context.request.get(address)
      check(answer.status == 200, f"the alternate {address} answers {answer.status}")
      if language == "x-default":
        continue
      check(f'<html lang="{language}"' in answer.text(), f"{address} is not in {language}")
      check(split(page.url) in map(split, links(answer.text())), f"{address} does not point back to {page.url}")


def split(address):
  """An address to compare: the order of a query's parts says nothing."""
  parts = urllib.parse.urlsplit(address)
  return parts.scheme, parts.netloc, parts.path, sorted(urllib.parse.parse_qsl(parts.query))


def links(html):
  return [address.replace("&amp;", "&").replace("&#38;", "&")
          for address in re.findall(r'<link rel="alternate" hreflang="[^"]+" href="([^"]+)"', html)]


def test_titles_tell_pages_apart(visitors):
  with visitors.visitor() as visitor:
    titles = {}
    for kind in PAGES:
      # A search is named by its words or its topic, whatever else it is.
      if kind not in STATUSES and "?" not in PAGES[kind]:
        visitor.open_kind(kind, "de")
        titles.setdefault(visitor.page.title(), []).append(kind)
    same = [f"“{title}”: {', '.join(kinds)}" for title, kinds in titles.items() if len(kinds) > 1]
    check_none(same, "Pages with the same title:")


@for_each(kind=["start", "offer", "offer with hidden address", "organisation", "event"], language=["de", "ar"])
def test_linked_data(visitors, kind, language):
  with visitors.visitor() as visitor:
    visitor.open_kind(kind, language)
    blocks = visitor.page.locator("script[type='application/ld+json']").all_text_contents()
    check(len(blocks) == 1, f"{visitor.path} has {len(blocks)} blocks of linked data")
    data = json.loads(blocks[0])
    check(data["@context"] == "https://schema.org", f"the context is {data['@context']}")
    check(data["@type"] and data["name"], "type or name is missing")
    if kind != "start":
      check(data["url"] == visitor.page.url, f"its address is {data['url']}")
    if kind == "event":
      check(data["startDate"] < data["endDate"], f"it starts {data['startDate']} and ends {data['endDate']}")
    if kind == "offer with hidden address":
      told = re.findall(r'"(?:streetAddress|postalCode|latitude|longitude)":(?!null)[^,}]*', blocks[0])
      check(not told, f"it tells the address: {told}")


def test_hidden_address_stays_hidden(visitors):
  """Neither the page, nor the calendar, nor the map's data tell where it is."""
  with visitors.visitor() as visitor:
    cast = visitor.cast
    query = "SELECT p.{0} FROM offers o JOIN places p ON p.id = o.place_id WHERE o.id = ?"
    street = cast.value(query.format("street"), cast.records["hidden"])
    latitude = cast.value(query.format("latitude"), cast.records["hidden"])
    visitor.open_kind("offer with hidden address", "de")
    address = cast.path("offer with hidden address", "de")
    texts = {"the page": visitor.page.content(),
             "the calendar": visitor.context.request.get(f"{address}.ics").text(),
             "the map": visitor.context.request.get("/de/map.json").text()}
    for where, text in texts.items():
      check(not street or street not in text, f"{where} names {street}")
      check(latitude is None or f"{latitude:.4f}" not in text, f"{where} tells {latitude:.4f}")
    check(visitor.page.locator("a[href^='geo:']").count() == 0, "there is a way to a hidden address")


@for_each(language=["de", "ar"])
def test_calendars(visitors, language):
  with visitors.visitor() as visitor:
    for kind, leads in [("offer", ".actions a[href$='.ics']"), ("event", ".actions a[href$='.ics']"),
                        ("events", "main a[href$='.ics']")]:
      visitor.open_kind(kind, language)
      with visitor.page.expect_download() as download:
        visitor.page.locator(leads).click()
      check(download.value.suggested_filename.endswith(".ics"), f"it is saved as {download.value.suggested_filename}")
      with open(download.value.path(), "rb") as file:
        check_calendar(file.read(), f"{visitor.path} (calendar)")


def check_calendar(data, name):
  """The simple rules of RFC 5545: lines, nesting, and what every event has."""
  text = data.decode("utf-8")
  check(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), f"{name}: lines do not end with CR LF")
  check(all(len(line) <= 75 for line in data.split(b"\r\n")), f"{name}: a line has more than 75 bytes")
  lines = text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
  check(lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR", f"{name}: {lines[0]} … {lines[-1]}")
  check("VERSION:2.0" in lines, f"{name}: VERSION is missing")
  check(any(line.startswith("PRODID:") for line in lines), f"{name}: PRODID is missing")
  open_parts, events, identifiers = [], [], []
  for line in lines:
    check(re.match(r"[A-Z][A-Z0-9-]*[;:]", line), f"{name}: “{line}” is no property")
    field, _, value = line.partition(":")
    if field == "BEGIN":
      open_parts.append(value)
      if value == "VEVENT":
        events.append({})
    elif field == "END":
      check(open_parts and open_parts.pop() == value, f"{name}: END:{value} without its beginning")
    elif open_parts[-1:] == ["VEVENT"]:
      events[-1][field.split(";")[0]] = value
      if field == "UID":
        identifiers.append(value)
  check(not open_parts, f"{name}: {open_parts} never end")
  check(events, f"{name}: no event in it")
  check(len(set(identifiers)) == len(events), f"{name}: {len(events)} events, {len(set(identifiers))} identifiers")
  for event in events:
    missing = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} - event.keys()
    check(not missing, f"{name}: an event lacks {missing}")
    check(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]), f"{name}: DTSTAMP is {event['DTSTAMP']}")
    check(re.fullmatch(r"\d{8}(T\d{6}Z?)?", event["DTSTART"]), f"{name}: DTSTART is {event['DTSTART']}")


def test_sitemap(visitors):
  with visitors.visitor() as visitor:
    answer = visitor.context.request.get("/sitemap.xml")
    check("xml" in answer.headers["content-type"], f"its type is {answer.headers['content-type']}")
    root = ElementTree.fromstring(answer.body())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    check(root.tag == f"{space}urlset", f"its root is {root.tag}")
    addresses = [one.text for one in root.iter(f"{space}loc")]
    check(len(addresses) == len(set(addresses)) and 0 < len(addresses) <= 50_000, f"it has {len(addresses)} addresses")
    check_none((one for one in addresses if not one.startswith(visitor.base + "/")), "Addresses elsewhere:")
    cast = visitor.cast
    kinds = ["start", "offer", "offer in German only", "place of encounter", "organisation", "event", "events",
             "contact points", "contact point", "first-level topic", "second-level topic", "map", "about"]
    missing = [f"{kind}: {cast.path(kind, language)}" for kind in kinds for language in LANGUAGES
               if visitor.base + cast.path(kind, language) not in addresses]
    check_none(missing, "The sitemap lacks:")
    step = max(1, len(addresses) // 40)
    wrong = [f"{visitor.context.request.get(one).status} {one}" for one in addresses[::step]
             if visitor.context.request.get(one).status != 200]
    check_none(wrong, "The sitemap names pages that are not there:")
    robots = visitor.context.request.get("/robots.txt").text()
    check(f"Sitemap: {visitor.base}/sitemap.xml" in robots, f"robots.txt says {robots}")
