"""The stream tells of each block and trade as soon as the indexer has it."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

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
        for told in heard:
            name, block = next(told)
            assert (name, block["number"]) == ("block", scene.get("ready")["block"])
        scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(11 * USD)))
        scene.index()
        for told in heard:
            trade = next(data for name, data in told if name == "trade" and data["trader"] == FAN.address)
            assert trade["quote"]["amount"] == str(11 * USD)
            assert trade == scene.get("trades")["items"][0]
