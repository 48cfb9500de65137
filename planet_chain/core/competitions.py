"""Planet Wars: who turned capital into profit by trading, among people and among communities.

Integers only. Source and reasons: docs/math/competitions.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planet_chain.core.settlement import hamilton
from planet_chain.core.weights import weight_cap

SCORE_UNIT: Final = 10**6
"""A score is profit in millionths of the capital behind it."""
PEOPLE_LEAST: Final = 5
"""How many must have traded a community's token for it to be on the board."""
_DIVISOR: Final = 10
"""No person brings a community more than about a tenth of its profit, where there are enough of them."""


class Trade(NamedTuple):
    """A finalized trade with a community's market, in the order of the chain."""

    person: str
    """Whoever is behind the account: all accounts of one person are one."""
    token: str
    is_buy: bool
    quote: int
    """Smallest quote units paid in all, or received in the end: fees are the trader's."""
    tokens: int


@dataclass(frozen=True)
class Rules:
    """Of one competition, in smallest quote units.

    Attributes:
        stake: capital below which nobody is on the board.
        backing: the most of somebody's profit that the money of one other person can stand behind.
    """

    stake: int
    backing: int


class Standing(NamedTuple):
    """A person or a community on its board.

    Attributes:
        name: person, or token.
        profit: smallest quote units, bounded as docs/math/competitions.md says; may be below zero.
        capital: the most that was at work at once.
        people: who traded: 1 for a person.
        score: millionths; rounded down.
    """

    name: str
    profit: int
    capital: int
    people: int
    score: int


@dataclass
class _Position:
    """What one person holds of one token, at average cost."""

    tokens: int = 0
    cost: int = 0
    profit: int = 0
    spent: int = 0
    received: int = 0
    capital: int = 0
    """The most that `cost` ever was."""

    def buy(self, quote: int, tokens: int) -> None:
        self.tokens += tokens
        self.cost += quote
        self.spent += quote
        self.capital = max(self.capital, self.cost)

    def sell(self, quote: int, tokens: int) -> None:
        """Tokens that were not bought here have no cost, so neither they nor what they brought count."""
        known = min(tokens, self.tokens)
        if not known:
            return
        brought = quote * known // tokens
        cost = -(-self.cost * known // self.tokens)  # up: against the trader
        self.profit += brought - cost
        self.received += brought
        self.tokens -= known
        self.cost -= cost


@dataclass(frozen=True)
class _Ledger:
    """Every position, and each person's most capital at once."""

    positions: Mapping[tuple[str, str], _Position]
    capital: Mapping[str, int]


def people(
    trades: Iterable[Trade], owner_of: Mapping[str, str], verified: frozenset[str], rules: Rules
) -> list[Standing]:
    """The board of people, the best first, ties to the smaller name. Only those with a profit are on it.

    Args:
        owner_of: token -> the person who made it: it counts neither for them nor by them.
        verified: persons who were verified to be one; others neither compete nor stand behind a profit.
    """
    ledger = _ledger(trades, owner_of)
    backing = _backing(ledger, verified, rules)
    profit: dict[str, int] = defaultdict(int)
    for (person, token), position in ledger.positions.items():
        others = backing[token] - _backs(position, person, verified, rules)
        profit[person] += min(position.profit, others)
    standings = [
        Standing(person, profit[person], capital, 1, profit[person] * SCORE_UNIT // capital)
        for person, capital in ledger.capital.items()
        if person in verified and capital >= rules.stake and profit[person] > 0
    ]
    return _ranked(standings)


def communities(
    trades: Iterable[Trade], owner_of: Mapping[str, str], verified: frozenset[str], rules: Rules
) -> list[Standing]:
    """The board of communities: what verified people made with their tokens, nobody much of it alone."""
    ledger = _ledger(trades, owner_of)
    backing = _backing(ledger, verified, rules)
    profits: dict[str, list[int]] = defaultdict(list)
    capital: dict[str, int] = defaultdict(int)
    for (person, token), position in ledger.positions.items():
        if person in verified and position.capital:
            others = backing[token] - _backs(position, person, verified, rules)
            profits[token].append(min(position.profit, others))
            capital[token] += position.capital
    standings = []
    for token, each in profits.items():
        most = weight_cap([max(one, 0) for one in each], _DIVISOR)
        profit = sum(min(one, most) for one in each)
        if len(each) >= PEOPLE_LEAST and capital[token] >= rules.stake and profit > 0:
            score = profit * SCORE_UNIT // capital[token]
            standings.append(Standing(token, profit, capital[token], len(each), score))
    return _ranked(standings)


def prizes(pool: int, ranked: Sequence[str], shares: Sequence[int]) -> dict[str, int]:
    """Split `pool` among the first of `ranked` by `shares`: [5, 3, 2] gives the winner half.

    Args:
        pool: smallest units, >= 0.
        shares: of the first, the second, …; where fewer are ranked, the others share what is left.
    Returns:
        name -> units, above 0; they sum to `pool`, or to 0 when nobody is ranked.
    """
    return hamilton(pool, dict(zip(ranked, shares, strict=False)))


def _ledger(trades: Iterable[Trade], owner_of: Mapping[str, str]) -> _Ledger:
    positions: dict[tuple[str, str], _Position] = {}
    at_work: dict[str, int] = defaultdict(int)
    capital: dict[str, int] = defaultdict(int)
    for trade in trades:
        if owner_of.get(trade.token) == trade.person or trade.tokens <= 0:
            continue
        position = positions.setdefault((trade.person, trade.token), _Position())
        before = position.cost
        if trade.is_buy:
            position.buy(trade.quote, trade.tokens)
        else:
            position.sell(trade.quote, trade.tokens)
        at_work[trade.person] += position.cost - before
        capital[trade.person] = max(capital[trade.person], at_work[trade.person])
    return _Ledger(positions, capital)


def _backing(ledger: _Ledger, verified: frozenset[str], rules: Rules) -> Mapping[str, int]:
    """token -> what the money of all verified people who lost or left it there can stand behind."""
    backing: dict[str, int] = defaultdict(int)
    for (person, token), position in ledger.positions.items():
        backing[token] += _backs(position, person, verified, rules)
    return backing


def _backs(position: _Position, person: str, verified: frozenset[str], rules: Rules) -> int:
    """What the money that this person put into a market, and has not taken out, stands behind."""
    if person not in verified:
        return 0
    return min(max(0, position.spent - position.received), rules.backing)


def _ranked(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda one: (-one.score, -one.profit, one.name))
