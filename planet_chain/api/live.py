"""What is new, told to whoever listens: one LISTEN a process, however many listen to it."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Final

import anyio
import psycopg
import structlog
from anyio.streams.memory import MemoryObjectSendStream
from fastapi.sse import ServerSentEvent
from sqlmodel import Session

from planet_chain.api import listing
from planet_chain.api.errors import TooManyListeners, TooManyRequests
from planet_chain.api.metrics import Metrics
from planet_chain.api.news import MOST, Mark, branch_left, news_between
from planet_chain.api.schemas.live import BlockEvent, GapEvent, SlowEvent, TrendsEvent
from planet_chain.api.service import Service
from planet_chain.community.trends import CHANNEL as TRENDS
from planet_chain.store.queries.page import Place

_LOG: Final = structlog.get_logger("planet.api")
_BLOCKS: Final = "planet_blocks"
_MOST_LISTENERS: Final = 1_000
_MOST_OF_ONE: Final = 20
"""Listeners from one address."""
_BUFFERED: Final = 256
_PAUSE_SECONDS: Final = 2
_END: Final = 2**31 - 1
"""Behind every log of a block."""


@dataclass(eq=False)
class _Listener:
    send: MemoryObjectSendStream[ServerSentEvent]
    slow: bool = False


class Live:
    """Hears of the indexer's and the worker's commits and passes them on. Listens while somebody listens."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self.service = service
        self.metrics = metrics
        self._admitted: Counter[str] = Counter()
        self._listeners: set[_Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()
        self._here: Mark | None = None
        """How far everybody was told."""
        self._block: BlockEvent | None = None

    @contextlib.contextmanager
    def admitted(self, address: str) -> Iterator[None]:
        """A place for a listener from `address`.

        Raises:
            TooManyListeners: this process has as many as it can serve.
            TooManyRequests: as many listen from there already as may.
        """
        if self._admitted.total() >= _MOST_LISTENERS:
            raise TooManyListeners
        if self._admitted[address] >= _MOST_OF_ONE:
            raise TooManyRequests(_PAUSE_SECONDS)
        self._admitted[address] += 1
        self.metrics.listeners.inc()
        try:
            yield
        finally:
            self.metrics.listeners.dec()
            self._admitted[address] -= 1
            if not self._admitted[address]:
                del self._admitted[address]

    async def events(self, after: Mark | None) -> AsyncIterator[ServerSentEvent]:
        """Where the index is and what happened behind `after`, then what is new.

        Ends when the reader is too slow, and says so: it connects again with the id of its last event.
        """
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hear())
        await self._listening.wait()
        send, receive = anyio.create_memory_object_stream[ServerSentEvent](_BUFFERED)
        listener, here, block = _Listener(send), self._here, self._block
        self._listeners.add(listener)
        try:
            async with receive:
                for event in await anyio.to_thread.run_sync(self._beginning, after, here, block):
                    yield event
                async for event in receive:
                    yield event
                if listener.slow:
                    yield ServerSentEvent(event="slow", data=SlowEvent(waiting=_BUFFERED), retry=1_000)
        finally:
            self._listeners.discard(listener)
            send.close()

    async def stop(self) -> None:
        """Stop listening, and end every listener's stream."""
        for listener in list(self._listeners):
            listener.send.close()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _hear(self) -> None:
        url = self.service.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while self._admitted:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                    for channel in (_BLOCKS, TRENDS):
                        await connection.execute(f"LISTEN {channel}")
                    await self._begin()
                    self._listening.set()
                    while self._admitted:
                        async for told in connection.notifies(timeout=_PAUSE_SECONDS):
                            await self._tell(told.channel, json.loads(told.payload))
            except psycopg.OperationalError as error:
                _LOG.warning("not listening", reason=str(error).splitlines()[0])
                await asyncio.sleep(_PAUSE_SECONDS)
            finally:
                self._listening.clear()
        self._here = None

    async def _begin(self) -> None:
        """Begin at the present, or go on where a broken connection left those who listen."""
        present, dropped_above = await anyio.to_thread.run_sync(self._present)
        if self._here is None:
            place = Place(present.number, _END)
            self._here = Mark.of(place, present.finalized, present.number, present.hash)
            self._block = present
        else:
            await self._tell(_BLOCKS, {**present.model_dump(), "dropped_above": dropped_above})

    def _present(self) -> tuple[BlockEvent, int | None]:
        with Session(self.service.database) as session:
            index = listing.index_of(session)
            left = branch_left(session, self._here) if self._here else None
        block = BlockEvent(
            number=index.indexed_number, hash=index.indexed_hash, finalized=index.finalized_number
        )
        return block, left

    async def _tell(self, channel: str, told: dict[str, Any]) -> None:
        if channel == TRENDS:
            self._pass_on(ServerSentEvent(event="trends", data=TrendsEvent.model_validate(told)))
            return
        block = BlockEvent.model_validate(told)
        events, mark = await anyio.to_thread.run_sync(self._moved, block)
        # together, and with nothing awaited between them: a new listener has these behind it, or before it
        self._here, self._block = mark, block.model_copy(update={"dropped_above": None})
        for event in events:
            self._pass_on(event)

    def _moved(self, block: BlockEvent) -> tuple[list[ServerSentEvent], Mark]:
        """What to tell now that the index is at `block`, and the mark of whoever was told."""
        place = self._here.place if self._here else Place(block.number, _END)
        if block.dropped_above is not None:
            place = min(place, Place(block.dropped_above, _END))
        with Session(self.service.database) as session:
            return self._since(session, place, None, block)

    def _beginning(
        self, after: Mark | None, here: Mark | None, block: BlockEvent | None
    ) -> list[ServerSentEvent]:
        """What a reader who heard everything up to `after` is told before it hears what is new."""
        if here is None or block is None:
            return []
        if after is None or after.place > here.place:
            return [ServerSentEvent(event="block", data=block, id=here.text())]
        with Session(self.service.database) as session:
            left = branch_left(session, after)
            place = after.place if left is None else min(after.place, Place(left, _END))
            begun = block.model_copy(update={"dropped_above": left})
            events, _ = self._since(session, place, here.place, begun)
        return events

    def _since(
        self, session: Session, place: Place, until: Place | None, block: BlockEvent
    ) -> tuple[list[ServerSentEvent], Mark]:
        """`block`, then what happened behind `place`; and the mark of whoever heard all of it."""
        mark = Mark.of(place, block.finalized, block.number, block.hash)
        events = [ServerSentEvent(event="block", data=block, id=mark.text())]
        news = news_between(self.service, session, place, until)
        if len(news) > MOST:
            mark = mark._replace(place=until or Place(block.number, _END))
            gap = GapEvent(after=place.block_number, until=mark.place.block_number)
            return [*events, ServerSentEvent(event="gap", data=gap, id=mark.text())], mark
        for one in news:
            mark = mark._replace(place=one.place)
            events.append(ServerSentEvent(event=one.event, data=one.data, id=mark.text()))
        return events, mark

    def _pass_on(self, event: ServerSentEvent) -> None:
        self.metrics.events.inc(len(self._listeners))
        for listener in list(self._listeners):
            try:
                listener.send.send_nowait(event)
            except anyio.WouldBlock:
                listener.slow = True
                self.metrics.dropped.inc()
                self._let_go(listener)
            except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                self._let_go(listener)

    def _let_go(self, listener: _Listener) -> None:
        self._listeners.discard(listener)
        listener.send.close()
