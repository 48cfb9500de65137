"""Tables of the chain with as many facts as one likes, made by PostgreSQL itself: for plans and timings.

A year passes between the first fact and the last of a million. One token of a thousand has a tenth of all
trades, as popular ones do, and one person of a hundred thousand takes part in one fact of fifty.
"""

from collections.abc import Collection
from typing import Final

import psycopg

from indexer import sums

PER_BLOCK: Final = 100
"""Facts of each table in a block."""
SECONDS_A_BLOCK: Final = 3_000
GENESIS: Final = 1_700_000_000
TOKENS: Final = 1_000
MEMBERSHIP: Final = f"0x{2:040x}"
"""The contract of the passes."""
CROWD: Final = 500
"""People around one token."""

_SALTS: Final = {"from": 1, "to": 2, "token": 3, "post": 4}


def person(number: int) -> str:
    """The address of somebody."""
    return f"0x{number:040x}"


def token(number: int) -> str:
    """The address of a community token, the most popular first."""
    return f"0xee{number:038x}"


def neighbour(token_number: int, place: int, people: int) -> str:
    """The address of somebody at `place` (0..`CROWD`-1) in the crowd of a token; crowds overlap."""
    return person((token_number * 101 + place) % people)


def post(number: int) -> str:
    """The id of a content."""
    return f"0x{number + 1:064x}"


def fill(
    connection: psycopg.Connection,
    tables: Collection[str],
    first: int,
    last: int,
    people: int,
    crowded: bool = False,
) -> None:
    """Write the facts `first` to `last` (exclusive) of each of `tables`, of so many people, and add them up.

    Args:
        first: a multiple of `PER_BLOCK`, and of the same tables everything before it is written.
        tables: keys of `FACTS`, or "log" for raw logs.
        crowded: tokens move within the `CROWD` of each, instead of between anybody and anybody.
    """
    facts = FACTS | _CROWDED if crowded else FACTS
    for table in tables:
        connection.execute(
            f"INSERT INTO {table} SELECT {_PLACE}, {facts[table]} "  # noqa: S608 (our own text)
            "FROM generate_series(%(first)s::bigint, %(last)s - 1) AS n",
            {"first": first, "last": last, "people": people, "tokens": TOKENS, "genesis": GENESIS}
            | {"per_block": PER_BLOCK, "seconds": SECONDS_A_BLOCK},
        )
    sums.add(connection, first // PER_BLOCK, [table for table in tables if table != "log"])
    connection.commit()


def _drawn(what: str, most: str, of: str = "n") -> str:
    """Cubed: who is active, is very active."""
    share = f"(hashint8({of} * 31 + {_SALTS[what]}) & 2147483647) / 2147483648.0"
    return f"floor({most} * power({share}, 3))::bigint"


def _pass(of: str = "n") -> str:
    """The id of the pass of tier 1 that the fact `of` made."""
    return f"(({_drawn('to', '%(people)s', of)} + 1) * {2**224}::numeric + {2**192}::numeric + {of})"


def _address(number: str, prefix: str = "0x") -> str:
    return f"'{prefix}' || lpad(to_hex({number}), {42 - len(prefix)}, '0')"


_PLACE: Final = """
    n / %(per_block)s + 1, (n %% %(per_block)s)::int,
    %(genesis)s + n / %(per_block)s * %(seconds)s
"""
_GENESIS: Final = "%(genesis)s"
_TRANSACTION: Final = "'0x' || lpad(to_hex(n / 2), 64, '0')"
_FROM: Final = _address(_drawn("from", "%(people)s"))
_TO: Final = _address(_drawn("to", "%(people)s"))
_TOKEN: Final = _address(_drawn("token", "%(tokens)s"), "0xee")
_POST: Final = f"'0x' || lpad(to_hex(1 + {_drawn('post', '10000')}), 64, '0')"

FACTS: Final = {
    "log": f"""
        decode(lpad(to_hex(n / 2), 64, '0'), 'hex'), decode(substr({_TOKEN}, 3), 'hex'),
        decode('ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
            || repeat('0', 24) || substr({_FROM}, 3) || repeat('0', 24) || substr({_TO}, 3), 'hex'),
        decode(lpad(to_hex(1 + n), 64, '0'), 'hex')
    """,
    "token_transfer": f"{_TRANSACTION}, {_TOKEN}, {_FROM}, {_TO}, (1 + n %% 1000) * 10::numeric ^ 15",
    "trade": f"""
        {_TRANSACTION}, {_TOKEN}, {_FROM}, n %% 3 > 0, 1000000 + n %% 1000, 10000, 990000 + n %% 1000,
        (1000 + n %% 7) * 10::numeric ^ 18, {_POST}
    """,
    "tip_sent": f"{_TRANSACTION}, {_FROM}, {_TO}, {_address('1')}, 1000 + n %% 1000, {_POST}",
    "reward_claimed": f"{_TRANSACTION}, {_TO}, {_address('1')}, 1000, 1000 + n",
    "community_created": f"""
        {_TRANSACTION}, {_address("n", "0xee")}, {_address("n")}, {_POST}, 'Club', 'CLUB', 100, 0, 0
    """,
    "lot_added": f"""
        {_TRANSACTION}, {_pass()}, {_FROM}, {_TO}, 1, 'joined', 0, 1000000 + n, {_GENESIS},
        {_GENESIS} + 2592000, {_POST}
    """,
    "nft_transfer": f"{_TRANSACTION}, {_address('2')}, {_address('0')}, {_FROM}, {_pass()}",
    "pass_ended": f"""
        {_TRANSACTION}, CASE WHEN n %% 10 = 5 THEN {_pass("(n - 5)")} ELSE n END, {_FROM}, {_TO}, 1,
        false, 1000, 0
    """,
    "tier_created": f"""
        {_TRANSACTION}, {_address("n")}, 1, 'Club', 1000000, 30, 1000, false, {_POST}
    """,
    "tier_changed": f"{_TRANSACTION}, {_address('n')}, 1, 2000000, 1000",
    "creator_registered": f"{_TRANSACTION}, {_address('n')}, n + 1, {_GENESIS}",
    "membership_earned": f"{_TRANSACTION}, {_pass()}, {_TO}, 1, 1000 + n %% 1000",
    "question_asked": f"""
        {_TRANSACTION}, n, {_FROM}, {_TO}, 1000 + n %% 1000, {_GENESIS}, {_GENESIS}, {_POST}, {_POST}
    """,
    "question_ended": f"{_TRANSACTION}, n * 2, 'refunded', {_FROM}, 1000",
    "prize_won": f"{_TRANSACTION}, n, {_TO}, 1000 + n %% 1000",
    "follow": f"{_TRANSACTION}, {_FROM}, {_TO}, n %% 5 > 0, {_POST}",
}
"""Table -> the values of its columns behind the place, of the fact number n."""


def _in_crowd(what: str) -> str:
    return _address(f"({_drawn('token', '%(tokens)s')} * 101 + {_drawn(what, str(CROWD))}) %% %(people)s")


_CROWDED: Final = {
    "token_transfer": f"""
        {_TRANSACTION}, {_TOKEN}, {_in_crowd("from")}, {_in_crowd("to")}, (1 + n %% 1000) * 10::numeric ^ 15
    """,
}
"""The same between `neighbour`s."""
