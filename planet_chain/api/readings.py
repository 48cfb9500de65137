"""What one's own reading gave to whom in a week: from the week's bundle, for the reader's eyes only."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from sqlmodel import Session

from planet_chain.api.errors import NotFound
from planet_chain.api.schemas.base import points, quote
from planet_chain.api.schemas.readings import GivenOut, ReadingsOut
from planet_chain.api.service import Service
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.engines.explained import gifts
from planet_chain.rewards.explanation import Gift
from planet_chain.rewards.manifest import MANIFEST
from planet_chain.store.queries import readings, rewards

_LARGEST: Final = 64 * 2**20
"""Bytes of a bundle; some 4 million interactions, which take seconds."""
_PATIENCE_SECONDS: Final = 20
_busy: Final = Lock()


class ReadingsBusy(PlanetError):
    """One explanation at a time: each reads a whole week."""

    def __init__(self) -> None:
        super().__init__("readings-busy", "Others are being explained their week; try again shortly.")


class WeekTooLarge(PlanetError):
    """A week has more interactions than a request should read."""

    def __init__(self, epoch: int) -> None:
        super().__init__(
            "week-too-large",
            f"Week {epoch} is too large to explain here; download its bundle and run planet rewards explain.",
        )


def readings_of(service: Service, session: Session, epoch: int, account: str) -> ReadingsOut:
    """What the reading behind `account`, lower case, gave in `epoch`.

    Raises:
        NotFound: the epoch is not settled here.
        WeekTooLarge, ReadingsBusy: as they say.
    """
    row = rewards.epoch(session, epoch)
    if row is None or row.inputs_hash is None or row.paid is None:
        raise NotFound("epoch", f"{epoch} that is settled")
    entities = readings.entities_of(session, epoch, account)
    paid_at = readings.accounts_of(session, epoch)
    earned = readings.points_of(session, epoch, account)
    directory = service.epochs / str(epoch) / "bundle"
    given = [gift for entity in entities for gift in _gifts(directory, epoch, row.inputs_hash, entity)]
    return ReadingsOut(
        epoch=epoch,
        account=account,
        points=points(earned),
        given=[
            GivenOut(
                creator=gift.creator,
                account=paid_at[gift.creator],
                value=quote(gift.value),
                base=quote(gift.base),
            )
            for gift in given
        ],
    )


def _gifts(directory: Path, epoch: int, inputs_hash: str, entity: str) -> tuple[Gift, ...]:
    if not (directory / MANIFEST).is_file():
        raise NotFound("file", f"{MANIFEST} of epoch {epoch} here")
    if sum(file.stat().st_size for file in directory.iterdir()) > _LARGEST:
        raise WeekTooLarge(epoch)
    if not _busy.acquire(timeout=_PATIENCE_SECONDS):
        raise ReadingsBusy
    try:
        return _computed(directory, inputs_hash, entity)
    finally:
        _busy.release()


@lru_cache(maxsize=256)
def _computed(directory: Path, inputs_hash: str, entity: str) -> tuple[Gift, ...]:
    # the hash is part of the key: a testnet that was started over has another week of this number
    from planet_chain.rewards.engines.duckdb import duckdb_backend

    return tuple(gifts(duckdb_backend(), directory, entity))
