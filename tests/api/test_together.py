"""Questions asked at once are read at once, and no answer is older than its question."""

import asyncio
from typing import Any

import pytest

from planet_chain.api.together import Together


def run(asking: Any) -> Any:
    return asyncio.run(asking)


def test_what_is_asked_during_a_read_is_read_together_afterwards() -> None:
    reads: list[list[int]] = []
    busy, go_on = asyncio.Event(), asyncio.Event()

    async def read(keys: list[int]) -> dict[int, int]:
        reads.append(keys)
        busy.set()
        await go_on.wait()
        return {key: -key for key in keys}

    async def ask() -> list[int]:
        together = Together(read)
        first = asyncio.create_task(together.ask(1))
        await asyncio.wait_for(busy.wait(), 10)
        others = [asyncio.create_task(together.ask(key)) for key in (1, 2, 3, 2)]
        await asyncio.sleep(0)
        go_on.set()
        return list(await asyncio.gather(first, *others))

    assert run(ask()) == [-1, -1, -2, -3, -2]
    # the second 1 was asked while the first was read: its answer has to be newer
    assert reads == [[1], [1, 2, 3]]


def test_an_error_reaches_all_who_asked_and_nobody_after_them() -> None:
    broken = [True]

    async def read(keys: list[int]) -> dict[int, int]:
        if broken.pop() if broken else False:
            raise ValueError("gone")
        return dict.fromkeys(keys, 7)

    async def ask() -> list[Any]:
        together = Together(read)
        answers = await asyncio.gather(*(together.ask(key) for key in range(3)), return_exceptions=True)
        return [*answers, await together.ask(1)]

    *refused, answer = run(ask())
    assert [str(error) for error in refused] == ["gone"] * 3
    assert answer == 7


def test_whoever_gives_up_takes_nobody_with_them() -> None:
    busy, go_on = asyncio.Event(), asyncio.Event()

    async def read(keys: list[int]) -> dict[int, int]:
        busy.set()
        await go_on.wait()
        return dict.fromkeys(keys, 7)

    async def ask() -> int:
        together = Together(read)
        leaving, staying = (asyncio.create_task(together.ask(1)) for _ in range(2))
        await asyncio.wait_for(busy.wait(), 10)
        leaving.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await staying

    assert run(ask()) == 7


def test_a_hundred_at_once_cost_a_few_reads() -> None:
    sizes: list[int] = []

    async def read(keys: list[int]) -> dict[int, int]:
        sizes.append(len(keys))
        await asyncio.sleep(0)
        return {key: key for key in keys}

    async def ask() -> list[int]:
        together = Together(read)
        return list(await asyncio.gather(*(together.ask(key) for key in range(200))))

    assert run(ask()) == list(range(200))
    assert len(sizes) <= 5
    assert max(sizes) <= 64
