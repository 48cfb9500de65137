"""The trends as an answer: made once for all readers, and anew when what it shows has changed."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.trends import TrendOut
from planet_chain.api.service import Service
from planet_chain.api.trending import trend_out
from planet_chain.community import trends
from planet_chain.community.trends import TRENDS_MOST
from planet_chain.store.queries.communities import communities_of
from planet_chain.store.queries.summaries import shown_state

KEPT_SECONDS: Final = 1.0
"""After that an answer is made anew, even if neither chain nor trends moved: a post may be hidden."""
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
    state: Any
    made: float


class TrendsReader:
    """Reads trends; asks each time whether the index or the trends moved since it made the answer it has."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._kept: OrderedDict[TrendsAsked, Kept] = OrderedDict()

    def read(self, asked: list[TrendsAsked]) -> dict[TrendsAsked, Kept]:
        """What was asked -> the page of it."""
        with Session(self.service.reading) as session:
            state = shown_state(session)
            return {
                each: self._page(session, each._replace(limit=min(each.limit, TRENDS_MOST)), state)
                for each in asked
            }

    def _page(self, session: Session, asked: TrendsAsked, state: Any) -> Kept:
        now = monotonic()
        kept = self._kept.get(asked)
        if kept is None or kept.state != state or now - kept.made > KEPT_SECONDS:
            body = _trends(self.service, session, asked).model_dump_json().encode()
            tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            same = kept is not None and kept.tag == tag
            packed = kept.packed if same and kept else gzip.compress(body, 6)
            kept = self._kept[asked] = Kept(body, packed, tag, state, now)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return kept


def _trends(service: Service, session: Session, asked: TrendsAsked) -> Page[TrendOut]:
    rows = trends.read(session, limit=asked.limit)
    tokens = {link["token"] for row in rows for link in row.why["communities"]}
    known = communities_of(session, service.curve, sorted(tokens))
    return Page[TrendOut](items=[trend_out(service, row, known, asked.size) for row in rows], next=None)
