"""Python's search for cyclic garbage, put off while rows pass by the hundred thousand."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_THRESHOLDS: Final = (20_000, 5, 5)
"""Python's own, (700, 10, 10), took four tenths of the time, and no row is ever part of a cycle."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for cycles more seldom while the block runs, and never among what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
