"""The desk: axe finds nothing, nothing sticks out, and one signs in with the keyboard and a second factor."""

import base64
import hashlib
import hmac
import struct
import time

from test_accessibility import look
from visitors import check, for_each

PASSWORD = "drei-Enten-im-Nebel"
PAGES = ["", "/account", "/accounts", "/accounts/new", "/audit", "/account/second-factor", "/account/erasure"]


def leave(visitor, act):
  """Does what leads to another page, and waits for it."""
  with visitor.page.expect_navigation():
    act()


def sign_in(visitor, who):
  visitor.open("/desk/sign-in")
  visitor.page.fill("#email", f"{who}@demo.example")
  visitor.page.fill("#password", PASSWORD)
  leave(visitor, lambda: visitor.page.keyboard.press("Enter"))


def code(secret):
  """A code as an authenticator app shows it (RFC 6238)."""
  key = base64.b32decode(secret.replace(" ", "").ljust(32, "="))
  digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
  offset = digest[-1] & 15
  return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1_000_000:06}"


@for_each(width=[360, 1280], language=["de-DE", "en-GB"])
def test_axe_at_the_desk(visitors, width, language):
  with visitors.visitor(width=width, locale=language, signs_in=True) as visitor:
    visitor.open("/desk/sign-in")
    look(visitor)
    sign_in(visitor, "administration")
    for path in PAGES:
      visitor.open("/desk" + path)
      look(visitor)
      wide = visitor.page.evaluate("document.documentElement.scrollWidth")
      check(wide <= width, f"/desk{path} is {wide} wide on {width}")
    visitor.open("/desk/accounts")
    leave(visitor, visitor.page.locator("table a").first.click)
    visitor.wait_until("location.pathname.length > 20", "one account opens")
    look(visitor)


def test_a_second_factor_is_set_up_used_and_ended(visitors):
  with visitors.visitor(signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "ehrenamt")
    visitor.open("/desk/account/second-factor")
    page.fill("#password-old", PASSWORD)
    leave(visitor, lambda: page.keyboard.press("Enter"))
    visitor.wait_until("document.querySelector('svg.qr')", "the picture for the app is there")
    look(visitor)
    secret = visitor.text(".secret")
    page.fill("#code", code(secret))
    leave(visitor, lambda: page.keyboard.press("Enter"))
    visitor.wait_until("document.querySelectorAll('ul.secret li').length === 10", "ten recovery codes are shown")
    recovery = page.locator("ul.secret li").first.inner_text()
    leave(visitor, page.locator("header form button").click)
    visitor.wait_until("location.pathname === '/desk/sign-in'", "one is signed out")
    sign_in(visitor, "ehrenamt")
    visitor.wait_until("document.querySelector('#code')", "the password is not enough")
    look(visitor)
    page.fill("#code", recovery)
    leave(visitor, lambda: page.keyboard.press("Enter"))
    visitor.wait_until("location.pathname === '/desk'", "a recovery code opens")
    visitor.open("/desk/account/second-factor")
    page.fill("#password-old", PASSWORD)
    leave(visitor, page.locator("button.danger").click)
    visitor.wait_until("!document.querySelector('button.danger')", "it is switched off")


def test_what_was_typed_outlives_the_session(visitors):
  with visitors.visitor(signs_in=True) as visitor:
    page = visitor.page
    sign_in(visitor, "administration")
    visitor.open("/desk/accounts/new")
    page.fill("#name", "Nele Größe")
    page.fill("#email", "nele@demo.example")
    page.check("input[value=volunteer]")
    page.fill("#organisation", "Gibt es nicht")
    visitor.context.clear_cookies()
    visitor.expect_status(401, "/desk/accounts")
    leave(visitor, page.locator("main button[type=submit]").click)
    visitor.wait_until("document.querySelector('#password')", "the sign-in is asked for")
    page.fill("#email", "administration@demo.example")
    page.fill("#password", PASSWORD)
    leave(visitor, page.locator("main button[type=submit]").click)
    visitor.wait_until("document.querySelector('input[type=hidden][name=name]')", "the form is kept")
    look(visitor)
    visitor.expect_status(422, "/desk/accounts")
    leave(visitor, page.locator("main button[type=submit]").click)
    visitor.wait_until("document.querySelector('.error-summary')", "the form says what is wrong")
    check(page.input_value("#name") == "Nele Größe", "the name was lost")
    check(page.is_checked("input[value=volunteer]"), "the role was lost")
