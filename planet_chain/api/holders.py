"""Holders as a file for spreadsheets and scripts."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from fastapi.responses import StreamingResponse
from sqlalchemy import Engine

from planet_chain.api.schemas.base import TOKEN_DECIMALS
from planet_chain.core.addresses import checksum_address
from planet_chain.store.database import transaction
from planet_chain.store.queries.communities import holders_of

_CHUNK: Final = 5_000


def holders_csv(database: Engine, token: str) -> StreamingResponse:
    """Every holder of lower-case `token` as CSV, the largest first; amounts in smallest units.

    Addresses and digits only: nothing that a spreadsheet could take for a formula.
    """
    headers = {"Content-Disposition": f'attachment; filename="holders-{token}.csv"'}
    return StreamingResponse(_lines(database, token), media_type="text/csv", headers=headers)


def _lines(database: Engine, token: str) -> Iterator[str]:
    yield _line(("holder", "amount", "decimals"))
    after: tuple[int, str] | None = None
    # one snapshot: a holder who moves while we read is neither skipped nor listed twice
    with transaction(database.execution_options(isolation_level="REPEATABLE READ")) as session:
        while page := holders_of(session, token, after=after, limit=_CHUNK):
            yield "".join(_line((checksum_address(row.holder), row.amount, TOKEN_DECIMALS)) for row in page)
            after = (page[-1].amount, page[-1].holder)


def _line(fields: tuple[str | int, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(fields)
    return text.getvalue()
