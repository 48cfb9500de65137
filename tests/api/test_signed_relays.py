"""Tips and memberships by people who have no gas: what they signed and nothing else, once, within limits."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data
from fastapi.testclient import TestClient

from planet_chain.api.app import create_app
from planet_chain.devnet.accounts import DevAccount, sample_account
from planet_chain.rewards import relayer as relayer_module
from planet_chain.rewards import relays
from planet_chain.rewards.relays import Budget
from tests.api import test_relays as claims
from tests.api.scene import CREATOR, ORIGIN, USD, Scene
from tests.api.test_memberships_api import opened

_fresh = claims._fresh
"""Each test begins with an empty queue and a relayer that has coins."""
ELSEWHERE = "0x" + "77" * 20


def fan_of(scene: Scene, money: int = 20 * USD) -> DevAccount:
    """Somebody new who has money and no gas."""
    fan = sample_account(scene.fresh("signing"))
    scene.sender.fund(fan.address, 0, money)
    return fan


def signed(scene: Scene, kind: str, fan: DevAccount, **order: Any) -> dict[str, Any]:
    """What a page sends after the wallet signed what the service offered."""
    body = {"account": fan.address, "creator": CREATOR.address, **order}
    offered = scene.post(f"relays/{kind}/authorizations", body, key="")
    proof = Account.sign_message(encode_typed_data(full_message=offered["typed_data"]), fan.key)
    more = {"price": offered["price"]["amount"]} if kind == "joins" else {}
    known = {"salt": offered["salt"], "valid_before": offered["valid_before"]}
    return {**body, **known, **more, "signature": proof.signature.to_0x_hex()}


def coins(scene: Scene, account: DevAccount) -> int:
    return scene.town.w3.eth.get_balance(scene.town.w3.to_checksum_address(account.address))


def test_a_fan_without_gas_tips(scene: Scene) -> None:
    fan, before = fan_of(scene), scene.quote_balance(CREATOR.address)
    wish = signed(scene, "tips", fan, amount=str(7 * USD), content_id=scene.content)
    queued = scene.post("relays/tips", wish, 202, key="")
    assert (queued["kind"], queued["state"], queued["account"]) == ("tip", "queued", fan.address)
    assert scene.post("relays/tips", wish, 202, key="") == queued
    assert claims.run(scene) == "1 sent"
    assert scene.quote_balance(CREATOR.address) == before + 7 * USD
    assert (scene.quote_balance(fan.address), coins(scene, fan)) == (13 * USD, 0)
    # in a block and not final: still the same wish
    assert scene.post("relays/tips", wish, 202, key="")["id"] == queued["id"]
    claims.finalize(scene)
    assert claims.run(scene) == ""
    assert scene.get(f"relays/{queued['id']}")["state"] == "done"
    assert scene.post("relays/tips", wish, 409, key="")["code"] == "contract-reverted"
    assert scene.quote_balance(CREATOR.address) == before + 7 * USD


def test_a_fan_without_gas_joins(scene: Scene) -> None:
    fan, tier = fan_of(scene), opened(scene, 4 * USD)
    wish = signed(scene, "joins", fan, tier=tier)
    assert wish["price"] == str(4 * USD)
    queued = scene.post("relays/joins", wish, 202, key="")
    claims.run(scene)
    claims.finalize(scene)
    claims.run(scene)
    assert (queued["kind"], scene.get(f"relays/{queued['id']}")["state"]) == ("join", "done")
    scene.index()
    (mine,) = scene.get("memberships", member=fan.address)["items"]
    assert (mine["tier"], mine["creator"], mine["active"]) == (tier, CREATOR.address, True)
    assert (scene.quote_balance(fan.address), coins(scene, fan)) == (16 * USD, 0)


@pytest.mark.parametrize(
    "changed",
    [
        lambda wish: {**wish, "creator": ELSEWHERE},
        lambda wish: {**wish, "amount": str(8 * USD)},
        lambda wish: {**wish, "content_id": "0x" + "11" * 32},
        lambda wish: {**wish, "account": CREATOR.address},
        lambda wish: {**wish, "valid_before": wish["valid_before"] + 1},
    ],
    ids=["creator", "amount", "content", "account", "time"],
)
def test_what_was_signed_cannot_be_changed(
    scene: Scene, changed: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    wish = signed(scene, "tips", fan_of(scene), amount=str(7 * USD))
    refused = scene.post("relays/tips", changed(wish), 409, key="")
    assert refused["code"] == "contract-reverted"
    assert claims.run(scene) == ""


def test_what_the_fan_cannot_pay_is_refused_before_it_is_queued(scene: Scene) -> None:
    wish = signed(scene, "tips", fan_of(scene, USD), amount=str(2 * USD))
    assert scene.post("relays/tips", wish, 409, key="")["name"] == "ERC20InsufficientBalance"


def test_a_price_that_rose_meanwhile_is_not_paid(scene: Scene) -> None:
    fan, tier = fan_of(scene), opened(scene, 3 * USD)
    wish = signed(scene, "joins", fan, tier=tier)
    queued = scene.post("relays/joins", wish, 202, key="")
    change = scene.sender.contract("Membership").functions.setTier(tier, 5 * USD, 10)
    scene.sender.send(CREATOR, change)
    assert claims.run(scene) == ""
    refused = scene.get(f"relays/{queued['id']}")
    assert (refused["state"], refused["transactions"]) == ("refused", [])
    assert "PriceChanged" in refused["reason"]
    assert scene.quote_balance(fan.address) == 20 * USD


def test_two_tips_of_a_fan_are_two_wishes_and_a_day_has_its_limit(scene: Scene) -> None:
    fan = fan_of(scene)
    for number in range(relays.A_DAY_PER_ACCOUNT):
        wish = signed(scene, "tips", fan, amount=str(USD))
        assert scene.post("relays/tips", wish, 202, key="")["state"] == "queued", number
    wish = signed(scene, "tips", fan, amount=str(USD))
    assert scene.post("relays/tips", wish, 429, key="")["code"] == "relay-limit"
    assert claims.run(scene) == f"{relays.A_DAY_PER_ACCOUNT} sent"
    assert scene.quote_balance(fan.address) == (20 - relays.A_DAY_PER_ACCOUNT) * USD


def test_while_gas_is_dear_everything_waits(scene: Scene) -> None:
    fan, before = fan_of(scene), claims.sent_by_payer(scene)
    queued = scene.post("relays/tips", signed(scene, "tips", fan, amount=str(USD)), 202, key="")
    assert claims.run(scene, Budget(10**18, 1)) == ""
    waiting = scene.get(f"relays/{queued['id']}")
    assert (waiting["state"], claims.sent_by_payer(scene)) == ("queued", before)
    assert "Gas costs more now" in waiting["reason"]
    assert claims.run(scene) == "1 sent"


def test_a_relayer_killed_before_sending_sends_the_same_bytes_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    fan, before = fan_of(scene), scene.quote_balance(CREATOR.address)
    queued = scene.post("relays/tips", signed(scene, "tips", fan, amount=str(USD)), 202, key="")

    def killed(*_: Any, **__: Any) -> None:
        raise claims.Cut

    with monkeypatch.context() as patch:
        patch.setattr(relayer_module, "send", killed)
        with pytest.raises(claims.Cut):
            claims.run(scene)
    (recorded,) = scene.get(f"relays/{queued['id']}")["transactions"]
    for _ in range(3):
        claims.run(scene)
        claims.finalize(scene)
    done = scene.get(f"relays/{queued['id']}")
    assert (done["state"], [each["hash"] for each in done["transactions"]]) == ("done", [recorded["hash"]])
    assert scene.quote_balance(CREATOR.address) == before + USD


def test_without_a_relayer_nothing_is_prepared_to_sign(scene: Scene) -> None:
    order = {"account": CREATOR.address, "creator": CREATOR.address, "amount": "1"}
    alone = scene.settings.model_copy(update={"relayer_wallet": None})
    with TestClient(create_app(alone), ORIGIN) as client:
        answer = client.post("/api/v1/relays/tips/authorizations", json=order)
    assert (answer.status_code, answer.json()["code"]) == (501, "relays-unavailable")
    assert scene.post("relays/tips/authorizations", order, key="")["valid_before"] > time.time()
