"""The rules that the rows of a bundle keep.

What breaks one is refused by file, row and reason; nothing is clipped in silence.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, NoReturn, TypeVar

from planet_chain.core.addresses import lower_address
from planet_chain.core.amounts import format_amount
from planet_chain.core.epoch import DWELL, Counted, Cumulative, Interaction, Member, Post, Tables
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.errors import BundleRefused

VALUE_LIMIT: Final = 2**24
"""A member's value, and an entity's, is below it. These limits keep every product of a score in 63 bits."""
VALUES_LIMIT: Final = 2**40
POSTS_MOST: Final = 65_536
DWELL_MOST: Final = 86_400
EPOCHS_MOST: Final = 2**63 - 2
"""One more must still be an int64."""

_Row = TypeVar("_Row")
Numbered = Iterable[tuple[int, _Row]]
"""Rows with their numbers, the first of a file is 1: all of them, or those that decide about the last."""


def checked(tables: Tables, actions: Mapping[str, int]) -> Tables:
    """`tables` with lower-case addresses, when they keep every rule.

    Args:
        actions: the actions that this epoch knows.
    Raises:
        BundleRefused: a row breaks a rule.
    """
    members = tuple(checked_members(enumerate(tables.members, 1)))
    entity_of = {row.member: row.entity for row in members}
    check_posts(enumerate(tables.posts, 1), entity_of)
    posts = {row.post for row in tables.posts}
    check_interactions(enumerate(tables.interactions, 1), entity_of, posts, actions)
    check_counted(enumerate(tables.counted, 1))
    cumulative = tuple(checked_cumulative(enumerate(tables.cumulative, 1)))
    return Tables(members, tuple(tables.posts), tuple(tables.interactions), tuple(tables.counted), cumulative)


def checked_members(rows: Numbered[Member]) -> Iterator[Member]:
    """The members with lower-case payouts."""
    file, seen, values, total = "members.parquet", set[str](), Counter[str](), 0
    for number, row in rows:
        if row.member in seen:
            _refuse(file, number, f"member {row.member} repeats; state each member once")
        if not 0 <= row.value < VALUE_LIMIT:
            _refuse(file, number, f"value is {row.value}; it must be in 0..{VALUE_LIMIT - 1}")
        seen.add(row.member)
        values[row.entity] += row.value
        total += row.value
        if (found := values[row.entity]) >= VALUE_LIMIT:
            _refuse(
                file, number, f"entity {row.entity} has value {found}; it must be in 0..{VALUE_LIMIT - 1}"
            )
        if total >= VALUES_LIMIT:
            _refuse(file, number, f"all values come to {total} here; they must stay below {VALUES_LIMIT}")
        payout = None if row.payout is None else _address(file, number, "payout", row.payout)
        yield row._replace(payout=payout)


def check_posts(rows: Numbered[Post], entity_of: Mapping[str, str]) -> None:
    """Refuse a post that repeats, has no creator among the members, or is one too many of an entity."""
    file, seen, posts = "posts.parquet", set[str](), Counter[str]()
    for number, row in rows:
        if row.post in seen:
            _refuse(file, number, f"post {row.post} repeats; state each post once")
        seen.add(row.post)
        if row.creator not in entity_of:
            _refuse(file, number, f"creator {row.creator} is no member of members.parquet")
        entity = entity_of[row.creator]
        posts[entity] += 1
        if posts[entity] > POSTS_MOST:
            _refuse(file, number, f"entity {entity} has more than {POSTS_MOST} posts; leave out the others")


def check_interactions(
    rows: Numbered[Interaction], members: Container[str], posts: Container[str], actions: Mapping[str, int]
) -> None:
    """Refuse an interaction that contradicts another of its id, or names what is not known."""
    file, seen = "interactions.parquet", dict[str, Interaction]()
    for number, row in rows:
        if seen.setdefault(row.id, row) != row:
            _refuse(file, number, f"id {row.id} is also another interaction's; give each its own")
        if row.member not in members:
            _refuse(file, number, f"member {row.member} is no member of members.parquet")
        if row.post not in posts:
            _refuse(file, number, f"post {row.post} is no post of posts.parquet")
        if row.action == DWELL:
            if not 1 <= row.quantity <= DWELL_MOST:
                _refuse(file, number, f"dwell of {row.quantity} s; it must be in 1..{DWELL_MOST}")
        elif row.action not in actions:
            known = ", ".join([DWELL, *actions])
            _refuse(file, number, f"action {row.action} is not known; the actions are {known}")
        elif row.quantity != 1:
            _refuse(file, number, f"{row.action} has quantity {row.quantity}; it must be 1")


def check_counted(rows: Numbered[Counted]) -> None:
    """Refuse a pair that repeats, or that no epoch counted."""
    file, seen = "counted.parquet", set[tuple[str, str]]()
    for number, row in rows:
        pair = (row.entity, row.post)
        if pair in seen:
            _refuse(file, number, f"entity {row.entity} with post {row.post} repeats; state each pair once")
        seen.add(pair)
        if not 1 <= row.epochs <= EPOCHS_MOST:
            _refuse(file, number, f"epochs is {row.epochs}; it must be in 1..{EPOCHS_MOST}")


def checked_cumulative(rows: Numbered[Cumulative]) -> Iterator[Cumulative]:
    """The totals with lower-case addresses."""
    file, seen = "cumulative.parquet", set[tuple[str, str]]()
    for number, row in rows:
        account = _address(file, number, "account", row.account)
        token = _address(file, number, "token", row.token)
        if (account, token) in seen:
            _refuse(file, number, f"account {account} with token {token} repeats; state each total once")
        seen.add((account, token))
        try:
            format_amount(row.amount)
        except PlanetError as error:
            _refuse(file, number, f"amount: {error}")
        yield Cumulative(account, token, row.amount)


def _address(file: str, number: int, column: str, text: str) -> str:
    try:
        return lower_address(text)
    except PlanetError as error:
        _refuse(file, number, f"{column}: {error}")


def _refuse(file: str, number: int, reason: str) -> NoReturn:
    raise BundleRefused(file, number, reason)
