"""A proxy before a node that does, by chance and on purpose, what nodes do on bad days. Seeded."""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self

import httpx


class FaultyRpc:
    """Passes requests on to `node_url`, and spoils a share of the answers.

    Args:
        faults: names out of `FAULTS`, each as likely as the others.
        share: how many of 100 requests are spoilt.
        max_range: blocks that `eth_getLogs` may span, None for any number.
    """

    def __init__(
        self,
        node_url: str,
        faults: tuple[str, ...] = (),
        share: int = 0,
        max_range: int | None = None,
        seed: int = 1,
    ) -> None:
        self.done: Counter[str] = Counter()
        self._node_url = node_url
        self._faults = faults
        self._share = share
        self._max_range = max_range
        self._chance = random.Random(seed)
        self._http = httpx.Client(timeout=30)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._http.close()

    def answer(self, body: bytes) -> tuple[int, bytes]:
        """Status and body for a request."""
        asked = json.loads(body)
        calls = asked if isinstance(asked, list) else [asked]
        if self._max_range is not None:
            for call in calls:
                if call["method"] == "eth_getLogs" and _span(call) > self._max_range:
                    self.done["refused"] += 1
                    message = f"block range greater than {self._max_range} max"
                    error = {
                        "jsonrpc": "2.0",
                        "id": call["id"],
                        "error": {"code": -32602, "message": message},
                    }
                    return 200, json.dumps(error if len(calls) == 1 else [error]).encode()
        answer = self._http.post(self._node_url, content=body, headers={"Content-Type": "application/json"})
        if self._faults and self._chance.randrange(100) < self._share:
            name = self._chance.choice(self._faults)
            spoilt = FAULTS[name](calls, json.loads(answer.content), self._chance)
            if spoilt is not None:
                self.done[name] += 1
                return spoilt
        return 200, answer.content

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                status, body = proxy.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler


def _span(call: dict[str, Any]) -> int:
    where = call["params"][0]
    return int(where["toBlock"], 16) - int(where["fromBlock"], 16) + 1 if "toBlock" in where else 1


def _logs_of(calls: list[dict[str, Any]], answer: Any) -> list[Any] | None:
    """The logs in an answer to a single `eth_getLogs`, None when it is something else."""
    is_logs = len(calls) == 1 and calls[0]["method"] == "eth_getLogs" and "result" in answer
    return answer["result"] if is_logs else None


def _emptied(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    return (200, json.dumps({**answer, "result": []}).encode()) if _logs_of(calls, answer) else None


def _reordered(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    logs = _logs_of(calls, answer)
    return (200, json.dumps({**answer, "result": chance.sample(logs, len(logs))}).encode()) if logs else None


def _duplicated(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    logs = _logs_of(calls, answer)
    return (200, json.dumps({**answer, "result": logs + logs[:3]}).encode()) if logs else None


def _cut_off(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    return 200, json.dumps(answer).encode()[:-20]


def _foreign(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    logs = _logs_of(calls, answer)
    if not logs:
        return None
    return 200, json.dumps(
        {**answer, "result": [{**logs[0], "address": "0x" + "99" * 20}, *logs[1:]]}
    ).encode()


def _slow_down(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    return 429, b"slow down"


def _broken(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    return 500, b"<html>oops</html>"


def _no_json(calls: Any, answer: Any, chance: random.Random) -> tuple[int, bytes] | None:
    return 200, b"<html>welcome to the proxy</html>"


FAULTS: Final[dict[str, Callable[[Any, Any, random.Random], tuple[int, bytes] | None]]] = {
    "emptied": _emptied,
    "reordered": _reordered,
    "duplicated": _duplicated,
    "cut off": _cut_off,
    "foreign": _foreign,
    "slow down": _slow_down,
    "broken": _broken,
    "no json": _no_json,
}
