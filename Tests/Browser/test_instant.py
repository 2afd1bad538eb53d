"""Results while the person types: on the results page, on the start page, and not where nobody wants them."""

from cast import NONSENSE, WORDS
from visitors import check, for_each

_SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"


def type_words(visitor, field, words):
  visitor.page.locator(field).click()
  visitor.page.keyboard.type(words)


def count(visitor):
  return visitor.text(".result-head strong")


@for_each(language=["de", "ar"], width=[360, 1280])
def test_results_follow_the_words(visitors, language, width):
  with visitors.visitor(width=width) as visitor:
    visitor.open(f"/{language}/offers")
    everything = count(visitor)
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url) if "typing=1" in request.url else None)
    type_words(visitor, "#site-search", WORDS)
    visitor.wait_until(f"location.search === '?q={WORDS}'", "the address does not follow")
    check(count(visitor) != everything, "the count stays")
    check(visitor.page.locator(".card").count() > 0, "no card is shown")
    check(WORDS in visitor.text("h1"), f"the heading says “{visitor.text('h1')}”")
    check(visitor.page.evaluate("document.activeElement.id") == "site-search", "the field lost the focus")
    check(visitor.page.locator("#site-search").input_value() == WORDS, "the field lost words")
    said = visitor.page.locator("body > [role=status]")
    check(said.count() == 1 and said.inner_text() == count(visitor), f"the count is told as “{said.all_inner_texts()}”")
    check(visitor.page.locator("[role=status]:visible").count() == 1, "the count is told twice")
    check(len(asked) <= len(WORDS) // 2, f"{len(asked)} questions for {len(WORDS)} letters")
    check(f"q={WORDS}" in visitor.page.locator(".language-switch a[lang=uk]").get_attribute("href"),
          "the language switch forgot the words")
    # What came in later works like what was there.
    if width < 900:
      visitor.page.locator(".filters > summary").click()
      visitor.page.check("#free-1")
      submit = visitor.page.locator(".filters button[type=submit]").click
    else:
      submit = lambda: visitor.page.check("#free-1")
    with visitor.page.expect_navigation():
      submit()
    check("free=1" in visitor.path and f"q={WORDS}" in visitor.path, f"the filter leads to {visitor.path}")


@for_each(path=["/de/offers", "/de"])
def test_who_goes_on_keeps_the_focus_in_the_results(visitors, path):
  with visitors.visitor() as visitor:
    visitor.open(path)
    held = []
    visitor.page.route("**/*typing=1*", lambda route: held.append(route))
    with visitor.page.expect_request("**/*typing=1*"):
      type_words(visitor, "main input[type=search]" if path == "/de" else "#site-search", WORDS)
    visitor.page.evaluate("document.querySelector('main .card h3 a').focus()")
    held[-1].continue_()
    visitor.wait_until(f"document.querySelector('.result-list') && document.querySelector('body > [role=status]').textContent",
                       "the results do not come")
    inside = "document.activeElement.closest('main') && !document.activeElement.closest('[hidden]')"
    check(visitor.page.evaluate(f"Boolean({inside})"), "the focus is lost")


def test_nothing_found_and_back_again(visitors):
  with visitors.visitor() as visitor:
    visitor.open(f"/de/offers?q={WORDS}")
    heading = visitor.text("h1")
    type_words(visitor, "#site-search", NONSENSE)
    visitor.page.locator(".empty").wait_for()
    check(visitor.page.locator("[data-filters]").count() == 0, "a panel of zeros is shown")
    visitor.page.fill("#site-search", WORDS)
    visitor.page.locator("[data-filters]").wait_for(state="attached")
    check(visitor.text("h1") == heading, f"the heading says “{visitor.text('h1')}”")


def test_the_way_back_leads_where_one_came_from(visitors):
  with visitors.visitor() as visitor:
    visitor.open("/de/contact")
    visitor.open("/de/offers")
    type_words(visitor, "#site-search", WORDS)
    visitor.wait_until(f"location.search === '?q={WORDS}'", "the address does not follow")
    with visitor.page.expect_navigation():
      visitor.page.locator(".card h3 a").first.click()
    visitor.page.go_back()
    check(visitor.path == f"/de/offers?q={WORDS}", f"back leads to {visitor.path}")
    check(visitor.page.locator("#site-search").input_value() == WORDS, "the words are gone")
    visitor.page.go_back()
    check(visitor.path == "/de/contact", f"the letters stand in the history: {visitor.path}")


@for_each(language=["de", "ar"])
def test_the_start_page_shows_results_below_the_field(visitors, language):
  with visitors.visitor() as visitor:
    visitor.open(f"/{language}")
    type_words(visitor, "#q", WORDS)
    visitor.page.locator(".instant .card").first.wait_for()
    check(visitor.page.evaluate("document.activeElement.id") == "q", "the field lost the focus")
    check(not visitor.page.locator(".topic-tiles").is_visible(), "the topics stand between field and results")
    check(visitor.page.locator("h1").count() == 1, "there are two headings of the first level")
    check(visitor.path == f"/{language}", f"the address became {visitor.path}")
    with visitor.page.expect_navigation():
      visitor.page.locator(".instant .card h3 a").first.click()
    visitor.page.go_back()
    visitor.page.locator(".instant .card").first.wait_for()
    check(visitor.page.locator("#q").input_value() == WORDS, "the words are gone")
    visitor.page.fill("#q", "")
    visitor.page.locator(".instant").wait_for(state="detached")
    check(visitor.page.locator(".topic-tiles").is_visible(), "the topics did not come back")


def test_enter_leads_to_the_results_page(visitors):
  with visitors.visitor() as visitor:
    visitor.open("/de")
    type_words(visitor, "#q", WORDS)
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(visitor.path == f"/de/offers?q={WORDS}", f"Enter leads to {visitor.path}")


def test_whoever_saves_data_is_asked_nothing(visitors):
  with visitors.visitor() as visitor:
    visitor.context.add_init_script(_SAVES_DATA)
    visitor.open("/de/offers")
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    # The clock is the page's own: more than the pause goes by at once.
    visitor.page.clock.install()
    type_words(visitor, "#site-search", WORDS)
    visitor.page.clock.run_for(2000)
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(not any("typing=1" in url for url in asked), "data is spent while typing")
    check(visitor.path == f"/de/offers?q={WORDS}", f"Enter leads to {visitor.path}")
