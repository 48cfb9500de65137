"""What the crowd does with memberships and paid questions: by chance, and a whole life of each in order."""

from typing import TYPE_CHECKING, Any, Final

from eth_abi.abi import encode

from planet_chain.core.keccak import keccak

if TYPE_CHECKING:
    from tests.indexer.world import World

_USD: Final = 10**6
_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
_MOST: Final = 2**255
_TEXT: Final = b"\x11" * 32
_SALT: Final = b"\x22" * 32
NOBODY: Final = b"\0" * 32


class Patrons:
    """People of `world` who pay by the period and for answers."""

    def __init__(self, world: "World") -> None:
        self.world = world

    # -- by chance; much of it reverts ---------------------------------------------------------------

    def act(self) -> None:
        """One thing that somebody does."""
        if self.world.tokens:
            acts = (
                self.open,
                self.join,
                self.join,
                self.cancel,
                self.gift,
                self.accept,
                self.ask,
                self.answer,
            )
            self.world.chance.choice(acts)()

    def open(self) -> None:
        price, soulbound = self.world.chance.randint(1, 9 * _USD), self.world.chance.random() < 0.5
        self._do(self._creator(), "createTier", "Club", price, 30, 3, soulbound, NOBODY)

    def join(self) -> None:
        self._do(self.world.anyone(), "join", self._creator(), 1, _MOST, NOBODY)

    def cancel(self) -> None:
        pass_id = self.some_pass()
        if pass_id:
            owner = self.world.read("Membership", "ownerOf", pass_id)
            self._do(owner, "cancelSubscription", pass_id)

    def gift(self) -> None:
        self._do(self.world.anyone(), "gift", self.world.anyone(), self._creator(), 1, _MOST, NOBODY)

    def accept(self) -> None:
        count = self.world.read("Membership", "giftCount")
        if count:
            gift = self.world.chance.randint(1, count)
            receiver = self.world.read("Membership", "giftOf", gift)[2]
            self._do(receiver, self.world.chance.choice(("acceptGift", "returnGift")), gift)

    def ask(self, creator: str = "0x" + "0" * 40) -> None:
        now, asker = self.world.time(), self.world.anyone()
        times = (now + 2 * _HOUR, now + 2 * _HOUR + _DAY)
        self._question(asker, "ask", creator, self.world.chance.randint(1, _USD), *times, _TEXT, NOBODY)

    def answer(self) -> None:
        count = self.world.read("PrizeQuestions", "questionCount")
        if count:
            self.answer_one(self.world.chance.randint(1, count), self._creator())

    # -- in order ------------------------------------------------------------------------------------

    def live(self) -> None:
        """Everything that memberships and questions can say happens, and is mined."""
        creator, other = self.world.found(0), self.world.found(0)
        self.world.mine()
        ana, ben, cid, *_ = self.world.people
        self._do(creator, "createTier", "Bound", 3 * _USD + 1, 3, 9, True, NOBODY)
        self._do(creator, "createTier", "Free", 5 * _USD, 1, 9, False, NOBODY)
        self._do(creator, "setTier", 1, 4 * _USD + 1, 8)
        self.world.mine()
        self._do(ana, "join", creator, 1, _MOST, NOBODY)
        self._do(ben, "join", creator, 2, _MOST, NOBODY)
        for to in (ana, ben, cid):
            self._do(cid, "gift", to, creator, 1, _MOST, NOBODY)
        self._do(creator, "grant", cid, 2, 2, NOBODY)
        self._questions(other, creator)
        bound = self.world.read("Membership", "soulboundIdOf", creator, 1, ana)
        free = (bound >> 224 << 224) | (2 << 192) | (1 << 160) | int(ben, 16)
        gifts = self.world.read("Membership", "giftCount")
        for number, act in ((3, "acceptGift"), (2, "acceptGift"), (1, "returnGift"), (0, "acceptGift")):
            receiver = self.world.read("Membership", "giftOf", gifts - number)[2]
            self._do(receiver, act, gifts - number)
        self._do(ben, "transferFrom", ben, cid, free)
        self.world.mine()
        self._do(cid, "renew", free, _MOST, NOBODY)
        self._do(cid, "withdraw", cid)
        self.world.mine()
        self._do(ana, "cancelSubscription", bound)
        self._pass(12 * _DAY)
        self._do(creator, "collect", [free], creator)
        self._do(ana, "release", free)
        self.world.mine()

    def _questions(self, first: str, second: str) -> None:
        """Three questions: awarded, split, refunded; the prizes are collected."""
        count = self.world.read("PrizeQuestions", "questionCount")
        for creator in ("0x" + "0" * 40, first, second):
            self.ask(creator)
        self.world.mine()
        asker = self.world.read("PrizeQuestions", "questionOf", count + 1)[0]
        for answerer in (first, second):
            self.answer_one(count + 1, answerer)
        self.answer_one(count + 2, first)
        self.world.mine()
        self._pass(3 * _HOUR)
        winners = sorted((first, second), key=lambda address: int(address, 16))
        chosen = [(winner, number + 1, _TEXT, _SALT) for number, winner in enumerate(winners)]
        self._question(asker, "award", count + 1, chosen)
        self._pass(2 * _DAY)
        for number in (count + 2, count + 3):
            self._question(asker, "settle", number)
        self.world.mine()
        for account in (first, second):
            self._question(account, "collect", account)
        self.world.mine()

    def answer_one(self, question: int, answerer: str) -> None:
        prizes = self.world.deployment.address("PrizeQuestions")
        kinds = ["uint256", "address", "uint256", "address", "bytes32", "bytes32"]
        said = encode(kinds, [self.world.anvil.chain_id, prizes, question, answerer, _TEXT, _SALT])
        self._question(answerer, "answer", question, keccak(said))

    def some_pass(self) -> int | None:
        """A soulbound pass that somebody holds now."""
        creator, member = self._creator(), self.world.anyone()
        if not self.world.read("Membership", "tierCount", creator):
            return None
        if not self.world.read("Membership", "termsOf", creator, 1)[-1]:
            return None
        found: int = self.world.read("Membership", "soulboundIdOf", creator, 1, member)
        held = self.world.read("Membership", "balanceOf", member)
        return found if held and self._exists(found) else None

    def _exists(self, pass_id: int) -> bool:
        try:
            self.world.read("Membership", "ownerOf", pass_id)
        except AssertionError:
            return False
        return True

    def _creator(self) -> str:
        return self.world.chance.choice(list(self.world.tokens))

    def _pass(self, seconds: int) -> None:
        self.world.rpc(("evm_increaseTime", [seconds]))
        self.world.mine()

    def _do(self, sender: str, function: str, *arguments: Any) -> None:
        self.world.do(sender, "Membership", function, *arguments)

    def _question(self, sender: str, function: str, *arguments: Any) -> None:
        self.world.do(sender, "PrizeQuestions", function, *arguments)
