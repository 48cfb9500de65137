"""Batches wait in turn, and those beyond what may wait are told at once when to come again."""

import asyncio

import pytest

from planet_chain.api import intake
from planet_chain.api.errors import TooManyRequests


def test_batches_beyond_the_gate_are_refused_at_once() -> None:
    async def crowd() -> tuple[int, int]:
        gate, done, most = intake.Gate(), asyncio.Event(), 0
        inside = 0

        async def enter() -> None:
            nonlocal inside, most
            async with gate.admitted():
                inside += 1
                most = max(most, inside)
                await done.wait()
                inside -= 1

        waiting = [asyncio.create_task(enter()) for _ in range(intake._AT_ONCE + intake._WAITING)]
        for _ in range(3):
            await asyncio.sleep(0)
        with pytest.raises(TooManyRequests) as refused:
            await enter()
        done.set()
        await asyncio.gather(*waiting)
        await enter()  # there is room again
        return most, refused.value.seconds

    assert asyncio.run(crowd()) == (intake._AT_ONCE, 1)
