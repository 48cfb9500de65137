"""The soak's books of memberships, by the refunds of planet_chain.core."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from soak_chain import Event, Step
from soak_community import Registry
from soak_social import NOBODY
from soak_world import DAY, Call, Part, Refused, World, require, word

from planet_chain.core.refund import Lot, earned_rounded_up, refund_rounded_down

GIFT_WAITS, GRACE = 30 * DAY, 7 * DAY


@dataclass
class Tier:
    price: int
    days: int
    seats: int
    soulbound: bool
    taken: int = 0
    minted: int = 0


@dataclass
class Paid:
    """A lot in a pass, what was collected of it, and who gave it."""

    lot: Lot
    giver: str = NOBODY
    collected: int = 0

    @property
    def uncollected(self) -> int:
        return self.lot.paid - self.collected


@dataclass
class Pass:
    place: tuple[str, int]
    holder: str
    lots: list[Paid]


@dataclass
class Gift:
    giver: str
    to: str
    place: tuple[str, int]
    paid: int
    days: int
    until: int


class Members(Part):
    """Tiers, passes, gifts; every unit is refundable, earned, waiting or owed."""

    name = "Membership"
    weight = 4

    def __init__(self, world: World, registry: Registry) -> None:
        super().__init__(world)
        self.registry = registry
        self.tiers: dict[tuple[str, int], Tier] = {}
        self.passes: dict[int, Pass] = {}
        self.gifts: dict[int, Gift] = {}
        self.gift_count = 0
        self.earnings: defaultdict[str, int] = defaultdict(int)
        self.credits: defaultdict[str, int] = defaultdict(int)

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [
            (1 if len(self.tiers) < 20 else 0.05, self.create_tier),
            (0.3, self.set_tier),
            (4, self.join),
            (3, self.renew),
            (2, self.cancel),
            (1.5, self.gift),
            (0.5, self.grant),
            (1.5, self.accept),
            (1, self.send_back),
            (1.5, self.collect),
            (0.5, self.withdraw),
            (0.5, self.release),
            (0.5, self.transfer),
        ]

    def create_tier(self) -> Step:
        sender = self.registry.creator()
        price, days = self.random.choice((0, 1, 99, 5 * 10**6)), self.random.choice((0, 1, 7, 30, 365))
        seats, soulbound, content = (
            self.random.choice((1, 3, 1000)),
            self.random.random() < 0.5,
            self.world.content(),
        )

        def effect() -> list[Event]:
            require(self.registry.is_creator(sender), "NotCreator")
            require(price > 0, "ZeroPrice")
            require(days > 0, "DaysOutOfRange")
            tier = 1 + sum(creator == sender for creator, _ in self.tiers)
            self.tiers[sender, tier] = Tier(price, days, seats, soulbound)
            told = (sender, tier, "Circle", price, days, seats, soulbound, content)
            return [self.event("TierCreated", *told)]

        arguments = ("Circle", price, days, seats, soulbound, content)
        return self.done(sender, "createTier", arguments, effect)

    def set_tier(self) -> Step:
        sender, tier = self._place()
        price, seats = self.random.choice((0, 7, 10**7)), self.random.choice((0, 2, 1000))

        def effect() -> list[Event]:
            terms = self.tiers.get((sender, tier))
            if terms is None:
                raise Refused("UnknownTier")
            require(price > 0, "ZeroPrice")
            terms.price, terms.seats = price, seats
            return [self.event("TierChanged", sender, tier, price, seats)]

        return self.done(sender, "setTier", (tier, price, seats), effect)

    def join(self) -> Step:
        sender, place = self.world.somebody(), self._place()
        most, content = self._most(place), self.world.content()

        def effect() -> list[Event]:
            terms = self._open(place, most)
            identity = self._issuable(place, sender)
            self.world.move(self.world.usdt, sender, self.address, terms.price)
            lot = Lot(terms.price, self.world.now, terms.days)
            self._issue(identity, place, sender, Paid(lot))
            return [self.event("Joined", identity, sender, *place, lot.paid, lot.start, lot.end, content)]

        return self.done(sender, "join", (*place, most, content), effect)

    def renew(self) -> Step:
        identity, sender = self._pass()
        place = self.passes[identity].place if identity in self.passes else ("", 0)
        most, content = self._most(place), self.world.content()

        def effect() -> list[Event]:
            self._require_holder(identity, sender)
            terms = self._open(place, most)
            start = self._room(identity)
            self.world.move(self.world.usdt, sender, self.address, terms.price)
            lot = Lot(terms.price, start, terms.days)
            self._prolong(identity, Paid(lot))
            return [self.event("Renewed", identity, sender, *place, lot.paid, lot.start, lot.end, content)]

        return self.done(sender, "renew", (identity, most, content), effect)

    def cancel(self) -> Step:
        identity, sender = self._pass()

        def effect() -> list[Event]:
            self._require_holder(identity, sender)
            creator = self.passes[identity].place[0]
            own = given = 0
            for paid in self._burn(identity):
                refund = refund_rounded_down(paid.lot, self.world.now)
                self.earnings[creator] += paid.uncollected - refund
                if paid.giver == NOBODY:
                    own += refund
                else:
                    given += refund
                    self.credits[paid.giver] += refund
            self.world.move(self.world.usdt, self.address, sender, own)
            return [self.event("Cancelled", identity, sender, creator, own, given)]

        return self.done(sender, "cancelSubscription", (identity,), effect)

    def gift(self) -> Step:
        sender, place = self.world.somebody(), self._place()
        to = self.world.somebody() if self.random.random() < 0.97 else NOBODY
        most, content = self._most(place), self.world.content()

        def effect() -> list[Event]:
            terms = self._open(place, most)
            require(to != NOBODY, "ZeroAddress")
            self.world.move(self.world.usdt, sender, self.address, terms.price)
            return self._wait(Gift(sender, to, place, terms.price, terms.days, 0), content)

        return self.done(sender, "gift", (to, *place, most, content), effect)

    def grant(self) -> Step:
        place = sender, tier = self._place()
        to, days, content = self.world.somebody(), self.random.choice((0, 3, 30)), self.world.content()

        def effect() -> list[Event]:
            self._open(place, 2**96)
            require(days > 0, "DaysOutOfRange")
            return self._wait(Gift(sender, to, place, 0, days, 0), content)

        return self.done(sender, "grant", (to, tier, days, content), effect)

    def accept(self) -> Step:
        number, gift = self._gift()
        sender = gift.to if gift and self.random.random() < 0.9 else self.world.somebody()

        def effect() -> list[Event]:
            if gift is None:
                raise Refused("UnknownGift")
            require(gift.to == sender, "NotReceiver")
            require(self.world.now <= gift.until, "GiftExpired")
            terms = self._open(gift.place, 2**96)
            identity, start = self._identity(gift.place, 0, sender), self.world.now
            prolonged = terms.soulbound and identity in self.passes
            if prolonged:
                start = self._room(identity)
            else:
                identity = self._issuable(gift.place, sender)
            lot = Lot(gift.paid, start, gift.days)
            if prolonged:
                self._prolong(identity, Paid(lot, gift.giver))
            else:
                self._issue(identity, gift.place, sender, Paid(lot, gift.giver))
            del self.gifts[number]
            told = (number, identity, sender, *gift.place, lot.paid, lot.start, lot.end)
            return [self.event("GiftAccepted", *told)]

        return self.done(sender, "acceptGift", (number,), effect)

    def send_back(self) -> Step:
        number, gift = self._gift()
        sender = gift.to if gift and self.random.random() < 0.3 else self.world.somebody()

        def effect() -> list[Event]:
            if gift is None:
                raise Refused("UnknownGift")
            require(gift.to == sender or self.world.now > gift.until, "GiftWaits")
            del self.gifts[number]
            self.credits[gift.giver] += gift.paid
            return [self.event("GiftReturned", number, gift.giver, gift.paid)]

        return self.done(sender, "returnGift", (number,), effect)

    def collect(self) -> Step:
        sender = self.registry.creator()
        own = [identity for identity, held in self.passes.items() if held.place[0] == sender]
        others = [identity for identity, held in self.passes.items() if held.place[0] != sender]
        chosen = self.random.sample(own, min(len(own), 4))
        if others and self.random.random() < 0.05:
            chosen.append(others[0])
        to = self.world.somebody() if self.random.random() < 0.97 else NOBODY

        def effect() -> list[Event]:
            require(all(identity in own for identity in chosen), "NotOfCreator")
            lots = [paid for identity in chosen for paid in self.passes[identity].lots]
            due = [earned_rounded_up(paid.lot, self.world.now) - paid.collected for paid in lots]
            amount = self.earnings[sender] + sum(due)
            require(amount > 0, "NothingToCollect")
            require(to != NOBODY, "ZeroAddress")
            for paid, one in zip(lots, due, strict=True):
                paid.collected += one
            self.earnings[sender] = 0
            self.world.move(self.world.usdt, self.address, to, amount)
            return [self.event("Collected", sender, to, amount)]

        return self.done(sender, "collect", (chosen, to), effect)

    def withdraw(self) -> Step:
        sender, to = self.world.somebody(), self.world.somebody()

        def effect() -> list[Event]:
            amount = self.credits[sender]
            require(amount > 0, "NothingToWithdraw")
            self.credits[sender] = 0
            self.world.move(self.world.usdt, self.address, to, amount)
            return [self.event("Withdrawn", sender, to, amount)]

        return self.done(sender, "withdraw", (to,), effect)

    def release(self) -> Step:
        identity, _ = self._pass()

        def effect() -> list[Event]:
            require(identity in self.passes, "ERC721NonexistentToken")
            held = self.passes[identity]
            require(self.world.now >= held.lots[-1].lot.end + GRACE, "NotReleasable")
            creator = held.place[0]
            self.earnings[creator] += sum(paid.uncollected for paid in self._burn(identity))
            return [self.event("Released", identity, held.holder, creator)]

        return self.done(self.world.somebody(), "release", (identity,), effect)

    def transfer(self) -> Step:
        identity, sender = self._pass()
        to = self.world.somebody()

        def effect() -> list[Event]:
            self._require_holder(identity, sender)
            require(not self.tiers[self.passes[identity].place].soulbound, "Soulbound")
            self.passes[identity].holder = to
            return [self.event("Transfer", sender, to, identity)]

        held = self.passes.get(identity)
        if held is None or held.holder != sender:  # what ERC-721 says then is OpenZeppelin's matter
            return self.join()
        return self.done(sender, "transferFrom", (sender, to, identity), effect)

    def checks(self) -> list[tuple[Call, bytes]]:
        now, usdt = self.world.now, self.world.usdt
        lots = [paid for held in self.passes.values() for paid in held.lots]
        waiting = sum(gift.paid for gift in self.gifts.values())
        owed = sum(self.earnings.values()) + sum(self.credits.values())
        whole = sum(paid.uncollected for paid in lots) + waiting + owed
        found = [(self.world.balance_call(usdt, self.address), word(whole))]
        for (creator, tier), one in self.tiers.items():
            terms = (one.price, one.days, one.seats, one.taken, one.minted, one.soulbound)
            found.append((self.call("termsOf", creator, tier), word(*terms)))
        for identity, held in self.passes.items():
            refunds = [refund_rounded_down(paid.lot, now) for paid in held.lots]
            own = sum(refund for refund, paid in zip(refunds, held.lots, strict=True) if paid.giver == NOBODY)
            earned = sum(paid.uncollected for paid in held.lots) - sum(refunds)
            found.append((self.call("ownerOf", identity), word(held.holder)))
            found.append((self.call("refundOf", identity), word(own, sum(refunds) - own)))
            found.append((self.call("earnedOf", identity), word(earned)))
            found.append((self.call("expiresAt", identity), word(held.lots[-1].lot.end)))
        for one in self.world.people:
            found.append((self.call("earningsOf", one), word(self.earnings[one])))
            found.append((self.call("creditOf", one), word(self.credits[one])))
        return [*found, (self.call("giftCount"), word(self.gift_count))]

    def _place(self) -> tuple[str, int]:
        known = list(self.tiers)
        return (
            self.random.choice(known)
            if known and self.random.random() < 0.96
            else (self.registry.creator(), 99)
        )

    def _most(self, place: tuple[str, int]) -> int:
        price = self.tiers[place].price if place in self.tiers else 1
        return price - (self.random.random() < 0.04)

    def _pass(self) -> tuple[int, str]:
        """A pass, mostly one there is, and who acts on it, mostly its holder."""
        if not self.passes or self.random.random() < 0.02:
            return self.random.getrandbits(256), self.world.somebody()
        identity = self.random.choice(list(self.passes))
        holder = self.passes[identity].holder
        return identity, holder if self.random.random() < 0.93 else self.world.somebody()

    def _gift(self) -> tuple[int, Gift | None]:
        known = list(self.gifts)
        number = self.random.choice(known) if known and self.random.random() < 0.95 else 10**6
        return number, self.gifts.get(number)

    def _open(self, place: tuple[str, int], most: int) -> Tier:
        require(self.registry.is_creator(place[0]), "NotCreator")
        require(place in self.tiers, "UnknownTier")
        require(self.tiers[place].price <= most, "PriceTooHigh")
        return self.tiers[place]

    def _require_holder(self, identity: int, sender: str) -> None:
        require(identity in self.passes, "ERC721NonexistentToken")
        require(self.passes[identity].holder == sender, "NotHolder")

    def _identity(self, place: tuple[str, int], serial: int, holder: str) -> int:
        return self.registry.numbers[place[0]] << 224 | place[1] << 192 | serial << 160 | int(holder, 16)

    def _issuable(self, place: tuple[str, int], to: str) -> int:
        terms = self.tiers[place]
        identity = self._identity(place, 0 if terms.soulbound else terms.minted + 1, to)
        require(identity not in self.passes, "AlreadyMember")
        require(terms.taken < terms.seats, "TierFull")
        return identity

    def _issue(self, identity: int, place: tuple[str, int], to: str, paid: Paid) -> None:
        terms = self.tiers[place]
        terms.taken += 1
        terms.minted += not terms.soulbound
        self.passes[identity] = Pass(place, to, [paid])

    def _room(self, identity: int) -> int:
        """When a further lot would begin."""
        going = [paid for paid in self.passes[identity].lots if paid.lot.end > self.world.now]
        require(len(going) < 2, "NoRoom")
        return going[0].lot.end if going else self.world.now

    def _prolong(self, identity: int, paid: Paid) -> None:
        held = self.passes[identity]
        ended = [one for one in held.lots if one.lot.end <= self.world.now]
        self.earnings[held.place[0]] += sum(one.uncollected for one in ended)
        held.lots = [*(one for one in held.lots if one.lot.end > self.world.now), paid]

    def _burn(self, identity: int) -> list[Paid]:
        held = self.passes.pop(identity)
        self.tiers[held.place].taken -= 1
        return held.lots

    def _wait(self, gift: Gift, content: bytes) -> list[Event]:
        self.gift_count += 1
        gift.until = self.world.now + GIFT_WAITS
        self.gifts[self.gift_count] = gift
        told = (gift.giver, gift.to, *gift.place, gift.paid, gift.days, gift.until, content)
        return [self.event("GiftMade", self.gift_count, *told)]
