"""Competitions: boards from the finalized trades of verified people, and prizes as an airdrop's list."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, select, text
from sqlmodel import Session, col

from planet_chain.community.words import id_problem
from planet_chain.core.amounts import format_whole
from planet_chain.core.competitions import Rules, Standing, Trade, communities, people, prizes
from planet_chain.core.errors import PlanetError
from planet_chain.store.competitions import Competition, CompetitionStanding
from planet_chain.store.queries.index import index_status

SHARES: Final = (50, 30, 20)
"""Of a board's prizes, by rank."""
_BOARD_MOST: Final = 1_000
_DECIMALS: Final = 6
"""Of the quote token."""

# A person is known by the addresses that members gave for their rewards; the smaller id where two claim one.
_PEOPLE = text("""
    SELECT payout, min(person) FROM member
    WHERE person IS NOT NULL AND payout IS NOT NULL GROUP BY payout
""")
_PAYOUTS = text("""
    SELECT DISTINCT ON (person) person, payout FROM member
    WHERE person IS NOT NULL AND payout IS NOT NULL ORDER BY person, id COLLATE "C"
""")
_CREATORS = text("SELECT token, creator FROM community_created")
_TRADES = text("""
    SELECT trader, token, is_buy, quote, tokens FROM trade
    WHERE block_time >= :opens_at AND block_time < :closes_at AND block_number <= :final
    ORDER BY block_number, log_index
""")


class Trader(NamedTuple):
    """A verified person who traded with a profit."""

    standing: Standing
    account: str
    """Lower-case address."""
    tokens: tuple[str, ...]
    """What they traded, ascending."""


class _Seen(NamedTuple):
    """What boards are computed from."""

    trades: list[Trade]
    owner_of: dict[str, str]
    """Token -> person."""
    payout_of: dict[str, str]
    """Person -> address."""
    creator_of: dict[str, str]
    """Token -> address."""


class CompetitionRefused(PlanetError):
    """A competition cannot be as it was asked for."""

    def __init__(self, reason: str) -> None:
        super().__init__("competition-refused", f"{reason}; nothing was changed")


class CompetitionUnknown(PlanetError):
    """There is no such competition."""

    def __init__(self, number: int) -> None:
        super().__init__("unknown-competition", f"There is no competition {number}.")


def announce(
    session: Session, name: str, *, opens_at: int, closes_at: int, stake: int, backing: int, now: int
) -> Competition:
    """A new competition.

    Args:
        opens_at, closes_at: unix seconds; it must not have opened yet, so that everybody knows its rules.
        stake, backing: smallest quote units; see `planet_chain.core.competitions.Rules`.
    Raises:
        CompetitionRefused: the name is taken or unfit, or a figure makes no sense.
    """
    if problem := id_problem(name):
        raise CompetitionRefused(f"name: {problem}")
    if not now <= opens_at < closes_at:
        raise CompetitionRefused("it must open from now on, and close after that")
    if stake <= 0 or backing <= 0:
        raise CompetitionRefused("stake and backing must be above 0")
    if session.scalars(select(Competition).where(col(Competition.name) == name)).first():
        raise CompetitionRefused(f"there is a competition {name!r}; choose another name")
    row = Competition(name=name, opens_at=opens_at, closes_at=closes_at, stake=stake, backing=backing)
    session.add(row)
    session.flush()
    return row


def refresh(session: Session) -> int:
    """Compute the boards of every open competition anew, and close those whose span is final.

    Returns:
        How many boards changed.
    """
    status, changed = index_status(session), 0
    if status is None:
        return 0
    query = select(Competition).where(col(Competition.state) == "open").with_for_update()
    for row in session.scalars(query.order_by(col(Competition.number))).all():
        if row.as_of == status.finalized_number or status.finalized_time < row.opens_at:
            continue
        _replace(session, row, status.finalized_number)
        row.as_of = status.finalized_number
        if status.finalized_time >= row.closes_at:
            row.state = "closed"
        changed += 1
    return changed


def close(session: Session, number: int) -> Competition:
    """Competition `number` with its final boards.

    Raises:
        CompetitionUnknown: there is none.
        CompetitionRefused: its span is not final yet.
    """
    row = session.get(Competition, number)
    if row is None:
        raise CompetitionUnknown(number)
    refresh(session)
    if row.state != "closed":
        raise CompetitionRefused(
            f"competition {number} closes when a finalized block is at {row.closes_at} or later"
        )
    return row


def board(session: Session, number: int, name: str, limit: int = 100) -> list[CompetitionStanding]:
    """The first of board `name`, `people` or `communities`."""
    query = select(CompetitionStanding).where(
        col(CompetitionStanding.competition) == number, col(CompetitionStanding.board) == name
    )
    return list(session.scalars(query.order_by(col(CompetitionStanding.place)).limit(limit)))


def competitions(session: Session, limit: int = 100) -> list[Competition]:
    """The newest first."""
    return list(session.scalars(select(Competition).order_by(col(Competition.number).desc()).limit(limit)))


def prize_list(
    session: Session, number: int, pool: int, shares: Sequence[int] = SHARES
) -> list[tuple[str, int]]:
    """Who gets what of `pool`: half for the people, half for the creators of the communities.

    Returns:
        (lower-case address, smallest units) ascending by address, each address once. They sum to `pool` when
        both boards have a winner; a board without one leaves its half.
    """
    close(session, number)
    won: dict[str, int] = {}
    for name, part in (("people", pool - pool // 2), ("communities", pool // 2)):
        rows = board(session, number, name, len(shares))
        account_of = {f"{row.place:09}": row.account for row in rows}
        for place, amount in prizes(part, list(account_of), shares).items():
            won[account_of[place]] = won.get(account_of[place], 0) + amount
    return sorted(won.items())


def prize_csv(rows: Sequence[tuple[str, int]]) -> bytes:
    """The list as the CSV that `planet airdrop build --from csv` takes: account, whole tokens, exactly."""
    whole = ((account, format_whole(amount, _DECIMALS).replace(",", "")) for account, amount in rows)
    lines = [f"{account},{amount}\n" for account, amount in whole]
    return "".join(["account,amount\n", *lines]).encode()


def traders_between(
    session: Session, opens_at: int, closes_at: int, final: int, rules: Rules
) -> list[Trader]:
    """The board of people for any span, without a competition: the best first, an account once.

    Args:
        opens_at, closes_at: unix seconds, the second exclusive.
        final: the last block that counts.
    """
    seen = _seen(session, opens_at, closes_at, final)
    tokens: dict[str, set[str]] = {}
    for trade in seen.trades:
        tokens.setdefault(trade.person, set()).add(trade.token)
    found: dict[str, Trader] = {}
    for one in people(seen.trades, seen.owner_of, frozenset(seen.payout_of), rules):
        account = seen.payout_of[one.name]
        found.setdefault(account, Trader(one, account, tuple(sorted(tokens[one.name]))))
    return list(found.values())


def _seen(session: Session, opens_at: int, closes_at: int, final: int) -> _Seen:
    person_of: dict[str, str] = dict(_rows(session, _PEOPLE))
    payout_of: dict[str, str] = dict(_rows(session, _PAYOUTS))
    creator_of: dict[str, str] = dict(_rows(session, _CREATORS))
    span = {"opens_at": opens_at, "closes_at": closes_at, "final": final}
    trades = [
        Trade(person_of.get(trader, trader), token, is_buy, int(quote), int(tokens))
        for trader, token, is_buy, quote, tokens in _rows(session, _TRADES, **span)
    ]
    owner_of = {token: person_of.get(creator, creator) for token, creator in creator_of.items()}
    return _Seen(trades, owner_of, payout_of, creator_of)


def _replace(session: Session, row: Competition, final: int) -> None:
    trades, owner_of, payout_of, creator_of = _seen(session, row.opens_at, row.closes_at, final)
    verified, rules = frozenset(payout_of), Rules(row.stake, row.backing)
    number = row.number or 0
    session.execute(delete(CompetitionStanding).where(col(CompetitionStanding.competition) == number))
    for place, one in enumerate(people(trades, owner_of, verified, rules)[:_BOARD_MOST], 1):
        session.add(_standing(number, "people", place, one, payout_of[one.name], None))
    for place, one in enumerate(communities(trades, owner_of, verified, rules)[:_BOARD_MOST], 1):
        session.add(_standing(number, "communities", place, one, creator_of[one.name], one.name))
    session.flush()


def _standing(
    number: int, name: str, place: int, one: Standing, account: str, token: str | None
) -> CompetitionStanding:
    figures = {"profit": one.profit, "capital": one.capital, "people": one.people, "score": one.score}
    return CompetitionStanding(
        competition=number, board=name, place=place, account=account, token=token, **figures
    )


def _rows(session: Session, query: Any, **parameters: Any) -> Any:
    return session.connection().execute(query, parameters).all()
