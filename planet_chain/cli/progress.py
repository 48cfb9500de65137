"""How far a long command is: a bar on a terminal, lines elsewhere, nothing when it is over at once."""

import time
from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SILENT_S: Final = 2.0
"""What is over sooner needs no progress."""
_LINE_EVERY_S: Final = 5.0
_REMEMBERED_S: Final = 30.0
"""The pace of the last half minute says when it will be over, not the pace since the start."""


class Progress:
    """Call it with what is done and what there is to do in all.

    Args:
        what: the units, such as "blocks".
    """

    def __init__(self, out: Output, what: str) -> None:
        self._out = out
        self._what = what
        self._began = self._told = time.monotonic()
        self._seen: deque[tuple[float, int]] = deque([(self._began, 0)])
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def __call__(self, done: int, total: int) -> None:
        """So much is done of so much."""
        now = time.monotonic()
        if done < self._seen[-1][1]:
            self._seen, self._began = deque([(now, done)]), now  # another stretch of work
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _REMEMBERED_S:
            self._seen.popleft()
        if self._out.quiet or now - self._began < _SILENT_S:
            return
        if self._out.is_terminal:
            self._draw(done, total)
        elif now - self._told >= _LINE_EVERY_S:
            self._told = now
            self._out.progress(f"{done:,} of {total:,} {self._what}, {self._left(now, done, total)}.")

    def _left(self, now: float, done: int, total: int) -> str:
        since, before = self._seen[0]
        pace = (done - before) / max(now - since, 1e-9)
        return f"about {_duration((total - done) / pace)} to go" if pace > 0 else "standing still"

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = self._out.bar(_REMEMBERED_S)
            self._bar.start()
            self._bar.add_task(self._what, total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        if done >= total:
            self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _duration(seconds: float) -> str:
    """Seconds in words, no finer than anybody can promise."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
