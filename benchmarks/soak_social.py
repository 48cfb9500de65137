"""The soak's books of tips and follows."""

from collections.abc import Callable
from typing import Final

from soak_chain import Event, Step
from soak_community import Registry
from soak_world import Call, Part, Refused, World, require, word

NOBODY: Final = "0x" + "00" * 20


class Tips(Part):
    """Money from fan to creator, held by nobody between."""

    name = "Tips"
    weight = 2

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [(3, self.tip), (1, self.tip_many)]

    def tip(self) -> Step:
        sender, one = self.world.somebody(), self._one()
        token = self.world.at["Points"] if self.random.random() < 0.02 else self.world.usdt

        def effect() -> list[Event]:
            require(one[1] > 0, "ZeroAmount")
            require(one[0] != NOBODY, "ZeroAddress")
            require(one[0] != self.address, "InvalidCreator")
            require(token == self.world.usdt, "Soulbound")
            self.world.move(token, sender, *one[:2])
            return [self.event("TipSent", sender, one[0], token, one[1], one[2])]

        return self.done(sender, "tip", (token, *one), effect)

    def tip_many(self) -> Step:
        sender = self.world.somebody()
        tips = [self._one() for _ in range(self.random.randrange(5))]
        usdt = self.world.usdt

        def effect() -> list[Event]:
            require(bool(tips), "ZeroAmount")
            left = self.world.balances[usdt][sender]
            for creator, amount, _ in tips:
                require(amount > 0, "ZeroAmount")
                require(creator != NOBODY, "ZeroAddress")
                require(creator != self.address, "InvalidCreator")
                require(left >= amount, "ERC20InsufficientBalance")
                left -= amount * (creator != sender)
            for creator, amount, _ in tips:
                self.world.move(usdt, sender, creator, amount)
            return [self.event("TipSent", sender, to, usdt, amount, content) for to, amount, content in tips]

        return self.done(sender, "tipMany", (usdt, tips), effect)

    def _one(self) -> tuple[str, int, bytes]:
        strange = self.random.random()
        creator = NOBODY if strange < 0.01 else self.address if strange < 0.02 else self.world.somebody()
        return creator, self.world.amount(10**9), self.world.content()

    def checks(self) -> list[tuple[Call, bytes]]:
        return [(self.world.balance_call(self.world.usdt, self.address), word(0))]


class Follows(Part):
    """Who follows whom, bound to the follower."""

    name = "FollowGraph"
    weight = 1.5

    def __init__(self, world: World, registry: Registry) -> None:
        super().__init__(world)
        self.registry = registry
        self.pairs: set[tuple[str, str]] = set()

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [(5, self.follow), (4, self.unfollow), (1, self.transfer)]

    def follow(self) -> Step:
        pair = sender, creator = self.world.somebody(), self.registry.creator()
        content = self.world.content()

        def effect() -> list[Event]:
            require(self.registry.is_creator(creator), "NotCreator")
            require(pair not in self.pairs, "AlreadyFollowing")
            self.pairs.add(pair)
            number = self.registry.numbers[creator] << 160 | int(sender, 16)
            return [self.event("Transfer", NOBODY, sender, number), self.event("Followed", *pair, content)]

        return self.done(sender, "follow", (creator, content), effect)

    def unfollow(self) -> Step:
        pair = sender, creator = self.world.somebody(), self.registry.creator()

        def effect() -> list[Event]:
            require(pair in self.pairs, "NotFollowing")
            self.pairs.remove(pair)
            return [self.event("Unfollowed", *pair)]

        return self.done(sender, "unfollow", (creator,), effect)

    def transfer(self) -> Step:
        sender, target = self.world.somebody(), self.world.somebody()
        number = self.random.randrange(12) << 160 | int(sender, 16)

        def effect() -> list[Event]:
            raise Refused("Soulbound")

        return self.done(sender, "transferFrom", (sender, target, number), effect)

    def checks(self) -> list[tuple[Call, bytes]]:
        people, creators = self.world.people, self.registry.numbers
        counts = [
            (self.call("balanceOf", one), word(sum(fan == one for fan, _ in self.pairs))) for one in people
        ]
        pairs = [
            (self.call("isFollowing", fan, creator), word((fan, creator) in self.pairs))
            for fan in people
            for creator in creators
        ]
        return counts + pairs
