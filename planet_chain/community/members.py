"""Members: who belongs to which verified person, and where rewards go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.community.errors import NoMember, RowRefused
from planet_chain.community.values import check_person_values
from planet_chain.community.words import id_problem
from planet_chain.core.addresses import lower_address
from planet_chain.core.errors import PlanetError
from planet_chain.store.community import Member

_ZERO_ADDRESS: Final = "0x" + "0" * 40
_UPSERT = text("""
    INSERT INTO member (id, person, payout, joined_at)
    SELECT id, person, payout, :now
    FROM unnest(CAST(:ids AS text[]), CAST(:persons AS text[]), CAST(:payouts AS text[]))
        AS new (id, person, payout)
    ON CONFLICT (id) DO UPDATE SET person = excluded.person, payout = excluded.payout
    WHERE (member.person, member.payout) IS DISTINCT FROM (excluded.person, excluded.payout)
""")


@dataclass(frozen=True)
class MemberRow:
    """What the operator of the community says about a member.

    Attributes:
        id: the community's own id.
        person: the verified person behind it, by a stable id; None when nobody verified it.
        payout: address in any case that rewards go to; None for nowhere.
    """

    id: str
    person: str | None = None
    payout: str | None = None


def upsert(session: Session, rows: Sequence[MemberRow], *, now: int) -> int:
    """Make or change members; one that is there takes the new person and payout as they are stated.

    A closed epoch has its own copy: changes count from the epoch that is open.

    Args:
        now: unix seconds, noted for new members.
    Returns:
        How many members are new or different.
    Raises:
        RowRefused: an id, a person or an address is malformed, or a member is stated twice in two ways.
    """
    wanted: dict[str, MemberRow] = {}
    for number, row in enumerate(rows):
        checked = _checked(number, row)
        if wanted.setdefault(row.id, checked) != checked:
            raise RowRefused(number, "id", f"member {row.id} is stated twice, in two ways")
    ordered = [wanted[key] for key in sorted(wanted)]  # one order for everybody: no deadlock
    columns = {
        "ids": [row.id for row in ordered],
        "persons": [row.person for row in ordered],
        "payouts": [row.payout for row in ordered],
    }
    changed = session.connection().execute(_UPSERT, columns | {"now": now}).rowcount
    check_person_values(session, {row.id: number for number, row in enumerate(rows)})
    return changed


def of_account(session: Session, account: str) -> list[Member]:
    """Whom the lower-case address `account` speaks for: the members whose rewards go there, by id.

    Raises:
        NoMember: nobody.
    """
    found = list(
        session.scalars(select(Member).where(col(Member.payout) == account).order_by(col(Member.id)))
    )
    if not found:
        raise NoMember(account)
    return found


def _checked(number: int, row: MemberRow) -> MemberRow:
    for field, value in (("id", row.id), ("person", row.person)):
        if value is not None and (problem := id_problem(value)):
            raise RowRefused(number, field, problem)
    if row.payout is None:
        return row
    try:
        payout = lower_address(row.payout)
    except PlanetError as error:
        raise RowRefused(number, "payout", str(error)) from error
    if payout == _ZERO_ADDRESS:
        raise RowRefused(number, "payout", "the zero address can claim nothing; leave payout out instead")
    return MemberRow(row.id, row.person, payout)
