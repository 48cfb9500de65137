"""A settlement into the database: leaves with their proofs, allocations and what was counted."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from psycopg import sql
from sqlalchemy import delete, select, text
from sqlmodel import Session, col

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.rewards.settlement import Settlement
from planet_chain.store.queries.calendar import calendar
from planet_chain.store.rewards import Epoch, EpochMember, Leaf

_LAST_ROOT: Final = text("SELECT root FROM epoch WHERE number = :base")
# A week's points are what its leaves have above those of the epoch that it builds upon.
_POINTS: Final = text("""
    INSERT INTO week_points (epoch, account, amount)
    SELECT :epoch, leaf.account, leaf.cumulative - coalesce(earlier.cumulative, 0)
    FROM leaf LEFT JOIN leaf AS earlier
        ON earlier.epoch = :base AND earlier.account = leaf.account AND earlier.token = leaf.token
    WHERE leaf.epoch = :epoch AND leaf.token = :points
        AND leaf.cumulative > coalesce(earlier.cumulative, 0)
""")
_FIGURES: Final = text("ANALYZE leaf, counted_pair")
"""So that the planner knows of them before autovacuum has looked."""


def record(session: Session, epoch: Epoch, settlement: Settlement) -> None:
    """Write down what `settlement` says about `epoch`, which becomes `settled`, or `empty` without news.

    An epoch that leads to no leaf, or to the root that is active already, has nothing to propose.
    """
    totals, found = settlement.totals, calendar(session)
    epoch.root = settlement.root
    epoch.paid, epoch.points = settlement.paid, settlement.points
    epoch.carry_out, epoch.returned = settlement.carry_out, settlement.returned
    epoch.creators, epoch.consumers = settlement.creators, settlement.consumers
    epoch.token_total, epoch.points_total = totals.get(found.token, 0), totals.get(found.points, 0)
    last_root = session.connection().execute(_LAST_ROOT, {"base": epoch.base}).scalar()
    epoch.state = "empty" if settlement.root in (ZERO_HASH, last_root) else "settled"
    session.flush()
    number, tree = epoch.number, settlement.tree
    if epoch.state == "settled":
        leaves = (
            (leaf.account, leaf.token, number, leaf.amount, _joined(tree.proof(place)))
            for place, leaf in enumerate(tree.leaves)
        )
        _copy(session, "leaf", ("account", "token", "epoch", "cumulative", "proof"), leaves)
        points = {"epoch": number, "base": epoch.base, "points": found.points}
        session.connection().execute(_POINTS, points)
    columns = ("epoch", "entity", "account", "value", "base", "cut", "paid")
    _copy(session, "allocation", columns, ((number, *row) for row in settlement.allocations))
    lines = ((number, *row) for row in settlement.explanation)
    _copy(session, "explanation", ("epoch", "entity", "post", "amount"), lines)
    holder_of = dict(_holders(session, number))
    counted = ((holder_of[row.entity], row.post, number, row.epochs) for row in settlement.counted)
    _copy(session, "counted_pair", ("holder", "post", "epoch", "epochs"), counted)
    session.connection().execute(_FIGURES)


def forget_leaves_before(session: Session, number: int) -> None:
    """Drop leaves that the activated root of epoch `number` supersedes; their proofs stay in tree.json.

    Leaves are cumulative: whoever has one of an earlier root has one of this, worth as much or more.
    """
    session.execute(delete(Leaf).where(col(Leaf.epoch) < number))


def _holders(session: Session, number: int) -> Iterable[tuple[str, str]]:
    query = select(col(EpochMember.entity), col(EpochMember.holder)).where(col(EpochMember.epoch) == number)
    return ((entity, holder) for entity, holder in session.execute(query.distinct()))


def _joined(proof: Sequence[str]) -> bytes:
    return b"".join(bytes.fromhex(step[2:]) for step in proof)


def _copy(session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("the session has no connection")
    target = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(target) as copy:
        for row in rows:
            copy.write_row(row)
