"""Batches on their way in: read fast, and no more of them at once than the database keeps up with."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

import msgspec
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from planet_chain.api.schemas.intake import MOST_ROWS, ActivityBatch
from planet_chain.api.turns import Turns
from planet_chain.community.activity import ActivityRow

AT_ONCE: Final = 4
"""Batches in the database at once: more would only wait for each other there."""
WAITING: Final = 32
"""Batches that wait for their turn, each of at most the body limit."""

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class _Row(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """`ActivityIn`, read ten times as fast; what this refuses, `ActivityBatch` judges."""

    id: _Name
    member: _Name
    post: _Name
    action: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    at: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    quantity: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 1


class _Batch(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    rows: Annotated[list[_Row], msgspec.Meta(min_length=1, max_length=MOST_ROWS)]


_BATCHES: Final = msgspec.json.Decoder(_Batch)


async def admitted(request: Request) -> AsyncIterator[None]:
    """Dependency of a route that takes batches in."""
    turns: Turns = request.app.state.batches
    async with turns.taken():
        yield


async def activity_rows(request: Request) -> list[ActivityRow]:
    """Dependency: the rows of an `ActivityBatch` in the body.

    Raises:
        RequestValidationError: it is none.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _refused("content_type", ("header", "content-type"), "send the batch as application/json")
    body = await request.body()
    batch: _Batch | ActivityBatch
    try:
        batch = _BATCHES.decode(body)
    except msgspec.MsgspecError:
        batch = _judged(body)
    return [ActivityRow(row.id, row.member, row.post, row.action, row.quantity, row.at) for row in batch.rows]


def _judged(body: bytes) -> ActivityBatch:
    """The batch in `body` by the schema, whose errors name each field that is wrong."""
    try:
        return ActivityBatch.model_validate(json.loads(body))
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from None
    except (ValueError, RecursionError):
        raise _refused("json_invalid", ("body",), "this is no JSON") from None


def _refused(kind: str, place: tuple[str, ...], message: str) -> RequestValidationError:
    found: list[dict[str, Any]] = [{"type": kind, "loc": place, "msg": message, "input": None}]
    return RequestValidationError(found)
