"""The stream tells of each block and trade as soon as the indexer has it."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from fastapi.sse import ServerSentEvent

from planet_chain.api.errors import TooManyRequests
from planet_chain.api.live import Live
from planet_chain.api.metrics import Metrics
from tests.api.scene import FAN, USD, Scene


def events(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in answer.iter_lines():
        kind, _, rest = line.partition(": ")
        if kind == "event":
            name = rest
        elif kind == "data":
            yield name, json.loads(rest)


def test_a_trade_is_told_when_it_is_indexed(scene: Scene, served: str) -> None:
    with (
        httpx.stream("GET", f"{served}/stream", timeout=30) as one,
        httpx.stream("GET", f"{served}/stream", timeout=30) as other,
    ):
        assert one.headers["content-type"].startswith("text/event-stream")
        heard = [events(answer) for answer in (one, other)]
        for each in heard:
            name, block = next(each)
            assert (name, block["number"]) == ("block", scene.get("ready")["block"])
        scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(11 * USD)))
        scene.index()
        for each in heard:
            trade = next(data for name, data in each if name == "trade" and data["trader"] == FAN.address)
            assert trade["quote"]["amount"] == str(11 * USD)
            assert trade == scene.get("trades")["items"][0]


def told(served: str, after: str | None = None) -> Iterator[tuple[str, str, Any]]:
    """(name, id, data) of each event behind `after`; ends when nothing came for a while."""
    headers = {"Last-Event-ID": after} if after else {}
    with httpx.stream("GET", f"{served}/stream", headers=headers, timeout=4) as answer:
        event: dict[str, str] = {}
        try:
            for line in answer.iter_lines():
                if "data" in event and not line:  # the end of an event, whose fields come in any order
                    yield event["event"], event.get("id", ""), json.loads(event.pop("data"))
                kind, _, rest = line.partition(": ")
                event[kind] = rest
        except httpx.ReadTimeout:
            return


def test_whoever_comes_back_hears_what_they_missed_once(scene: Scene, served: str) -> None:
    _, seen, _ = next(told(served))
    scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(13 * USD)))
    scene.index()
    missed = [(name, number, data) for name, number, data in told(served, seen) if name == "trade"]
    assert [data["quote"]["amount"] for _, _, data in missed][-1] == str(13 * USD)
    assert len({data["transaction"] for _, _, data in missed}) == len(missed)
    again = [name for name, _, _ in told(served, missed[-1][1])]
    assert again.count("block") >= 1
    assert "trade" not in again


def test_after_a_reorganisation_everything_above_what_was_final_is_told_anew(
    scene: Scene, served: str
) -> None:
    _, seen, block = next(told(served))
    place, _, rest = seen.partition(".")
    log, final, newest, _ = rest.split(".")
    elsewhere = f"{place}.{log}.{int(final) - 1}.{int(newest)}.{'0' * 16}"
    name, _, data = next(told(served, elsewhere))
    assert (name, data["dropped_above"]) == ("block", int(final) - 1)
    assert next(told(served, "nonsense"))[2] == block


def test_a_slow_reader_is_let_go_and_told(scene: Scene) -> None:
    app: Any = scene.client.app

    async def read_slowly() -> list[str | None]:
        live = Live(app.state.service, Metrics())
        with live.admitted("10.0.0.1"):
            reading = live.events(None)
            first = await anext(reading)
            for _ in range(300):
                live._pass_on(ServerSentEvent(event="trends", data={}))
            heard = [event.event async for event in reading]
        await live.stop()
        return [first.event, *heard]

    heard = asyncio.run(read_slowly())
    assert heard[0] == "block"
    assert (heard.count("trends"), heard[-1]) == (256, "slow")


def test_one_address_has_a_limit(scene: Scene) -> None:
    app: Any = scene.client.app
    live = Live(app.state.service, Metrics())
    with ExitStack() as places:
        for _ in range(20):
            places.enter_context(live.admitted("10.0.0.1"))
        with pytest.raises(TooManyRequests):
            places.enter_context(live.admitted("10.0.0.1"))
        places.enter_context(live.admitted("10.0.0.2"))
    with live.admitted("10.0.0.1"):
        pass
