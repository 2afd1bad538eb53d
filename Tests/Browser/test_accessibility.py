"""axe finds nothing: every kind of page in German, Arabic and Leichte Sprache, small and wide."""

from axe_playwright_python.sync_playwright import Axe

from cast import PAGES
from visitors import check, check_none, for_each

OPTIONS = {
  "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
  # axe leaves this one out unless it is asked for by name.
  "rules": {"target-size": {"enabled": True}},
  "resultTypes": ["violations"],
}
HEIGHTS = {360: 780, 1280: 900}


def look(visitor):
  results = Axe().run(visitor.page, options=OPTIONS).response
  ran = {rule["id"] for rule in results["passes"] + results["violations"]}
  check({"color-contrast", "html-has-lang", "link-name"} <= ran, f"axe did not look: it ran only {sorted(ran)}")
  check_none(
    (f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}\n  {node['failureSummary']}"
     for rule in results["violations"] for node in rule["nodes"]), f"axe on {visitor.path}:")


@for_each(kind=PAGES, language=["de", "ar", "de-simple"], width=HEIGHTS)
def test_axe(visitors, kind, language, width):
  with visitors.visitor(width=width, height=HEIGHTS[width]) as visitor:
    visitor.open_kind(kind, language)
    look(visitor)


@for_each(kind=["start", "results", "offer"], width=HEIGHTS)
def test_axe_in_the_dark(visitors, kind, width):
  with visitors.visitor(width=width, height=HEIGHTS[width], dark=True) as visitor:
    visitor.open_kind(kind, "de")
    background = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    check(sum(map(int, background[4:-1].split(","))) < 200, f"the page is not dark but {background}")
    look(visitor)


@for_each(language=["de", "ar"], width=HEIGHTS)
def test_axe_with_everything_open(visitors, language, width):
  with visitors.visitor(width=width, height=HEIGHTS[width]) as visitor:
    visitor.open_kind("results with filters", language)
    visitor.page.evaluate("for (const one of document.querySelectorAll('details:not([data-menu])')) one.open = true")
    look(visitor)
    for menu in ["details.language-switch", "details.menu"]:
      visitor.page.evaluate("(menu) => document.querySelector(menu).open = true", menu)
      look(visitor)
      visitor.page.evaluate("(menu) => document.querySelector(menu).open = false", menu)
