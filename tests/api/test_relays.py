"""Claims without gas: paid to the account, sent once whatever happens, never for more than was allowed."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from fastapi.testclient import TestClient
from sqlalchemy import text

from planet_chain.api.app import create_app
from planet_chain.chain.transactions import InsufficientBalance
from planet_chain.devnet.accounts import DevAccount, sample_account
from planet_chain.rewards import relayer as relayer_module
from planet_chain.rewards import relays
from planet_chain.rewards.relayer import Relayer
from planet_chain.rewards.relays import Budget, RelayLimit
from planet_chain.store.database import transaction
from tests.api.scene import ORIGIN, STRANGER, USD, Scene
from tests.api.test_airdrops_api import made, published
from tests.rewards.town import address_of

CHEAP = 10**12
"""Wei of a unit of gas: never too dear."""
PLENTY = Budget(10**18, CHEAP)
PAYER: LocalAccount = Account.from_key("0x" + "51" * 32)


class Cut(Exception):
    """The worker was killed."""


@pytest.fixture(autouse=True)
def _fresh(scene: Scene) -> None:
    """Nobody asked for anything today, and the relayer has coins."""
    with transaction(scene.town.database) as session:
        session.execute(text("DELETE FROM relay_transaction"))
        session.execute(text("DELETE FROM relay"))
    scene.town.anvil.rpc("anvil_setBalance", PAYER.address, hex(10**18))
    scene.index()


def relayer(scene: Scene, budget: Budget = PLENTY) -> Relayer:
    town = scene.town
    return Relayer(town.database, town.w3, town.deployment, PAYER, budget)


def gifted(scene: Scene, amount: int = 3 * USD) -> DevAccount:
    """Somebody new who can claim `amount` of an airdrop and has no gas."""
    somebody = sample_account(scene.fresh("gasless"))
    made(scene, published(scene, {somebody.address.lower(): amount}), amount)
    return somebody


def wish(scene: Scene, address: str, expect: int = 202) -> Any:
    return scene.post("relays/claims", {"address": address}, expect, key="")


def run(scene: Scene, budget: Budget = PLENTY, now: int | None = None) -> str:
    return relayer(scene, budget).run(now or int(time.time()))


def finalize(scene: Scene) -> None:
    scene.town.anvil.rpc("anvil_mine", hex(4), hex(1))


def sent_by_payer(scene: Scene) -> int:
    return scene.town.w3.eth.get_transaction_count(PAYER.address)


def test_somebody_without_gas_is_paid_what_is_theirs(scene: Scene) -> None:
    somebody, before = gifted(scene), sent_by_payer(scene)
    queued = wish(scene, somebody.address)
    assert (queued["state"], queued["transactions"]) == ("queued", [])
    assert wish(scene, somebody.address.lower()) == queued
    assert run(scene) == "1 sent"
    assert scene.quote_balance(somebody.address) == 3 * USD
    sending = scene.get(f"relays/{queued['id']}")
    assert (sending["state"], [each["state"] for each in sending["transactions"]]) == ("sending", ["sent"])
    # the index does not know yet, so it still seems due
    assert wish(scene, somebody.address)["id"] == queued["id"]
    assert run(scene) == ""
    finalize(scene)
    assert run(scene) == ""
    done = scene.get(f"relays/{queued['id']}")
    assert (done["state"], done["reason"]) == ("done", None)
    (only,) = done["transactions"]
    receipt = scene.town.w3.eth.get_transaction_receipt(only["hash"])
    assert (only["state"], only["block"], receipt["from"]) == ("mined", receipt["blockNumber"], PAYER.address)
    with transaction(scene.town.database) as session:
        assert relays.spent(session, int(time.time())) == receipt["gasUsed"] * receipt["effectiveGasPrice"]
    scene.index()
    assert wish(scene, somebody.address, expect=409)["code"] == "nothing-to-claim"
    assert sent_by_payer(scene) == before + 1


def test_weekly_rewards_and_airdrops_come_by_one_wish(scene: Scene) -> None:
    reader = address_of("reader9")
    made(scene, published(scene, {reader.lower(): 5 * USD}), 5 * USD)
    due = scene.get(f"claims/{reader}")
    assert len(due["claimable"]) >= 1
    queued = wish(scene, reader)
    assert run(scene) == f"{len(due['claimable']) + 1} sent"
    finalize(scene)
    run(scene)
    assert scene.get(f"relays/{queued['id']}")["state"] == "done"
    scene.index()
    after = scene.get(f"claims/{reader}")
    assert (after["claimable"], after["airdrops"]) == ([], [])


@pytest.mark.parametrize("cut", ["send", "wait"])
def test_a_relayer_killed_anywhere_sends_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    somebody, before = gifted(scene), sent_by_payer(scene)
    queued = wish(scene, somebody.address)

    def killed(*_: Any, **__: Any) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(relayer_module, cut, killed)
        with pytest.raises(Cut):
            run(scene)
    (recorded,) = scene.get(f"relays/{queued['id']}")["transactions"]
    assert sent_by_payer(scene) == before + (cut == "wait")
    for _ in range(3):
        run(scene)
        finalize(scene)
    done = scene.get(f"relays/{queued['id']}")
    assert [each["hash"] for each in done["transactions"]] == [recorded["hash"]]
    assert (done["state"], sent_by_payer(scene)) == ("done", before + 1)
    assert scene.quote_balance(somebody.address) == 3 * USD


def test_what_somebody_else_claimed_first_is_not_paid_for(scene: Scene) -> None:
    somebody, before = gifted(scene), sent_by_payer(scene)
    queued = wish(scene, somebody.address)
    scene.sender.fund(STRANGER.address, 10**19, 0)
    scene.send(STRANGER, scene.prepare("claim", STRANGER, beneficiary=somebody.address))
    run(scene)
    refused = scene.get(f"relays/{queued['id']}")
    assert (refused["state"], sent_by_payer(scene)) == ("refused", before)
    assert "NothingDue" in refused["reason"]


def test_who_lets_only_itself_claim_is_told_so(scene: Scene) -> None:
    somebody = gifted(scene)
    scene.sender.fund(somebody.address, 10**18, 0)
    choose = scene.sender.contract("RewardDistributor").functions.setSelfOnly(True)
    scene.sender.send(somebody, choose)
    scene.index()
    assert wish(scene, somebody.address, expect=409)["code"] == "only-itself-claims"


def test_the_budget_of_a_day_is_never_exceeded(scene: Scene) -> None:
    first, second, before = gifted(scene), gifted(scene), sent_by_payer(scene)
    wishes = [wish(scene, each.address) for each in (first, second)]
    tight = Budget(1, CHEAP)
    assert run(scene, tight) == ""
    waiting = scene.get(f"relays/{wishes[0]['id']}")
    assert (waiting["state"], sent_by_payer(scene)) == ("queued", before)
    assert "spent" in waiting["reason"]
    # enough for one and not for two
    run(scene)
    with transaction(scene.town.database) as session:
        most = int(session.execute(text("SELECT max(wei) FROM relay_transaction")).scalar_one())
        session.execute(text("DELETE FROM relay_transaction"))
        session.execute(text("DELETE FROM relay"))
    others = [gifted(scene), gifted(scene)]
    for each in others:
        wish(scene, each.address)
    run(scene, Budget(most * 3 // 2, CHEAP))
    assert sorted(scene.quote_balance(each.address) for each in others) == [0, 3 * USD]
    with transaction(scene.town.database) as session:
        assert relays.spent(session, int(time.time())) <= most * 3 // 2
        with pytest.raises(RelayLimit, match="spend today"):
            relays.ask(session, first.address.lower(), "10.0.0.9", Budget(1, CHEAP), now=int(time.time()))


def test_an_account_and_a_caller_have_limits(scene: Scene) -> None:
    now = int(time.time())

    def asks(account: int, caller: str, at: int = now) -> str:
        with transaction(scene.town.database) as session:
            row = relays.ask(session, f"0x{account:040x}", caller, PLENTY, now=at)
            row.state = "done"
            return row.id

    for number in range(relays.A_DAY_PER_ACCOUNT):
        asks(1, f"10.0.0.{number}")
    with pytest.raises(RelayLimit) as refused:
        asks(1, "10.0.0.200")
    assert refused.value.seconds == relays.DAY
    asks(1, "10.0.0.200", at=now + relays.DAY)
    for number in range(relays.A_DAY_PER_CALLER):
        asks(100 + number, f"2001:db8::{number:x}")
    with pytest.raises(RelayLimit):
        asks(200, "2001:db8::ffff:1")
    asks(200, "2001:db8:0:1::1")


def test_limits_are_429_with_the_seconds_to_wait(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relays, "A_DAY_PER_CALLER", 1)
    wish(scene, gifted(scene).address)
    answer = scene.client.post("/api/v1/relays/claims", json={"address": gifted(scene).address})
    assert (answer.status_code, answer.json()["code"]) == (429, "relay-limit")
    assert 86_000 < int(answer.headers["Retry-After"]) <= 86_400


def test_eight_wishes_at_the_same_time_are_one(scene: Scene) -> None:
    somebody = gifted(scene)
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: wish(scene, somebody.address)["id"], range(8)))
    assert len(ids) == 1


def test_callers_are_forgotten_after_a_day(scene: Scene) -> None:
    wish(scene, gifted(scene).address)
    now = int(time.time())
    for at, kept in ((now + relays.DAY - 60, 1), (now + relays.DAY + 60, 0)):
        with transaction(scene.town.database) as session:
            relays.forget_callers(session, at)
            known = session.execute(text("SELECT count(*) FROM relay WHERE caller IS NOT NULL")).scalar_one()
        assert known == kept


def test_an_empty_relayer_says_so_and_the_wish_waits(scene: Scene) -> None:
    queued = wish(scene, gifted(scene).address)
    scene.town.anvil.rpc("anvil_setBalance", PAYER.address, hex(1000))
    with pytest.raises(InsufficientBalance):
        run(scene)
    assert scene.get(f"relays/{queued['id']}")["state"] == "queued"
    scene.town.anvil.rpc("anvil_setBalance", PAYER.address, hex(10**18))
    assert run(scene) == "1 sent"


def test_without_a_relayer_and_with_unknown_ids_the_answer_is_clear(scene: Scene) -> None:
    assert wish(scene, "0x" + "99" * 20, expect=409)["code"] == "nothing-to-claim"
    assert scene.get("relays/" + "A" * 22, 404)["code"] == "unknown-relay"
    assert scene.get("relays/x", 422)["code"] == "invalid-request"
    assert scene.get("status")["relays"] is True
    with TestClient(create_app(scene.settings.model_copy(update={"relayer_wallet": None})), ORIGIN) as client:
        answer = client.post("/api/v1/relays/claims", json={"address": STRANGER.address})
        assert (answer.status_code, answer.json()["code"]) == (501, "relays-unavailable")
        assert client.get("/api/v1/status").json()["relays"] is False


def test_the_price_of_a_transaction_is_read_from_its_bytes(scene: Scene) -> None:
    somebody = gifted(scene)
    wish(scene, somebody.address)
    run(scene)
    with transaction(scene.town.database) as session:
        most, number = session.execute(text("SELECT wei, hash FROM relay_transaction")).one()
    known = scene.town.w3.eth.get_transaction(number)
    assert int(most) == known["gas"] * known["maxFeePerGas"]
