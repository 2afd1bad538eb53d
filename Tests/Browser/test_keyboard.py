"""Everything works with the keyboard alone, and it is always seen where one is."""

from cast import WORDS
from visitors import check, check_none, for_each

# Everything Tab should reach; of radio buttons with one name only one.
_REACHABLE = """() => {
  const radios = new Set();
  const controls = "a[href], button, input, select, textarea, summary";
  return [...document.querySelectorAll(`${controls}, [tabindex]`)].filter((one) => {
    const isControl = one.matches(controls);
    if (!isControl && one.tabIndex < 0 || one.disabled || one.closest("[aria-hidden=true]")) return false;
    if (!one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.getClientRects().length === 0) return false;
    if (one.type !== "radio") return true;
    const group = [...document.getElementsByName(one.name)];
    if (one !== (group.find((other) => other.checked) || group[0]) || radios.has(one.name)) return false;
    return radios.add(one.name);
  }).map((one) => (window.keys ||= new Map(), keys.has(one) || keys.set(one, keys.size), keys.get(one)));
}"""

# Where one is: which element, whether it looks different from before, whether it is in sight and not covered.
_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const looks = (pseudo) => {
    const style = getComputedStyle(one, pseudo);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? style.outlineColor : "";
    return `${outline} ${style.boxShadow === "none" ? "" : style.boxShadow}`.trim();
  };
  const focused = [looks(), looks("::after")];
  const box = [...one.getClientRects()].find(({ width, height }) => width && height) || one.getBoundingClientRect();
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
  const top = document.elementFromPoint(x, y);
  one.blur();
  const blurred = [looks(), looks("::after")];
  one.focus({ preventScroll: true });
  const words = (one.textContent || one.name || "").trim().slice(0, 40);
  return {
    key: window.keys ? keys.get(one) : undefined,
    name: `${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""} ${words}`,
    isMarked: focused.some((look, which) => look && look !== blurred[which]),
    isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isCovered: !(top && (one.contains(top) || one.closest("label") && top.closest("label") === one.closest("label"))),
  };
}"""


def tab_to(visitor, selector, most=120):
  """Presses Tab until the focus is on what the selector means."""
  for _ in range(most):
    visitor.page.keyboard.press("Tab")
    if visitor.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
      return
  raise AssertionError(f"{visitor.path}: {most} times Tab never lead to {selector}")


def press(visitor, key):
  """Presses a key that leads to another page."""
  with visitor.page.expect_navigation():
    visitor.page.keyboard.press(key)


def has_focus(visitor, selector):
  return visitor.page.evaluate("(selector) => document.activeElement.matches(selector)", selector)


@for_each(kind=["start", "results with filters", "offer", "contact points", "map", "feedback with error"],
          language=["de", "ar"], width=[360, 1280])
def test_focus_is_always_seen(visitors, kind, language, width):
  with visitors.visitor(width=width, height=800) as visitor:
    visitor.open_kind(kind, language)
    wanted = set(visitor.page.evaluate(_REACHABLE))
    check(len(wanted) > 10, f"{visitor.path} offers only {len(wanted)} things to reach")
    visitor.page.evaluate("document.activeElement.blur()")
    reached, faults = set(), []
    for _ in range(len(wanted) + 20):
      visitor.page.keyboard.press("Tab")
      focus = visitor.page.evaluate(_FOCUS)
      if focus is None or focus["key"] in reached and focus["key"] is not None:
        break
      reached.add(focus["key"])
      states = {"does not show the focus": not focus["isMarked"], "is out of sight": not focus["isInSight"],
                "is covered": focus["isCovered"]}
      faults += [f"{focus['name']} {fault}" for fault, is_so in states.items() if is_so]
    missed = [visitor.page.evaluate("""(key) => { const [one] = [...keys].find(([, other]) => other === key);
      return `${one.outerHTML.slice(0, 120)} is never reached`; }""", key) for key in sorted(wanted - reached)]
    check_none(faults + missed, f"{visitor.path} by keyboard:")


@for_each(language=["de", "ar"], width=[360, 1280])
def test_skip_link(visitors, language, width):
  with visitors.visitor(width=width, height=800) as visitor:
    visitor.open_kind("results", language)
    visitor.page.keyboard.press("Tab")
    check(has_focus(visitor, "a.skip"), "the first Tab does not lead to the skip link")
    box = visitor.page.locator("a.skip").bounding_box()
    check(box["y"] >= 0 and box["x"] >= 0 and box["x"] + box["width"] <= width, f"the skip link is not in sight: {box}")
    visitor.page.keyboard.press("Enter")
    check(has_focus(visitor, "main"), "the skip link does not lead into the content")
    visitor.page.keyboard.press("Tab")
    check(visitor.page.evaluate("document.querySelector('main').contains(document.activeElement)"),
          "after the skip link Tab leaves the content")


@for_each(width=[360, 1280])
def test_search_filter_and_open(visitors, width):
  with visitors.visitor(width=width, height=800) as visitor:
    visitor.open_kind("start", "de")
    tab_to(visitor, "input[name=q]")
    visitor.page.keyboard.type(WORDS)
    press(visitor, "Enter")
    check(visitor.path == f"/de/offers?q={WORDS}", f"the search leads to {visitor.path}")
    if width < 900:
      tab_to(visitor, ".filters > summary")
      visitor.page.keyboard.press("Enter")
    tab_to(visitor, "input[name=free]")
    if width < 900:
      visitor.page.keyboard.press("Space")
      tab_to(visitor, ".filters button[type=submit]")
      press(visitor, "Enter")
    else:
      press(visitor, "Space")
      check(has_focus(visitor, "input[name=free]:checked"), "the focus is lost after a filter")
    check("free=1" in visitor.path and f"q={WORDS}" in visitor.path, f"the filter leads to {visitor.path}")
    check(visitor.page.locator(".chip").count() == 1, "the filter in force is not shown")
    tab_to(visitor, ".card h3 a")
    title = visitor.page.evaluate("document.activeElement.innerText").strip()
    press(visitor, "Enter")
    check(visitor.text("h1") == title, f"“{title}” opens “{visitor.text('h1')}”")


@for_each(language=["de", "ar"], width=[360, 1280])
def test_language_switch(visitors, language, width):
  with visitors.visitor(width=width, height=800) as visitor:
    visitor.open_kind("offer", language)
    address = visitor.path
    tab_to(visitor, ".language-switch summary")
    visitor.page.keyboard.press("Enter")
    links = visitor.page.locator(".language-switch nav")
    check(links.is_visible(), "Enter does not open the language switch")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Escape")
    check(not links.is_visible(), "Escape does not close the language switch")
    check(has_focus(visitor, ".language-switch summary"), "the focus does not return to the language switch")
    visitor.page.keyboard.press("Space")
    tab_to(visitor, ".language-switch a[lang=en]", most=9)
    press(visitor, "Enter")
    check(visitor.path == address.replace(f"/{language}/", "/en/"), f"English leads from {address} to {visitor.path}")


@for_each(language=["de", "ar"])
def test_menu(visitors, language):
  with visitors.visitor(width=360, height=800) as visitor:
    visitor.open_kind("offer", language)
    tab_to(visitor, ".menu summary")
    visitor.page.keyboard.press("Enter")
    links = visitor.page.locator(".menu nav")
    check(links.is_visible(), "Enter does not open the menu")
    visitor.page.keyboard.press("Escape")
    check(not links.is_visible(), "Escape does not close the menu")
    check(has_focus(visitor, ".menu summary"), "the focus does not return to the menu")
    visitor.page.keyboard.press("Enter")
    tab_to(visitor, ".menu a[href$='/events']", most=5)
    press(visitor, "Enter")
    check(visitor.path == f"/{language}/events", f"the menu leads to {visitor.path}")


def test_error_summary_leads_to_the_field(visitors):
  with visitors.visitor() as visitor:
    visitor.open_kind("feedback with error", "de")
    tab_to(visitor, ".error-summary a")
    visitor.page.keyboard.press("Enter")
    visitor.wait_until("location.hash === '#message'", "the link of the error leads nowhere")
    visitor.page.keyboard.type("Guten Tag")
    check(visitor.page.locator("#message").input_value().strip() == "Guten Tag",
          "the link of the error does not lead into the field")
