"""Exporting a closed epoch: its frozen rows become the bundle that anybody can settle again.

Everything it reads is fixed since the epoch closed, or belongs to epochs that are over: exporting again gives
the same bytes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import TextClause, func, select, text
from sqlmodel import Session, col

from planet_chain.core.amounts import parse_amount
from planet_chain.core.epoch import (
    DWELL,
    ONE,
    Counted,
    Cumulative,
    Interaction,
    Member,
    Params,
    Post,
    Scarcity,
    Tables,
)
from planet_chain.core.pool import Growth
from planet_chain.core.scarcity import multipliers
from planet_chain.rewards.bundle import Bundle, Manifest, write_bundle
from planet_chain.rewards.pseudonyms import pads, pseudonym_sql
from planet_chain.store.moderation import SHOWN_THEN
from planet_chain.store.queries.calendar import calendar
from planet_chain.store.rewards import Epoch

OVER: Final = ("activated", "empty")
"""States of epochs that later ones build upon. A rejected one left nothing behind."""

_MEMBERS = text("SELECT alias, entity, value, payout FROM epoch_member WHERE epoch = :epoch")
_POSTS = text("""
    SELECT epoch_post.post, alias, type FROM epoch_post
    JOIN epoch_member ON epoch_member.epoch = epoch_post.epoch AND epoch_member.member = epoch_post.creator
    WHERE epoch_post.epoch = :epoch
""")
# A dwell of q seconds at t is the attention of the q seconds before t. Of each minute a person has 60 s to
# give: what goes beyond, first come first served, is not admitted: ten open pages are one reader. A row
# that reaches back before the epoch finds what earlier epochs admitted of that minute already taken.
# Attention to a post while it was hidden is not admitted, and takes nothing from other posts: hiding reaches
# no week that is closed (community/moderation), so which rows these are is fixed as well.
_DWELL: Final = f"""
    WITH mine AS (
        SELECT activity.id, activity.at, quantity, holder, alias, activity.post
        FROM activity
        JOIN epoch_member ON epoch_member.epoch = activity.epoch AND epoch_member.member = activity.member
        JOIN epoch_post ON epoch_post.epoch = activity.epoch AND epoch_post.post = activity.post
        WHERE activity.epoch = :epoch AND action = :dwell AND {SHOWN_THEN}
    ), late AS (
        SELECT holder, min(at - quantity) AS since FROM mine WHERE at - quantity < :opens_at GROUP BY holder
    ), spent AS (
        SELECT activity.id, at, quantity, seen.holder FROM late
        JOIN epoch_member AS seen ON seen.holder = late.holder AND seen.epoch < :epoch
        JOIN activity ON activity.epoch = seen.epoch AND activity.member = seen.member
        WHERE action = :dwell AND at > late.since - 60 AND {SHOWN_THEN}
    ), spans AS (
        SELECT id, at, holder, minute, is_mine,
               least(at, (minute + 1) * 60) - greatest(at - quantity, minute * 60) AS seconds
        FROM (
            SELECT id, at, quantity, holder, true AS is_mine FROM mine
            UNION ALL SELECT id, at, quantity, holder, false FROM spent
        ) AS dwelt, generate_series(greatest(at - quantity, 0) / 60, (at - 1) / 60) AS minute
    ), running AS (
        SELECT id, is_mine, seconds, sum(seconds) OVER (
            PARTITION BY holder, minute ORDER BY is_mine, at, id COLLATE "C" ROWS UNBOUNDED PRECEDING
        ) AS total FROM spans
    ), admitted AS (
        SELECT id, sum(least(60, total) - least(60, total - seconds)) AS seconds
        FROM running WHERE is_mine GROUP BY id
    )
"""  # noqa: S608 (constants)
_INTERACTIONS = text(f"""
    {_DWELL}
    SELECT {pseudonym_sql("id")}, alias, post, :dwell, CAST(seconds AS bigint)
    FROM mine JOIN admitted USING (id) WHERE seconds > 0
    UNION ALL
    SELECT {pseudonym_sql("activity.id")}, alias, activity.post, action, quantity
    FROM activity
    JOIN epoch_member ON epoch_member.epoch = activity.epoch AND epoch_member.member = activity.member
    JOIN epoch_post ON epoch_post.epoch = activity.epoch AND epoch_post.post = activity.post
    WHERE activity.epoch = :epoch AND action <> :dwell AND {SHOWN_THEN}
""")  # noqa: S608 (constants)
_COUNTED = text(f"""
    SELECT pairs.entity, pairs.post, max(counted_pair.epochs)
    FROM (
        SELECT DISTINCT holder, entity, activity.post FROM activity
        JOIN epoch_member ON epoch_member.epoch = activity.epoch AND epoch_member.member = activity.member
        WHERE activity.epoch = :epoch AND {SHOWN_THEN}
    ) AS pairs
    JOIN counted_pair ON counted_pair.holder = pairs.holder AND counted_pair.post = pairs.post
    JOIN epoch ON epoch.number = counted_pair.epoch AND epoch.state = ANY(:over) AND epoch.number < :epoch
    GROUP BY pairs.entity, pairs.post
""")  # noqa: S608 (constants)
_CUMULATIVE = text("SELECT account, token, cumulative FROM leaf WHERE epoch = :base")
_SUPPLY = text("SELECT type, count(*) FROM epoch_post WHERE epoch = :epoch GROUP BY type")


@dataclass(frozen=True)
class Rules:
    """What an operator decides about epochs; all of it is stated in the manifest.

    Attributes:
        unit: smallest token units in one value unit.
        targets: content type -> wanted share of all posts, basis points; other types are never scarce.
    """

    unit: int = 10**6
    params: Params = field(default_factory=Params)
    targets: Mapping[str, int] = field(default_factory=dict)


def export(session: Session, epoch: Epoch, directory: Path, rules: Rules) -> Bundle:
    """Write the bundle of `epoch` to `directory`, and note on `epoch` what it builds upon.

    Raises:
        BundleRefused: the rows break a rule of the format.
        DirectoryTaken: the directory holds something else.
        CannotWrite: the disk refused.
    """
    before = _last_over(session, epoch.number)
    epoch.base = _last_activated(session, epoch.number)
    epoch.carry_in = before.carry_out if before is not None else 0
    scarcity = _scarcity(session, epoch.number, rules)
    bundle = write_bundle(directory, _manifest(session, epoch, scarcity, rules), _tables(session, epoch))
    epoch.scarcity = {
        name: {**row.__dict__, "multiplier": multiplier}
        for (name, row), multiplier in zip(
            scarcity.items(), multipliers(scarcity, rules.params.boost_max).values(), strict=True
        )
    }
    epoch.inputs_hash = bundle.inputs_hash
    epoch.state = "exported"
    return bundle


def _manifest(session: Session, epoch: Epoch, scarcity: Mapping[str, Scarcity], rules: Rules) -> Manifest:
    found = calendar(session)
    return Manifest(
        epoch=epoch.number,
        opens_at=epoch.opens_at,
        closes_at=epoch.closes_at,
        chain_id=found.chain_id,
        distributor=found.distributor,
        token=found.token,
        points=found.points,
        pool=epoch.pool,
        carry_in=epoch.carry_in or 0,
        unit=rules.unit,
        seed=epoch.seed,
        params=rules.params,
        scarcity=scarcity,
        growth=_growth(epoch),
    )


def _growth(epoch: Epoch) -> Growth | None:
    said = epoch.growth
    return None if said is None else Growth(**{**said, "base": parse_amount(said["base"])})


def _tables(session: Session, epoch: Epoch) -> Tables:
    here: dict[str, Any] = {"epoch": epoch.number}
    week = here | {"dwell": DWELL, "opens_at": epoch.opens_at} | pads(epoch.secret)
    return Tables(
        members=[Member(*row) for row in _rows(session, _MEMBERS, here)],
        posts=[Post(*row) for row in _rows(session, _POSTS, here)],
        interactions=[Interaction(*row) for row in _rows(session, _INTERACTIONS, week)],
        counted=[Counted(*row) for row in _rows(session, _COUNTED, here | {"over": list(OVER)})],
        cumulative=[
            Cumulative(account, token, int(amount))
            for account, token, amount in _rows(session, _CUMULATIVE, {"base": epoch.base})
        ],
    )


def _rows(session: Session, query: TextClause, parameters: Mapping[str, Any]) -> Iterable[Any]:
    return session.connection().execute(query, parameters)


def _last_over(session: Session, number: int) -> Epoch | None:
    query = select(Epoch).where(col(Epoch.number) < number, col(Epoch.state).in_(OVER))
    return session.scalars(query.order_by(col(Epoch.number).desc()).limit(1)).one_or_none()


def _last_activated(session: Session, number: int) -> int:
    query = select(func.max(col(Epoch.number))).where(
        col(Epoch.number) < number, col(Epoch.state) == "activated"
    )
    return session.scalar(query) or 0


def _scarcity(session: Session, number: int, rules: Rules) -> dict[str, Scarcity]:
    supply = {str(kind): int(posts) for kind, posts in _rows(session, _SUPPLY, {"epoch": number - 1})}
    last = session.get(Epoch, number - 1)
    previous = (last.scarcity if last is not None else None) or {}
    return {
        kind: Scarcity(target, supply.get(kind, 0), previous.get(kind, {}).get("multiplier", ONE))
        for kind, target in sorted(rules.targets.items())
    }
