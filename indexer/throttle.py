"""How fast a node may be asked: so many calls a second, so many requests at once, fewer when it complains."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_EASE_AFTER: Final = 50
"""Good answers in a row after which one more request may be in flight again."""


class Throttle:
    """Keeps all threads of one client together within a node's limits.

    Args:
        calls_per_second: a batch counts as its calls.
        in_flight: requests under way at once, at most.
    """

    def __init__(self, calls_per_second: int, in_flight: int) -> None:
        self._interval = 1 / calls_per_second
        self._most = in_flight
        self._limit = in_flight
        self._running = 0
        self._good = 0
        self._next = time.monotonic()
        self._changed = threading.Condition()

    @property
    def most(self) -> int:
        """Requests that may be under way at once, as long as the node does not complain."""
        return self._most

    @property
    def running(self) -> int:
        """Requests under way."""
        return self._running

    @property
    def limit(self) -> int:
        """Requests that may be under way at once now."""
        return self._limit

    @contextmanager
    def slot(self, calls: int) -> Iterator[None]:
        """Wait for a place among the requests in flight, and for the turn of `calls` calls."""
        with self._changed:
            while self._running >= self._limit:
                self._changed.wait()
            self._running += 1
            start = max(self._next, time.monotonic())
            self._next = start + calls * self._interval
        try:
            time.sleep(max(0.0, start - time.monotonic()))
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def eased(self) -> None:
        """A request went well."""
        with self._changed:
            self._good += 1
            if self._good >= _EASE_AFTER and self._limit < self._most:
                self._limit, self._good = self._limit + 1, 0
                self._changed.notify_all()

    def pressed(self) -> None:
        """The node asked for less, or did not keep up: half as many at a time from now on."""
        with self._changed:
            self._limit, self._good = max(1, self._limit // 2), 0
