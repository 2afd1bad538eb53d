"""Without JavaScript everything is there: search, filters, map, menus, feedback."""

import time

from cast import WORDS
from visitors import check, for_each


def click(visitor, locator):
  """Clicks what leads to another page."""
  with visitor.page.expect_navigation() as navigation:
    locator.click()
  return navigation.value


@for_each(width=[360, 1280])
def test_search_and_filter_with_the_button(visitors, width):
  with visitors.visitor(width=width, scripts=False) as visitor:
    visitor.open_kind("start", "de")
    check(not visitor.page.locator("[data-near]").is_visible(), "“near me” is offered, which needs a script")
    visitor.page.fill("input[name=q]", WORDS)
    click(visitor, visitor.page.locator(".hero-search button"))
    before = visitor.page.locator(".card").count()
    check(before > 0, "nothing is found")
    if width < 900:
      visitor.page.locator(".filters > summary").click()
    visitor.page.check("input[name=free]")
    click(visitor, visitor.page.locator(".filters button[type=submit]"))
    check("free=1" in visitor.path and f"q={WORDS}" in visitor.path, f"the filter leads to {visitor.path}")
    chip = visitor.page.locator("a.chip")
    check(chip.count() == 1, "the filter in force is not shown")
    click(visitor, chip)
    check(visitor.path == f"/de/offers?q={WORDS}", f"taking the filter away leads to {visitor.path}")


@for_each(language=["de", "ar"])
def test_map_is_drawing_and_list(visitors, language):
  with visitors.visitor(scripts=False) as visitor:
    visitor.open_kind("map", language)
    areas = visitor.cast.value("SELECT COUNT(*) FROM areas")
    drawing = visitor.page.locator(".map svg")
    check(drawing.is_visible(), "the drawing is not to be seen")
    check(drawing.bounding_box()["height"] > 200, f"the drawing is only {drawing.bounding_box()} large")
    check(drawing.locator("path.area").count() == areas, f"not all {areas} areas are drawn")
    check(drawing.locator("circle.point").count() > 0, "no contact point is drawn")
    links = visitor.page.locator(".map-list a")
    check(links.count() == areas, f"the list has {links.count()} of {areas} areas")
    name = links.first.inner_text()
    click(visitor, links.first)
    check("area=" in visitor.path, f"an area leads to {visitor.path}")
    check(name in visitor.text(".chip"), f"the results are not those of {name}")
    visitor.open_kind("map view", language)
    check(visitor.page.locator(".map svg").is_visible() and visitor.page.locator(".card").count() > 0,
          "the results have no map with a list")


@for_each(width=[360, 1280])
def test_menus_open(visitors, width):
  with visitors.visitor(width=width, scripts=False) as visitor:
    visitor.open_kind("offer", "de")
    visitor.page.locator(".language-switch summary").click()
    click(visitor, visitor.page.locator(".language-switch a[lang=fa]"))
    check(visitor.path.startswith("/fa/offers/"), f"the language switch leads to {visitor.path}")
    if width < 600:
      visitor.page.locator(".menu summary").click()
    click(visitor, visitor.page.locator(".menu a[href$='/map']"))
    check(visitor.path == "/fa/map", f"the menu leads to {visitor.path}")


@for_each(language=["de", "ar"])
def test_feedback_is_sent(visitors, language):
  message = f"Die Tür klemmt (<b>{language}</b> & “Zeichen”)."
  with visitors.visitor(scripts=False) as visitor:
    visitor.open_kind("offer", language)
    click(visitor, visitor.page.locator(".wrong a"))
    check(out_of_sight(visitor, ".trap"), "the field that catches machines is to be seen, and people would fill it in")
    visitor.page.fill("textarea[name=message]", message)
    wait_until_taken(visitor)
    answer = click(visitor, visitor.page.locator("main button[type=submit]"))
    check(answer.status == 200, f"the message is answered with {answer.status}: {visitor.text('main')}")
    check(visitor.page.locator("[role=status]").is_visible(), "nobody says thank you")
    kept = visitor.cast.value("SELECT COUNT(*) FROM feedback WHERE message = ? AND offer_id = ? AND language = ?",
                              message, visitor.cast.records["offer"], language)
    check(kept == 1, f"the message is kept {kept} times")


def out_of_sight(visitor, selector):
  one = visitor.page.locator(selector)
  box = one.bounding_box()
  return not one.is_visible() or box["width"] <= 1 or box["height"] <= 1 or box["x"] + box["width"] <= 0


def wait_until_taken(visitor, patience=30):
  """Returns when a form handed out as early as this one is taken: a person needs some seconds, a machine does not.

  It asks with the trap filled in, which is thanked for and forgotten.
  """
  form = {field.get_attribute("name"): field.input_value()
          for field in visitor.page.locator("main form [name]:not(button)").all()}
  end = time.monotonic() + patience
  while True:
    answer = visitor.context.request.post(visitor.page.url.split("?")[0], form=form | {"website": "machine"})
    if answer.status == 200:
      return
    check(answer.status == 422, f"a message that comes too fast is answered with {answer.status}")
    check(time.monotonic() < end, f"after {patience} s the form is still refused")
    time.sleep(0.1)


def test_too_fast_and_wrong_messages_lose_nothing(visitors):
  with visitors.visitor(scripts=False) as visitor:
    visitor.open("/de/feedback?about=barrier")
    form = {field.get_attribute("name"): field.input_value()
            for field in visitor.page.locator("main form [name]:not(button)").all()}
    answer = visitor.context.request.post("/de/feedback", form=form | {"message": "Stufe ‹hier›", "signed": "1.forged"})
    check(answer.status == 422, f"a forged form is answered with {answer.status}")
    check("Stufe ‹hier›" in answer.text() and 'value="barrier"' in answer.text(), "what was typed is lost")
    visitor.open("/de/feedback")
