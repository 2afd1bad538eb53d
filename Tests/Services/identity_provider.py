"""An OpenID Connect provider: prints its port, and knows the people given as JSON; ends when its input ends."""
import json
import sys

import oidc_provider_mock

people = [
    oidc_provider_mock.User(sub=person["sub"], claims={k: v for k, v in person.items() if k != "sub"})
    for person in json.loads(sys.argv[1])
]
with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
