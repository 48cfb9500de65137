"""The Python client: made from the schema as it is, and what it says of a real service."""

import json
import runpy
from pathlib import Path
from typing import Any

import httpx
import pytest

from planet_chain.client import AsyncPlanet, Planet, Problem
from planet_chain.client import models as m
from planet_chain.client.model import decoded, encoded
from tests.api.scene import CREATOR, FAN, USD, Scene

ROOT = Path(__file__).parents[2]
MAKER: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "client.py"))


def test_the_schema_is_the_apps(scene: Scene) -> None:
    app: Any = scene.client.app
    written = json.loads((ROOT / "web" / "openapi.json").read_text())
    assert written == json.loads(json.dumps(app.openapi())), "run scripts/openapi.py > web/openapi.json"


def test_the_client_is_what_the_schema_makes() -> None:
    made = MAKER["made"]()
    assert MAKER["written"]() == made, "run `.venv/bin/python scripts/client.py` and commit what it writes"
    assert max(source.count("\n") for source in made.values()) <= 400  # or give the API a finer tag


def test_it_reads_with_amounts_as_integers(scene: Scene, served: str) -> None:
    with Planet(served.removesuffix("/api/v1")) as planet:
        community = planet.read_community(scene.token)
        assert community.symbol == "SEED"
        assert community.reserve.amount == int(scene.get(f"communities/{scene.token}")["reserve"]["amount"])
        assert isinstance(community.reserve.amount, int)
        claims = planet.read_claims(CREATOR.address)
        assert claims.account == CREATOR.address
        assert planet.list_trends(limit=5).items[0].topic in {"seeds", "chain"}


def test_it_prepares_with_amounts_as_text(scene: Scene, served: str) -> None:
    with Planet(served.removesuffix("/api/v1")) as planet:
        order = m.BuyOrder(account=FAN.address, token=scene.token, quote_in=5 * USD)
        assert encoded(order)["quote_in"] == str(5 * USD)
        assert planet.prepare_buy(order).steps[-1].kind == "buy"


def test_it_walks_through_pages(scene: Scene, served: str) -> None:
    with Planet(served.removesuffix("/api/v1")) as planet:
        walked = list(planet.every(planet.list_trades, limit=2))
    assert [trade.transaction for trade in walked] == [
        trade["transaction"] for trade in scene.get("trades", limit=200)["items"]
    ]
    assert len(walked) > 2


def test_it_refuses_by_code(scene: Scene, served: str) -> None:
    base = served.removesuffix("/api/v1")
    with Planet(base) as planet, pytest.raises(Problem) as unknown:
        planet.read_community(FAN.address)
    assert (unknown.value.code, unknown.value.status) == ("unknown-community", 404)
    row = m.ActivityIn(id="client-1", member="nobody", post="post-ann", action="like", at=1)
    with Planet(base, key=scene.key) as planet, pytest.raises(Problem) as refused:
        planet.send_activity(m.ActivityBatch(rows=[row]))
    assert (refused.value.code, refused.value.more["row"]) == ("row-refused", 0)
    with Planet("http://127.0.0.1:1") as planet, pytest.raises(Problem) as nobody:
        planet.read_health()
    assert nobody.value.code == "unreachable"


def test_it_waits_as_long_as_it_is_told() -> None:
    answers = [httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(200, json={"status": "ok"})]
    client = httpx.Client(transport=httpx.MockTransport(lambda _: answers.pop(0)))
    with Planet("http://service", client=client) as planet:
        assert planet.read_health().status == "ok"
    assert answers == []


@pytest.mark.anyio
async def test_it_awaits_too(scene: Scene, served: str) -> None:
    async with AsyncPlanet(served.removesuffix("/api/v1")) as planet:
        assert (await planet.read_community(scene.token)).symbol == "SEED"
        walked = [trade.block async for trade in planet.every(planet.list_trades, limit=2)]
    assert walked == sorted(walked, reverse=True)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_what_is_left_out_is_not_sent() -> None:
    assert encoded(m.MemberIn(id="m-1")) == {"id": "m-1"}
    money = decoded(b'{"amount": "1500000", "decimals": 6}', m.Money)
    assert (money.amount, money.decimals) == (1_500_000, 6)
