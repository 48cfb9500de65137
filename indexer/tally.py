"""What the indexer has done and met since it started, and where it is now: what its metrics show."""

import threading
from collections import Counter
from collections.abc import Callable


class Tally:
    """Counters and gauges that all threads of one indexer share."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._gauges: dict[str, float | Callable[[], float]] = {}
        self._lock = threading.Lock()

    def count(self, what: str, amount: int = 1) -> None:
        """`amount` more of `what`: a plain word, or `error:<kind>` for what a provider did wrong."""
        with self._lock:
            self._counts[what] += amount

    def show(self, what: str, value: float | Callable[[], float]) -> None:
        """`what` is `value` now, or whatever that function says when somebody looks."""
        with self._lock:
            self._gauges[what] = value

    def gauges(self) -> dict[str, float]:
        """Everything that is shown -> its value now."""
        with self._lock:
            shown = dict(self._gauges)
        return {what: value() if callable(value) else value for what, value in shown.items()}

    def of(self, what: str) -> int:
        """How many of `what` so far."""
        return self._counts[what]

    def errors(self) -> dict[str, int]:
        """Kind -> how often a provider did that wrong."""
        with self._lock:
            found = dict(self._counts)
        return {
            what.removeprefix("error:"): count for what, count in found.items() if what.startswith("error:")
        }
