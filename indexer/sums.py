"""Everything that follows from the facts by adding. The same SQL appends blocks, takes them away, and audits.

Each `delta` says what the facts above a block add to a table of sums. Applied with the sign +1 it appends,
with -1 it takes away; above block -1 it is the whole truth, with which `audit` compares.
"""

from collections.abc import Collection
from typing import Final

import psycopg
from psycopg import sql

from indexer.paid_sums import PAID
from indexer.summed import Sum
from indexer.tie_sums import TIES
from planet_chain.core.addresses import ZERO_ADDRESS, ZERO_HASH

EVERYTHING: Final[dict[str, int | str]] = {"above": -1, "nobody": ZERO_ADDRESS, "nothing": ZERO_HASH}
"""Parameters with which a `delta` says what all facts add up to."""


BALANCES: Final = Sum(
    "balance_sum",
    ("token", "holder"),
    ("amount", "facts"),
    frozenset({"token_transfer"}),
    """
    SELECT token, holder, sum(amount) AS amount, count(*) AS facts FROM (
        SELECT token, recipient AS holder, amount FROM token_transfer WHERE block_number > %(above)s
        UNION ALL
        SELECT token, sender, -amount FROM token_transfer WHERE block_number > %(above)s
    ) AS moved WHERE holder <> %(nobody)s GROUP BY token, holder
    """,
)

SUPPLIES: Final = Sum(
    "supply_sum",
    ("token",),
    ("supply", "facts"),
    frozenset({"token_transfer"}),
    """
    SELECT token, count(*) AS facts,
           sum(CASE WHEN sender = %(nobody)s THEN amount ELSE 0 END
             - CASE WHEN recipient = %(nobody)s THEN amount ELSE 0 END) AS supply
    FROM token_transfer WHERE block_number > %(above)s GROUP BY token
    """,
)

SUMS: Final = (
    SUPPLIES,
    BALANCES,
    Sum(
        "market_sum",
        ("token",),
        ("quote_net", "tokens_net", "volume", "fees", "collected", "buys", "sells", "facts"),
        frozenset({"trade", "fees_collected"}),
        """
        SELECT token, sum(quote_net) AS quote_net, sum(tokens_net) AS tokens_net, sum(volume) AS volume,
               sum(fees) AS fees, sum(collected) AS collected, sum(buys) AS buys, sum(sells) AS sells,
               count(*) AS facts
        FROM (
            SELECT token, CASE WHEN is_buy THEN net ELSE -net END AS quote_net,
                   CASE WHEN is_buy THEN tokens ELSE -tokens END AS tokens_net,
                   CASE WHEN is_buy THEN quote ELSE quote + fee END AS volume,
                   fee AS fees, 0 AS collected, is_buy::int AS buys, (NOT is_buy)::int AS sells
            FROM trade WHERE block_number > %(above)s
            UNION ALL
            SELECT token, 0, 0, 0, 0, amount, 0, 0 FROM fees_collected WHERE block_number > %(above)s
        ) AS moved GROUP BY token
        """,
    ),
    *(
        Sum(
            f"{what}_tip_sum",
            (column, "token"),
            ("amount", "facts"),
            frozenset({"tip_sent"}),
            f"""
            SELECT {column}, token, sum(amount) AS amount, count(*) AS facts FROM tip_sent
            WHERE block_number > %(above)s AND {column} <> %(nothing)s GROUP BY {column}, token
            """,  # noqa: S608 (names from the line below)
        )
        for what, column in (("creator", "creator"), ("content", "content_id"), ("fan", "fan"))
    ),
    Sum(
        "reward_sum",
        ("token",),
        ("funded", "claimed", "facts"),
        frozenset({"rewards_funded", "reward_claimed"}),
        """
        SELECT token, sum(funded) AS funded, sum(claimed) AS claimed, count(*) AS facts FROM (
            SELECT token, amount AS funded, 0 AS claimed FROM rewards_funded WHERE block_number > %(above)s
            UNION ALL
            SELECT token, 0, amount FROM reward_claimed WHERE block_number > %(above)s
        ) AS moved GROUP BY token
        """,
    ),
    Sum(
        "claim_sum",
        ("account", "token"),
        ("amount", "facts"),
        frozenset({"reward_claimed"}),
        """
        SELECT account, token, sum(amount) AS amount, count(*) AS facts FROM reward_claimed
        WHERE block_number > %(above)s GROUP BY account, token
        """,
    ),
    *TIES,
    *PAID,
)
"""In the order in which they are applied: supplies before the balances that count their holders."""

HOLDERS: Final = """
    SELECT token, count(*) AS holders FROM balance_sum WHERE amount > 0 GROUP BY token
"""
"""What `supply_sum.holders` must be."""


def add(connection: psycopg.Connection, above: int, touched: Collection[str]) -> None:
    """Add what the facts above block `above` in the tables `touched` say. Call it after appending them."""
    for each in SUMS:
        if each.sources.intersection(touched):
            connection.execute(_apply(each), {**EVERYTHING, "above": above, "sign": 1})


def subtract(connection: psycopg.Connection, above: int) -> None:
    """Take away what the facts above block `above` say. Call it right before deleting them."""
    for each in SUMS:
        connection.execute(_apply(each), {**EVERYTHING, "above": above, "sign": -1})
    for each in SUMS:
        connection.execute(sql.SQL("DELETE FROM {} WHERE facts = 0").format(sql.Identifier(each.table)))


def _apply(each: Sum) -> sql.Composed:
    changed: dict[str, sql.Composable] = {
        "table": sql.Identifier(each.table),
        "delta": sql.SQL(each.delta),
        "keys": _names(each.keys),
        "all": _names((*each.keys, *each.values)),
        "signed": sql.SQL(", ").join(
            sql.SQL("%(sign)s * {}").format(sql.Identifier(value)) for value in each.values
        ),
        "added": sql.SQL(", ").join(
            sql.SQL("{0} = s.{0} + EXCLUDED.{0}").format(sql.Identifier(value)) for value in each.values
        ),
    }
    return sql.SQL(_WITH_HOLDERS if each is BALANCES else _PLAIN).format(**changed)


def _names(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


_INSERT: Final = """
    INSERT INTO {table} AS s ({all}) SELECT {keys}, {signed} FROM delta
    ON CONFLICT ({keys}) DO UPDATE SET {added}
"""
_PLAIN: Final = "WITH delta AS MATERIALIZED ({delta})" + _INSERT

# All parts of one statement see the balances as they were before it.
_WITH_HOLDERS: Final = f"""
    WITH delta AS MATERIALIZED ({{delta}}), applied AS ({_INSERT}), moved AS (
        SELECT delta.token, sum(
            (coalesce(b.amount, 0) + %(sign)s * delta.amount > 0)::int - (coalesce(b.amount, 0) > 0)::int
        ) AS holders
        FROM delta LEFT JOIN balance_sum AS b USING (token, holder) GROUP BY delta.token
    )
    UPDATE supply_sum AS s SET holders = s.holders + moved.holders
    FROM moved WHERE s.token = moved.token AND moved.holders <> 0
"""  # noqa: S608 (our own text)
