"""Whole walks through the pages."""

import re

from visitors import check, check_none

LATIN = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
ARABIC = re.compile(r"[\u0600-\u06ff]")

# What the facts say in the page's own language, without names and marked texts.
_OWN_WORDS = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const copy = one.cloneNode(true);
  for (const foreign of copy.querySelectorAll("bdi, [lang], .area, svg")) foreign.remove();
  return copy.textContent.trim();
}).filter(Boolean)"""


def test_an_arabic_reader_finds_a_language_course(visitors):
  with visitors.visitor(width=360, height=780, locale="ar") as visitor:
    visitor.page.goto("/")
    check(visitor.path.rstrip("/") == "/ar", f"Accept-Language ar leads to {visitor.path}")
    visitor.page.locator("#q").click()
    visitor.page.keyboard.type("دورة لغة ألمانية")
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(visitor.path.startswith("/ar/offers?q="), f"the search leads to {visitor.path}")
    cards = visitor.page.locator(".card h3 a")
    check(cards.count() >= 3, f"only {cards.count()} offers are found")
    check("دورة" in visitor.page.locator("#site-search").input_value(), "the search field forgot the words")
    with visitor.page.expect_navigation():
      cards.first.click()
    check(re.fullmatch(r"/ar/offers/[0-9a-f-]{36}", visitor.path), f"the first result leads to {visitor.path}")
    topic = visitor.page.locator(".tags a[href*='education']")
    check(topic.count() > 0, "the first result is not about education")
    questions = visitor.page.evaluate(_OWN_WORDS, ".facts dt")
    check(len(questions) >= 6, f"the page answers only {questions}")
    # A German word in brackets, as it stands on the card people carry, helps.
    lines = visitor.page.evaluate(_OWN_WORDS, ".facts dd li, .facts dd p")
    answers = [re.sub(r"\([^()]*\)", "", line) for line in lines]
    check_none((line for line in questions + answers if LATIN.search(line)), "Facts that are not in Arabic:")
    check(sum(bool(ARABIC.search(line)) for line in answers) >= 5, f"hardly any fact is in Arabic: {answers}")
    here = visitor.path
    visitor.page.locator(".language-switch summary").click()
    with visitor.page.expect_navigation():
      visitor.page.locator(".language-switch a[lang=fa]").click()
    check(visitor.path == here.replace("/ar/", "/fa/"), f"Persian leads from {here} to {visitor.path}")
    check(visitor.page.locator("html").get_attribute("lang") == "fa", "the page is not in Persian")
    persian = visitor.page.evaluate(_OWN_WORDS, ".facts dt")
    check(persian != questions and all(ARABIC.search(line) for line in persian), f"the questions are {persian}")


def test_the_language_switch_keeps_words_and_filters(visitors):
  with visitors.visitor() as visitor:
    visitor.open("/de/offers?q=Deutsch&free=1&topic=education")
    visitor.page.locator(".language-switch summary").click()
    with visitor.page.expect_navigation():
      visitor.page.locator(".language-switch a[lang=uk]").click()
    check(visitor.path.startswith("/uk/offers?"), f"the switch leads to {visitor.path}")
    lost = {"q=Deutsch", "free=1", "topic=education"} - set(visitor.path.partition("?")[2].split("&"))
    check(not lost, f"{lost} is lost in {visitor.path}")


def test_a_typing_error_still_finds(visitors):
  with visitors.visitor() as visitor:
    visitor.open("/de")
    visitor.page.fill("#q", "Deutschkrus")
    with visitor.page.expect_navigation():
      visitor.page.locator(".hero-search button").click()
    suggestion = visitor.page.locator(".did-you-mean a")
    check(visitor.page.locator(".card").count() > 0 or suggestion.count() == 1, "a misspelt word finds nothing")


def test_nothing_found_shows_ways_on(visitors):
  with visitors.visitor() as visitor:
    visitor.open_kind("nothing found", "de")
    check(visitor.page.locator(".empty a[href*='/topics/']").count() == 8, "the topics are not offered")
    check(visitor.page.locator(".empty .point-card").count() == 1, "no contact point is named")


def test_not_found_speaks_the_visitors_language_and_can_search(visitors):
  with visitors.visitor() as visitor:
    visitor.open_kind("not found", "ar")
    check(ARABIC.search(visitor.text("h1")), f"the page says “{visitor.text('h1')}”")
    visitor.page.fill("#site-search", "طبيب")
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(visitor.page.locator(".card").count() > 0, "the search of the page finds nothing")


def test_what_is_typed_is_never_markup(visitors):
  with visitors.visitor() as visitor:
    words = "<img src=x onerror=alert(1)>\"'&amp;</title>"
    visitor.page.goto("/de")
    visitor.page.fill("#q", words)
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(visitor.page.locator("#site-search").input_value() == words, "the words are changed")
    check(words in visitor.text("h1"), f"the heading says “{visitor.text('h1')}”")
    check(visitor.page.locator("main img").count() == 0, "the words became markup")
