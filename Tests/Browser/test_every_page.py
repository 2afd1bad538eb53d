"""What holds on every page in every language: it says which language it is in, asks nobody else, keeps nothing."""

from cast import LANGUAGES, PAGES, RIGHT_TO_LEFT
from visitors import check, check_none, for_each

# Whoever reads Arabic or Cyrillic letters sees German text that nobody marked: four Latin words in a row that are most
# of their text. A name within a sentence is no such thing.
_UNMARKED = r"""() => {
  const page = document.documentElement.lang;
  if (!["ar", "fa", "ru", "uk"].includes(page)) return [];
  const sentence = /(?:[A-Za-zÄÖÜäöüß]{2,}[\s,.:;–-]+){3,}[A-Za-zÄÖÜäöüß]{2,}/;
  const isForeign = (text) => sentence.test(text)
    && text.match(/\p{Script=Latin}/gu).length > text.match(/\p{L}/gu).length / 2;
  const isOwn = (one) => one.closest("[lang]").lang === page && !one.closest("bdi, script, style");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (isOwn(node.parentElement) && isForeign(node.data)) found.push(node.data.trim().slice(0, 90));
  }
  for (const one of document.body.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"])
      if (isOwn(one) && isForeign(one.getAttribute(name) || "")) found.push(`${name}: ${one.getAttribute(name)}`);
  return found;
}"""

# Elements whose `lang` is no language of ours, or that are written in the direction of another.
_WRONGLY_MARKED = r"""() => [...document.querySelectorAll("[lang]")].filter((one) =>
    !/^(de|de-simple|en|ar|uk|fa|tr|ru|fr)$/.test(one.lang)
    || /^(ar|fa)$/.test(one.lang) !== (getComputedStyle(one).direction === "rtl"))
  .map((one) =>
    `lang ${one.lang}, written ${getComputedStyle(one).direction}: ${one.textContent.trim().slice(0, 60)}`)"""


@for_each(language=LANGUAGES)
def test_language_and_rules(visitors, language):
  wanted = [language, "rtl" if language in RIGHT_TO_LEFT else "ltr"]
  faults = []
  with visitors.visitor() as visitor:
    for kind in PAGES:
      visitor.open_kind(kind, language)
      page = visitor.page
      found = []
      marks = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
      if marks != wanted:
        found.append(f"lang and dir are {marks}, not {wanted}")
      found += [f"wrongly marked: {text}" for text in page.evaluate(_WRONGLY_MARKED)]
      found += [f"not marked as foreign: {text}" for text in page.evaluate(_UNMARKED)]
      kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
      if kept != ["", 0, 0]:
        found.append(f"keeps something in the browser: {kept}")
      if page.locator("h1").count() != 1:
        found.append(f"has {page.locator('h1').count()} headings of the first level")
      faults += [f"{visitor.path}: {fault}" for fault in found]
    check_none(faults, "On these pages:")


def test_policy_forbids_what_no_page_does(visitors):
  with visitors.visitor() as visitor:
    answer = visitor.open("/de")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    wanted = {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "connect-src": "'self'",
              "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'"}
    differing = {name: policy.get(name) for name in wanted if policy.get(name) != wanted[name]}
    check(not differing, f"the policy says {differing}")
    check(answer.headers.get("x-content-type-options") == "nosniff", "nosniff is missing")
    check(answer.headers.get("referrer-policy") == "same-origin", "the Referrer-Policy is missing")


def test_policy_is_enforced(visitors):
  """That a violation would be seen: the tests above are worth something."""
  context = visitors.browser.new_context(base_url=visitors.base)
  try:
    page = context.new_page()
    page.goto("/de")
    seen = page.evaluate("""() => new Promise((resolve) => {
      addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective));
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.head.append(script);
      setTimeout(() => resolve("nothing"), 5000);
    })""")
    check(seen.startswith("script-src"), f"an inline script violates {seen}")
    check(not page.evaluate("Boolean(window.wasRun)"), "an inline script is run")
  finally:
    context.close()
