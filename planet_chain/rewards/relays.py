"""The queue of what people have no gas for: who may ask how often, and how much it may cost a day.

Asking for claims needs no signature: a claim pays its account, whoever sends it. Tips and memberships were
signed by who pays them. So what is limited is what it costs us.
"""

import secrets
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final, Literal

from sqlalchemy import ColumnElement, func, select, text, update
from sqlmodel import Session, col

from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.store.queries import creators
from planet_chain.store.relays import Relay, RelayTransaction
from planet_chain.store.types import Units

DAY: Final = 24 * 60 * 60
A_DAY_PER_ACCOUNT: Final = 3
A_DAY_PER_CALLER: Final = 10
OPEN: Final = ("queued", "sending")
CLAIMS: Final = "claims"
_IPV6_NETWORK: Final = 64
"""Bits: whoever has one address of it has all."""


class RelaysUnavailable(PlanetError):
    """There is no relayer."""

    def __init__(self) -> None:
        super().__init__(
            "relays-unavailable",
            "This service sends nothing for others: prepare it with POST /api/v1/transactions/… and pay the"
            " gas, or have the operator set PLANET_RELAYER_WALLET.",
        )


class RelayLimit(PlanetError):
    """Too much was asked of the relayer today.

    Attributes:
        seconds: until it may be asked again.
    """

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__("relay-limit", f"{reason}; try again in {seconds} s, or pay the gas yourself.")
        self.seconds = seconds


class OnlyItselfClaims(PlanetError):
    """An account said that nobody may claim for it."""

    def __init__(self, account: str) -> None:
        super().__init__(
            "only-itself-claims",
            f"{checksum_address(account)} lets only itself claim (setSelfOnly), so the relayer cannot.",
        )


@dataclass(frozen=True)
class Budget:
    """What the relayer may spend.

    Attributes:
        daily_wei: in any 24 hours, together.
        gas_price_wei: for a unit of gas; while it costs more, everything waits.
    """

    daily_wei: int
    gas_price_wei: int


@dataclass(frozen=True)
class Call:
    """What to send: to which contract, with what."""

    to: str
    data: bytes


@dataclass(frozen=True)
class Signed:
    """A payment that its account signed, and the call that carries it out."""

    kind: Literal["tip", "join"]
    call: Call


def ask(
    session: Session, account: str, caller: str, budget: Budget, *, now: int, signed: Signed | None = None
) -> Relay:
    """Queue the claims of `account`, lower case, or what it signed; while that is on its way, asking again
    changes nothing.

    Args:
        caller: IP address of whoever asks.
        now: unix seconds.
    Raises:
        OnlyItselfClaims: the chain would refuse.
        RelayLimit: the account, the caller or everybody had enough today.
    """
    # one after the other: two at once would both be the last one allowed
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('relays', 0))"))
    if (found := underway(session, account, signed)) is not None:
        return found
    if signed is None and creators.is_self_only(session, account):
        raise OnlyItselfClaims(account)
    network = _network(caller)
    _expect_below(
        session, col(Relay.account) == account, A_DAY_PER_ACCOUNT, "This account asked often today", now
    )
    _expect_below(session, col(Relay.caller) == network, A_DAY_PER_CALLER, "You asked often today", now)
    if spent(session, now) >= budget.daily_wei:
        raise RelayLimit("What the relayer may spend today is spent", free_again(session, now))
    row = Relay(
        id=secrets.token_urlsafe(16),
        kind=signed.kind if signed else CLAIMS,
        account=account,
        contract=signed.call.to if signed else None,
        data=signed.call.data if signed else None,
        caller=network,
        state="queued",
        requested_at=now,
    )
    session.add(row)
    session.flush()
    return row


def underway(session: Session, account: str, signed: Signed | None) -> Relay | None:
    """What `account` asked for before and is not done: its claims, or exactly what it signed."""
    query = select(Relay).where(col(Relay.account) == account, col(Relay.state).in_(OPEN))
    if signed is None:
        return session.scalars(query.where(col(Relay.kind) == CLAIMS)).first()
    return session.scalars(query.where(col(Relay.data) == signed.call.data)).first()


def relay_of(session: Session, number: str) -> tuple[Relay, list[RelayTransaction]] | None:
    """The relay with this id and its transactions in the order in which they were sent; None for none."""
    row = session.get(Relay, number)
    if row is None:
        return None
    query = select(RelayTransaction).where(col(RelayTransaction.relay) == number)
    return row, list(session.scalars(query.order_by(col(RelayTransaction.nonce))))


def spent(session: Session, now: int) -> int:
    """Wei that the last 24 hours cost, what is on its way at its most."""
    total = select(func.coalesce(func.sum(col(RelayTransaction.wei)), 0, type_=Units())).where(
        col(RelayTransaction.recorded_at) > now - DAY
    )
    return int(session.execute(total).scalar_one())


def forget_callers(session: Session, now: int) -> None:
    """Who asked is kept for the limit of a day, and no longer."""
    old = update(Relay).where(col(Relay.requested_at) <= now - DAY, col(Relay.caller).is_not(None))
    session.execute(old.values(caller=None))


def _expect_below(session: Session, whose: ColumnElement[bool], most: int, words: str, now: int) -> None:
    recent = select(col(Relay.requested_at)).where(whose, col(Relay.requested_at) > now - DAY)
    times = session.scalars(recent.order_by(col(Relay.requested_at).desc()).limit(most)).all()
    if len(times) == most:
        raise RelayLimit(words, times[-1] + DAY - now)


def free_again(session: Session, now: int) -> int:
    """Seconds until the oldest expense of the last 24 hours is older than that."""
    recent = select(func.min(col(RelayTransaction.recorded_at))).where(
        col(RelayTransaction.recorded_at) > now - DAY
    )
    return int(session.execute(recent).scalar_one() or now) + DAY - now


def _network(caller: str) -> str:
    try:
        address = ip_address(caller)
    except ValueError:
        return caller[:64]
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_NETWORK), strict=False))
    return str(address)
