"""Keeping records at the desk, as somebody does who has never seen it: an offer from the empty form until it is found in
Arabic, two people at once, and what is not saved yet."""

from test_accessibility import look
from test_desk import leave, sign_in
from visitors import check, for_each

KINDS = ["offers", "events", "organizations", "places", "contact-points"]
SUBMIT = ".record-form button[type=submit]"


def no_wider(visitor, width, what):
  wide = visitor.page.evaluate("document.documentElement.scrollWidth")
  check(wide <= width, f"{what} is {wide} wide on {width}")


@for_each(width=[360, 1280], language=["de-DE", "en-GB"])
def test_axe_where_records_are_kept(visitors, width, language):
  with visitors.visitor(width=width, locale=language, signs_in=True) as visitor:
    sign_in(visitor, "koordination")
    for kind in KINDS:
      for path in [f"/desk/{kind}", f"/desk/{kind}/new"]:
        visitor.open(path)
        look(visitor)
        no_wider(visitor, width, path)
      visitor.open(f"/desk/{kind}")
      leave(visitor, visitor.page.locator("table.data th a").first.click)
      look(visitor)
      no_wider(visitor, width, f"a form of {kind}")
    for path in ["/desk/translations", "/desk/translations/ar"]:
      visitor.open(path)
      look(visitor)
      no_wider(visitor, width, path)


def test_an_offer_from_the_empty_form_to_the_arabic_search(visitors):
  with visitors.visitor(signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "koordination")
    visitor.open("/desk/offers/new")
    page.fill("#title", "Lötwerkstatt im Hinterhof")
    page.fill("#summary", "Wir löten und reparieren zusammen.")
    page.check("#topics-civil\\.meeting")
    page.fill("#schedule", "jeden Dienstag 15–17 Uhr, nicht in den Schulferien\nirgendwann")
    visitor.expect_status(422, page.get_attribute(".record-form", "action"))
    leave(visitor, page.locator("button[value=publish]").click)
    faults = visitor.text(".error-summary")
    check("Organisation" in faults and "irgendwann" in faults, f"the summary names both faults: {faults}")
    check(page.input_value("#title") == "Lötwerkstatt im Hinterhof", "the title was lost")
    look(visitor)
    page.select_option("#organization", index=2)
    page.fill("#schedule", "jeden Dienstag 15–17 Uhr, nicht in den Schulferien")
    leave(visitor, page.locator("button[value=publish]").click)
    visitor.wait_until("location.search === '?done=published'", "it is published")
    understood = visitor.text(".understood")
    check("15:00" in understood and page.locator(".understood ol li").count() == 5, f"five dates: {understood}")
    form = page.url.split("?")[0]

    visitor.open(form[form.index("/desk"):] + "/translations/ar")
    page.fill('[name="ar/title"]', "ورشة لحام مفتوحة")
    look(visitor)
    leave(visitor, page.locator(".translation-form button[type=submit]").click)
    visitor.open("/ar/offers?q=" + "ورشة لحام")
    check("ورشة لحام مفتوحة" in visitor.text(".cards"), "it is found in Arabic")

    visitor.open(form[form.index("/desk"):])
    page.fill("#title", "Lötcafé")
    leave(visitor, page.locator(SUBMIT).first.click)
    visitor.open(form[form.index("/desk"):] + "/translations/ar")
    check(page.locator(".notice-warn").count() == 1, "the translation is told to be older than its source")
    visitor.open(form[form.index("/desk"):] + "/history")
    look(visitor)
    visitor.open(form[form.index("/desk"):] + "/history/1")
    look(visitor)
    leave(visitor, page.locator("main form button").click)
    check(page.input_value("#title") == "Lötwerkstatt im Hinterhof", "the first title is back")


def test_two_people_in_one_field_lose_nothing(visitors):
  with visitors.visitor(signs_in=True) as one, visitors.visitor(signs_in=True) as other:
    sign_in(one, "koordination")
    sign_in(other, "administration")
    one.open("/desk/offers")
    path = one.page.locator("table.data th a").nth(3).get_attribute("href")
    for visitor in (one, other):
      visitor.open(path)
    one.page.fill("#title", "Der Titel der einen")
    one.page.locator("details:has(#phone) > summary").click()
    one.page.fill("#phone", "+49 221 4710 077")
    leave(one, one.page.locator(SUBMIT).first.click)
    other.page.fill("#title", "Der Titel der anderen")
    other.expect_status(409, path)
    leave(other, other.page.locator(SUBMIT).first.click)
    told = other.text(".notice-warn")
    check("Der Titel der einen" in told and "Der Titel der anderen" in told, f"both titles are shown: {told}")
    check(other.page.input_value("#title") == "Der Titel der anderen", "what was typed is still there")
    check(other.page.input_value("#phone") == "+49 221 4710 077", "what only the one changed is taken over")
    look(other)
    leave(other, other.page.locator(SUBMIT).first.click)
    other.wait_until("location.search.startsWith('?done')", "the second save goes through")


def test_what_is_not_saved_waits(visitors):
  with visitors.visitor(signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "koordination")
    visitor.open("/desk/organizations")
    leave(visitor, page.locator("table.data th a").nth(1).click)
    path = page.evaluate("location.pathname")
    with page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.ok):
      page.fill("#summary", "Noch nicht fertig …")
    visitor.open(path)
    leave(visitor, page.locator('a[href$="?draft=1"]').click)
    check(page.input_value("#summary") == "Noch nicht fertig …", "the draft is there")


def test_a_place_is_set_on_the_map(visitors):
  with visitors.visitor(signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "koordination")
    visitor.open("/desk/places/new")
    visitor.wait_until("document.querySelector('.pick-map.leaflet-container')", "the map is there")
    page.fill("#name", "Hof an der Ecke")
    page.locator(".pick-map").click(position={"x": 200, "y": 150})
    latitude = float(page.input_value("#latitude"))
    check(51.0 < latitude < 51.5, f"the tap is in Düsseldorf: {latitude}")
    leave(visitor, page.locator(SUBMIT).first.click)
    visitor.wait_until("location.search === '?done=saved'", "it is saved")


def test_it_all_works_without_script(visitors):
  with visitors.visitor(scripts=False, signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "koordination")
    visitor.open("/desk/events/new")
    page.fill("#title", "Hoffest")
    page.check("#topics-civil\\.meeting")
    page.select_option("#organization", index=1)
    page.fill("#dates", "5.12.2026 14–18 Uhr")
    leave(visitor, page.locator("button[value=publish]").click)
    check("done=published" in page.url, f"published without script: {page.url}")
