"""Many requests, one question to the database: what is asked while it answers is asked together next."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Generic, TypeVar

_MOST: Final = 64
"""Keys in a question: some milliseconds of work, so that nobody waits long for the next one."""
_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


class Together(Generic[_Key, _Answer]):
    """Answers `ask(key)` by `read(keys)`, one read at a time, each begun after all of its keys were asked.

    So an answer is never older than its question, as if everybody had asked alone; but a hundred who ask at
    once cost one read instead of a hundred.

    Args:
        read: keys -> answer of each. What it raises, all who asked get.
    """

    def __init__(self, read: Callable[[list[_Key]], Awaitable[Mapping[_Key, _Answer]]]) -> None:
        self._read = read
        self._waiting: dict[_Key, list[asyncio.Future[_Answer]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, key: _Key) -> _Answer:
        """The answer for `key`."""
        # a future of its own for everybody: whoever gives up takes nobody with them
        future: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(future)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        while self._waiting:
            keys = list(self._waiting)[:_MOST]
            asked = {key: self._waiting.pop(key) for key in keys}
            try:
                answers = await self._read(keys)
            except Exception as error:
                for future in _open(asked):
                    future.set_exception(error)
                continue
            for key, futures in asked.items():
                for future in _open({key: futures}):
                    future.set_result(answers[key])


def _open(asked: Mapping[_Key, list[asyncio.Future[_Answer]]]) -> list[asyncio.Future[_Answer]]:
    return [future for futures in asked.values() for future in futures if not future.done()]
