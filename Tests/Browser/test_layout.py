"""Nothing sticks out at any width, and pages written right to left are mirrored."""

from cast import MAIN_PAGES
from visitors import check, check_none, for_each

WIDTHS = [320, 360, 768, 1280]

# What reaches beyond the window, unless a box of its own scrolls or cuts it.
_STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const isCut = (one) => {
    for (let box = one.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const found = [...document.body.querySelectorAll("*")].filter((one) => {
    if (one.closest(".sr-only, .skip, .trap") || one.closest("svg") && one.tagName !== "svg") return false;
    if (!one.checkVisibility()) return false;
    const { left, right, width: own, height } = one.getBoundingClientRect();
    return own > 0 && height > 0 && (right > width + 1 || left < -1) && !isCut(one);
  });
  const scrolls = document.documentElement.scrollWidth > width || document.body.scrollWidth > width;
  return (scrolls ? [`the page is ${document.documentElement.scrollWidth} px wide in ${width} px`] : []).concat(
    found.slice(-5).map((one) =>
      `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 60)}`));
}"""

@for_each(kind=MAIN_PAGES, language=["de", "ar", "fa", "ru"])
def test_nothing_sticks_out(visitors, kind, language):
  with visitors.visitor() as visitor:
    visitor.open_kind(kind, language)
    faults = []
    for width in WIDTHS:
      visitor.page.set_viewport_size({"width": width, "height": 800})
      faults += [f"{width} px: {fault}" for fault in visitor.page.evaluate(_STICKING_OUT)]
    check_none(faults, f"{visitor.path}:")


@for_each(language=["ar", "fa", "ru"])
def test_untranslated_offer_is_marked_as_german(visitors, language):
  with visitors.visitor() as visitor:
    visitor.open_kind("offer in German only", language)
    title = visitor.page.locator("h1 [lang]")
    marks = [title.get_attribute("lang"), title.get_attribute("dir")]
    check(marks == ["de", "ltr"], f"the title's lang and dir are {marks}")
    check(visitor.page.locator(".notice").count() == 1, "nothing says that the text is in German only")


@for_each(language=["ar", "fa"])
def test_right_to_left_is_mirrored(visitors, language):
  with visitors.visitor() as visitor:
    visitor.open_kind("results", language)
    name = visitor.page.locator(".site-name").bounding_box()
    switch = visitor.page.locator(".language-switch summary").bounding_box()
    check(name["x"] > switch["x"], "the name of the site does not stand on the right")
    panel = visitor.page.locator(".filters form").bounding_box()
    card = visitor.page.locator(".card").first.bounding_box()
    check(panel["x"] > card["x"], "the filters do not stand on the right of the results")
    visitor.open_kind("offer", language)
    field = visitor.page.locator("#site-search")
    direction = field.evaluate("(one) => getComputedStyle(one).direction")
    check(direction == "rtl", "the empty search field begins on the left")
    numbers = visitor.page.evaluate("""() => [...document.querySelectorAll(":is(main, footer) a[href^='tel:']")]
      .filter((one) => /[0-9]/.test(one.textContent))
      .map((one) => getComputedStyle(one.querySelector("bdi") || one).direction)""")
    check(numbers and set(numbers) == {"ltr"}, f"telephone numbers are written {numbers}")
