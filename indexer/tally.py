"""What the indexer has done and met since it started: counted here, shown by metrics and by the simulator."""

import threading
from collections import Counter


class Tally:
    """Counters that all threads of one indexer share."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, what: str, amount: int = 1) -> None:
        """`amount` more of `what`: a plain word, or `error:<kind>` for what a provider did wrong."""
        with self._lock:
            self._counts[what] += amount

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
