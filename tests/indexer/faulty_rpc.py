"""A proxy before a node that does, by chance and on purpose, what nodes do on bad days. Seeded."""

import contextlib
import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import httpx

from tests.indexer.faults import FAULTS, Exchange, Reply


class FaultyRpc:
    """Passes requests on to `node_url` and spoils a share of the answers; all of it may change while it runs.

    Args:
        faults: names out of `FAULTS`, each as likely as the others.
        share: how many of 100 requests are spoilt.
        max_range: blocks that `eth_getLogs` may span, None for any number.
        max_addresses: addresses that `eth_getLogs` may name, None for any number.
        max_batch: calls in a batch, None for any number.
        suggests: whether a refusal says what would be taken.
        hang_s: seconds after which an answer that times out comes all the same.
    """

    def __init__(
        self,
        node_url: str,
        faults: Sequence[str] = (),
        share: float = 0,
        max_range: int | None = None,
        max_addresses: int | None = None,
        max_batch: int | None = None,
        suggests: bool = True,
        hang_s: float = 3,
        seed: int = 1,
    ) -> None:
        self.done: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.node_url = node_url
        self.faults = tuple(faults)
        self.share = share
        self.max_range = max_range
        self.max_addresses = max_addresses
        self.max_batch = max_batch
        self.suggests = suggests
        self.hang_s = hang_s
        self.before: Callable[[], None] | None = None
        """Called before each request is passed on."""
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

    def ask(self, calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The node's own answers to `calls`, in their order."""
        answers = self._http.post(self.node_url, json=calls).json()
        by_id = {answer["id"]: answer for answer in answers}
        return [by_id[call["id"]] for call in calls]

    def answer(self, body: bytes) -> Reply:
        """The reply to a request."""
        asked = json.loads(body)
        calls = asked if isinstance(asked, list) else [asked]
        self.asked.update(call["method"] for call in calls)
        if self.before is not None:
            self.before()
        if self.max_batch is not None and len(calls) > self.max_batch:
            self.done["batch refused"] += 1
            limit = f"batch size greater than {self.max_batch} max" if self.suggests else "invalid request"
            return Reply.of(_error(None, -32600, limit))
        answers = [self._refusal(call) for call in calls]
        passed = [call for call, refusal in zip(calls, answers, strict=True) if refusal is None]
        if passed:
            fresh = iter(self.ask(passed))
            answers = [each or next(fresh) for each in answers]
        exchange = Exchange(calls, answers, isinstance(asked, list), self.ask, self._chance)
        if self.faults and self._chance.random() * 100 < self.share:
            name = self._chance.choice(self.faults)
            reply = FAULTS[name](exchange)
            if reply is not None:
                self.done[name] += 1
                return reply
        return exchange.reply()

    def _refusal(self, call: dict[str, Any]) -> Any:
        if call["method"] != "eth_getLogs":
            return None
        if self.max_range is not None and _span(call) > self.max_range:
            self.done["refused"] += 1
            suggestion = f"block range greater than {self.max_range} max"
            return _error(call["id"], -32602, suggestion if self.suggests else "no")
        if self.max_addresses is not None and len(call["params"][0]["address"]) > self.max_addresses:
            self.done["addresses refused"] += 1
            suggestion = f"too many addresses, at most {self.max_addresses}" if self.suggests else "no"
            return _error(call["id"], -32602, suggestion)
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body go in two writes, and the second would wait 40 ms

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:  # whoever asked was killed meanwhile
                    self.close_connection = True
                    return
                try:
                    reply = proxy.answer(body)
                except (httpx.TransportError, RuntimeError):  # the node itself is gone, or this proxy is
                    reply = Reply(502, b"bad gateway")
                if reply.how == "hung":
                    time.sleep(proxy.hang_s)
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if reply.how == "half":
                    self.wfile.write(reply.body[: len(reply.body) // 2])
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_WR)
                    self.close_connection = True
                    return
                self.wfile.write(reply.body)

            def handle(self) -> None:
                # whoever asked was killed, or lost patience
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    super().handle()

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler


def _span(call: dict[str, Any]) -> int:
    where = call["params"][0]
    return int(where["toBlock"], 16) - int(where["fromBlock"], 16) + 1 if "toBlock" in where else 1


def _error(number: int | None, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}
