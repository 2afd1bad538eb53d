"""The first page is light: what a new visitor's browser receives, headers included."""

from visitors import check, for_each

WITHOUT_SCRIPT = 50_000
WITH_EVERYTHING = 120_000


def weigh(visitor, path):
  """Opens a page with an empty cache; the bytes received for each address."""
  session = visitor.context.new_cdp_session(visitor.page)
  session.send("Network.enable")
  session.send("Network.setCacheDisabled", {"cacheDisabled": True})
  addresses, weights = {}, {}
  session.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]}))
  session.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
  visitor.open(path)
  visitor.page.wait_for_load_state("networkidle")
  return {addresses.get(request, request): round(weight) for request, weight in weights.items()}


def report(name, weights, limit):
  total = sum(weights.values())
  parts = ", ".join(f"{address.split('?')[0].rsplit('/', 1)[-1]} {weight}" for address, weight in weights.items())
  print(f"weight of {name}: {total} bytes of at most {limit} ({parts})", flush=True)
  for kind in ["/de", ".css"] if "/de" in name else ["/ar", ".css"]:
    check(any(address.endswith(kind) for address in weights), f"{kind} was not weighed: {parts}")
  check(total <= limit, f"{name} weighs {total} bytes, more than {limit}: {parts}")


@for_each(path=["/de", "/ar"])
def test_first_page_without_script(visitors, path):
  with visitors.visitor(width=360, height=780, scripts=False) as visitor:
    report(f"{path} without script", weigh(visitor, path), WITHOUT_SCRIPT)


@for_each(path=["/de", "/ar"])
def test_first_page_with_everything(visitors, path):
  with visitors.visitor(width=360, height=780) as visitor:
    weights = weigh(visitor, path)
    check(any(address.endswith(".js") for address in weights), "no script was weighed")
    report(f"{path} with everything", weights, WITH_EVERYTHING)
