"""Calls and what became of them, by who made them: a verified person's accounts have one record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.core.record import HORIZONS, Call, Record, counted, record

Who = Literal["payout", "id"]


class Outcome(NamedTuple):
    """What a token cost when it was called and some time later; prices scaled by `PRICE_SCALE`."""

    before: int
    after: int
    change_bp: int


@dataclass(frozen=True, slots=True)
class CallView:
    """A call, oldest first among those of its person."""

    id: int
    post: str
    member: str
    token: str
    symbol: str | None
    """None when a reorganisation took the community away."""
    named: str
    own: bool
    at: int
    outcomes: Mapping[str, Outcome]
    """By horizon; one that is not over is missing."""
    counts: bool
    """False when it repeats one that counts."""


def calls_of(session: Session, who: Collection[str], by: Who = "payout") -> dict[str, list[CallView]]:
    """What each of `who` ever called, in the order in which they did; nobody without a call.

    Args:
        who: lower-case payout addresses, or ids of members. The accounts of one person answer for each other.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in (
        session.connection().execute(_CALLS[by], {"who": list(who), "horizons": list(HORIZONS)}).mappings()
    ):
        found.setdefault(row["who"], []).append(dict(row))
    return {key: _views(rows) for key, rows in found.items()}


def records_of(session: Session, who: Collection[str], by: Who = "payout") -> dict[str, Record]:
    """The records of `who`, as `calls_of` asks for them; nobody without a call."""
    return {key: record(map(_call, views)) for key, views in calls_of(session, who, by).items()}


def _views(rows: list[dict[str, Any]]) -> list[CallView]:
    views = []
    for row in rows:
        told = row["told"] or {}
        outcomes = {name: Outcome(*map(int, prices)) for name, prices in told.items()}
        same = {name: row[name] for name in row if name not in ("who", "told")}
        views.append(CallView(**same, outcomes=outcomes, counts=True))
    counts = counted(map(_call, views))
    return [replace(view, counts=is_counted) for view, is_counted in zip(views, counts, strict=True)]


def _call(view: CallView) -> Call:
    changes = {name: outcome.change_bp for name, outcome in view.outcomes.items()}
    return Call(view.token, view.at, view.own, changes)


def _calls(column: Who) -> str:
    return f"""
        WITH asked AS (
            SELECT DISTINCT writer.{column} AS who, same.id AS member
            FROM member AS writer
            JOIN member AS same ON same.id = writer.id OR same.person = writer.person
            WHERE writer.{column} = ANY(:who)
        )
        SELECT asked.who, call.id, call.post, call.member, call.token, community_created.symbol, call.named,
               call.own, call.at, (
                   SELECT json_object_agg(
                       horizon, json_build_array(before::text, after::text, change_bp::text)
                   ) FROM call_outcome
                   WHERE call_outcome.call = call.id AND call_outcome.horizon = ANY(:horizons)
               ) AS told
        FROM asked JOIN asset_call AS call ON call.member = asked.member
        LEFT JOIN community_created ON community_created.token = call.token
        ORDER BY call.at, call.id
    """  # noqa: S608 (our own text)


_CALLS = {"payout": text(_calls("payout")), "id": text(_calls("id"))}
