"""Serves a fresh demo, runs every test against it, and tells how many passed and failed."""

import argparse
import importlib
import itertools
import pathlib
import signal
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from cast import Cast
from server import Server
from visitors import Visitors

MODULES = [
  "test_accessibility", "test_layout", "test_keyboard", "test_without_script", "test_every_page", "test_weight",
  "test_map", "test_tiles", "test_instant", "test_walks", "test_machines", "test_desk", "test_editing",
]


def cases(module):
  """Every test of a module, once for each combination of what its `for_each` lists."""
  for name, function in vars(module).items():
    if not name.startswith("test_") or function.__module__ != module.__name__:
      continue
    choices = getattr(function, "choices", {})
    for values in itertools.product(*choices.values()):
      case = " ".join([name.removeprefix("test_").replace("_", " "), *map(str, values)])
      yield case, function, dict(zip(choices, values))


def main():
  parser = argparse.ArgumentParser(prog="run.sh")
  parser.add_argument("binary")
  parser.add_argument("chromium")
  parser.add_argument("--only", default="", metavar="TEXT", help="run the tests whose name contains TEXT")
  parser.add_argument("--screenshots", type=pathlib.Path, metavar="DIR", help="take pictures instead of testing")
  options = parser.parse_args()
  modules = ["screenshots"] if options.screenshots else MODULES
  passed, failed = 0, []
  with Server(options.binary) as server, sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=options.chromium)
    visitors = Visitors(browser, server.base)
    visitors.binary = options.binary
    visitors.cast = Cast(server.database)
    visitors.screenshots = options.screenshots
    for module in map(importlib.import_module, modules):
      start = time.monotonic()
      before = passed + len(failed)
      for name, function, values in cases(module):
        name = f"{module.__name__.removeprefix('test_')}: {name}"
        if options.only not in name:
          continue
        try:
          function(visitors, **values)
          passed += 1
        except Exception as fault:
          failed.append(name)
          place = traceback.extract_tb(fault.__traceback__)[1:2]
          where = f" ({pathlib.Path(place[0].filename).name}:{place[0].lineno})" if place else ""
          print(f"FAILED {name}{where}\n  {str(fault).strip()}".replace("\n", "\n  "), flush=True)
      count = passed + len(failed) - before
      if count:
        print(f"{module.__name__}: {count} tests in {time.monotonic() - start:.0f} s", flush=True)
    browser.close()
  if passed + len(failed) == 0:
    failed.append("no test")
    print(f"No test has “{options.only}” in its name.")
  print(f"{passed} passed, {len(failed)} failed")
  return 1 if failed else 0


if __name__ == "__main__":
  # Whoever ends the run ends the server with it.
  signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
  try:
    sys.exit(main())
  except Exception as fault:
    print(f"Browser tests: {fault}", file=sys.stderr)
    print("0 passed, 1 failed")
    sys.exit(1)
