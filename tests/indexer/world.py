"""A seeded crowd on a local chain: creators, fans, trades, tips, transfers, a distributor at work."""

import random
from pathlib import Path
from typing import Any, Final

import httpx
from eth_abi.abi import decode, encode
from eth_account import Account
from eth_account.messages import encode_typed_data
from web3 import Web3

from planet_chain.chain.abi import abi_of
from planet_chain.chain.client import connect
from planet_chain.chain.compile import compile_contracts
from planet_chain.chain.deploy import deploy
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import NETWORKS
from planet_chain.chain.steps import Roles
from planet_chain.core.addresses import checksum_address
from planet_chain.core.keccak import keccak
from planet_chain.devnet.anvil import Anvil
from tests.indexer.patrons import Patrons

NOBODY: Final = b"\0" * 32
_NEVER: Final = 2**63
_USD: Final = 10**6
_TOKEN: Final = 10**18
_DAY: Final = 24 * 60 * 60
_CODERS: Final = Web3()
_SPENDERS: Final = ("CommunityMarket", "Tips", "Airdrops", "Membership", "PrizeQuestions")


class World:
    """The contracts on `anvil`, and people who use them. The same seed does the same things.

    Nothing is mined until `mine`: what was done since the last block goes into the next one, in order.
    """

    def __init__(self, anvil: Anvil, directory: Path, seed: int = 1, people: int = 6) -> None:
        self.anvil = anvil
        self.chance = random.Random(seed)
        self.deployment = _deployed(anvil, directory)
        self.people = [f"0x{0xBEEF0000 + seed * 1000 + number:040x}" for number in range(people)]
        self.tokens: dict[str, str] = {}
        self.contents: list[bytes] = [NOBODY]
        self._http = httpx.Client(timeout=60)
        self._queue: list[dict[str, str]] = []
        self._roots = 0
        self._owed: dict[tuple[str, str], int] = {}
        self.patrons = Patrons(self)
        self._gifts: dict[bytes, tuple[str, int]] = {}
        self._prepare()

    def close(self) -> None:
        self._http.close()

    # -- the chain ---------------------------------------------------------------------------------

    def rpc(self, *calls: tuple[str, list[Any]]) -> list[Any]:
        """Several JSON-RPC calls in one request; fails on the first error."""
        body = [
            {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            for number, (method, params) in enumerate(calls)
        ]
        answers = self._http.post(self.anvil.rpc_url, json=body).json()
        failed = [answer for answer in answers if "error" in answer]
        assert not failed, failed[0]
        return [answer["result"] for answer in sorted(answers, key=lambda answer: answer["id"])]

    def mine(self, blocks: int = 1) -> int:
        """Mine what was done, and empty blocks after it. Returns how many transactions succeeded."""
        # one request each: anvil works on the calls of a batch in any order
        sent = [self.rpc(("eth_sendTransaction", [each]))[0] for each in self._queue]
        self._queue.clear()
        self.rpc(("anvil_mine", [hex(blocks)]))
        receipts = self.rpc(*(("eth_getTransactionReceipt", [each]) for each in sent)) if sent else []
        return sum(receipt["status"] == "0x1" for receipt in receipts)

    def rollback(self, depth: int) -> None:
        """Take the last blocks away, as if they had never been; who had coins for gas keeps them."""
        self.rpc(("anvil_rollback", [depth]))
        for creator in self.tokens:
            self.rpc(("anvil_setBalance", [creator, hex(10**20)]))

    def head(self) -> int:
        return int(self.rpc(("eth_blockNumber", []))[0], 16)

    def time(self) -> int:
        return int(self.rpc(("eth_getBlockByNumber", ["latest", False]))[0]["timestamp"], 16)

    def read(self, contract: str, function: str, *arguments: Any, at: str | None = None) -> Any:
        """The result of a view function at the newest block; addresses are lower-case."""
        data = _CODERS.eth.contract(abi=abi_of(contract)).encode_abi(function, _checked(arguments))
        call = {"to": at or self.deployment.address(contract), "data": data}
        (answer,) = self.rpc(("eth_call", [call, "latest"]))
        outputs = next(entry["outputs"] for entry in abi_of(contract) if entry.get("name") == function)
        values = decode([_type_of(each) for each in outputs], bytes.fromhex(answer[2:]))
        return values[0] if len(values) == 1 else values

    def do(self, sender: str, contract: str, function: str, *arguments: Any, at: str | None = None) -> None:
        """Queue a call of `sender` to a contract, for the next block."""
        data = _CODERS.eth.contract(abi=abi_of(contract)).encode_abi(function, _checked(arguments))
        to = at or self.deployment.address(contract)
        self._queue.append({"from": sender, "to": to, "data": data, "gas": hex(3_000_000)})

    # -- what people do ----------------------------------------------------------------------------

    def act(self, times: int) -> None:
        """Queue so many things that people do, chosen by chance; some of them revert, as in life."""
        choices = (
            (30, self.buy),
            (15, self.sell),
            (15, self.give),
            (20, self.tip),
            (6, self.publish),
            (4, self.found),
            (4, self.collect),
            (3, self.tip_many),
            (1, self.revoke),
            (2, self.choose_self_only),
            (12, self.follow),
            (5, self.unfollow),
            (3, self.airdrop),
            (6, self.claim_airdrop),
            (15, self.patrons.act),
        )
        weights = [weight for weight, _ in choices]
        for _ in range(times):
            self.chance.choices([act for _, act in choices], weights)[0]()

    def anyone(self) -> str:
        return self.chance.choice(self.people)

    def found(self, first_quote: int | None = None) -> str:
        """A new creator registers and makes a community; returns its creator."""
        creator = f"0x{0xC0FFEE0000 + len(self.tokens):040x}"
        name = f"Crowd {len(self.tokens)}"
        self.rpc(("anvil_setBalance", [creator, hex(10**20)]))
        self.register(creator)
        paid = self.chance.choice((0, 3 * _USD)) if first_quote is None else first_quote
        self._stock(creator)
        self.do(
            creator,
            "CommunityMarket",
            "createCommunity",
            name,
            f"C{len(self.tokens)}",
            100,
            NOBODY,
            paid,
            0,
            _NEVER,
        )
        self.tokens[creator] = self._token_of(creator, name)
        return creator

    def register(self, creator: str) -> None:
        issued = self.time()
        typed = {
            "types": {
                "EIP712Domain": [
                    {"name": "name", "type": "string"},
                    {"name": "version", "type": "string"},
                    {"name": "chainId", "type": "uint256"},
                    {"name": "verifyingContract", "type": "address"},
                ],
                "Attestation": [
                    {"name": "creator", "type": "address"},
                    {"name": "issuedAt", "type": "uint64"},
                    {"name": "deadline", "type": "uint64"},
                ],
            },
            "primaryType": "Attestation",
            "domain": {
                "name": "Planet CreatorRegistry",
                "version": "1",
                "chainId": self.anvil.chain_id,
                "verifyingContract": self.deployment.address("CreatorRegistry"),
            },
            "message": {"creator": creator, "issuedAt": issued, "deadline": _NEVER},
        }
        signed = Account.sign_message(encode_typed_data(full_message=typed), self.anvil.accounts[2].key)
        sender = self.people[0]
        where = creator
        self.do(sender, "CreatorRegistry", "register", where, issued, _NEVER, signed.signature)

    def buy(self) -> None:
        if token := self._some_token():
            paid = self.chance.randint(1, 200 * _USD)
            self.do(self.anyone(), "CommunityMarket", "buy", token, paid, 0, _NEVER, self._content())

    def sell(self) -> None:
        if token := self._some_token():
            sold = self.chance.randint(1, 20_000 * _TOKEN)
            self.do(self.anyone(), "CommunityMarket", "sell", token, sold, 0, _NEVER, self._content())

    def give(self) -> None:
        if token := self._some_token():
            to = self.anyone()
            amount = self.chance.choice((0, 1, 5_000 * _TOKEN))
            self.do(self.anyone(), "CommunityToken", "transfer", to, amount, at=token)

    def tip(self) -> None:
        usd, to = self.deployment.address("USDT0"), self.anyone()
        self.do(self.anyone(), "Tips", "tip", usd, to, self.chance.randint(1, 9 * _USD), self._content())

    def tip_many(self, count: int = 5) -> None:
        tips = [(self.anyone(), self.chance.randint(1, _USD), self._content()) for _ in range(count)]
        self.do(self.anyone(), "Tips", "tipMany", self.deployment.address("USDT0"), tips)

    def publish(self) -> None:
        if self.tokens:
            author = self.chance.choice(list(self.tokens))
            body = self.chance.randbytes(32)
            self.do(author, "CreatorRegistry", "publish", body, self._content())
            registry = self.deployment.address("CreatorRegistry")
            kinds = ["uint256", "address", "address", "bytes32"]
            self.contents.append(keccak(encode(kinds, [self.anvil.chain_id, registry, author, body])))

    def collect(self) -> None:
        if token := self._some_token():
            self.do(self.anyone(), "CommunityMarket", "collectFees", token)

    def revoke(self) -> None:
        if self.tokens:
            creator = self.chance.choice(list(self.tokens))
            self.do(self.anvil.accounts[2].address, "CreatorRegistry", "revoke", creator)

    def choose_self_only(self) -> None:
        self.do(self.anyone(), "RewardDistributor", "setSelfOnly", self.chance.random() < 0.5)

    def reward(self, fate: str = "activate") -> None:
        """Fund and propose a root of one leaf, then `activate` and claim, `withdraw` or `reject`. Mines."""
        admin, settler, guardian = (self.anvil.accounts[number].address for number in (0, 1, 3))
        account, usd = self.anyone(), self.deployment.address("USDT0")
        total = self._owed.get(("all", usd), 0) + self.chance.randint(1, 50 * _USD)
        mine = self._owed.get((account, usd), 0) + total - self._owed.get(("all", usd), 0)
        root = keccak(keccak(encode(["address", "address", "uint256"], [account, usd, mine])))
        self._stock(admin, "RewardDistributor")
        self.do(admin, "RewardDistributor", "fund", usd, total)
        self.do(settler, "RewardDistributor", "propose", root, self.chance.randbytes(32), [(usd, total)])
        self.mine()
        if fate == "withdraw":
            self.do(settler, "RewardDistributor", "withdraw")
        elif fate == "reject":
            self.do(guardian, "RewardDistributor", "reject", root, "does not add up\0 \U0001f30d")
        else:
            self.rpc(("evm_increaseTime", [2 * _DAY]))
            self.do(self.anyone(), "RewardDistributor", "activate")
            self.do(self.anyone(), "RewardDistributor", "claim", account, usd, mine, [])
            self._owed |= {("all", usd): total, (account, usd): mine}
        self.mine()

    def follow(self) -> None:
        if self.tokens:
            creator = self.chance.choice(list(self.tokens))
            self.do(self.anyone(), "FollowGraph", "follow", creator, self._content())

    def unfollow(self) -> None:
        if self.tokens:
            self.do(self.anyone(), "FollowGraph", "unfollow", self.chance.choice(list(self.tokens)))

    def airdrop(self) -> None:
        """A campaign whose tree is one leaf, with more than it gives, so that something is left to sweep."""
        account, amount = self.anyone(), self.chance.randint(1, 9 * _USD)
        root = keccak(keccak(encode(["uint256", "address", "uint256"], [0, account, amount])))
        self._gifts[root] = (account, amount)
        usd, ends_at = self.deployment.address("USDT0"), self.time() + _DAY + 3600
        self.do(self.anyone(), "Airdrops", "create", usd, amount + 1, root, 0, ends_at, self._content())

    def claim_airdrop(self) -> None:
        if found := self._some_campaign():
            number, _, root = found
            account, amount = self._gifts[root]
            self.do(self.anyone(), "Airdrops", "claim", number, 0, account, amount, [])

    def sweep(self) -> None:
        """The funder of some campaign takes the rest; reverts before its end."""
        if found := self._some_campaign():
            number, funder, _ = found
            self.do(funder, "Airdrops", "sweep", number, self.anyone())

    # -- preparations ------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self.rpc(("anvil_autoImpersonateAccount", [True]), ("evm_setAutomine", [False]))
        for person in self.people:
            self.rpc(("anvil_setBalance", [person, hex(10**20)]))
            self._stock(person)
        self.mine()

    def _stock(self, person: str, *spenders: str) -> None:
        usd = self.deployment.address("USDT0")
        self.do(person, "MockUSDT0", "mint", person, 10**6 * _USD, at=usd)
        for spender in spenders or _SPENDERS:
            self.do(person, "MockUSDT0", "approve", self.deployment.address(spender), 2**256 - 1, at=usd)

    def _some_token(self) -> str | None:
        return self.chance.choice(list(self.tokens.values())) if self.tokens else None

    def _some_campaign(self) -> tuple[int, str, bytes] | None:
        """Number, funder and root of a campaign that is in a block."""
        count = self.read("Airdrops", "campaignCount")
        if not count:
            return None
        number = self.chance.randint(1, count)
        *_, funder, root = self.read("Airdrops", "campaignOf", number)
        return number, funder, root

    def _content(self) -> bytes:
        return self.chance.choice(self.contents)

    def _token_of(self, creator: str, name: str) -> str:
        """Where the community token will stand: asked of the market, by trying."""
        call = self._queue[-1]
        # it needs the queued calls before it (registration, approval), so it is tried and taken back
        (snapshot,) = self.rpc(("evm_snapshot", []))
        queue = list(self._queue)
        self.mine()
        found = self.read("CommunityMarket", "tokenOf", creator)
        self.rpc(("evm_revert", [snapshot]))
        self._queue = queue
        assert int(found, 16), (name, call)
        return str(found)


def _type_of(output: dict[str, Any]) -> str:
    parts = ",".join(_type_of(each) for each in output.get("components", ()))
    return output["type"].replace("tuple", f"({parts})")


def _checked(value: Any) -> Any:
    """`value`, with addresses as web3 wants them: it refuses lower-case ones."""
    if isinstance(value, list | tuple):
        return [_checked(each) for each in value]
    is_address = isinstance(value, str) and value.startswith("0x") and len(value) == 42
    return checksum_address(value) if is_address else value


def _deployed(anvil: Anvil, directory: Path) -> Deployment:
    admin, settler, attester, *guardians = (account.address for account in anvil.accounts[:6])
    return deploy(
        connect(anvil.rpc_url, anvil.chain_id),
        NETWORKS["devnet"],
        Account.from_key(anvil.accounts[0].key),
        Roles(admin, attester, settler, tuple(guardians), _DAY),
        directory / "deployment.json",
        compile_contracts(),
    )
