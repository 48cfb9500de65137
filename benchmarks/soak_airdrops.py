"""The soak's books of airdrops."""

from collections.abc import Callable
from dataclasses import dataclass

from soak_chain import Event, Step
from soak_social import NOBODY
from soak_world import DAY, Call, Part, Refused, World, require, word

from planet_chain.core.airdrops import GiftTree, gift_tree
from planet_chain.core.merkle import proof_at


@dataclass
class Campaign:
    funder: str
    tree: GiftTree
    start: int
    end: int
    held: int
    vault: str = ""
    swept: bool = False


class Airdrops(Part):
    """Campaigns of anybody, each with its own vault; some trees give more than there is."""

    name = "Airdrops"
    weight = 2.5

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.campaigns: list[Campaign] = []
        self.paid: set[tuple[int, int]] = set()

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [(1 if len(self.campaigns) < 300 else 0.05, self.create), (8, self.claim), (1, self.sweep)]

    def create(self) -> Step:
        sender, now = self.world.somebody(), self.world.now
        some = self.random.sample(self.world.people, 4)
        tree = gift_tree({one: self.random.randrange(1, 10**8) for one in some})
        whole = sum(gift.amount for gift in tree.gifts)
        amount = self.random.choice((whole, whole, whole, whole // 2, 0))
        start = self.random.choice((0, now, now + DAY))
        opens = max(start, now)
        end = opens + self.random.choice((DAY, 3 * DAY, 30 * DAY, DAY - 1, 6 * 365 * DAY))
        root = tree.nodes[0] if self.random.random() < 0.97 else bytes(32)
        content = self.world.content()

        def effect() -> list[Event]:
            require(amount > 0, "ZeroAmount")
            require(root != bytes(32), "RootIsZero")
            require(opens + DAY <= end <= now + 5 * 365 * DAY, "EndOutOfRange")
            self.world.move(self.world.usdt, sender, "vault", amount)
            self.campaigns.append(Campaign(sender, tree, opens, end, amount))
            number = len(self.campaigns)
            told = (number, sender, self.world.usdt, root, amount, opens, end, content)
            return [self.event("CampaignCreated", *told)]

        arguments = (self.world.usdt, amount, root, start, end, content)
        return self.done(sender, "create", arguments, effect)

    def claim(self) -> Step:
        number = self.random.randrange(max(len(self.campaigns) - 40, 0), len(self.campaigns) + 1) + 1
        known = number <= len(self.campaigns)
        campaign = self.campaigns[number - 1] if known else None
        tree = campaign.tree if campaign else gift_tree({self.world.somebody(): 1})
        place = self.random.randrange(len(tree.gifts))
        index, account, amount = tree.gifts[place]
        wrong = self.random.random() < 0.03
        proof = proof_at(tree.nodes, tree.places[place])
        arguments = (number, index, account, amount + wrong, [bytes.fromhex(one[2:]) for one in proof])

        def effect() -> list[Event]:
            if campaign is None:
                raise Refused("UnknownCampaign")
            require(not wrong, "InvalidProof")
            require(self.world.now >= campaign.start, "NotStarted")
            require(not campaign.swept, "AlreadySwept")
            require((number, index) not in self.paid, "AlreadyClaimed")
            require(amount <= campaign.held, "NotEnoughHeld")
            self.world.move(self.world.usdt, "vault", account, amount)
            campaign.held -= amount
            self.paid.add((number, index))
            return [self.event("AirdropClaimed", number, account, self.world.usdt, index, amount)]

        return self.done(self.world.somebody(), "claim", arguments, effect)

    def sweep(self) -> Step:
        number = self.random.randrange(len(self.campaigns) + 1) + 1
        campaign = self.campaigns[number - 1] if number <= len(self.campaigns) else None
        sender = campaign.funder if campaign and self.random.random() < 0.8 else self.world.somebody()
        to = self.random.choice((self.world.somebody(), self.world.somebody(), NOBODY, self.address))

        def effect() -> list[Event]:
            if campaign is None:
                raise Refused("UnknownCampaign")
            require(sender == campaign.funder, "NotFunder")
            require(self.world.now >= campaign.end, "NotEnded")
            require(to not in (NOBODY, self.address), "InvalidRecipient")
            require(campaign.held > 0, "NothingToSweep")
            amount, campaign.held, campaign.swept = campaign.held, 0, True
            self.world.move(self.world.usdt, "vault", to, amount)
            return [self.event("CampaignSwept", number, to, amount)]

        return self.done(sender, "sweep", (number, to), effect)

    def checks(self) -> list[tuple[Call, bytes]]:
        numbers = self.random.sample(range(1, len(self.campaigns) + 1), min(len(self.campaigns), 40))
        held = [(self.call("held", one), word(self.campaigns[one - 1].held)) for one in numbers]
        claimed = [
            (self.call("isClaimed", one, index), word((one, index) in self.paid))
            for one in numbers
            for index in range(4)
        ]
        empty = [(self.world.balance_call(self.world.usdt, self.address), word(0))]
        return [*held, *claimed, *empty, (self.call("campaignCount"), word(len(self.campaigns)))]
