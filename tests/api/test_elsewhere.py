"""Quotes of other markets beside ours, and values by CSV: with and without what they need."""

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from planet_chain.api.app import create_app
from planet_chain.community import keys
from planet_chain.store.database import transaction
from tests.api.scene import USD, Scene
from tests.okx.exchange import Exchange, credentials_file, exchange, refusal

IN = str(33 * USD)


def asked(scene: Scene, okx: Exchange, directory: Path, side: str, **query: str) -> Any:
    told = {"okx_url": okx.url, "okx_credentials_file": credentials_file(directory)}
    app = create_app(scene.settings.model_copy(update=told))
    with TestClient(app, raise_server_exceptions=False) as client:
        path = f"/api/v1/quotes/{side}"
        return client.get(path, params={"token": scene.token, "elsewhere": "true", **query}).json()


def test_without_an_aggregator_nobody_is_asked_and_it_says_so(scene: Scene) -> None:
    plain = scene.get("quotes/buy", token=scene.token, quote_in=IN)
    assert plain["elsewhere"] is None
    for side, amount in (("buy", {"quote_in": IN}), ("sell", {"tokens_in": str(10**18)})):
        refused = scene.get(f"quotes/{side}", expect=501, token=scene.token, elsewhere="true", **amount)
        assert refused["code"] == "not-configured"
        assert "PLANET_OKX_CREDENTIALS_FILE" in refused["detail"]


def test_the_same_trade_elsewhere_is_shown_beside_ours(scene: Scene, tmp_path: Path) -> None:
    plain = scene.get("quotes/buy", token=scene.token, quote_in=IN)
    with exchange() as okx:
        okx.received = int(plain["received"]["amount"]) * 101 // 100
        bought = asked(scene, okx, tmp_path, "buy", quote_in=IN)
        found = bought.pop("elsewhere")
        assert bought == {name: plain[name] for name in plain if name != "elsewhere"}
        assert (found["source"], found["problem"], found["route"]) == ("okx-dex", None, ["PotatoSwap"])
        assert found["received"] == {"amount": str(okx.received), "decimals": 18}
        assert (found["better_bp"], found["price_impact_bp"]) in {(99, 49), (100, 49)}
        usd = scene.town.deployment.address("USDT0").lower()
        assert f"fromTokenAddress={usd}&toTokenAddress={scene.token.lower()}" in okx.asked[0]
        sold = asked(scene, okx, tmp_path, "sell", tokens_in=str(10**18))
        assert sold["elsewhere"]["received"]["decimals"] == 6
        assert f"fromTokenAddress={scene.token.lower()}&toTokenAddress={usd}" in okx.asked[1]


def test_our_quote_is_given_though_the_other_is_not_to_be_had(scene: Scene, tmp_path: Path) -> None:
    with exchange() as okx:
        for code, status, problem in (
            ("82105", 200, "no-route"),
            ("50011", 429, "okx-busy"),
            ("50113", 401, "okx-refused"),
            ("50026", 500, "okx-unavailable"),
        ):
            okx.reply = lambda _, told=(code, status): refusal(*told)
            found = asked(scene, okx, tmp_path, "buy", quote_in=IN)
            assert int(found["received"]["amount"]) > 0
            assert found["elsewhere"]["problem"] == problem
            assert found["elsewhere"]["received"] is None


def test_values_come_as_csv_by_a_key_with_the_scope(scene: Scene) -> None:
    def send(table: bytes, key: str | None, **headers: str) -> Any:
        given = {"Authorization": f"Bearer {key}"} if key else {}
        sent = {"Content-Type": "text/csv", **given, **headers}
        return scene.client.post("/api/v1/values/csv", content=table, headers=sent)

    table = b"member,value\nreader0,100\nno-such-member,5\n"
    with transaction(scene.town.database) as session:
        _, other = keys.create(session, "only-posts", ["posts"], now=scene.town.now)
    assert send(table, None).json()["code"] == "key-refused"
    assert send(table, other).json()["code"] == "scope-missing"
    answer = send(table, scene.key)
    assert answer.json() == {"rows": 2, "unknown": 1, "changed": 0}
    once = {"Idempotency-Key": scene.fresh("csv")}
    assert send(table, scene.key, **once).json() == send(table, scene.key, **once).json()
    for wrong in (b"member,value\nreader0,-1\n", b"\xff", b"member,value\nreader0\n", b""):
        refused = send(wrong, scene.key)
        assert (refused.status_code, refused.json()["code"]) in {
            (422, "file-refused"),
            (422, "invalid-request"),
        }
