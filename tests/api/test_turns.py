"""Who cannot be served at once waits at the door; who may not wait is told when to come again."""

import asyncio

import httpx
import pytest

from planet_chain.api.app import create_app
from planet_chain.api.errors import TooManyRequests
from planet_chain.api.turns import Turns
from tests.api.scene import Scene

_AT_ONCE, _WAITING, _CROWD = 4, 8, 100


def test_those_beyond_who_may_wait_are_refused_at_once() -> None:
    async def crowd() -> tuple[int, int]:
        turns, done, most = Turns(_AT_ONCE, _WAITING), asyncio.Event(), 0
        inside = 0

        async def enter() -> None:
            nonlocal inside, most
            async with turns.taken():
                inside += 1
                most = max(most, inside)
                await done.wait()
                inside -= 1

        waiting = [asyncio.create_task(enter()) for _ in range(_AT_ONCE + _WAITING)]
        for _ in range(3):
            await asyncio.sleep(0)
        with pytest.raises(TooManyRequests) as refused:
            await enter()
        done.set()
        await asyncio.gather(*waiting)
        await enter()  # there is room again
        return most, refused.value.seconds

    assert asyncio.run(crowd()) == (_AT_ONCE, 1)


@pytest.mark.parametrize("path", ["nonce", "posts"])
def test_who_waits_for_a_connection_keeps_no_thread_from_who_has_one(scene: Scene, path: str) -> None:
    """Of a route that writes, and of one that reads: more at once than there are threads."""
    app = create_app(scene.settings)

    async def crowd() -> list[int]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            asked = [client.get(f"/api/v1/{path}") for _ in range(_CROWD)]
            return [answer.status_code for answer in await asyncio.wait_for(asyncio.gather(*asked), 25)]

    try:
        assert asyncio.run(crowd()) == [200] * _CROWD
    finally:
        app.state.service.database.dispose()
        app.state.service.reading.dispose()
