"""A made-up community of 4,000 consumers and 200 creators, and the crowds that attack it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final

from planet_chain.core.epoch import Interaction, Member, Post, Tables
from planet_chain.rewards.settlement import Settlement
from tests.rewards.bundles import address

CONSUMERS: Final = 4_000
CREATORS: Final = 200
_POSTS_EACH: Final = 3


@dataclass
class Community:
    """Rows that grow. Everybody is one entity, named like the member, and has a payout."""

    members: dict[str, Member] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    interactions: list[Interaction] = field(default_factory=list)
    _ids: Iterable[int] = field(default_factory=count)

    def join(self, name: str, value: int = 0) -> str:
        self.members[name] = Member(name, name, value, address(2**32 + len(self.members)))
        return name

    def publish(self, creator: str, content_type: str = "guide") -> str:
        post = f"{creator}/{len(self.posts)}"
        self.posts[post] = Post(post, creator, content_type)
        return post

    def act(self, member: str, post: str, seconds: int, *actions: str) -> None:
        for action, quantity in (("dwell", seconds), *((action, 1) for action in actions)):
            number = next(iter(self._ids))
            self.interactions.append(Interaction(str(number), member, post, action, quantity))

    @property
    def tables(self) -> Tables:
        return Tables(list(self.members.values()), list(self.posts.values()), list(self.interactions))


def honest(random: Random, value: int = 30) -> Community:
    """4,000 people who read some of 200 creators, the first of them much more than the last.

    Args:
        value: mean fees of a person, in value units; most pay less, some much more.
    """
    community = Community()
    creators = [community.join(f"c{number:03}") for number in range(CREATORS)]
    posts = [[community.publish(creator) for _ in range(_POSTS_EACH)] for creator in creators]
    popularity = [1 / (rank + 3) for rank in range(CREATORS)]
    for number in range(CONSUMERS):
        reader = community.join(f"u{number:04}", int(random.expovariate(1) * value))
        for creator in random.choices(range(CREATORS), popularity, k=random.randint(3, 12)):
            actions = random.choice([(), (), (), ("like",), ("like", "comment"), ("share",)])
            community.act(
                reader, random.choice(posts[creator]), int(random.expovariate(1 / 120)) + 5, *actions
            )
    return community


def paid_to(settlement: Settlement, creators: Iterable[str]) -> int:
    """What `creators` are paid together, smallest units."""
    wanted = set(creators)
    return sum(row.paid for row in settlement.allocations if row.entity in wanted)


def paid_by_creator(settlement: Settlement) -> Mapping[str, int]:
    return {row.entity: row.paid for row in settlement.allocations}
