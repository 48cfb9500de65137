"""A community with a past: trades, tips, one week paid, one in its challenge window, all of it indexed."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eth_account import Account
from eth_account.messages import encode_defunct
from fastapi.testclient import TestClient
from web3 import Web3

from indexer.follow import index_once
from planet_chain.api.app import create_app
from planet_chain.api.passes import new_key
from planet_chain.community import activity, keys, members, posts, trends
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.config import Settings
from planet_chain.core.keccak import keccak
from planet_chain.devnet.accounts import DevAccount, dev_accounts
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.sender import DevSender
from planet_chain.store.database import transaction
from tests.rewards.town import POOL, READERS, Town, settle_in

ORIGIN = "http://127.0.0.1:8000"
"""Where the page of the scene's settings is."""
USD = 10**6
TOKEN = 10**18
NEVER = 2**63
ACCOUNTS = dev_accounts()
CREATOR, FAN, STRANGER = ACCOUNTS[6], ACCOUNTS[7], ACCOUNTS[8]


@dataclass
class Scene:
    """A running service and the chain behind it.

    Attributes:
        token: the community of `CREATOR`, EIP-55.
        past: the chain's time when `play` ended; tests go on from there.
        content: what `CREATOR` published on chain, 0x.
        key: an API key with every scope.
    """

    town: Town
    database_url: str
    directory: Path
    sender: DevSender
    token: str = ""
    content: str = ""
    past: int = 0
    key: str = ""
    client: TestClient = field(init=False)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def settings(self) -> Settings:
        return Settings(
            home=self.directory,
            rpc_url=self.town.anvil.rpc_url,
            database_url=self.database_url,
            faucet_url="http://127.0.0.1:9/",
            rewards_pool=POOL,
            relayer_wallet="relayer",
            api_read_limit="100000/second",
            api_write_limit="100000/second",
            api_lag_limit=3600,
        )

    def index(self) -> None:
        index_once(self.database_url, self.town.deployment, self.town.anvil.rpc_url)

    def get(self, path: str, expect: int = 200, **query: Any) -> Any:
        answer = self.client.get(f"/api/v1/{path}", params=query)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def post(self, path: str, body: Any, expect: int = 200, key: str | None = None, **headers: str) -> Any:
        if key is None:
            key = self.key
        given = {"Authorization": f"Bearer {key}", **headers} if key else headers
        answer = self.client.post(f"/api/v1/{path}", json=body, headers=given)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def browser(self) -> TestClient:
        """A client as the page has it, with a cookie jar of its own; nobody is signed in."""
        headers = {"Origin": ORIGIN}
        return TestClient(self.client.app, ORIGIN, raise_server_exceptions=False, headers=headers)

    def signed_in(self, account: DevAccount) -> TestClient:
        """A browser in which `account` signed in."""
        client = self.browser()
        offered = client.get("/api/v1/nonce", params={"address": account.address}).json()
        signed = Account.sign_message(encode_defunct(text=offered["message"]), account.key)
        proof = {"message": offered["message"], "signature": signed.signature.to_0x_hex()}
        answer = client.post("/api/v1/session", json=proof)
        assert answer.status_code == 201, answer.text
        return client

    def prepare(self, kind: str, account: DevAccount, expect: int = 200, **order: Any) -> Any:
        body = {"account": account.address, **order}
        return self.post(f"transactions/{kind}", body, expect, key="")

    def send(self, account: DevAccount, prepared: Any) -> None:
        """Sign and send each step, as a wallet does, with the gas that was said to suffice."""
        w3 = self.town.w3
        for step in prepared["steps"]:
            assert step["from"] == account.address
            request = {
                "chainId": step["chainId"],
                "to": step["to"],
                "data": step["data"],
                "value": int(step["value"]),
                "gas": step["gas"],
                "nonce": w3.eth.get_transaction_count(Web3.to_checksum_address(account.address)),
                "maxFeePerGas": 10**10,
                "maxPriorityFeePerGas": 10**9,
            }
            signed = Account.sign_transaction(request, account.key)
            receipt = w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(signed.raw_transaction))
            assert receipt["status"] == 1, step["summary"]

    def quote_balance(self, address: str) -> int:
        where = Web3.to_checksum_address(address)
        return int(self.sender.contract("USDT0").functions.balanceOf(where).call())

    def token_balance(self, address: str) -> int:
        where = Web3.to_checksum_address(address)
        return int(self.sender.contract("CommunityToken", self.token).functions.balanceOf(where).call())

    def fresh(self, prefix: str) -> str:
        return f"{prefix}-{next(self.numbers)}"


def play(anvil: Anvil, database_url: str, directory: Path) -> Scene:
    """Make the past happen on `anvil`, index it, and serve it."""
    (directory / "devnet").mkdir()
    town = settle_in(anvil, database_url, directory / "devnet")
    scene = Scene(town, database_url, directory, DevSender(anvil.rpc_url, town.deployment))
    with transaction(town.database) as session:
        _, scene.key = keys.create(session, "tests", keys.SCOPES, now=town.now)
    for account in (CREATOR, FAN):
        scene.sender.fund(account.address, 10**20, 100_000 * USD)
        for spender in ("CommunityMarket", "Tips"):
            where = town.deployment.address(spender)
            scene.sender.send(account, scene.sender.contract("USDT0").functions.approve(where, 10_000 * USD))
    scene.sender.verify(CREATOR.address)
    _publish_and_trade(scene)
    town.live_a_week()
    town.read()
    town.end_week()
    town.run()
    scene.index()
    _talk(scene)
    scene.past = town.now
    new_key(scene.settings.pass_keys)
    scene.client = TestClient(create_app(scene.settings), raise_server_exceptions=False)
    return scene


def _talk(scene: Scene) -> None:
    """The creator writes about their token, and everybody reads it just now."""
    now = scene.town.now
    said = Draft("post-seed", "grower", "analysis", "Seeds", f"#seeds {scene.token}", (), scene.content)
    with transaction(scene.town.database) as session:
        members.upsert(session, [MemberRow("grower", "person-grower", CREATOR.address)], now=now)
        posts.publish(session, said, now=now)
        rows = [ActivityRow(f"seed-{name}", name, said.id, "like", 1, now) for name in READERS]
        activity.accept(session, rows, now=now)
    with transaction(scene.town.database) as session:
        trends.refresh(session, now=now)


def _publish_and_trade(scene: Scene) -> None:
    registry, market = scene.sender.contract("CreatorRegistry"), scene.sender.contract("CommunityMarket")
    body = keccak(b"a post")
    scene.sender.send(CREATOR, registry.functions.publish(body, bytes(32)))
    content = registry.functions.contentIdOf(Web3.to_checksum_address(CREATOR.address), body).call()
    scene.content = "0x" + content.hex()
    create = market.functions.createCommunity("Seed Club", "SEED", 100, content, 20 * USD, 0, NEVER)
    scene.sender.send(CREATOR, create)
    scene.token = market.functions.tokenOf(Web3.to_checksum_address(CREATOR.address)).call()
    for paid in (100, 50, 7):
        scene.sender.send(FAN, market.functions.buy(scene.token, paid * USD, 0, NEVER, content))
    scene.sender.send(FAN, market.functions.sell(scene.token, 1_000 * TOKEN, 0, NEVER, bytes(32)))
    usd = scene.town.deployment.address("USDT0")
    scene.sender.send(
        FAN, scene.sender.contract("Tips").functions.tip(usd, CREATOR.address, 5 * USD, content)
    )
