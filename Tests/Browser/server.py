"""The program under test, serving a demo of its own."""

import os
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


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
    self.process = subprocess.Popen(
      [self.binary, "demo", "--data", str(data), "--port", str(port)], stdout=self.log, stderr=self.log,
      env={name: value for name, value in os.environ.items() if not name.startswith("WEGPUNKT_")}
      | settings | self.settings)
    try:
      self._wait()
    except BaseException:
      self.__exit__()
      raise
    return self

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
