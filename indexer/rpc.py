"""JSON-RPC over HTTP: batches, time-outs, repetition, and no patience with nonsense."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec

from indexer.errors import NodeRefused, NodeSilent
from indexer.refusals import is_about_rate, suggested_batch
from indexer.tally import Tally
from indexer.throttle import Throttle

TIMEOUT_S: Final = 20.0
_CONNECT_TIMEOUT_S: Final = 5.0
ATTEMPTS: Final = 6
_FIRST_DELAY_S: Final = 0.1
_LONGEST_DELAY_S: Final = 5.0
_TOO_MANY: Final = 429
_TOO_LARGE: Final = 413


class Call(NamedTuple):
    """A method and its parameters."""

    method: str
    params: Sequence[Any]


class RpcError(msgspec.Struct):
    """What a node says instead of a result."""

    code: int
    message: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether it only wants to be asked more slowly."""
        return is_about_rate(self.code, self.message)


class Answer(msgspec.Struct):
    """One answer; `result` is JSON that was not read yet."""

    id: int | None = None
    result: msgspec.Raw = msgspec.Raw(b"null")
    error: RpcError | None = None
    seconds: float = 0.0
    """How long the node took over the request that it was part of; measured, whatever the node says."""


class _Unusable(Exception):
    """An answer that may be better the next time."""


class Rpc:
    """A node, asked by as many threads as one likes.

    Args:
        rpc_url: http or https.
        max_batch: calls in one request at most; less after the node refused a batch, which is found out once.
        throttle: the node's limits.
        stop: set it, and no thread waits for a repetition any longer.
        timeout_s: seconds that an answer may take.
        attempts: how often a call is made before the node counts as silent.
        tally: where requests and errors are counted.
    """

    def __init__(
        self,
        rpc_url: str,
        max_batch: int,
        throttle: Throttle,
        stop: threading.Event,
        timeout_s: float = TIMEOUT_S,
        attempts: int = ATTEMPTS,
        tally: Tally | None = None,
    ) -> None:
        self.rpc_url = rpc_url
        self.throttle = throttle
        self.tally = tally or Tally()
        self._max_batch = max_batch
        self._stop = stop
        self._attempts = attempts
        timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_TIMEOUT_S))
        self._pool = ThreadPoolExecutor(throttle.most, thread_name_prefix="rpc")
        self._http = httpx.Client(timeout=timeout, headers={"Content-Type": "application/json"})

    @property
    def host(self) -> str:
        """Whose node it is, without what may be a key."""
        return urlsplit(self.rpc_url).hostname or "the node"

    def close(self) -> None:
        """Give the connections back, and let the threads end."""
        self._http.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def result(self, method: str, *params: Any) -> msgspec.Raw:
        """The result of one call.

        Raises:
            NodeRefused: the node answered with an error.
            NodeSilent: it gave no usable answer in several attempts.
        """
        (answer,) = self.answers([Call(method, params)])
        if answer.error is not None:
            raise NodeRefused(method, answer.error.code, answer.error.message)
        return answer.result

    def answers(self, calls: Sequence[Call], to_error: bool = False) -> list[Answer]:
        """The answers to `calls`, in their order; errors of single calls are answers too.

        What goes into one request is asked first, which also tells how much that is; the rest all at once.

        Args:
            to_error: ask no more once that first request had an error; the answers are fewer then.
        Raises:
            NodeSilent: the node gave no usable answer in several attempts.
        """
        found = self._persist(calls[: self._max_batch])
        if to_error and any(answer.error is not None for answer in found):
            return found
        rest, size = calls[len(found) :], self._max_batch
        parts = [rest[at : at + size] for at in range(0, len(rest), size)]
        answers: Iterator[list[Answer]] = (
            self._pool.map(self._all, parts) if len(parts) > 1 else map(self._all, parts)
        )
        return [*found, *chain.from_iterable(answers)]

    def _all(self, calls: Sequence[Call]) -> list[Answer]:
        found: list[Answer] = []
        while len(found) < len(calls):
            found += self._persist(calls[len(found) : len(found) + self._max_batch])
        return found

    def _persist(self, calls: Sequence[Call]) -> list[Answer]:
        delay, failure = _FIRST_DELAY_S, None
        for attempt in range(self._attempts):
            if attempt and self._stop.wait(delay):
                break
            delay *= 2
            calls = calls[: self._max_batch]  # less than before when the node was found to take no such batch
            try:
                self.tally.count("requests")
                with self.throttle.slot(len(calls)):
                    answers = self._post(calls)
                self.throttle.eased()
                return answers
            except (httpx.TransportError, httpx.HTTPStatusError, _Unusable) as error:
                failure = error
                self.tally.count(f"error:{_kind_of(error)}")
                if isinstance(error, httpx.TimeoutException | httpx.HTTPStatusError):
                    self.throttle.pressed()
                    delay = max(delay, _asked_delay(error))
        is_slow = isinstance(failure, httpx.TimeoutException)
        reason = _reason_of(failure) if failure else "we were asked to stop"
        raise NodeSilent(self.rpc_url, reason, is_slow)

    def _post(self, calls: Sequence[Call]) -> list[Answer]:
        bodies = [
            {"jsonrpc": "2.0", "id": number, "method": call.method, "params": call.params}
            for number, call in enumerate(calls)
        ]
        began = time.monotonic()
        response = self._http.post(
            self.rpc_url, content=msgspec.json.encode(bodies if len(bodies) > 1 else bodies[0])
        )
        seconds = time.monotonic() - began
        status = response.status_code
        if status == _TOO_MANY or status >= 500:
            response.raise_for_status()
        if status == _TOO_LARGE and len(calls) > 1:
            self._max_batch = len(calls) // 2
        try:
            read = _ANSWERS.decode(response.content)
        except msgspec.MsgspecError as error:
            raise _Unusable(f"an answer with status {status} is no JSON-RPC") from error
        single = isinstance(read, Answer)
        answers = [self._single(read, len(calls))] if single else _in_order(read, len(calls))
        for answer in answers:
            answer.seconds = seconds
        return answers

    def _single(self, answer: Answer, asked: int) -> Answer:
        if answer.error is not None and answer.error.is_rate:
            self.throttle.pressed()
            raise _Unusable(answer.error.message)
        if asked > 1:
            suggested = suggested_batch(answer.error.message) if answer.error is not None else None
            self._max_batch = suggested if suggested is not None and suggested < asked else 1
            raise _Unusable(f"it takes no batch of {asked}")
        return answer


_ANSWERS: Final = msgspec.json.Decoder(list[Answer] | Answer)


def _in_order(answers: list[Answer], asked: int) -> list[Answer]:
    by_id = {answer.id: answer for answer in answers}
    if len(answers) != asked or any(number not in by_id for number in range(asked)):
        raise _Unusable(f"{len(answers)} answers to a batch of {asked}")
    if any(answer.error is not None and answer.error.is_rate for answer in answers):
        raise _Unusable("it wants to be asked more slowly")
    return [by_id[number] for number in range(asked)]


def _reason_of(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it took too long"
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    if isinstance(error, httpx.TransportError):
        return "no connection"
    return str(error)


def _kind_of(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.HTTPStatusError):
        return "rate" if error.response.status_code == _TOO_MANY else "server"
    return "connection" if isinstance(error, httpx.TransportError) else "malformed"


def _asked_delay(error: Exception) -> float:
    """Seconds that the node wants to be left alone, if it said so."""
    said = error.response.headers.get("Retry-After", "") if isinstance(error, httpx.HTTPStatusError) else ""
    return min(float(said), _LONGEST_DELAY_S) if said.isdigit() else 0.0
