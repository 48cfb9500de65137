"""What happened on the chain behind a place, as the stream tells it, and where a reader of the stream is."""

import re
from heapq import merge
from typing import Any, Final, NamedTuple, Self

from pydantic import BaseModel
from sqlalchemy import select, tuple_
from sqlmodel import Session, col

from planet_chain.api import listing
from planet_chain.api.money import token_money
from planet_chain.api.schemas.live import ClaimEvent, TipEvent
from planet_chain.api.service import Service
from planet_chain.store.chain import Block, ClaimedFact, Fact, TipFact, TradeFact
from planet_chain.store.queries.page import Place, place_of
from planet_chain.store.ties import AirdropClaimedFact

MOST: Final = 1_000
"""Facts that are told one by one; behind more, a reader had better read its lists again."""
_KINDS: Final[tuple[type[Fact], ...]] = (TradeFact, TipFact, ClaimedFact, AirdropClaimedFact)
_MARK: Final = re.compile(r"(\d{1,15})\.(\d{1,10})\.(\d{1,15})\.(\d{1,15})\.([0-9a-f]{16})")
_HASH_DIGITS: Final = 16


class Mark(NamedTuple):
    """How far a reader is, and on which branch of the chain: the id of an event."""

    place: Place
    """Of the last fact it was told."""
    finalized: int
    """The newest final block when it was told."""
    block: int
    """The newest block then."""
    hash: str
    """The beginning of its hash, without 0x."""

    @classmethod
    def of(cls, place: Place, finalized: int, block: int, block_hash: str) -> Self:
        """The mark of a reader at `place`."""
        return cls(place, finalized, block, block_hash[2 : 2 + _HASH_DIGITS])

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """The mark in `Last-Event-ID`; None without one, or when it is none of ours."""
        found = _MARK.fullmatch(text or "")
        if found is None:
            return None
        block, index, finalized, newest = (int(part) for part in found.groups()[:4])
        return cls(Place(block, index), finalized, newest, found[5])

    def text(self) -> str:
        """The mark as an event's id."""
        return f"{self.place.block_number}.{self.place.log_index}.{self.finalized}.{self.block}.{self.hash}"


class News(NamedTuple):
    """A fact, as it is told."""

    place: Place
    event: str
    data: BaseModel


def branch_left(session: Session, mark: Mark) -> int | None:
    """The last block that `mark`'s reader surely shares with the index, when it may be on another branch.

    A block below the final ones that held nothing is forgotten: then nothing proves that it was ours.
    """
    if mark.block <= mark.finalized:
        return None
    known = session.get(Block, mark.block)
    if known is not None and known.hash[2 : 2 + _HASH_DIGITS] == mark.hash:
        return None
    return mark.finalized


def news_between(service: Service, session: Session, after: Place, until: Place | None) -> list[News]:
    """What happened behind `after` and not behind `until`, the oldest first; one more than `MOST` at most."""
    rows = list(merge(*(_facts(session, kind, after, until) for kind in _KINDS), key=place_of))[: MOST + 1]
    if not rows:
        return []
    index = listing.index_of(session)
    trades = [row for row in rows if isinstance(row, TradeFact)]
    shown: dict[Place, Any] = dict(zip(map(place_of, trades), listing.labelled(session, trades), strict=True))
    return [_told(service, row, shown, index.finality_of(row.block_number)) for row in rows]


def _facts(session: Session, kind: type[Fact], after: Place, until: Place | None) -> list[Fact]:
    place = tuple_(col(kind.block_number), col(kind.log_index))
    query = select(kind).where(place > after)
    if until is not None:
        query = query.where(place <= until)
    ordered = query.order_by(col(kind.block_number), col(kind.log_index)).limit(MOST + 1)
    return list(session.execute(ordered).scalars())


def _told(service: Service, row: Fact, trades: dict[Place, Any], finality: Any) -> News:
    match row:
        case TradeFact():
            return News(place_of(row), "trade", trades[place_of(row)])
        case TipFact():
            amount = token_money(service, row.token, row.amount)
            return News(place_of(row), "tip", TipEvent.of(row, amount, finality))
        case ClaimedFact() | AirdropClaimedFact():
            amount = token_money(service, row.token, row.amount)
            return News(place_of(row), "claim", ClaimEvent.of(row, amount, finality))
        case _:
            raise TypeError(f"{type(row).__name__} is no news")
