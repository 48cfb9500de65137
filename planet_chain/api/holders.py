"""Holders as a file for spreadsheets and scripts."""

import csv
import io
from typing import Final

from fastapi import Response
from sqlmodel import Session

from planet_chain.core.addresses import checksum_address
from planet_chain.store.queries.communities import Community, holders_of

_CHUNK: Final = 10_000


def holders_csv(session: Session, community: Community) -> Response:
    """Every holder of `community` as CSV, the largest first; amounts in smallest units.

    Addresses and digits only: nothing that a spreadsheet could take for a formula.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("holder", "amount", "decimals"))
    after: tuple[int, str] | None = None
    while page := holders_of(session, community.token, after=after, limit=_CHUNK):
        rows.writerows((checksum_address(row.holder), row.amount, 18) for row in page)
        after = (page[-1].amount, page[-1].holder)
    name = f"holders-{community.token}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.getvalue(), media_type="text/csv", headers=headers)
