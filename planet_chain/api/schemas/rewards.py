"""Epochs and claims."""

from typing import Any, Self

from pydantic import Field

from planet_chain.api.schemas.airdrops import GiftOut
from planet_chain.api.schemas.base import UNITS, AddressOut, HashOut, Money, Out, TokenMoney, points, quote
from planet_chain.core.epoch import ONE
from planet_chain.store.queries.calendar import bounds
from planet_chain.store.queries.index import Finality
from planet_chain.store.queries.roots import Root
from planet_chain.store.rewards import Calendar, Epoch


class RootOut(Out):
    """What the chain says about the week's root."""

    epoch: int = Field(description="The distributor's own number for it.")
    state: str = Field(examples=["pending", "activated", "rejected", "withdrawn"])
    activatable_at: int = Field(description="End of the challenge window, unix seconds.")
    proposed_at: int
    proposed_in: HashOut = Field(description="Transaction.")
    decided_at: int | None
    decided_in: HashOut | None = Field(description="Transaction.")
    reason: str | None = Field(description="Why a guardian rejected it.")

    @classmethod
    def of(cls, row: Root) -> Self:
        """The root in `row`."""
        names = ("epoch", "state", "activatable_at", "proposed_at", "decided_at", "reason")
        shown = {name: getattr(row, name) for name in names}
        return cls(**shown, proposed_in=row.proposed_transaction, decided_in=row.decided_transaction)


class ScarcityOut(Out):
    """How scarce a content type was in the week before, and what that multiplies its engagement by."""

    type: str
    target_bp: int = Field(description="Of all content, basis points.")
    supply: int = Field(description="Posts in the week before.")
    multiplier_bp: int = Field(description="10,000 is once; rounded down.")

    @classmethod
    def all_of(cls, rows: dict[str, Any] | None) -> list[Self] | None:
        """The rows of a closed week, by type; None before its bundle is written."""
        if rows is None:
            return None
        return [
            cls(
                type=kind,
                target_bp=row["target_bp"],
                supply=row["supply"],
                multiplier_bp=row["multiplier"] * 10_000 // ONE,
            )
            for kind, row in sorted(rows.items())
        ]


class EpochOut(Out):
    """A week of rewards, from its opening to its root on chain. What is not known yet is null."""

    epoch: int
    state: str = Field(
        description="open, closed, exported, settled, funded, proposed, activated, rejected or empty.",
        examples=["open", "proposed", "activated"],
    )
    opens_at: int
    closes_at: int
    pool: Money = Field(description="Fresh money; carry_in comes on top.")
    carry_in: Money | None = None
    carry_out: Money | None = Field(None, description="Kept for the next week.")
    returned: Money | None = Field(None, description="Given back to whoever funds the pool.")
    paid: Money | None = None
    points: Money | None = None
    creators: int | None = Field(None, description="Creators who are paid.")
    consumers: int | None = Field(None, description="Readers whose attention counted.")
    inputs_hash: HashOut | None = Field(None, description="sha256 of the bundle's manifest.json.")
    root: HashOut | None = None
    seed: HashOut | None = Field(None, description="Hash of the first block finalized after it closed.")
    activatable_at: int | None = Field(None, description="End of the challenge window, unix seconds.")
    note: str | None = Field(None, description="Why it was rejected, or what it waits for.")
    scarcity: list[ScarcityOut] | None = Field(None, description="What each content type is multiplied by.")
    on_chain: RootOut | None = None

    @classmethod
    def of(cls, row: Epoch, on_chain: Root | None) -> Self:
        """The closed week in `row`."""
        same = ("state", "opens_at", "closes_at", "creators", "consumers", "inputs_hash", "root", "seed")
        more = ("activatable_at", "note")
        money = ("pool", "carry_in", "carry_out", "returned", "paid")
        amounts = {name: getattr(row, name) for name in money}
        return cls(
            epoch=row.number,
            **{name: getattr(row, name) for name in (*same, *more)},
            **{name: None if amount is None else quote(amount) for name, amount in amounts.items()},
            points=None if row.points is None else points(row.points),
            scarcity=ScarcityOut.all_of(row.scarcity),
            on_chain=RootOut.of(on_chain) if on_chain else None,
        )

    @classmethod
    def running(cls, dates: Calendar, pool: int) -> Self:
        """The week in which counts what people do now, by the calendar's `dates`."""
        opens_at, closes_at = bounds(dates, dates.open_epoch)
        return cls(
            epoch=dates.open_epoch, state="open", opens_at=opens_at, closes_at=closes_at, pool=quote(pool)
        )


class BundleFile(Out):
    """A file anyone may download to derive the root themselves."""

    name: str
    bytes: int
    sha256: str
    url: str


class BundleOut(Out):
    """Everything the settlement read, and how to check it."""

    epoch: int
    inputs_hash: HashOut
    root: HashOut | None
    files: list[BundleFile]
    tree: str | None = Field(description="URL of the Merkle tree, OpenZeppelin's standard-v1.")
    verify: str = Field(examples=["planet verify bundle --root 0x5f…"], description="Derives the root anew.")


class ClaimableOut(Out):
    """What can be claimed now, ready for `RewardDistributor.claim`."""

    token: AddressOut
    amount: TokenMoney = Field(description="What a claim pays now.")
    cumulative: str = Field(description="Argument of `claim`, smallest units.", json_schema_extra=UNITS)
    proof: list[HashOut]
    root: HashOut
    epoch: int


class PendingClaim(Out):
    """What a settled week will add once its root is activated."""

    token: AddressOut
    amount: TokenMoney
    root: HashOut
    epoch: int
    state: str = Field(examples=["settled", "proposed"])
    until: int | None = Field(
        description="Unix seconds from which the root can be activated; null before it is proposed."
    )


class ClaimedOut(Out):
    """A claim that was paid."""

    campaign: int | None = Field(description="The airdrop that paid it; null for weekly rewards.")
    token: AddressOut
    amount: TokenMoney
    at: int
    block: int
    transaction: HashOut
    finality: Finality


class FailedOut(Out):
    """What a week would have paid, had its root not been rejected in the challenge window."""

    token: AddressOut
    amount: TokenMoney
    epoch: int
    root: HashOut
    reason: str = Field(description="Who rejected it, and why, as the chain has it.")


class ClaimsOut(Out):
    """Everything about one account's rewards and airdrops."""

    account: AddressOut
    distributor: AddressOut
    self_only: bool = Field(description="Whether only the account itself may claim for itself.")
    claimable: list[ClaimableOut]
    pending: list[PendingClaim]
    airdrops: list[GiftOut] = Field(
        description="Given by campaigns whose trees are known here, not yet paid."
    )
    claimed: list[ClaimedOut] = Field(description="The newest 50.")
    failed: list[FailedOut] = Field(description="Of rejected weeks, the newest 50.")
