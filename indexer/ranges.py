"""How much to ask for at once: what the node takes, and what comes back in good time."""

import threading
from collections.abc import Sequence
from typing import Final

_START: Final = 30
"""So few that the first ranges, which are under way before anything is known, fit into memory."""
_LOGS_WANTED: Final = 2_000
_SECONDS_WANTED: Final = 1.5
_GROW_AFTER: Final = 3
_PATIENCE_MOST: Final = 1_000
"""Queries that go well before a guessed cap of addresses, confirmed again and again, is doubted once more."""


class RangeSizer:
    """The blocks of the next range. All threads of one client share it.

    Args:
        cap: blocks that the node is known to take at most.
    """

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._size = min(cap, _START)
        self._good = 0
        self._lock = threading.Lock()

    @property
    def cap(self) -> int:
        """Blocks that the node takes at most, as far as is known."""
        return self._cap

    @property
    def size(self) -> int:
        """Blocks to ask for now."""
        return self._size

    def went_well(self, asked: int, logs: int, seconds: float) -> None:
        """A range of `asked` blocks gave `logs` in `seconds`: grow after three good ones, or shrink."""
        with self._lock:
            excess = max(logs / _LOGS_WANTED, seconds / _SECONDS_WANTED)
            if excess > 1:
                self._size, self._good = max(1, min(self._size, int(asked / excess))), 0
                return
            self._good += 1
            if self._good >= _GROW_AFTER and 1.5 * excess * self._size <= asked:
                self._size, self._good = min(self._cap, self._size * 3 // 2 + 1), 0

    def refused(self, asked: int, suggested: int | None) -> None:
        """The node refused `asked` blocks: take its suggestion if it is less, else half."""
        with self._lock:
            if suggested is not None and suggested < asked:
                self._cap = less = suggested  # it knows its limit, so it is not tried again
            else:
                less = asked // 2
            self._size, self._good = max(1, min(self._size, less)), 0


class AddressCap:
    """How many addresses to name in one query: all, until the node refuses so many."""

    def __init__(self) -> None:
        self._cap: int | None = None
        self._guess: int | None = None
        self._worked: int | None = None
        """The most that went well, since the guess."""
        self._good = 0
        self._patience = _GROW_AFTER
        self._lock = threading.Lock()

    def parts(self, addresses: Sequence[str]) -> list[Sequence[str]]:
        """`addresses`, in as few queries as the node allows."""
        most = self.at_once(len(addresses))
        return [addresses[at : at + most] for at in range(0, len(addresses), most)]

    def at_once(self, addresses: int) -> int:
        """How many of so many addresses go into one query."""
        return min(addresses, min(filter(None, (self._cap, self._guess)), default=addresses))

    def tried_more(self, asked: int) -> bool:
        """Whether a refused query named more addresses than went well: then so many, and for twice as long.

        Without it each new try of a guess would cost blocks, until ranges are of one block each.
        """
        with self._lock:
            if self._worked is None or asked <= self._worked:
                return False
            if self.at_once(asked) == asked:  # else another query, refused at the same time, has said so
                self._guess, self._good = self._worked, 0
                self._patience = min(2 * self._patience, _PATIENCE_MOST)
            return True

    def refused(self, asked: int, suggested: int | None) -> bool:
        """The node refused `asked` addresses in one query; False when there is nothing left to split."""
        with self._lock:
            self._good = 0
            if self.at_once(asked) < asked:
                return True  # another query, refused at the same time, has split them already
            if suggested is not None and suggested < asked:
                self._cap = suggested
            elif asked > 1:
                # it may have meant something else, so this is tried again
                self._guess, self._worked = asked // 2, None
            else:
                return False
            return True

    def went_well(self, asked: int) -> None:
        """A query of `asked` addresses was answered: a cap that was only guessed is doubled after some."""
        if self._guess is None:
            return
        with self._lock:
            if self._worked is not None and asked > self._worked:
                self._patience = _GROW_AFTER
            self._worked = max(self._worked or 0, asked)
            self._good += 1
            if self._good >= self._patience and self._guess is not None:
                self._guess, self._good = self._guess * 2 if self._guess < 2**20 else None, 0
