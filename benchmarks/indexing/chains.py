"""Seeded chains to index, made on anvil with the project's own contracts, and kept for the next run."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from eth_abi.abi import encode

from planet_chain.chain.deployment import Deployment
from planet_chain.core.keccak import keccak
from planet_chain.devnet.anvil import Anvil
from tests.indexer import world
from tests.indexer.world import World

_SEED: Final = 7
_HOLDERS: Final = 50
_RECIPIENTS: Final = 1_000
_FAR: Final = 2**63
_UNIT: Final = 10**6


@dataclass(frozen=True)
class Chain:
    """A chain of one case on the disk.

    Attributes:
        directory: holds anvil's state and the deployment record.
    """

    directory: Path

    @property
    def deployment(self) -> Deployment:
        """Where the contracts stand."""
        return Deployment.load(self.directory / "deployment.json")

    def serve(self, scratch: Path) -> Anvil:
        """A node that has this chain, working on a copy below `scratch`."""
        copy = scratch / "chain"
        shutil.copytree(self.directory, copy)
        return Anvil(state=copy / "state.json")


def chain(case: str, cache: Path) -> Chain:
    """The chain of `case`, a key of `CASES`: made when `cache` has none of the present contracts and seed."""
    sources = sorted((Path(__file__).parents[2] / "contracts").rglob("*.sol"))
    said = b"".join(each.read_bytes() for each in (*sources, Path(__file__), Path(world.__file__)))
    directory = cache / f"{case}-{keccak(said).hex()[:8]}"
    if not directory.exists():
        unfinished = directory.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        # one slot an epoch: the finalized block is two blocks behind the head
        anvil = Anvil(state=unfinished / "state.json")
        try:
            _Maker(anvil, unfinished).make(CASES[case])
        finally:
            anvil.stop(patience=120)
        unfinished.rename(directory)
    return Chain(directory)


class _Maker:
    """People with coins, and one community, on `anvil`."""

    def __init__(self, anvil: Anvil, directory: Path) -> None:
        self.anvil = anvil
        self.chance = random.Random(_SEED)
        self.world = World(anvil, directory, seed=_SEED, people=_HOLDERS)
        self.people = self.world.people
        self.deployment = self.world.deployment
        self._http = httpx.Client(timeout=120)

    def make(self, case: Callable[["_Maker"], None]) -> None:
        try:
            case(self)
            self.mine(40)  # so that everything is final, for Ponder too: it counts 30 blocks
        finally:
            self._http.close()
            self.world.close()

    def found(self) -> str:
        """A new community; returns its token."""
        creator = self.world.found(first_quote=0)
        self.world.mine()
        return self.world.tokens[creator]

    def send(self, sender: str, to: str, data: str, gas: int = 3_000_000) -> None:
        """Put a transaction behind those that wait for the next block."""
        self._rpc("eth_sendTransaction", {"from": sender, "to": to, "data": data, "gas": hex(gas)})

    def mine(self, blocks: int = 1) -> None:
        """Mine what waits, and empty blocks after it."""
        self._rpc("anvil_mine", hex(blocks))

    def tip(self) -> None:
        """Somebody tips somebody for one of a few posts."""
        fan, creator = self.chance.sample(self.people, 2)
        post = keccak(str(self.chance.randrange(200)).encode())
        usd, amount = self.deployment.address("USDT0"), self.chance.randint(1, _UNIT)
        types = ("address", "address", "uint256", "bytes32")
        self.send(fan, self.deployment.address("Tips"), _call("tip", types, (usd, creator, amount, post)))

    def buy(self, token: str) -> None:
        """Somebody buys some of `token`."""
        types = ("address", "uint256", "uint256", "uint256", "bytes32")
        data = _call("buy", types, (token, self.chance.randint(_UNIT, 50 * _UNIT), 0, _FAR, bytes(32)))
        self.send(self.chance.choice(self.people), self.deployment.address("CommunityMarket"), data)

    def _rpc(self, method: str, *params: Any) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = self._http.post(self.anvil.rpc_url, json=body).json()
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]


def _dense(maker: _Maker) -> None:
    """A: 1,000 blocks of 100 transfers of one community token, of 50 people to 1,000 addresses."""
    token = maker.found()
    aggregate = maker.deployment.address("Multicall3")
    for person in maker.people:
        types = ("address", "uint256", "uint256", "uint256", "bytes32")
        market = maker.deployment.address("CommunityMarket")
        maker.send(person, market, _call("buy", types, (token, 100 * _UNIT, 0, _FAR, bytes(32))))
        maker.send(person, token, _call("approve", ("address", "uint256"), (aggregate, 2**255)))
    maker.mine()
    addresses = [f"0x{0xFA40000000 + number:040x}" for number in range(_RECIPIENTS)]
    transfer = ("address", "address", "uint256")
    for _ in range(1_000):
        calls = [
            (
                token,
                bytes.fromhex(
                    _call("transferFrom", transfer, (sender, to, maker.chance.randint(1, 10**9)))[2:]
                ),
            )
            for sender, to in zip(
                maker.chance.choices(maker.people, k=100), maker.chance.choices(addresses, k=100), strict=True
            )
        ]
        maker.send(
            maker.people[0], aggregate, _call("aggregate", ("(address,bytes)[]",), (calls,)), 20_000_000
        )
        maker.mine()


def _children(maker: _Maker) -> None:
    """B: 300 communities are made, and each is bought 16 times in the two blocks after it."""
    for _ in range(300):
        token = maker.found()
        for _ in range(2):
            for _ in range(8):
                maker.buy(token)
            maker.mine()


def _sparse(maker: _Maker) -> None:
    """C: 5,000 tips in 4,300 blocks."""
    _tips(maker, 5_000, 4_300)


def _long(maker: _Maker) -> None:
    """D: 2,000 tips in 20,000 blocks, read behind a proxy as strict as X Layer's public node."""
    _tips(maker, 2_000, 20_000)


def _small(maker: _Maker) -> None:
    """Live and kill: 500 tips in 200 blocks, before the chain goes on."""
    _tips(maker, 500, 200)


def _tips(maker: _Maker, tips: int, blocks: int) -> None:
    empty = 0
    for count in _spread(maker.chance, tips, blocks):
        if count == 0:
            empty += 1
            continue
        if empty:
            maker.mine(empty)
            empty = 0
        for _ in range(count):
            maker.tip()
        maker.mine()
    maker.mine(empty + 1)


def _spread(chance: random.Random, things: int, places: int) -> Sequence[int]:
    found = [0] * places
    for _ in range(things):
        found[chance.randrange(places)] += 1
    return found


def _call(name: str, types: Sequence[str], values: Sequence[Any]) -> str:
    return "0x" + (keccak(f"{name}({','.join(types)})".encode())[:4] + encode(types, values)).hex()


CASES: Final[dict[str, Callable[[_Maker], None]]] = {
    "A": _dense,
    "B": _children,
    "C": _sparse,
    "D": _long,
    "small": _small,
}
