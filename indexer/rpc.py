"""JSON-RPC over HTTP: batches, time-outs, repetition, and no patience with nonsense."""

import re
import threading
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import httpx
import msgspec

from indexer.errors import NodeRefused, NodeSilent
from indexer.throttle import Throttle

_TIMEOUT: Final = httpx.Timeout(20, connect=5)
_ATTEMPTS: Final = 6
_FIRST_DELAY_S: Final = 0.1
_RATE_CODES: Final = (429, -32005, -32029)
_RATE_WORDS: Final = re.compile(r"rate.?limit|too many requests|throughput|capacity", re.IGNORECASE)


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
        return self.code in _RATE_CODES and bool(_RATE_WORDS.search(self.message) or self.code == 429)


class Answer(msgspec.Struct):
    """One answer; `result` is JSON that was not read yet."""

    id: int | None = None
    result: msgspec.Raw = msgspec.Raw(b"null")
    error: RpcError | None = None


class _Unusable(Exception):
    """An answer that may be better the next time."""


class Rpc:
    """A node, asked by as many threads as one likes.

    Args:
        rpc_url: http or https.
        max_batch: calls in one request at most; 1 after the node refused a batch.
        throttle: the node's limits.
        stop: set it, and no thread waits for a repetition any longer.
    """

    def __init__(self, rpc_url: str, max_batch: int, throttle: Throttle, stop: threading.Event) -> None:
        self.rpc_url = rpc_url
        self.throttle = throttle
        self._max_batch = max_batch
        self._stop = stop
        self._http = httpx.Client(timeout=_TIMEOUT, headers={"Content-Type": "application/json"})

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

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

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers to `calls`, in their order; errors of single calls are answers too.

        Raises:
            NodeSilent: the node gave no usable answer in several attempts.
        """
        found: list[Answer] = []
        while len(found) < len(calls):
            found += self._persist(calls[len(found) : len(found) + self._max_batch])
        return found

    def _persist(self, calls: Sequence[Call]) -> list[Answer]:
        delay, reason = _FIRST_DELAY_S, ""
        for attempt in range(_ATTEMPTS):
            if attempt and self._stop.wait(delay):
                break
            delay *= 2
            if len(calls) > self._max_batch:
                calls = calls[: self._max_batch]  # the node was found to take no batches
            try:
                with self.throttle.slot(len(calls)):
                    answers = self._post(calls)
                self.throttle.eased()
                return answers
            except (httpx.TimeoutException, httpx.HTTPStatusError) as error:
                self.throttle.pressed()
                reason = _reason_of(error)
            except (httpx.TransportError, _Unusable) as error:
                reason = _reason_of(error)
        raise NodeSilent(self.rpc_url, reason or "we were asked to stop")

    def _post(self, calls: Sequence[Call]) -> list[Answer]:
        bodies = [
            {"jsonrpc": "2.0", "id": number, "method": call.method, "params": call.params}
            for number, call in enumerate(calls)
        ]
        response = self._http.post(
            self.rpc_url, content=msgspec.json.encode(bodies if len(bodies) > 1 else bodies[0])
        )
        if response.status_code == 429 or response.status_code >= 500:
            response.raise_for_status()
        try:
            answers = _ANSWERS.decode(response.content)
        except msgspec.MsgspecError as error:
            raise _Unusable(f"an answer with status {response.status_code} is no JSON-RPC") from error
        if isinstance(answers, Answer):
            return [self._single(answers, len(calls))]
        return _in_order(answers, len(calls))

    def _single(self, answer: Answer, asked: int) -> Answer:
        if answer.error is not None and answer.error.is_rate:
            self.throttle.pressed()
            raise _Unusable(answer.error.message)
        if asked > 1:
            self._max_batch = 1
            raise _Unusable("it takes no batches")
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
