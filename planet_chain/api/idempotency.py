"""`Idempotency-Key`: a request sent again gets the answer it got, and changes nothing a second time.

The answer is written in the transaction of the change: both are there after a crash, or neither.
"""

from collections.abc import Callable
from typing import Any, Final

from fastapi import Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from planet_chain.core.errors import PlanetError
from planet_chain.store.service import IdempotentAnswer

_KEPT_SECONDS: Final = 24 * 60 * 60


class IdempotencyKeyReused(PlanetError):
    """A key came again with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            "idempotency-key-reused",
            f"The Idempotency-Key {key} was used for another request; take a new key for a new request.",
        )


class Once:
    """Does a request's work at most once for its key.

    Args:
        session: whose transaction holds the change and the answer.
        response: of this request; a repeated answer is marked in its headers.
        owner: of the keys, such as an API key's id.
        key: what the caller sent, or None to do the work each time.
        fingerprint: sha256 of the request.
    """

    def __init__(
        self, session: Session, response: Response, owner: str, key: str | None, fingerprint: bytes
    ) -> None:
        self.session = session
        self.response = response
        self.owner = owner
        self.key = key
        self.fingerprint = fingerprint

    def __call__(self, work: Callable[[], BaseModel], status: int = 200) -> Any:
        """The answer of `work`, or the one given before for the same key.

        Raises:
            IdempotencyKeyReused: the key belongs to another request.
        """
        if self.key is None:
            return work()
        # two requests with one key at the same time: the second waits here, then finds the first one's answer
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        self.session.execute(lock, {"name": f"idempotency {self.owner} {self.key}"})
        known = self.session.get(IdempotentAnswer, (self.owner, self.key))
        if known is not None:
            if known.fingerprint != self.fingerprint:
                raise IdempotencyKeyReused(self.key)
            headers = {"Idempotency-Replayed": "true"}
            return Response(known.body, known.status, headers, media_type="application/json")
        answer = work()
        self._remember(answer, status)
        return answer

    def _remember(self, answer: BaseModel, status: int) -> None:
        now = self.session.execute(text("SELECT extract(epoch FROM now())::bigint")).scalar_one()
        forgotten = text("DELETE FROM idempotent_answer WHERE created_at < :limit")
        self.session.execute(forgotten, {"limit": now - _KEPT_SECONDS})
        self.session.add(
            IdempotentAnswer(
                owner=self.owner,
                key=self.key or "",
                fingerprint=self.fingerprint,
                status=status,
                body=answer.model_dump_json(by_alias=True).encode(),
                created_at=now,
            )
        )
