"""Visitors with a browser of their own, and what is asked of every page they see."""

import contextlib
import re
import time
import urllib.parse

from cast import STATUSES, WITH_MAP

CONTENT_SECURITY_POLICY = "default-src 'none'"

_REPORT_VIOLATIONS = """
  addEventListener("securitypolicyviolation", (event) =>
    console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


def for_each(**choices):
  """Runs a test once for each combination of the values of its arguments."""
  def mark(function):
    function.choices = choices
    return function
  return mark


def check(condition, message):
  if not condition:
    raise AssertionError(message)


def check_none(faults, message):
  """Fails with every fault, not only the first."""
  faults = list(faults)
  check(not faults, message + "".join(f"\n- {fault}" for fault in faults[:12])
        + (f"\n… and {len(faults) - 12} more" if len(faults) > 12 else ""))


class Visitors:
  """Opens the door to visitors; each has a browser without memory of those before."""

  def __init__(self, browser, base):
    self.browser = browser
    self.base = base

  @contextlib.contextmanager
  def visitor(self, width=1280, height=900, scripts=True, dark=False, locale="de-DE",
              motion="reduce", signs_in=False):
    """A visitor for the length of a `with`; whatever they saw must have kept the rules of every page.

    Who signs in may get the one cookie of the desk, and only there."""
    context = self.browser.new_context(
      viewport={"width": width, "height": height}, java_script_enabled=scripts, locale=locale,
      color_scheme="dark" if dark else "light", reduced_motion=motion, service_workers="block", base_url=self.base)
    context.set_default_timeout(15_000)
    if scripts:
      context.add_init_script(_REPORT_VIOLATIONS)
    visitor = Visitor(context, self, scripts, signs_in)
    try:
      yield visitor
      visitor.check_rules()
    finally:
      context.close()


class Visitor:
  """One visitor: a page, and a note of everything that no page may do."""

  def __init__(self, context, visitors, runs_scripts, signs_in):
    self.context = context
    self.runs_scripts = runs_scripts
    self.signs_in = signs_in
    self.cast = visitors.cast
    self.base = visitors.base
    self._faults = []
    self._expected = set()
    context.on("request", self._requested)
    context.on("response", self._answered)
    context.on("console", self._said)
    context.on("weberror", lambda error: self._faults.append(f"error in a script: {error.error}"))
    self.page = context.new_page()

  def _requested(self, request):
    address = urllib.parse.urlsplit(request.url)
    if address.scheme in ("http", "https", "ws", "wss") and f"{address.scheme}://{address.netloc}" != self.base:
      self._faults.append(f"asked another origin: {request.url}")

  def _answered(self, response):
    is_desk = urllib.parse.urlsplit(response.url).path.startswith("/desk")
    if "set-cookie" in response.headers and not (self.signs_in and is_desk):
      self._faults.append(f"sets a cookie: {response.url}")
    if response.request.is_navigation_request() and response.status not in (301, 302, 303, 304, 307, 308):
      if not response.headers.get("content-security-policy", "").startswith(CONTENT_SECURITY_POLICY):
        self._faults.append(f"has no Content Security Policy: {response.url}")
    elif response.status >= 400 and not response.request.is_navigation_request():
      self._faults.append(f"{response.status} for {response.url}")

  def _said(self, message):
    text = message.text
    is_expected = message.location["url"] in self._expected and re.search(r"status of (400|401|404|409|422) ", text)
    if (message.type == "error" and not is_expected) or "Content Security Policy" in text:
      self._faults.append(f"console: {text} ({message.location['url']})")

  def check_rules(self):
    """No other origin, no cookie, no fault in the console, the policy on every page and never violated."""
    self._faults += [f"keeps the cookie {cookie['name']}" for cookie in self.context.cookies()
                     if not (self.signs_in and cookie["name"] == "wegpunkt" and cookie["httpOnly"])]
    check_none(dict.fromkeys(self._faults), "The rules of every page were broken:")

  def open(self, path, status=200):
    """Goes to an address and waits until the page stands."""
    if status != 200:
      self._expected.add(self.base + path)
    response = self.page.goto(path)
    check(response.status == status, f"{path} answers {response.status}, not {status}")
    return response

  def expect_status(self, status, path):
    """The next answer of this path is no fault although the browser complains."""
    self._expected.add(self.base + path)

  def open_kind(self, kind, language):
    """Goes to one of `PAGES`."""
    path = self.cast.path(kind, language)
    if kind == "feedback with error":
      # What the browser itself would refuse to send: the server must say it as well.
      self.open(path)
      self._expected.add(self.base + path)
      with self.page.expect_navigation() as navigation:
        self.page.evaluate("document.querySelector('main form').submit()")
      check(navigation.value.status == 422, f"an empty message is answered with {navigation.value.status}, not 422")
    else:
      self.open(path, STATUSES.get(kind, 200))
    if kind in WITH_MAP and self.runs_scripts:
      self.page.locator(".leaflet-marker-icon").first.wait_for()

  def wait_until(self, expression, message, patience=15):
    """Asks the page until it says yes. Playwright's own way to wait evaluates text, which the pages' policy forbids."""
    end = time.monotonic() + patience
    while not self.page.evaluate(expression):
      check(time.monotonic() < end, f"{self.path}: {message}")
      time.sleep(0.05)

  def text(self, selector):
    return self.page.locator(selector).first.inner_text().strip()

  @property
  def path(self):
    """The path and query of where the visitor is."""
    return self.page.url.removeprefix(self.base)
