"""Pictures of the pages for the documentation."""

from visitors import check, for_each

HEIGHTS = {360: 780, 1280: 900}
LARGEST = 400_000


@for_each(kind=["start", "results", "offer", "map"], language=["de", "ar"], width=HEIGHTS)
def test_screenshot(visitors, kind, language, width):
  visitors.screenshots.mkdir(parents=True, exist_ok=True)
  with visitors.visitor(width=width, height=HEIGHTS[width]) as visitor:
    visitor.open_kind(kind, language)
    visitor.page.wait_for_load_state("networkidle")
    file = visitors.screenshots / f"{kind}-{language}-{width}.png"
    visitor.page.screenshot(path=file, animations="disabled", caret="hide")
    check(file.stat().st_size < LARGEST, f"{file.name} has {file.stat().st_size} bytes")
