"""The map with script: areas, markers and popups, all by keyboard."""

from visitors import check, for_each

_AREA_WIDTH = """() => Math.max(...[...document.querySelectorAll("path.leaflet-area")]
  .map((one) => one.getBoundingClientRect().width))"""


def open_map(visitor, language="de"):
  visitor.open_kind("map", language)
  visitor.page.evaluate("document.querySelector('.map').scrollIntoView({ block: 'center' })")


def tab_to_marker(visitor, most=40):
  """Presses Tab until a single marker has the focus; opens groups of markers on the way when there is none."""
  for _ in range(8):
    visitor.page.locator(".map").focus()
    for _ in range(most):
      visitor.page.keyboard.press("Tab")
      if not visitor.page.evaluate("Boolean(document.activeElement.closest('.map'))"):
        break
      if visitor.page.evaluate("document.activeElement.matches('.leaflet-marker-icon.marker')"):
        return
    visitor.page.locator(".map").focus()
    for _ in range(most):
      visitor.page.keyboard.press("Tab")
      if visitor.page.evaluate("document.activeElement.matches('.cluster')"):
        visitor.page.keyboard.press("Enter")
        break
  raise AssertionError("no marker is reached with Tab")


@for_each(language=["de", "ar"], width=[360, 1280])
def test_areas_and_markers(visitors, language, width):
  with visitors.visitor(width=width, height=800) as visitor:
    open_map(visitor, language)
    areas = visitor.cast.value("SELECT COUNT(*) FROM areas")
    check(visitor.page.locator("path.leaflet-area").count() == areas, f"not all {areas} areas stand on the map")
    box = visitor.page.locator(".map.leaflet-container").bounding_box()
    check(box["height"] >= 300 and box["width"] >= 300, f"the map is only {box} large")
    inside = visitor.page.evaluate("""() => { const box = document.querySelector(".map").getBoundingClientRect();
      return [...document.querySelectorAll(".leaflet-marker-icon")].filter((one) => {
        const { left, top } = one.getBoundingClientRect();
        return left >= box.left && left < box.right && top >= box.top && top < box.bottom; }).length; }""")
    check(inside > 0, "no marker is in sight")
    nameless = visitor.page.evaluate("""() => [...document.querySelectorAll(".leaflet-marker-icon")]
      .filter((one) => one.getAttribute("role") !== "button"
        || !(one.getAttribute("aria-label") || one.textContent).trim())
      .map((one) => one.outerHTML.slice(0, 120))""")
    check(not nameless, f"markers without role or name: {nameless[:3]}")
    check(visitor.page.locator(".map-list a").count() == areas, "the list beside the map is gone")
    check(visitor.page.locator(".map svg.map-drawing").count() == 0, "the drawing is still there")


def test_results_on_the_map(visitors):
  with visitors.visitor() as visitor:
    visitor.open_kind("map view", "de")
    check(visitor.page.locator(".card").count() > 0, "the list beside the map is missing")
    kinds = visitor.page.evaluate("""async () => {
      const answer = await fetch(document.querySelector("[data-map]").dataset.map);
      return (await answer.json()).features.map((one) => one.properties.kind); }""")
    check("offer" in kinds and "area" in kinds, f"the map shows {sorted(set(kinds))}")


def test_zoom_by_keyboard(visitors):
  with visitors.visitor() as visitor:
    open_map(visitor)
    visitor.page.locator(".map").focus()
    before = visitor.page.evaluate(_AREA_WIDTH)
    visitor.page.keyboard.press("+")
    visitor.wait_until(f"({_AREA_WIDTH})() > {before} * 1.5", "the key + does not zoom in")
    visitor.page.keyboard.press("-")
    visitor.wait_until(f"({_AREA_WIDTH})() < {before} * 1.1", "the key - does not zoom out")
    visitor.page.locator(".leaflet-control-zoom-in").focus()
    visitor.page.keyboard.press("Enter")
    visitor.wait_until(f"({_AREA_WIDTH})() > {before} * 1.5", "the button + does not zoom in")
    label = visitor.page.locator(".leaflet-control-zoom-in").get_attribute("aria-label")
    check(label and label != "+" and label != "Zoom in", f"the button is called “{label}”")


def test_moving_by_keyboard(visitors):
  with visitors.visitor() as visitor:
    open_map(visitor)
    visitor.page.locator(".map").focus()
    where = "() => document.querySelector('path.leaflet-area').getBoundingClientRect().x"
    before = visitor.page.evaluate(where)
    visitor.page.keyboard.press("ArrowRight")
    visitor.wait_until(f"({where})() < {before} - 20", "the arrow keys do not move the map")


@for_each(language=["de", "ar"], key=["Enter", "Space"], motion=["reduce", "no-preference"])
def test_popup_by_keyboard(visitors, language, key, motion):
  with visitors.visitor(motion=motion) as visitor:
    open_map(visitor, language)
    tab_to_marker(visitor)
    name = visitor.page.evaluate("document.activeElement.getAttribute('aria-label')")
    visitor.page.keyboard.press(key)
    popup = visitor.page.locator(".leaflet-popup")
    popup.wait_for()
    check(popup.count() == 1 and name in popup.inner_text(), f"the popup of “{name}” says “{popup.inner_text()}”")
    check(visitor.page.evaluate("document.activeElement.matches('.leaflet-popup-content a')"),
          "the focus does not go into the popup")
    visitor.page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    check(visitor.page.evaluate("document.activeElement.getAttribute('aria-label')") == name,
          "the focus does not return to the marker")
    visitor.page.keyboard.press(key)
    popup.wait_for()
    with visitor.page.expect_navigation():
      visitor.page.keyboard.press("Enter")
    check(visitor.text("h1") == name, f"“{name}” opens “{visitor.text('h1')}”")
