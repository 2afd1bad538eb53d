"""The program under test, serving a demo of its own."""

import contextlib
import os
import pathlib
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

# An offer that is shown, and has not more than a title and a summary in other languages.
LEFT_IN_GERMAN = """
  SELECT o.id FROM offers o JOIN offer_texts t ON t.offer_id = o.id
  WHERE o.status = 'published' AND o.place_id IS NOT NULL AND o.valid_until IS NULL AND o.valid_from IS NULL
    AND t.language = 'ar' AND t.description = '' ORDER BY o.id LIMIT 1"""


class Server:
  """Makes a demo in a temporary folder, serves it, and takes both away at the end."""

  PATIENCE = 120

  def __init__(self, binary, settings=()):
    self.binary = binary
    self.settings = dict(settings)

  def __enter__(self):
    self.folder = tempfile.TemporaryDirectory(prefix="wegpunkt-browser-")
    port = free_port()
    self.base = f"http://127.0.0.1:{port}"
    data = pathlib.Path(self.folder.name, "demo")
    self.database = data / "wegpunkt.sqlite"
    self.log = open(pathlib.Path(self.folder.name, "server.log"), "w+", encoding="utf-8")
    # One machine asks for everything here, faster than any visitor.
    settings = {"WEGPUNKT_REQUESTS_PER_MINUTE": "0", "WEGPUNKT_FORMS_PER_MINUTE": "0"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WEGPUNKT_")}
    environment |= settings | self.settings
    command = [self.binary, "demo", "--data", str(data), "--port", str(port)]
    made = subprocess.run([*command, "--make-only"], stdout=self.log, stderr=self.log, env=environment)
    if made.returncode != 0:
      raise RuntimeError(f"the demo was not made, code {made.returncode}:\n{self._said()}")
    self._leave_one_offer_in_german()
    self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)
    try:
      self._wait()
    except BaseException:
      self.__exit__()
      raise
    return self

  def _leave_one_offer_in_german(self):
    """The demo speaks all languages throughout; towns do not, and their pages say so."""
    with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
      connection.execute(
        f"DELETE FROM offer_texts WHERE language NOT IN ('de', 'en') AND offer_id = ({LEFT_IN_GERMAN})")

  def _wait(self):
    end = time.monotonic() + self.PATIENCE
    while True:
      if self.process.poll() is not None:
        raise RuntimeError(f"the server ended with code {self.process.returncode}:\n{self._said()}")
      try:
        with urllib.request.urlopen(f"{self.base}/health", timeout=5):
          return
      except (urllib.error.URLError, OSError):
        if time.monotonic() > end:
          raise RuntimeError(f"the server did not answer within {self.PATIENCE} s:\n{self._said()}") from None
      time.sleep(0.05)

  def _said(self):
    self.log.seek(0)
    return self.log.read()[-2000:]

  def __exit__(self, *_):
    self.process.terminate()
    try:
      self.process.wait(timeout=20)
    except subprocess.TimeoutExpired:
      self.process.kill()
      self.process.wait()
    self.log.close()
    self.folder.cleanup()


def free_port():
  with socket.socket() as one:
    one.bind(("127.0.0.1", 0))
    return one.getsockname()[1]
