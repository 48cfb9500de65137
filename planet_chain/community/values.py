"""The exchange's word on what members are worth to it: net trading fees over the last 28 days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.errors import RowRefused
from planet_chain.community.words import id_problem

VALUE_LIMIT: Final = 2**24
"""A member's value, and a person's, is below it. Source: docs/math/settlement.md, section 1."""
VALUES_LIMIT: Final = 2**40
"""All values together are below it."""

_SET = text("""
    UPDATE member SET value = new.value
    FROM unnest(CAST(:ids AS text[]), CAST(:amounts AS bigint[])) AS new (id, value)
    WHERE member.id = new.id AND member.value <> new.value
""")
_KNOWN = text("SELECT id FROM member WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
_TOO_MUCH = text("""
    SELECT named.id, sum(other.value)
    FROM member AS named JOIN member AS other ON other.person = named.person
    WHERE named.id = ANY(:ids)
    GROUP BY named.id HAVING sum(other.value) >= :limit
    ORDER BY named.id LIMIT 1
""")
_SUM = text("SELECT coalesce(sum(value), 0) FROM member")


@dataclass(frozen=True)
class ValueRow:
    """A member's net trading fees over the last 28 days, in whole value units, 0..2**24-1.

    Self-matched and rebated trades are no fees: the exchange leaves them out.
    """

    member: str
    value: int


def set_values(session: Session, rows: Sequence[ValueRow]) -> int:
    """Replace the values of these members; those of others stay.

    Returns:
        How many are different now.
    Raises:
        RowRefused: a member is unknown or stated twice in two ways, or a value, a person's sum or the sum of
            all is outside of what the settlement can weigh.
    """
    wanted: dict[str, int] = {}
    for number, row in enumerate(rows):
        if problem := id_problem(row.member):
            raise RowRefused(number, "member", problem)
        if not 0 <= row.value < VALUE_LIMIT:
            raise RowRefused(number, "value", f"{row.value} is outside of 0..{VALUE_LIMIT - 1}")
        if wanted.setdefault(row.member, row.value) != row.value:
            raise RowRefused(number, "member", f"member {row.member} is stated twice, in two ways")
    known = set(session.connection().execute(_KNOWN, {"ids": list(wanted)}).scalars())
    for number, row in enumerate(rows):
        if row.member not in known:
            raise RowRefused(number, "member", f"member {row.member} is not known; state it first")
    arrays = {"ids": list(wanted), "amounts": list(wanted.values())}
    changed = session.connection().execute(_SET, arrays).rowcount
    check_person_values(session, {row.member: number for number, row in enumerate(rows)})
    return changed


def check_person_values(session: Session, numbers: Mapping[str, int]) -> None:
    """Refuse values that no settlement could weigh, before a week of activity hangs on them.

    Args:
        numbers: member -> its row in the batch.
    Raises:
        RowRefused: the members of one person, or all members, come to too much.
    """
    found = session.connection().execute(_TOO_MUCH, {"ids": list(numbers), "limit": VALUE_LIMIT}).first()
    if found is not None:
        reason = f"the members of its person come to {found[1]}; they must stay below {VALUE_LIMIT}"
        raise RowRefused(numbers[found[0]], "value", reason)
    total = session.connection().execute(_SUM).scalar_one()
    if total >= VALUES_LIMIT:
        reason = f"all values come to {total}; they must stay below {VALUES_LIMIT}"
        raise RowRefused(max(numbers.values(), default=0), "value", reason)
