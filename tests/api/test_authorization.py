"""Every route of the app has a line in `access`, and keeps to it: nobody, somebody else, whom it is for."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from planet_chain.api.app import PREFIX
from planet_chain.community import keys
from planet_chain.devnet.accounts import DevAccount
from planet_chain.store.database import transaction
from tests.api.access import ENDLESS, RULES, Rule, paths
from tests.api.scene import CREATOR, STRANGER, Scene
from tests.api.test_sessions import offered, sent


def routes_of(app: Any) -> set[str]:
    """Every "METHOD path" below the prefix that the router itself knows, in the schema or not."""
    found = set()
    for route in app.routes:
        contexts = getattr(route, "effective_route_contexts", None)
        for one in contexts() if contexts else [route]:
            path = getattr(one, "path_format", "")
            if path.startswith(f"{PREFIX}/") and not path.endswith("/openapi.json"):
                methods = set(one.methods or ()) - {"HEAD", "OPTIONS"}
                found |= {f"{method} {path.removeprefix(f'{PREFIX}/')}" for method in methods}
    return found


def test_every_route_says_who_may_ask(scene: Scene) -> None:
    routes = routes_of(scene.client.app)
    assert len(routes) > 70  # FastAPI still tells them
    assert routes - ENDLESS == set(RULES)


@pytest.fixture(scope="module")
def callers(scene: Scene) -> dict[str, TestClient]:
    """Browsers: nobody's, a stranger's with a key for nothing, the creator's with a key for everything."""
    with transaction(scene.town.database) as session:
        _, narrow = keys.create(session, "for nothing", [], now=1)
    anonymous, stranger, owner = (scene.browser() for _ in range(3))
    _sign_in(stranger, STRANGER)
    _sign_in(owner, CREATOR)
    stranger.headers["Authorization"] = f"Bearer {narrow}"
    owner.headers["Authorization"] = f"Bearer {scene.key}"
    return {"anonymous": anonymous, "stranger": stranger, "owner": owner}


def _sign_in(client: TestClient, account: DevAccount) -> None:
    assert sent(client, offered(client, account), account.key).status_code == 201


@pytest.mark.parametrize("route", RULES)
def test_a_route_answers_each_caller_as_it_says(
    scene: Scene, callers: dict[str, TestClient], route: str
) -> None:
    method, _, path = route.partition(" ")
    rule = RULES[route]
    address = f"{PREFIX}/{path}{rule.query}".format(number=rule.number, **paths(scene))
    said = {name: _status(client, method, address, rule) for name, client in callers.items()}
    if route == "DELETE session":  # the others' turn may come after it
        _sign_in(callers["stranger"], STRANGER)
        _sign_in(callers["owner"], CREATOR)
    assert said == {"anonymous": rule.anonymous, "stranger": rule.stranger, "owner": rule.owner}


def _status(client: TestClient, method: str, address: str, rule: Rule) -> int:
    return client.request(method, address, json=rule.body).status_code
