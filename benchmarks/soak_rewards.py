"""The soak's books of weekly rewards and of points."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from soak_chain import Event, Step
from soak_social import NOBODY
from soak_world import DAY, Call, Part, Refused, World, require, word

from planet_chain.core.merkle import Leaf, Tree, build_tree

WINDOW = DAY
PAUSE = 7 * DAY


@dataclass
class Pending:
    root: bytes
    tree: Tree
    totals: dict[str, int]
    due: int


class Rewards(Part):
    """Cumulative roots, their window and veto, claims of every root that was ever activated, and points."""

    name = "RewardDistributor"
    weight = 4

    def __init__(self, world: World, settler: str, guardians: list[str]) -> None:
        super().__init__(world)
        self.settler, self.guardians = settler, guardians
        self.earned: dict[tuple[str, str], int] = {}
        self.trees: list[Tree] = []
        self.roots: set[bytes] = set()
        self.claimed: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.total: defaultdict[str, int] = defaultdict(int)
        self.funded = 0
        self.minted = 0
        self.burned = 0
        self.pending: Pending | None = None
        self.paused_until: defaultdict[str, int] = defaultdict(int)
        self.self_only: set[str] = set()

    @property
    def points(self) -> str:
        return self.world.at["Points"]

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [
            (1, self.propose),
            (0.1, self.withdraw),
            (0.3, self.reject),
            (2, self.activate),
            (1, self.fund),
            (8, self.claim),
            (1, self.set_self_only),
            (1, self.burn),
            (0.3, self.transfer),
        ]

    def propose(self) -> Step:
        sender = self.settler if self.random.random() < 0.9 else self.world.somebody()
        earned = dict(self.earned)
        for account in self.random.sample(self.world.people, 5):
            for token, most in ((self.world.usdt, 10**8), (self.points, 10**9)):
                earned[account, token] = earned.get((account, token), 0) + self.random.randrange(1, most)
        tree = build_tree(Leaf(account, token, amount) for (account, token), amount in earned.items())
        totals: defaultdict[str, int] = defaultdict(int)
        for (_, token), amount in earned.items():
            totals[token] += amount
        if self.random.random() < 0.05:
            totals[self.world.usdt] = max(self.total[self.world.usdt] - 1, 0)
        root = bytes.fromhex(tree.root[2:]) if self.random.random() < 0.97 else bytes(32)
        announced = sorted(totals.items())
        inputs = self.world.content()

        def effect() -> list[Event]:
            require(sender == self.settler, "NotSettler")
            require(root != bytes(32), "RootIsZero")
            require(root not in self.roots, "RootKnown")
            require(self.pending is None, "RootPending")
            require(all(amount >= self.total[token] for token, amount in announced), "TotalFell")
            self.pending = Pending(root, tree, dict(announced), self.world.now + WINDOW)
            epoch = len(self.trees) + 1
            return [self.event("RootProposed", epoch, root, inputs, announced, self.pending.due)]

        return self.done(sender, "propose", (root, inputs, announced), effect)

    def withdraw(self) -> Step:
        sender = self.settler if self.random.random() < 0.7 else self.world.somebody()

        def effect() -> list[Event]:
            require(sender == self.settler, "NotSettler")
            return [self.event("RootWithdrawn", len(self.trees) + 1, self._taken().root)]

        return self.done(sender, "withdraw", (), effect)

    def reject(self) -> Step:
        sender = self.random.choice((*self.guardians, self.world.somebody()))
        root = self.pending.root if self.pending and self.random.random() < 0.8 else self.world.content()

        def effect() -> list[Event]:
            require(sender in self.guardians, "NotGuardian")
            require(self.world.now >= self.paused_until[sender], "RejectedTooSoon")
            require(self.pending is not None, "NothingPending")
            require(self.pending is not None and self.pending.root == root, "RootNotPending")
            self._taken()
            self.paused_until[sender] = self.world.now + PAUSE
            return [self.event("RootRejected", len(self.trees) + 1, root, sender, "soak")]

        return self.done(sender, "reject", (root, "soak"), effect)

    def activate(self) -> Step:
        def effect() -> list[Event]:
            require(self.pending is None or self.world.now >= self.pending.due, "WindowOpen")
            require(self.pending is not None, "NothingPending")
            assert self.pending is not None
            money = self.pending.totals.get(self.world.usdt, 0)
            require(money == self.total[self.world.usdt] or money <= self.funded, "NotFunded")
            pending = self._taken()
            self.total.update(pending.totals)
            self.trees.append(pending.tree)
            self.roots.add(pending.root)
            for leaf in pending.tree.leaves:
                self.earned[leaf.account, leaf.token] = leaf.amount
            return [self.event("RootActivated", len(self.trees), pending.root)]

        return self.done(self.world.somebody(), "activate", (), effect)

    def fund(self) -> Step:
        sender = self.world.somebody()
        token = self.points if self.random.random() < 0.05 else self.world.usdt
        missing = (self.pending.totals.get(token, 0) - self.funded) if self.pending else 0
        amount = max(missing, 0) if self.random.random() < 0.7 else self.world.amount(10**8)

        def effect() -> list[Event]:
            require(amount > 0, "ZeroAmount")
            require(token != self.points, "UnsupportedToken")
            self.world.move(token, sender, self.address, amount)
            self.funded += amount
            return [self.event("RewardsFunded", token, sender, amount)]

        return self.done(sender, "fund", (token, amount), effect)

    def claim(self) -> Step:
        sender = self.world.somebody()
        tree = self.random.choice(self.trees) if self.trees else build_tree([Leaf(sender, self.points, 1)])
        if self.random.random() < 0.5 and self.trees:
            tree = self.trees[-1]
        number = self.random.randrange(len(tree.leaves))
        account, token, cumulative = tree.leaves[number]
        proof = [bytes.fromhex(one[2:]) for one in tree.proof(number)]
        valid = bool(self.trees)
        if self.random.random() < 0.03:
            cumulative, valid = cumulative + 1, False

        def effect() -> list[Event]:
            require(sender == account or account not in self.self_only, "ClaimBySelfOnly")
            require(valid, "InvalidProof")
            amount = cumulative - self.claimed[account, token]
            require(amount > 0, "NothingToClaim")
            if token == self.points:
                left = self.total[token] - self.minted
                require(cumulative <= self.total[token] and amount <= left, "TotalExceeded")
                self.minted += amount
                self.world.balances[token][account] += amount
            else:
                require(cumulative <= self.total[token], "TotalExceeded")
                self.world.move(token, self.address, account, amount)
            self.claimed[account, token] = cumulative
            return [self.event("RewardClaimed", account, token, amount, cumulative)]

        return self.done(sender, "claim", (account, token, cumulative, proof), effect)

    def set_self_only(self) -> Step:
        sender, wish = self.world.somebody(), self.random.random() < 0.3

        def effect() -> list[Event]:
            (self.self_only.add if wish else self.self_only.discard)(sender)
            return [self.event("SelfOnlySet", sender, wish)]

        return self.done(sender, "setSelfOnly", (wish,), effect)

    def burn(self) -> Step:
        sender = self.world.somebody()
        amount = self.world.amount(self.world.balances[self.points][sender])

        def effect() -> list[Event]:
            require(self.world.balances[self.points][sender] >= amount, "ERC20InsufficientBalance")
            self.world.balances[self.points][sender] -= amount
            self.burned += amount
            return [Event("Points", "Transfer", (sender, NOBODY, amount))]

        return self.done(sender, "burn", (amount,), effect, to=self.points, contract="Points")

    def transfer(self) -> Step:
        def effect() -> list[Event]:
            raise Refused("Soulbound")

        sender, arguments = self.world.somebody(), (self.world.somebody(), 1)
        return self.done(sender, "transfer", arguments, effect, to=self.points, contract="Points")

    def checks(self) -> list[tuple[Call, bytes]]:
        usdt = self.world.usdt
        paid = sum(amount for (_, token), amount in self.claimed.items() if token == usdt)
        return [
            (self.call("epochCount"), word(len(self.trees))),
            (self.call("funded", usdt), word(self.funded)),
            (self.call("total", usdt), word(self.total[usdt])),
            (self.call("paid", usdt), word(paid)),
            (self.call("paid", self.points), word(self.minted)),
            (self.world.balance_call(usdt, self.address), word(self.funded - paid)),
            ((self.points, "Points", "totalSupply", ()), word(self.minted - self.burned)),
            *((self.call("claimed", *one), word(amount)) for one, amount in self.claimed.items()),
        ]

    def _taken(self) -> Pending:
        pending, self.pending = self.pending, None
        if pending is None:
            raise Refused("NothingPending")
        return pending
