"""Closing an epoch: from then on it is fixed what counts in it, for whom, and under which pseudonyms."""

from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select, text
from sqlmodel import Session
from web3 import Web3

from planet_chain.core.amounts import format_amount
from planet_chain.core.errors import PlanetError
from planet_chain.core.pool import Growth
from planet_chain.rewards.pseudonyms import pads, pseudonym_sql
from planet_chain.rewards.rules import POSTS_MOST, VALUE_LIMIT, VALUES_LIMIT
from planet_chain.store.moderation import SHOWN_THEN
from planet_chain.store.queries.calendar import bounds
from planet_chain.store.rewards import Calendar, Epoch

_HOLDER: Final = "coalesce('p:' || member.person, 'm:' || member.id)"

# A bundle holds 65,536 posts of an entity at most: beyond, those that were acted on most. What was done with
# a post while it was hidden is nothing. Its type is the author's word, or what a moderator corrected it to.
_POSTS = text(f"""
    INSERT INTO epoch_post (epoch, post, creator, type)
    SELECT :epoch, id, creator, type FROM (
        SELECT post.id, post.creator, coalesce(corrected.new_type, post.type) AS type, row_number() OVER (
            PARTITION BY {_HOLDER} ORDER BY acted.times DESC, post.id COLLATE "C"
        ) AS place
        FROM (
            SELECT post, count(*) AS times FROM activity WHERE epoch = :epoch AND {SHOWN_THEN} GROUP BY post
        ) AS acted
        JOIN post ON post.id = acted.post JOIN member ON member.id = post.creator
        LEFT JOIN (
            SELECT DISTINCT ON (post) post, new_type FROM moderation_fact
            WHERE act = 'retyped' ORDER BY post, id DESC
        ) AS corrected ON corrected.post = post.id
    ) AS ranked WHERE place <= :most
""")  # noqa: S608 (constants)
# Besides those who acted or wrote, the other accounts of the same people: a person's value is that of all of
# them, and rewards go where the first, by id, has its address.
_MEMBERS = text(f"""
    WITH involved AS (
        SELECT DISTINCT member AS id FROM activity WHERE epoch = :epoch AND {SHOWN_THEN}
        UNION SELECT creator FROM epoch_post WHERE epoch = :epoch
    ), people AS (
        SELECT DISTINCT person FROM member JOIN involved USING (id) WHERE person IS NOT NULL
    ), seen AS (
        SELECT id, {_HOLDER} AS holder, value, payout FROM member JOIN people USING (person)
        UNION ALL
        SELECT id, {_HOLDER}, 0, NULL FROM member JOIN involved USING (id) WHERE person IS NULL
    )
    INSERT INTO epoch_member (epoch, member, holder, alias, entity, value, payout)
    SELECT :epoch, id, holder, {pseudonym_sql("'a:' || id")}, {pseudonym_sql("holder")}, value,
           first_value(payout) OVER (PARTITION BY holder ORDER BY payout IS NULL, id COLLATE "C")
    FROM seen
""")  # noqa: S608 (constants)
_VALUES = text("""
    SELECT coalesce(max(value), 0), coalesce(sum(value), 0) FROM (
        SELECT sum(value) AS value FROM epoch_member WHERE epoch = :epoch GROUP BY entity
    ) AS entities
""")
_FEES = text("SELECT coalesce(sum(value), 0) FROM epoch_member WHERE epoch = :epoch")
# The export follows at once, before autovacuum has looked: without figures the planner loops over millions.
_FIGURES = text("ANALYZE activity, epoch_member, epoch_post")


class ValuesTooLarge(PlanetError):
    """The members' values are more than a settlement can weigh."""

    def __init__(self, what: str, value: int, limit: int) -> None:
        super().__init__(
            "values-too-large",
            f"{what} {value}, and must stay below {limit}; send correct values, the epoch closes then.",
        )


class WrongOrder(PlanetError):
    """Epochs close one after the other."""

    def __init__(self, wanted: int, number: int) -> None:
        super().__init__("wrong-order", f"Epoch {wanted} cannot close now; the one to close is {number}.")


def close(
    session: Session,
    number: int,
    *,
    pool: int,
    seed: str,
    seed_block: int,
    secret: bytes,
    growth_bp: int = 0,
    unit: int = 10**6,
) -> Epoch:
    """Close epoch `number` and freeze its inputs. Rows that arrive from now on count in the next one.

    Args:
        pool: smallest token units, without what it grows by.
        seed: hash of the first finalized block after the epoch, so that nobody knew it while acting.
        secret: 32 random bytes.
        growth_bp: basis points of what the members' values grew by last week that come on top.
        unit: smallest token units in one value unit.
    Raises:
        WrongOrder: another epoch is to close.
        ValuesTooLarge: nothing was closed.
    """
    calendar = session.scalars(select(Calendar).with_for_update()).one()
    if calendar.open_epoch != number:
        raise WrongOrder(number, calendar.open_epoch)
    calendar.open_epoch = number + 1
    opens_at, closes_at = bounds(calendar, number)
    epoch = Epoch(
        number=number,
        state="closed",
        opens_at=opens_at,
        closes_at=closes_at,
        secret=secret,
        **_pool(session, number, pool, growth_bp, unit),
        seed=seed,
        seed_block=seed_block,
    )
    session.add(epoch)
    session.flush()
    connection = session.connection()
    connection.execute(_POSTS, {"epoch": number, "most": POSTS_MOST})
    connection.execute(_MEMBERS, {"epoch": number} | pads(secret))
    largest, total = connection.execute(_VALUES, {"epoch": number}).one()
    if largest >= VALUE_LIMIT:
        raise ValuesTooLarge("The members of one person come to", largest, VALUE_LIMIT)
    if total >= VALUES_LIMIT:
        raise ValuesTooLarge("All values come to", total, VALUES_LIMIT)
    connection.execute(_FIGURES)
    return epoch


def _pool(session: Session, number: int, base: int, share_bp: int, unit: int) -> dict[str, Any]:
    """The pool of epoch `number` and, when it grows, how it came about."""
    if not share_bp:
        return {"pool": base}
    last = _fees(session, number - 1)
    growth = Growth(base, share_bp, last, _fees(session, number - 2) if number > 2 else last)
    return {"pool": growth.pool(unit), "growth": asdict(growth) | {"base": format_amount(base)}}


def _fees(session: Session, number: int) -> int:
    return int(session.connection().execute(_FEES, {"epoch": number}).scalar_one())


def seed_after(w3: Web3, moment: int, first_block: int) -> tuple[str, int] | None:
    """Hash (0x) and number of the first finalized block later than `moment`; None while there is none.

    Args:
        moment: unix seconds.
        first_block: a block that is not later.
    """
    newest = w3.eth.get_block("finalized")
    if newest["timestamp"] <= moment:
        return None
    low, high = min(first_block, newest["number"]), int(newest["number"])
    while low < high:
        middle = (low + high) // 2
        if w3.eth.get_block(middle)["timestamp"] > moment:
            high = middle
        else:
            low = middle + 1
    found = w3.eth.get_block(low)
    return found["hash"].to_0x_hex(), found["number"]
