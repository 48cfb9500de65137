"""So many at once, so many that wait, and whoever comes beyond that is told when to come again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from anyio import CapacityLimiter, WouldBlock

from planet_chain.api.errors import TooManyRequests

_RETRY_SECONDS: Final = 1


class Turns:
    """Admits in turn, and refuses those that would wait too long. They wait in the loop, not in its threads.

    Args:
        at_once: how many have a turn.
        waiting: how many more may wait for one.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._turns = CapacityLimiter(at_once)
        self._most = waiting
        self._waiting = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it.

        Raises:
            TooManyRequests: as many wait already as may.
        """
        try:
            self._turns.acquire_nowait()
        except WouldBlock:
            await self._waited()
        try:
            yield
        finally:
            self._turns.release()

    async def _waited(self) -> None:
        if self._waiting >= self._most:
            raise TooManyRequests(_RETRY_SECONDS)
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
