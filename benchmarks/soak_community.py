"""The soak's books of creators and their tokens."""

from collections.abc import Callable
from typing import Any, Final

from eth_account import Account
from eth_account.messages import encode_typed_data
from soak_chain import Event, Step
from soak_world import DAY, Call, Part, Refused, World, require, word

from planet_chain.chain.steps import INITIAL_QUOTE, INITIAL_TOKENS
from planet_chain.core import curve
from planet_chain.core.keccak import keccak

FIRST_BUY_MOST: Final = INITIAL_TOKENS // 50


class Registry(Part):
    """Creators, revocations and content."""

    name = "CreatorRegistry"
    weight = 1.5

    def __init__(self, world: World, attester: str, key: str, chain_id: int) -> None:
        super().__init__(world)
        self.attester, self.key, self.chain_id = attester, key, chain_id
        self.numbers: dict[str, int] = {}
        self.issued: dict[str, int] = {}
        self.revoked: dict[str, int] = {}
        self.authors: dict[bytes, str] = {}
        self.parents: dict[bytes, bytes] = {}
        self.contents: list[bytes] = []

    def is_creator(self, account: str) -> bool:
        return self.issued.get(account, 0) > self.revoked.get(account, 0)

    def creator(self) -> str:
        """Mostly one who is or was a creator."""
        known = list(self.numbers)
        return self.random.choice(known) if known and self.random.random() < 0.95 else self.world.somebody()

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [(1, self.register), (0.3, self.revoke), (8, self.publish)]

    def register(self) -> Step:
        creator = self.world.somebody()
        issued = self.world.now + self.random.choice((0, 0, 0, 1, -1, -DAY))
        deadline = self.world.now + self.random.choice((0, 60, 60, -1))
        signed_for = creator if self.random.random() < 0.9 else self.world.somebody()
        signature = self._attest(signed_for, issued, deadline)

        def effect() -> list[Event]:
            require(self.world.now <= deadline, "AttestationExpired")
            require(issued <= self.world.now, "AttestationFromTheFuture")
            require(not self.is_creator(creator), "AlreadyRegistered")
            require(issued > self.revoked.get(creator, 0), "AttestationStale")
            require(signed_for == creator, "InvalidAttestation")
            number = self.numbers.setdefault(creator, len(self.numbers) + 1)
            self.issued[creator] = issued
            return [self.event("CreatorRegistered", creator, number, issued)]

        return self.done(self.world.somebody(), "register", (creator, issued, deadline, signature), effect)

    def revoke(self) -> Step:
        sender = self.attester if self.random.random() < 0.8 else self.world.somebody()
        creator = self.creator()

        def effect() -> list[Event]:
            require(sender == self.attester, "NotAttester")
            self.revoked[creator] = self.world.now
            return [self.event("CreatorRevoked", creator, self.world.now)]

        return self.done(sender, "revoke", (creator,), effect)

    def publish(self) -> Step:
        sender = self.creator()
        digest = self.random.choice((self.world.content(), b"\7" * 32))
        parent = self.random.choice((bytes(32), self.world.content(), *self.contents[-20:]))
        content = keccak(word(self.chain_id, self.address, sender, digest))

        def effect() -> list[Event]:
            require(self.is_creator(sender), "NotCreator")
            require(parent == bytes(32) or parent in self.authors, "UnknownParent")
            require(content not in self.authors, "ContentExists")
            self.authors[content], self.parents[content] = sender, parent
            self.contents.append(content)
            return [self.event("ContentPublished", content, sender, parent, digest)]

        return self.done(sender, "publish", (digest, parent), effect)

    def checks(self) -> list[tuple[Call, bytes]]:
        people = [
            (self.call("verifiedNumberOf", one), word(self.numbers.get(one, 0) * self.is_creator(one)))
            for one in self.world.people
        ]
        some = self.random.sample(self.contents, min(len(self.contents), 50))
        authors = [(self.call("authorOf", one), word(self.authors[one])) for one in some]
        parents = [(self.call("parentOf", one), word(self.parents[one])) for one in some]
        count = [(self.call("creatorCount"), word(len(self.numbers)))]
        return people + authors + parents + count

    def _attest(self, creator: str, issued: int, deadline: int) -> bytes:
        message = encode_typed_data(
            domain_data={
                "name": "Planet CreatorRegistry",
                "version": "1",
                "chainId": self.chain_id,
                "verifyingContract": self.address,
            },
            message_types={
                "Attestation": [
                    {"name": "creator", "type": "address"},
                    {"name": "issuedAt", "type": "uint64"},
                    {"name": "deadline", "type": "uint64"},
                ]
            },
            message_data={"creator": creator, "issuedAt": issued, "deadline": deadline},
        )
        return bytes(Account.sign_message(message, self.key).signature)


class Market(Part):
    """Communities and trades, by the curve of planet_chain.core."""

    name = "CommunityMarket"
    weight = 6

    def __init__(self, world: World, registry: Registry) -> None:
        super().__init__(world)
        self.registry = registry
        self.tokens: dict[str, str] = {}
        self.terms: dict[str, tuple[str, int]] = {}
        self.reserves: dict[str, tuple[int, int, int]] = {}
        self.made: tuple[str, int, int, int] | None = None

    def token(self) -> str:
        known = list(self.reserves)
        return self.random.choice(known) if known and self.random.random() < 0.98 else self.world.usdt

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [
            (0.3 if len(self.tokens) < len(self.world.people) else 0.02, self.create),
            (5, self.buy),
            (5, self.sell),
            (0.5, self.collect),
            (1, self.transfer),
        ]

    def create(self) -> Step:
        sender = self.registry.creator()
        fee = self.random.choice((0, 1, 100, 500, 501))
        first = self.random.choice((0, 0, 1, 10**6, 90 * 10**6, 200 * 10**6))
        content = self.world.content()
        name, symbol = f"Community {self.registry.numbers.get(sender, 0)}", "SOAK"

        def effect() -> list[Event]:
            require(fee <= curve.FEE_MOST_BP, "FeeTooHigh")
            x, y, out = INITIAL_QUOTE, INITIAL_TOKENS, 0
            if first:
                out = curve.buy(x, y, 0, first).out
                require(out <= FIRST_BUY_MOST, "FirstBuyTooLarge")
            require(self.registry.is_creator(sender), "NotCreator")
            require(sender not in self.tokens, "CommunityExists")
            self.world.move(self.world.usdt, sender, self.address, first)
            self.made = (sender, fee, first, out)
            return []

        arguments = (name, symbol, fee, content, first, 0, self.world.now)
        return self.done(sender, "createCommunity", arguments, effect, last=True)

    def settled(self) -> None:
        """The address of a new token is the chain's to say."""
        if self.made is None:
            return
        (creator, fee, first, out), self.made = self.made, None
        token = self.world.asked(self.call("tokenOf", creator))
        self.tokens[creator] = token
        self.terms[token] = (creator, fee)
        self.reserves[token] = (INITIAL_QUOTE + first, INITIAL_TOKENS - out, 0)
        self.world.balances[token][creator] = out

    def buy(self) -> Step:
        sender, token = self.world.somebody(), self.token()
        amount = self.world.amount(self.world.balances[self.world.usdt][sender])
        deadline = self.world.now - (self.random.random() < 0.02)
        least = 0 if self.random.random() < 0.9 else self._quoted(token, amount) + self.random.randrange(2)
        content = self.world.content()

        def effect() -> list[Event]:
            require(deadline >= self.world.now, "DeadlineExpired")
            require(token in self.reserves, "UnknownCommunity")
            x, y, fees = self.reserves[token]
            require(x + amount < curve.RESERVE_LIMIT, "ReserveOverflow")
            trade = _traded(lambda: curve.buy(x, y, self.terms[token][1], amount))
            require(trade.out >= least, "SlippageExceeded")
            self.world.move(self.world.usdt, sender, self.address, amount)
            self.reserves[token] = (trade.x, trade.y, fees + trade.fee)
            self.world.balances[token][sender] += trade.out
            return [self.event("TokensBought", token, sender, amount, trade.fee, trade.out, content)]

        return self.done(sender, "buy", (token, amount, least, deadline, content), effect)

    def sell(self) -> Step:
        sender, token = self.world.somebody(), self.token()
        amount = self.world.amount(self.world.balances[token][sender])
        if self.random.random() < 0.1:
            amount = self.world.balances[token][sender]
        content = self.world.content()

        def effect() -> list[Event]:
            require(token in self.reserves, "UnknownCommunity")
            x, y, fees = self.reserves[token]
            require(amount <= INITIAL_TOKENS - y, "ReserveOverflow")
            trade = _traded(lambda: curve.sell(x, y, self.terms[token][1], amount))
            require(self.world.balances[token][sender] >= amount, "ERC20InsufficientBalance")
            self.world.balances[token][sender] -= amount
            self.world.move(self.world.usdt, self.address, sender, trade.out)
            self.reserves[token] = (trade.x, trade.y, fees + trade.fee)
            return [self.event("TokensSold", token, sender, amount, trade.fee, trade.out, content)]

        return self.done(sender, "sell", (token, amount, 0, self.world.now, content), effect)

    def collect(self) -> Step:
        token = self.token()

        def effect() -> list[Event]:
            require(token in self.reserves, "UnknownCommunity")
            x, y, fees = self.reserves[token]
            require(fees > 0, "NothingToCollect")
            creator = self.terms[token][0]
            self.world.move(self.world.usdt, self.address, creator, fees)
            self.reserves[token] = (x, y, 0)
            return [self.event("FeesCollected", token, creator, fees)]

        return self.done(self.world.somebody(), "collectFees", (token,), effect)

    def transfer(self) -> Step:
        sender, target, token = self.world.somebody(), self.world.somebody(), self.token()
        amount = self.world.amount(self.world.balances[token][sender])

        def effect() -> list[Event]:
            self.world.move(token, sender, target, amount)
            return [Event("CommunityToken", "Transfer", (sender, target, amount))]

        contract = "CommunityToken"
        return self.done(sender, "transfer", (target, amount), effect, to=token, contract=contract)

    def _quoted(self, token: str, amount: int) -> int:
        try:
            x, y, _ = self.reserves[token]
            return _traded(lambda: curve.buy(x, y, self.terms[token][1], amount)).out
        except (KeyError, Refused):
            return 0

    def checks(self) -> list[tuple[Call, bytes]]:
        held = sum(x - INITIAL_QUOTE + fees for x, _, fees in self.reserves.values())
        found = [(self.world.balance_call(self.world.usdt, self.address), word(held))]
        for token, reserves in self.reserves.items():
            found.append((self.call("reservesOf", token), word(*reserves)))
            found.append((self.call("communityOf", token), word(*self.terms[token])))
            supply = (token, "CommunityToken", "totalSupply", ())
            found.append((supply, word(INITIAL_TOKENS - reserves[1])))
        return found


def _traded(trade: Callable[[], curve.Trade]) -> Any:
    try:
        return trade()
    except curve.ZeroResult:
        raise Refused("ZeroAmount") from None
