"""Cursor pages: a cursor names the last row seen, so a page never skips or repeats when rows arrive."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeVar

from fastapi import Query

from planet_chain.api.errors import InvalidCursor

MOST: Final = 200
_Row = TypeVar("_Row")

Cursor = Annotated[
    str | None,
    Query(
        max_length=512,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="`next` of the page before; none for the first page.",
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows in a page, at most.")]


def encode_cursor(key: Sequence[int | str]) -> str:
    """An opaque cursor for the row with this sort `key`."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).rstrip(b"=").decode()


def decode_cursor(cursor: str | None, *kinds: type[int] | type[str]) -> tuple[Any, ...] | None:
    """The sort key in `cursor`, whose parts must be of `kinds`; None without a cursor.

    Raises:
        InvalidCursor: this list made no such cursor.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error, RecursionError):
        raise InvalidCursor from None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise InvalidCursor
    return tuple(key)


def page_of(
    rows: Sequence[_Row], limit: int, key: Callable[[_Row], Sequence[int | str]]
) -> tuple[Sequence[_Row], str | None]:
    """The first `limit` of `rows`, which were asked for with one more, and the cursor of the next page."""
    shown = rows[:limit]
    return shown, encode_cursor(key(shown[-1])) if len(rows) > limit else None
