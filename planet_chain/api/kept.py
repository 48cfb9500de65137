"""The trends as an answer: made once for all readers, and anew when what it shows has changed."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, NamedTuple

from anyio import to_thread
from sqlmodel import Session

from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.trends import TrendOut
from planet_chain.api.service import Service
from planet_chain.api.trending import trend_out
from planet_chain.community import trends
from planet_chain.community.trends import TRENDS_MOST
from planet_chain.store.asking import Asker, Row
from planet_chain.store.queries.communities import communities_of
from planet_chain.store.queries.summaries import SHOWN

_MOST_KEPT: Final = 32


class TrendsAsked(NamedTuple):
    """Which page of trends."""

    limit: int
    size: int | None
    """Quote units of the purchase that risks are told for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and what it was made of."""

    body: bytes
    """JSON."""
    packed: bytes
    """The same, by gzip."""
    tag: str
    """Weak entity tag, of both."""
    state: list[Row]


class TrendsReader:
    """Reads trends; asks each time whether the index or the trends moved since it made the answer it has."""

    def __init__(self, service: Service, asker: Asker) -> None:
        self._service = service
        self._asker = asker
        self._kept: OrderedDict[TrendsAsked, Kept] = OrderedDict()

    async def read(self, asked: list[TrendsAsked]) -> dict[TrendsAsked, Kept]:
        """What was asked -> the page of it."""
        state = await self._asker.ask(SHOWN)
        return {
            each: await self._page(each._replace(limit=min(each.limit, TRENDS_MOST)), state) for each in asked
        }

    async def _page(self, asked: TrendsAsked, state: list[Row]) -> Kept:
        kept = self._kept.get(asked)
        if kept is None or kept.state != state:
            # what it is made of may be newer than the state, but never older
            kept = self._kept[asked] = await to_thread.run_sync(self._made, asked, state)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return kept

    def _made(self, asked: TrendsAsked, state: list[Row]) -> Kept:
        with Session(self._service.reading) as session:
            body = _trends(self._service, session, asked).model_dump_json().encode()
        tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return Kept(body, gzip.compress(body, 6), tag, state)


def _trends(service: Service, session: Session, asked: TrendsAsked) -> Page[TrendOut]:
    rows = trends.read(session, limit=asked.limit)
    tokens = {link["token"] for row in rows for link in row.why["communities"]}
    known = communities_of(session, service.curve, sorted(tokens))
    return Page[TrendOut](items=[trend_out(service, row, known, asked.size) for row in rows], next=None)
