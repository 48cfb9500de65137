"""Members' values as the exchange writes them: CSV."""

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body

from planet_chain.api.dependencies import SessionDep, writer
from planet_chain.api.idempotency import Once
from planet_chain.api.schemas.intake import ValuesTaken
from planet_chain.community.errors import FileRefused
from planet_chain.community.feeds import take_csv

router = APIRouter(tags=["intake"])

_NAME: Final = Path("body")
_EXAMPLE: Final = "member,value\nm-1042,250\n"


@router.post("/values/csv", summary="Send values as CSV", response_model=ValuesTaken)
def send_values(
    table: Annotated[bytes, Body(media_type="text/csv", examples=[_EXAMPLE])],
    session: SessionDep,
    once: Annotated[Once, writer("values")],
) -> Any:
    """State values by a CSV with the columns `member` and `value`: all or nothing; strangers are skipped."""
    return once(lambda: ValuesTaken.model_validate(take_csv(session, _NAME, _lines(table))))


def _lines(table: bytes) -> list[str]:
    try:
        return table.decode().splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise FileRefused(_NAME, None, f"is no UTF-8 text (byte {error.start})") from error
