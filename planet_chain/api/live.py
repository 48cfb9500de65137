"""What is new on the chain, told to whoever listens: one LISTEN a process, however many listen to it."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, Final

import anyio
import psycopg
import structlog
from anyio.streams.memory import MemoryObjectSendStream
from fastapi.sse import ServerSentEvent

from planet_chain.api import listing
from planet_chain.api.errors import TooManyListeners
from planet_chain.api.schemas.live import BlockEvent
from planet_chain.api.service import Service
from planet_chain.store.database import transaction
from planet_chain.store.queries.page import Place

_LOG: Final = structlog.get_logger("planet.api")
_CHANNEL: Final = "planet_blocks"
_MOST_LISTENERS: Final = 1_000
_MOST_TRADES: Final = 100
_BUFFERED: Final = 256
_PAUSE_SECONDS: Final = 2


class Live:
    """Hears of the indexer's commits and passes them on. Listens while somebody listens to it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.listeners: set[MemoryObjectSendStream[ServerSentEvent]] = set()
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()
        self._newest = Place(0, 0)

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Where the index is, then what is new. Ends when the reader is too slow, to connect again.

        Raises:
            TooManyListeners: this process has as many as it can serve.
        """
        if len(self.listeners) >= _MOST_LISTENERS:
            raise TooManyListeners
        send, receive = anyio.create_memory_object_stream[ServerSentEvent](_BUFFERED)
        self.listeners.add(send)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hear())
        try:
            async with receive:
                await self._listening.wait()
                yield await anyio.to_thread.run_sync(self._present)
                async for event in receive:
                    yield event
        finally:
            self.listeners.discard(send)
            send.close()

    async def stop(self) -> None:
        """Stop listening, and end every listener's stream."""
        for listener in list(self.listeners):
            listener.close()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _hear(self) -> None:
        url = self.service.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while self.listeners:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    self._newest = await anyio.to_thread.run_sync(self._newest_trade)
                    self._listening.set()
                    while self.listeners:
                        async for told in connection.notifies(timeout=_PAUSE_SECONDS):
                            await self._tell(json.loads(told.payload))
            except psycopg.OperationalError as error:
                _LOG.warning("not listening", reason=str(error).splitlines()[0])
                await asyncio.sleep(_PAUSE_SECONDS)
            finally:
                self._listening.clear()

    async def _tell(self, told: dict[str, Any]) -> None:
        if (above := told["dropped_above"]) is not None:
            self._newest = min(self._newest, Place(above, 2**31))
        self._pass_on(
            ServerSentEvent(event="block", data=BlockEvent.model_validate(told), id=str(told["number"]))
        )
        for event in await anyio.to_thread.run_sync(self._new_trades):
            self._pass_on(event)

    def _pass_on(self, event: ServerSentEvent) -> None:
        for listener in list(self.listeners):
            try:
                listener.send_nowait(event)
            except (anyio.WouldBlock, anyio.BrokenResourceError, anyio.ClosedResourceError):
                self.listeners.discard(listener)
                listener.close()

    def _present(self) -> ServerSentEvent:
        with transaction(self.service.database) as session:
            index = listing.index_of(session)
        block = BlockEvent(
            number=index.indexed_number, hash=index.indexed_hash, finalized=index.finalized_number
        )
        return ServerSentEvent(event="block", data=block)

    def _newest_trade(self) -> Place:
        with transaction(self.service.database) as session:
            return listing.newest_trade(session)

    def _new_trades(self) -> list[ServerSentEvent]:
        with transaction(self.service.database) as session:
            fresh, self._newest = listing.trades_after(session, self._newest, _MOST_TRADES)
        return [ServerSentEvent(event="trade", data=trade) for trade in fresh]
