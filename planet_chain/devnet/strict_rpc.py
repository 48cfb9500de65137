"""The limits of X Layer's public node, put before any node: so that nobody learns of them in production.

Too long a range of blocks, too large a batch, too many calls a second are refused as they are there, and each
request takes its time; whatever else is asked goes through. A batch counts as its calls.
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

import httpx
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planet_chain.chain.networks import NETWORKS
from planet_chain.core.errors import PlanetError
from planet_chain.devnet.anvil import free_port
from planet_chain.devnet.processes import dies_with_parent, listens

_PUBLIC: Final = NETWORKS["xlayer"]
_START_SECONDS: Final = 30


@dataclass(frozen=True)
class Limits:
    """What the node before which nobody must be surprised allows.

    Attributes:
        log_range: blocks that one `eth_getLogs` may span.
        batch: calls in one JSON-RPC batch.
        calls_per_second: of one address.
        latency_ms: how long each request is on its way, both ways together.
    """

    log_range: int = _PUBLIC.max_log_range
    batch: int = _PUBLIC.max_batch
    calls_per_second: int = _PUBLIC.requests_per_second
    latency_ms: int = 50


def create_strict_rpc(node_url: str, limits: Limits) -> Starlette:
    """An HTTP application that passes JSON-RPC on to `node_url` within `limits`."""
    gate = _Gate(node_url, limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with gate.http:
            yield

    return Starlette(
        routes=[Route("/", gate.answer, methods=["POST"])],
        middleware=[
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["POST"], allow_headers=["*"])
        ],
        lifespan=lifespan,
    )


class _Gate:
    def __init__(self, node_url: str, limits: Limits) -> None:
        self.http = httpx.AsyncClient(base_url=node_url, timeout=60)
        self._limits = limits
        self._rate = RateLimitItemPerSecond(limits.calls_per_second)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def answer(self, request: Request) -> Response:
        """What the public node would say to `request`."""
        content = await request.body()
        await asyncio.sleep(self._limits.latency_ms / 1000)
        try:
            asked = json.loads(content)
        except ValueError:
            return _said(_error(None, -32700, "parse error"))
        calls = asked if isinstance(asked, list) else [asked]
        who = request.client.host if request.client else ""
        if not await self._limiter.hit(self._rate, who, cost=max(1, len(calls))):
            limit = self._limits.calls_per_second
            refusal = _error(None, -32005, f"rate limit exceeded: {limit} requests per second")
            return _said(refusal, 429, {"Retry-After": "1"})
        if len(calls) > self._limits.batch:
            return _said(_error(None, -32600, f"batch size greater than {self._limits.batch} max"))
        refusals = {
            at: self._too_long(call) for at, call in enumerate(calls) if await self._spans_too_much(call)
        }
        if not refusals:
            passed = await self._pass(content)
            return Response(passed.content, passed.status_code, media_type="application/json")
        if not isinstance(asked, list):
            return _said(refusals[0])
        others = [call for at, call in enumerate(calls) if at not in refusals]
        answers = (await self._pass(json.dumps(others).encode())).json() if others else []
        return _said([*refusals.values(), *answers])

    def _too_long(self, call: Any) -> dict[str, Any]:
        return _error(call.get("id"), -32602, f"block range greater than {self._limits.log_range} max")

    async def _pass(self, content: bytes) -> httpx.Response:
        return await self.http.post("", content=content, headers={"Content-Type": "application/json"})

    async def _spans_too_much(self, call: Any) -> bool:
        if not isinstance(call, dict) or call.get("method") != "eth_getLogs":
            return False
        match call.get("params"):
            case [{"blockHash": _}]:
                return False
            case [dict(where)]:
                bounds = [await self._number(where.get(each, "latest")) for each in ("fromBlock", "toBlock")]
                return bounds[1] - bounds[0] >= self._limits.log_range
            case _:
                return False  # the node refuses it better

    async def _number(self, place: Any) -> int:
        if isinstance(place, str) and place.startswith("0x"):
            return int(place, 16)
        asked = {"jsonrpc": "2.0", "id": 1, "method": "eth_getBlockByNumber", "params": [place, False]}
        found = (await self._pass(json.dumps(asked).encode())).json().get("result")
        return int(found["number"], 16) if found else 0


class StrictRpc:
    """A running process that answers at `url` as the public node would, for the node at `node_url`.

    Args:
        port: TCP port on 127.0.0.1; 0 asks the system for a free one.
    Raises:
        PlanetError: it does not come up.
    """

    def __init__(self, node_url: str, limits: Limits | None = None, port: int = 0) -> None:
        limits = limits or Limits()
        port = port or free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "planet_chain.cli", "devnet", "strict-rpc", "--node", node_url]
        command += ["--port", str(port), "--log-range", str(limits.log_range), "--batch", str(limits.batch)]
        command += ["--calls-per-second", str(limits.calls_per_second)]
        command += ["--latency-ms", str(limits.latency_ms)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent,
        )
        deadline = time.monotonic() + _START_SECONDS
        while not listens(self.process.pid, port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise PlanetError(
                    "strict-rpc-not-started", f"Nobody answers at {self.url}; is the port taken?"
                )
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _error(number: Any, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def _said(answer: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(answer), status, headers, media_type="application/json")
