"""A sample community whose transactions really happened: nine days of it, made in seconds.

Everything goes the way a stranger's would: transactions are signed and mined (at times of the past: the chain
began nine days ago), posts and activity come in by the API, the first week is settled by the worker.
"""

import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from planet_chain.core.errors import PlanetError
from planet_chain.core.keccak import keccak
from planet_chain.devnet.accounts import DevAccount, sample_account
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.patrons import ASKED, SAID, SALT, make_airdrop, make_competition, make_patrons
from planet_chain.devnet.sender import DevSender

_SEED: Final = 20261122
_DAY: Final = 24 * 3600
_NEVER: Final = 2**64
_ZERO: Final = bytes(32)
_USD: Final = 10**6
_OKB_WEI: Final = 10**18
_STEPS_A_DAY: Final = 8
_PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True)
class Creator:
    """A creator of the sample. `posts` are (type, title, text)."""

    name: str
    community: str
    symbol: str
    fee_bps: int
    posts: tuple[tuple[str, str, str], ...]


CREATORS: Final = (
    Creator(
        "luna",
        "Luna Onchain",
        "LUNA",
        200,
        (
            ("analysis", "Where gas went this week", "Blocks got fuller, fees did not. #xlayer #gas $LUNA"),
            ("analysis", "Reading a bonding curve", "Price impact in one picture. #curves #howto $LUNA $KAI"),
        ),
    ),
    Creator(
        "kai",
        "Kai Research",
        "KAI",
        100,
        (
            (
                "research",
                "Ten launches, ten months later",
                "Seven are down, and why. #launches #research $KAI",
            ),
            (
                "research",
                "What a wash trader pays",
                "Fees against rewards, in numbers. #rewards #research $KAI",
            ),
        ),
    ),
    Creator(
        "mei",
        "Mei Night Market",
        "MEI",
        300,
        (
            ("art", "Night market, part one", "Lanterns, noodles, ledgers. #art #xlayer $MEI"),
            ("video", "Drawing with validators", "A live session, two hours in. #art #live $MEI $LUNA"),
        ),
    ),
)
FANS: Final = ("ana", "ben", "chloe", "dan", "emi", "finn", "gus", "hana", "ivan", "jo", "kim", "leo")


class SampleFailed(PlanetError):
    """The API refused something of the sample."""

    def __init__(self, what: str, answer: str) -> None:
        super().__init__("sample-failed", f"The sample community could not be made: {what}: {answer}")


@dataclass
class Sample:
    """The sample in the making.

    Args:
        anvil: the chain, mining each transaction at once while the sample is made.
        api: base URL of the API, with its version.
        api_key: allows intake.
        database_url: of the service.
    """

    anvil: Anvil
    sender: DevSender
    api: str
    api_key: str
    database_url: str
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311 (a seeded story)
    tokens: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def make(self, say: Callable[[str], None]) -> dict[str, Any]:
        """Live through the nine days; returns what `planet dev --json` says about the sample."""
        start = self.anvil.time + 60
        say("Making a sample community: three creators, twelve fans")
        self._at(start)
        self._people()
        self._communities()
        make_patrons(self.sender, self.contents)
        make_competition(self.database_url, self._now())
        say("  a week of trades, tips and reading")
        self._days(start + 3600, days=7)
        self._words()
        say("  the week is settled, its root waits out the challenge window")
        # a little over a week: the epoch began when the contracts did
        self._pass(start + 7 * _DAY + 600)
        self._await_epoch("proposed")
        self._pass(start + 8 * _DAY + 1200)
        self._await_epoch("activated")
        self._days(start + 8 * _DAY + 1800, days=1, until=int(time.time()) - 60)
        make_airdrop(self.sender, self.database_url, self.contents["luna-2"])
        return {
            "communities": [
                {"name": creator.community, "symbol": creator.symbol, "token": self.tokens[creator.name]}
                for creator in CREATORS
            ],
            **self.counts,
        }

    def _people(self) -> None:
        names = [creator.name for creator in CREATORS] + list(FANS)
        for name in names:
            self.sender.fund(sample_account(name).address, 10 * _OKB_WEI, 5_000 * _USD)
        members = [{"id": name, "person": name, "payout": sample_account(name).address} for name in names]
        self._post("members", {"rows": members})
        self._post(
            "values", {"rows": [{"member": name, "value": self.chance.randint(5, 400)} for name in names]}
        )
        for name in names:
            for spender in ("CommunityMarket", "Tips"):
                address = self.sender.deployment.address(spender)
                self._send(name, self.sender.contract("USDT0").functions.approve(address, 2**256 - 1))

    def _communities(self) -> None:
        registry, market = self.sender.contract("CreatorRegistry"), self.sender.contract("CommunityMarket")
        for creator in CREATORS:
            address = sample_account(creator.name).address
            self.sender.verify(address)
            for number, (kind, title, text) in enumerate(creator.posts, 1):
                content_hash = keccak(f"{title}\n\n{text}".encode())
                self._send(creator.name, registry.functions.publish(content_hash, _ZERO))
                content = registry.functions.contentIdOf(address, content_hash).call()
                post = f"{creator.name}-{number}"
                self.contents[post] = content
                body = {"id": post, "creator": creator.name, "type": kind, "title": title, "text": text}
                self._post("posts", {**body, "content_id": f"0x{content.hex()}", "at": self._now()})
            first = self.contents[f"{creator.name}-1"]
            self._send(
                creator.name,
                market.functions.createCommunity(
                    creator.community, creator.symbol, creator.fee_bps, first, 50 * _USD, 0, _NEVER
                ),
            )
            self.tokens[creator.name] = market.functions.tokenOf(address).call()

    def _days(self, start: int, days: int, until: int | None = None) -> None:
        end = min(start + days * _DAY, until or _NEVER)
        steps = days * _STEPS_A_DAY
        for step in range(steps):
            self._at(start + (end - start) * step // steps)
            fan = self.chance.choice(FANS)
            creator = self.chance.choices(CREATORS, weights=(5, 3, 2))[0].name
            post = f"{creator}-{self.chance.randint(1, 2)}"
            self._act(fan, creator, post)
            self._read(fan, post)
        self._deliver()

    def _words(self) -> None:
        """The asker shows what was asked and the answerer what was said, as their browsers would."""
        self._put("questions/1/text", {"text": ASKED})
        answerer = sample_account("luna").address
        self._put(f"questions/1/answers/{answerer}", {"text": SAID, "salt": f"0x{SALT.hex()}"})

    def _act(self, fan: str, creator: str, post: str) -> None:
        market, content = self.sender.contract("CommunityMarket"), self.contents[post]
        token = self.tokens[creator]
        held = (
            self.sender.contract("CommunityToken", token)
            .functions.balanceOf(sample_account(fan).address)
            .call()
        )
        kind = self.chance.choices(("buy", "sell", "tip"), weights=(6, 3 if held else 0, 3))[0]
        if kind == "buy":
            quote_in = self.chance.randint(5, 120) * _USD
            self._send(fan, market.functions.buy(token, quote_in, 0, _NEVER, content))
        elif kind == "sell":
            share = self.chance.randint(20, 70)
            self._send(fan, market.functions.sell(token, held * share // 100, 0, _NEVER, content))
        else:
            tips, quote = self.sender.contract("Tips"), self.sender.deployment.address("USDT0")
            receiver = sample_account(creator).address
            self._send(fan, tips.functions.tip(quote, receiver, self.chance.randint(1, 20) * _USD, content))
        self._count(kind)

    def _read(self, fan: str, post: str) -> None:
        """The fan, and some others, read the post that moved."""
        now = self._now()
        for reader in {fan, *self.chance.sample(FANS, 3)}:
            stay = self.chance.randint(20, 60)
            self._row(reader, post, "dwell", stay, now)
            for action in self.chance.sample(
                ("like", "comment", "share", "follow"), self.chance.randint(0, 2)
            ):
                self._row(reader, post, action, 1, now)

    def _row(self, member: str, post: str, action: str, quantity: int, at: int) -> None:
        row = {"member": member, "post": post, "action": action, "quantity": quantity, "at": at}
        self._count("activity")
        self.rows.append({"id": f"sample-{self.counts['activity']}", **row})

    def _deliver(self) -> None:
        self._await_index()
        while self.rows:
            batch, self.rows = self.rows[:1000], self.rows[1000:]
            self._post("activity", {"rows": batch})

    def _send(self, name: str, call: Any) -> None:
        account: DevAccount = sample_account(name)
        self.sender.send(account, call)

    def _count(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def _now(self) -> int:
        return self.anvil.time

    def _at(self, timestamp: int) -> None:
        if timestamp > self._now():
            self.anvil.rpc("evm_setNextBlockTimestamp", timestamp)
            self.anvil.rpc("evm_mine")

    def _pass(self, timestamp: int) -> None:
        """Let the chain reach `timestamp`, and finality reach it too."""
        self._at(timestamp)
        self.anvil.rpc("anvil_mine", hex(4), hex(1))

    def _await_index(self) -> None:
        """Wait until the API knows the chain's time, which it has from the index: it refuses later rows."""
        now, deadline = self._now(), time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            index = self._get("status")["index"]
            if index and index["indexed"]["at"] >= now:
                return
            time.sleep(0.1)
        raise SampleFailed("reading along", f"the index did not reach {now} within {_PATIENCE_SECONDS} s")

    def _await_epoch(self, state: str) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            epoch = self._get("epochs/1")
            if epoch and epoch["state"] in (state, "activated"):
                return
            self.anvil.rpc("evm_mine")
            time.sleep(0.25)
        raise SampleFailed("settling the first week", f"epoch 1 was not {state} within {_PATIENCE_SECONDS} s")

    def _get(self, path: str) -> Any:
        try:
            with urllib.request.urlopen(f"{self.api}/{path}", timeout=30) as answer:  # noqa: S310 (our own server)
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise SampleFailed(path, error.read().decode(errors="replace")) from error

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self._deliver_json("POST", path, body)

    def _put(self, path: str, body: dict[str, Any]) -> None:
        self._deliver_json("PUT", path, body)

    def _deliver_json(self, method: str, path: str, body: dict[str, Any]) -> None:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.api_key}"}
        data = json.dumps(body).encode()
        url = f"{self.api}/{path}"
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 (our own server)
        try:
            with urllib.request.urlopen(request, timeout=30):  # noqa: S310 (our own server)
                pass
        except urllib.error.HTTPError as error:
            raise SampleFailed(path, error.read().decode(errors="replace")) from error
