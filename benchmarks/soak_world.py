"""What the soak believes: the books of every contract, and what each step does to them."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from soak_chain import Event, Step

DAY: Final = 86_400
Call = tuple[str, str, str, tuple[Any, ...]]


class Refused(Exception):
    """A step reverts with the error of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def require(condition: bool, error: str) -> None:
    if not condition:
        raise Refused(error)


class World:
    """Everybody, the clock, all balances, and one part for each contract.

    Attributes:
        people: addresses that send, lower case; the first six have the roles of the deployment.
        at: contract -> lower-case address.
        balances: token -> holder -> smallest units, of every token.
    """

    def __init__(
        self,
        random: Random,
        people: list[str],
        at: Mapping[str, str],
        now: int,
        ask: Callable[[list[Call]], list[bytes]],
    ) -> None:
        self.random, self.people, self.at, self.now, self.ask = random, people, at, now, ask
        self.balances: dict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.parts: list[Part] = []

    @property
    def usdt(self) -> str:
        return self.at["USDT0"]

    def somebody(self) -> str:
        return self.random.choice(self.people)

    def content(self) -> bytes:
        return self.random.randbytes(32)

    def amount(self, most: int) -> int:
        """Something from dust to a bit more than `most`; small and large ones alike."""
        kind = self.random.random()
        if kind < 0.05:
            return self.random.randrange(3)
        if kind < 0.08:
            return most + 1
        return self.random.randint(0, max(most >> self.random.randrange(20), 1))

    def move(self, token: str, source: str, target: str, amount: int) -> None:
        """As an ERC-20 moves, with its refusal."""
        require(self.balances[token][source] >= amount, "ERC20InsufficientBalance")
        self.balances[token][source] -= amount
        self.balances[token][target] += amount

    def asked(self, call: Call) -> str:
        """The address that the chain answers."""
        return "0x" + self.ask([call])[0][-20:].hex()

    def balance_call(self, token: str, holder: str) -> Call:
        return token, "CommunityToken", "balanceOf", (holder,)

    def step(self) -> Step:
        """A random step, done in the books; refused, it leaves them as they were."""
        part = self.random.choices(self.parts, [part.weight for part in self.parts])[0]
        return part.step()


class Part(ABC):
    """The books of one contract.

    Attributes:
        name: of the contract.
        weight: how often it is chosen, against the others.
    """

    name = ""
    weight = 1.0

    def __init__(self, world: World) -> None:
        self.world = world
        self.random = world.random

    @property
    def address(self) -> str:
        return self.world.at[self.name]

    @abstractmethod
    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        """What can be done next, each with its weight."""

    @abstractmethod
    def checks(self) -> list[tuple[Call, bytes]]:
        """What the chain must answer now."""

    def settled(self) -> None:
        """Called after each block; most parts have nothing to do then."""
        return

    def step(self) -> Step:
        weights, makers = zip(*self.actions(), strict=True)
        return self.random.choices(makers, weights)[0]()

    def done(
        self,
        sender: str,
        function: str,
        arguments: tuple[Any, ...],
        effect: Callable[[], list[Event]],
        *,
        to: str | None = None,
        contract: str | None = None,
        last: bool = False,
    ) -> Step:
        """A step whose `effect` first refuses, or then writes the books and says what is emitted."""
        step = Step(sender, to or self.address, contract or self.name, function, arguments, last=last)
        try:
            step.events = effect()
        except Refused as refused:
            step.refusal = refused.name
        return step

    def event(self, name: str, *arguments: Any) -> Event:
        return Event(self.name, name, arguments)

    def call(self, function: str, *arguments: Any) -> Call:
        return self.address, self.name, function, arguments


def word(*values: Any) -> bytes:
    """Numbers, addresses, truths and hashes as a contract returns them."""
    return b"".join(
        value.rjust(32, b"\0")
        if isinstance(value, bytes)
        else bytes.fromhex(value[2:]).rjust(32, b"\0")
        if isinstance(value, str)
        else int(value).to_bytes(32, "big")
        for value in values
    )
