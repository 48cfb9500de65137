"""Gates: who may enter is what the finalized chain says; a pass says it to others, for five minutes."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import text

from planet_chain.api import passes
from planet_chain.api.app import create_app
from planet_chain.devnet.accounts import sample_account
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, FAN, ORIGIN, STRANGER, TOKEN, USD, Scene
from tests.api.test_memberships_api import opened

NOBODY = "0x" + "77" * 20


def final(scene: Scene) -> None:
    """Everything that happened is final, and indexed."""
    scene.town.anvil.rpc("anvil_mine", hex(4), hex(1))
    scene.index()


def asked(scene: Scene, address: str, expect: int = 200, **rules: Any) -> Any:
    return scene.get(f"gates/{scene.token}", expect, address=address, **rules)


def set_by(client: TestClient, scene: Scene, expect: int, *rules: Any, match: str = "all") -> Any:
    answer = client.put(f"/api/v1/gates/{scene.token}", json={"match": match, "rules": list(rules)})
    assert answer.status_code == expect, answer.text
    return answer.json()


def test_a_balance_counts_once_it_is_final(scene: Scene) -> None:
    final(scene)
    before = scene.token_balance(FAN.address)
    exact = asked(scene, FAN.address, balance=str(before))
    assert (exact["may_enter"], exact["reasons"][0]["found"]["amount"]) == (True, str(before))
    block = scene.town.w3.eth.get_block("finalized")
    assert exact["block"] == {
        "number": block["number"],
        "hash": block["hash"].to_0x_hex(),
        "at": block["timestamp"],
    }
    scene.sender.fund(FAN.address, 10**19, 100 * USD)
    scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(10 * USD)))
    bought = scene.token_balance(FAN.address)
    scene.index()
    early = asked(scene, FAN.address, balance=str(bought))
    assert (early["may_enter"], early["reasons"][0]["found"]["amount"]) == (False, str(before))
    final(scene)
    assert asked(scene, FAN.address, balance=str(bought))["may_enter"]
    assert not asked(scene, FAN.address, balance=str(bought + 1))["may_enter"]
    # who sold is in until the sale is final
    scene.send(FAN, scene.prepare("sell", FAN, token=scene.token, tokens_in=str(bought - before)))
    scene.index()
    assert asked(scene, FAN.address, balance=str(bought))["may_enter"]
    final(scene)
    assert not asked(scene, FAN.address, balance=str(bought))["may_enter"]


def test_a_follow_counts_until_it_ends(scene: Scene) -> None:
    assert not asked(scene, STRANGER.address, follow=True)["may_enter"]
    scene.sender.fund(STRANGER.address, 10**19, 0)
    scene.send(STRANGER, scene.prepare("follow", STRANGER, creator=CREATOR.address))
    scene.index()
    assert not asked(scene, STRANGER.address, follow=True)["may_enter"]
    final(scene)
    assert asked(scene, STRANGER.address, follow=True)["may_enter"]
    scene.send(STRANGER, scene.prepare("unfollow", STRANGER, creator=CREATOR.address))
    final(scene)
    assert not asked(scene, STRANGER.address, follow=True)["may_enter"]


def test_a_pass_counts_for_its_tier_and_holder_until_it_is_cancelled(scene: Scene) -> None:
    member = sample_account("gate member")
    scene.sender.fund(member.address, 10**19, 100 * USD)
    tier, other = opened(scene, 2 * USD), opened(scene, 2 * USD)
    joined = scene.prepare("join", member, creator=CREATOR.address, tier=tier)
    scene.send(member, joined)
    final(scene)
    entry = asked(scene, member.address, tier=tier)
    assert entry["may_enter"]
    assert entry["reasons"][0]["until"] > scene.town.now + 29 * 86_400
    assert asked(scene, member.address, member=True)["may_enter"]
    refused = asked(scene, member.address, tier=other)
    assert (refused["may_enter"], refused["reasons"][0]["until"]) == (False, None)
    assert not asked(scene, FAN.address, tier=tier)["may_enter"]
    scene.send(member, scene.prepare("cancel", member, pass_id=joined["expected"]["pass_id"]))
    scene.index()
    assert asked(scene, member.address, tier=tier)["may_enter"]
    final(scene)
    assert not asked(scene, member.address, tier=tier)["may_enter"]


def test_points_of_active_weeks_count(scene: Scene) -> None:
    with transaction(scene.town.database) as session:
        account, earned = session.execute(
            text("SELECT account, amount FROM week_points WHERE epoch = 1 ORDER BY amount DESC LIMIT 1")
        ).one()
    final(scene)
    assert asked(scene, account, points=str(int(earned)))["may_enter"]
    above = asked(scene, account, points=str(int(earned) + 1))
    assert (above["may_enter"], above["reasons"][0]["found"]["amount"]) == (False, str(int(earned)))
    assert not asked(scene, NOBODY, points="1")["may_enter"]


def test_all_or_any_of_several_reasons_one_by_one(scene: Scene) -> None:
    final(scene)
    rules = {"balance": "1", "points": str(10**30)}
    both = asked(scene, FAN.address, **rules)
    assert (both["may_enter"], [each["met"] for each in both["reasons"]]) == (False, [True, False])
    assert asked(scene, FAN.address, match="any", **rules)["may_enter"]
    assert not asked(scene, NOBODY, match="any", **rules)["may_enter"]


def test_only_the_creator_sets_the_rules(scene: Scene) -> None:
    rule = {"kind": "balance", "at_least": str(TOKEN)}
    assert set_by(scene.browser(), scene, 401, rule)["code"] == "sign-in-needed"
    assert set_by(scene.signed_in(STRANGER), scene, 403, rule)["code"] == "not-the-creator"
    creator = scene.signed_in(CREATOR)
    shown = set_by(creator, scene, 200, rule, {"kind": "follow"}, match="any")
    assert [each["kind"] for each in shown["rules"]] == ["balance", "follow"]
    assert shown["rules"][0]["token"] == scene.token
    assert shown["rules"][1]["creator"] == CREATOR.address
    assert scene.get(f"gates/{scene.token}/rules") == shown
    assert asked(scene, FAN.address)["match"] == "any"
    # another site's page cannot, with the creator's cookie
    creator.headers["Origin"] = "https://evil.example"
    assert set_by(creator, scene, 403, rule)["code"] == "other-origin"
    assert scene.get(f"gates/{scene.token}/rules") == shown


@pytest.mark.parametrize(
    ("rule", "status", "code"),
    [
        ({"kind": "balance", "at_least": "1", "token": NOBODY}, 404, "unknown-community"),
        ({"kind": "balance"}, 422, "invalid-request"),
        ({"kind": "beauty"}, 422, "invalid-request"),
        ({"kind": "points", "at_least": -1}, 422, "invalid-request"),
        ({"kind": "follow", "tier": 1}, 422, "invalid-request"),
    ],
)
def test_rules_that_are_none_are_refused(scene: Scene, rule: Any, status: int, code: str) -> None:
    assert set_by(scene.signed_in(CREATOR), scene, status, rule)["code"] == code


def test_unknown_communities_and_gates_are_404(scene: Scene) -> None:
    assert scene.get(f"gates/{NOBODY}", 404, address=NOBODY)["code"] == "unknown-community"
    with transaction(scene.town.database) as session:
        session.execute(text("DELETE FROM gate"))
    assert asked(scene, NOBODY, expect=404)["code"] == "unknown-gate"
    assert scene.get(f"gates/{scene.token}/rules", 404)["code"] == "unknown-gate"


def test_a_pass_is_verified_by_the_public_keys_alone(scene: Scene) -> None:
    final(scene)
    set_by(scene.signed_in(CREATOR), scene, 200, {"kind": "balance", "at_least": "1"})
    path = f"/api/v1/gates/{scene.token}/passes"
    assert scene.browser().post(path).status_code == 401
    refused = scene.signed_in(STRANGER).post(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "entry-refused")
    given = scene.signed_in(FAN).post(path)
    assert given.status_code == 201
    assert given.headers["Cache-Control"] == "no-store"
    published = scene.client.get("/.well-known/jwks.json").json()
    assert set(published["keys"][0]) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    token = jwt.decode(given.json()["jwt"], KeySet.import_key_set(published), algorithms=["ES256"])
    assert token.header["typ"] == "planet-pass+jwt"
    said = token.claims
    assert said["iss"] == ORIGIN
    assert said["sub"] == f"eip155:31337:{FAN.address}"
    assert said["aud"] == f"eip155:31337:{scene.token}"
    assert said["exp"] - said["nbf"] == 300
    assert abs(said["nbf"] - time.time()) < 60
    assert said["block"] == scene.town.w3.eth.get_block("finalized")["number"]
    again = scene.signed_in(FAN).post(path).json()["jwt"]
    assert again != given.json()["jwt"]


def test_a_new_key_signs_and_the_one_before_stays_published(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "pass-keys.json"
    first = passes.new_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    kids = [first, *(passes.new_key(path) for _ in range(3))][::-1]
    assert [key["kid"] for key in passes.public_keys(passes.read_keys(path))] == kids[:3]
    assert not any("d" in key for key in passes.public_keys(passes.read_keys(path)))


def test_without_a_key_or_with_a_damaged_one_no_pass_is_given(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    settings = scene.settings.model_copy(update={"pass_keys_file": path})
    with TestClient(create_app(settings), ORIGIN, raise_server_exceptions=False) as client:
        client.cookies = scene.signed_in(FAN).cookies
        client.headers["Origin"] = ORIGIN
        asked_for = f"/api/v1/gates/{scene.token}/passes"
        assert client.get("/.well-known/jwks.json").json() == {"keys": []}
        assert (client.post(asked_for).status_code, client.post(asked_for).json()["code"]) == (
            501,
            "passes-unavailable",
        )
        public = {"keys": passes.public_keys(passes.read_keys(scene.settings.pass_keys))}
        for damaged in (
            "{",
            "[]",
            '{"keys": []}',
            '{"keys": [{"kty": "oct", "k": "AA"}]}',
            json.dumps(public),
        ):
            path.write_text(damaged)
            answer = client.post(asked_for)
            assert (answer.status_code, answer.json()["code"]) == (503, "invalid-pass-keys"), damaged
            assert str(path) not in answer.text
