"""The map with pictures below its places, from a tile server on this machine, by way of the program."""

import contextlib
import http.server
import re
import struct
import threading
import zlib

from cast import Cast
from server import Server
from visitors import Visitors, check, for_each

ATTRIBUTION = "© Karten & Co <b>"


def png():
  """A grey picture, 256 pixels wide."""
  def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
  rows = (b"\0" + b"\xcc" * 256) * 256
  head = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
  return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@contextlib.contextmanager
def tile_server(asked):
  """Serves one picture for every tile, and notes what it was asked."""
  picture = png()

  class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
      asked.append((self.path, self.headers.get("User-Agent")))
      self.send_response(200)
      self.send_header("Content-Type", "image/png")
      self.send_header("Content-Length", str(len(picture)))
      self.end_headers()
      self.wfile.write(picture)

    def log_message(self, *_):
      pass

  with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
      yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    finally:
      server.shutdown()
      thread.join()


@contextlib.contextmanager
def town_with_tiles(visitors, asked):
  """Visitors of a second demo, whose map has a source of pictures."""
  with tile_server(asked) as source:
    settings = {"WEGPUNKT_MAP_TILE_SOURCE": source, "WEGPUNKT_MAP_TILE_ATTRIBUTION": ATTRIBUTION}
    with Server(visitors.binary, settings) as server:
      town = Visitors(visitors.browser, server.base)
      town.cast = Cast(server.database)
      yield town


def test_pictures_come_from_our_own_server(visitors):
  asked = []
  with town_with_tiles(visitors, asked) as town:
    for language in ["de", "ar"]:
      # That nobody else is asked, and that no picture is missing, holds on every page.
      with town.visitor() as visitor:
        visitor.open_kind("map", language)
        visitor.page.locator(".leaflet-tile-loaded").first.wait_for()
        sources = visitor.page.evaluate("[...document.querySelectorAll('.leaflet-tile')].map((one) => one.getAttribute('src'))")
        check(sources and all(re.fullmatch(r"/tiles/\d+/\d+/\d+\.png", one) for one in sources), f"pictures come from {sources}")
        check(visitor.text(".leaflet-control-attribution") == ATTRIBUTION, "the map does not say whose pictures they are")
        check(visitor.page.locator(".leaflet-marker-icon").count() > 0, "the places are gone")
        for _ in range(6):
          visitor.page.locator(".leaflet-control-zoom-out").press("Enter")
        visitor.page.wait_for_load_state("networkidle")
    check(asked and all(agent.startswith("Wegpunkt/") for _, agent in asked), f"the source is asked by {asked[:3]}")
    paths = [path for path, _ in asked]
    check(len(paths) == len(set(paths)), "a picture is fetched twice")
    check({int(path.split("/")[1]) for path in paths} <= set(range(9, 19)), "zooms are fetched that no town needs")


@for_each(kind=["map", "map view"])
def test_without_a_source_nothing_changes(visitors, kind):
  with visitors.visitor() as visitor:
    visitor.open_kind(kind, "de")
    check(visitor.page.locator(".leaflet-tile").count() == 0, "there are pictures without a source")
    check(visitor.page.locator(".map[data-tiles]").count() == 0, "the page names pictures that are not there")
