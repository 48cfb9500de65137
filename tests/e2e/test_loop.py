"""The whole loop on the running system, by HTTP and web3 alone, as a stranger's program would do it."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import requests
from eth_account import Account
from eth_account.signers.local import LocalAccount
from web3 import Web3

from planet_chain.chain.abi import abi_of
from tests.conftest import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]

_DAY = 86_400
_USD = 10**6


class Person:
    """Somebody with an account, a wallet that signs what the API prepares, and the API."""

    def __init__(self, stack: Stack, w3: Web3, http: httpx.Client) -> None:
        self.stack, self.w3, self.http = stack, w3, http
        self.account: LocalAccount = Account.create()
        answer = httpx.post(f"{stack.faucet}/faucet", json={"address": self.account.address}, timeout=30)
        answer.raise_for_status()

    @property
    def address(self) -> str:
        return self.account.address

    def do(self, kind: str, **order: Any) -> dict[str, Any]:
        """Ask for the unsigned transactions of `kind`, sign and send each; returns what they would pay."""
        answer = self.http.post(f"transactions/{kind}", json={"account": self.address, **order})
        assert answer.status_code == 200, answer.text
        prepared = answer.json()
        assert prepared["steps"]
        for step in prepared["steps"]:
            self._send(step)
        return prepared["amounts"]

    def _send(self, step: dict[str, Any]) -> None:
        head = self.w3.eth.get_block("latest")
        signed = self.account.sign_transaction(
            {
                "chainId": step["chainId"],
                "to": step["to"],
                "data": step["data"],
                "value": int(step["value"]),
                "gas": step["gas"],
                "nonce": self.w3.eth.get_transaction_count(self.account.address, "pending"),
                "maxFeePerGas": head["baseFeePerGas"] * 2 + 10**9,
                "maxPriorityFeePerGas": 10**9,
            }
        )
        sent = self.w3.eth.send_raw_transaction(signed.raw_transaction)
        receipt = self.w3.eth.wait_for_transaction_receipt(sent, timeout=30, poll_latency=0.1)
        assert receipt["status"] == 1, step["summary"]


def until(ask: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """The first answer of `ask` that is not None or False."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds} s: {what}")


@pytest.fixture
def w3(stack: Stack) -> Iterator[Web3]:
    with requests.Session() as session:
        yield Web3(Web3.HTTPProvider(stack.rpc, session=session))


@pytest.fixture
def people(stack: Stack, w3: Web3) -> Iterator[Callable[[], Person]]:
    with httpx.Client(base_url=stack.api, timeout=30) as http:
        yield lambda: Person(stack, w3, http)


def contract(stack: Stack, w3: Web3, name: str, abi: str | None = None, address: str | None = None) -> Any:
    return w3.eth.contract(
        Web3.to_checksum_address(address or stack.contracts[name]), abi=abi_of(abi or name)
    )


def test_create_buy_tip_activity_settle_activate_claim(
    stack: Stack, w3: Web3, people: Callable[[], Person]
) -> None:
    creator, fan = people(), people()
    tag = uuid.uuid4().hex[:6]
    usd = contract(stack, w3, "USDT0", "MockUSDT0").functions

    # create: a verified creator, by one transaction
    httpx.post(f"{stack.faucet}/verify", json={"address": creator.address}, timeout=30).raise_for_status()
    creator.do("create-community", name=f"Loop {tag}", symbol="LOOP", first_quote=str(10 * _USD))
    token = contract(stack, w3, "CommunityMarket").functions.tokenOf(creator.address).call()
    community = until(lambda: _read(creator, f"communities/{token}"), "the community in the index")
    assert (community["name"], community["creator"]) == (f"Loop {tag}", creator.address)

    # buy: the API's expectation is what the chain did, and what the index says
    expected = fan.do("buy", token=token, quote_in=str(100 * _USD))
    held = contract(stack, w3, "", "CommunityToken", token).functions.balanceOf(fan.address).call()
    assert held == int(expected["tokens_out"]["amount"]) > 0
    assert until(lambda: _balance(fan, token), "the fan among the holders") == held
    supply = contract(stack, w3, "", "CommunityToken", token).functions.totalSupply().call()
    assert int(_read(fan, f"communities/{token}")["supply"]["amount"]) == supply

    # tip a post: every unit arrives
    _intake(stack, "members", [_member("creator", tag, creator), _member("fan", tag, fan)])
    _intake(stack, "values", [{"member": f"fan-{tag}", "value": 500}])
    post = {
        "id": f"post-{tag}",
        "creator": f"creator-{tag}",
        "type": "analysis",
        "title": "A loop",
        "text": "#loop",
    }
    _post(stack, "posts", post)
    before = usd.balanceOf(creator.address).call()
    fan.do("tip", creator=creator.address, amount=str(7 * _USD))
    assert usd.balanceOf(creator.address).call() == before + 7 * _USD

    # activity: sending it twice counts once
    now = w3.eth.get_block("latest")["timestamp"]
    rows = [
        _row(tag, 1, "dwell", 60, now - 120),
        _row(tag, 2, "dwell", 60, now - 60),
        _row(tag, 3, "like", 1, now - 60),
    ]
    assert _intake(stack, "activity", rows)["accepted"] == 3
    assert _intake(stack, "activity", rows) | {} == {"accepted": 0, "duplicates": 3}

    # settle: the week passes, the worker closes, settles, funds and proposes it
    epoch = next(entry for entry in _read(fan, "epochs")["items"] if entry["state"] == "open")
    number = epoch["epoch"]
    _forward(w3, epoch["closes_at"] + 60 - now)
    proposed = until(lambda: _in_state(fan, number, "proposed"), "the root proposed", 90)
    pending = _read(creator, f"claims/{creator.address}")["pending"]
    assert {entry["root"] for entry in pending} == {proposed["root"]}
    distributor = contract(stack, w3, "RewardDistributor").functions
    assert "0x" + distributor.pending().call()[0].hex() == proposed["root"]

    # activate: after the challenge window
    _forward(w3, proposed["activatable_at"] + 60 - w3.eth.get_block("latest")["timestamp"])
    activated = until(lambda: _in_state(fan, number, "activated"), "the root activated", 90)
    assert distributor.epochOf(bytes.fromhex(activated["root"][2:])).call() > 0

    # claim: creator in money, fan in points; what the API promised is what arrives
    claimable = until(lambda: _read(creator, f"claims/{creator.address}")["claimable"], "something to claim")
    due = sum(
        int(entry["amount"]["amount"]) for entry in claimable if entry["token"] == stack.contracts["USDT0"]
    )
    before = usd.balanceOf(creator.address).call()
    creator.do("claim")
    assert due > 0
    assert usd.balanceOf(creator.address).call() == before + due
    claimed = until(lambda: _read(creator, f"claims/{creator.address}")["claimed"], "the claim in the index")
    assert sum(int(entry["amount"]["amount"]) for entry in claimed) == due
    assert _read(creator, f"claims/{creator.address}")["claimable"] == []

    points = contract(stack, w3, "Points").functions
    assert points.balanceOf(fan.address).call() == 0
    due = int(
        until(lambda: _read(fan, f"claims/{fan.address}")["claimable"], "points")[0]["amount"]["amount"]
    )
    fan.do("claim")
    assert points.balanceOf(fan.address).call() == due > 0


def _read(person: Person, path: str) -> Any:
    answer = person.http.get(path)
    return answer.json() if answer.status_code == 200 else None


def _balance(person: Person, token: str) -> int | None:
    holders = _read(person, f"communities/{token}/holders")["items"]
    found = [int(entry["balance"]["amount"]) for entry in holders if entry["holder"] == person.address]
    return found[0] if found else None


def _in_state(person: Person, number: int, state: str) -> Any:
    epoch = _read(person, f"epochs/{number}")
    return epoch if epoch and epoch["state"] == state else None


def _post(stack: Stack, path: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {stack.api_key}"}
    answer = httpx.post(f"{stack.api}/{path}", json=body, headers=headers, timeout=30)
    assert answer.is_success, answer.text
    return answer.json()


def _intake(stack: Stack, path: str, rows: list[dict[str, Any]]) -> Any:
    return _post(stack, path, {"rows": rows})


def _member(role: str, tag: str, person: Person) -> dict[str, Any]:
    return {"id": f"{role}-{tag}", "person": f"{role}-{tag}", "payout": person.address}


def _row(tag: str, number: int, action: str, quantity: int, at: int) -> dict[str, Any]:
    row = {"member": f"fan-{tag}", "post": f"post-{tag}", "action": action, "quantity": quantity, "at": at}
    return {"id": f"row-{tag}-{number}", **row}


def _forward(w3: Web3, seconds: int) -> None:
    w3.provider.make_request("evm_increaseTime", [seconds])  # type: ignore[arg-type] # anvil's own
    w3.provider.make_request("anvil_mine", ["0x4", "0x1"])  # type: ignore[arg-type] # anvil's own
