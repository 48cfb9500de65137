"""What became of what creators called."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Money, Out, price
from planet_chain.core.record import HORIZONS, Record, Summary
from planet_chain.store.queries.calls import CallView


class SummaryOut(Out):
    """Calls as judged some time later, losers included."""

    horizon: str = Field(examples=["7d"], description="1h, 1d or 7d.")
    seconds: int = Field(examples=[604800])
    calls: int = Field(description="Old enough to be judged.")
    pending: int = Field(description="Not old enough.")
    winners: int = Field(description="After which the price was higher.")
    winners_bp: int | None = Field(description="Share of winners, basis points, rounded down.")
    median_bp: int | None = Field(description="Change of the price, basis points: the middle call.")
    worst_bp: int | None

    @classmethod
    def of(cls, horizon: str, row: Summary) -> Self:
        """What `row` says of a horizon."""
        names = ("calls", "pending", "winners", "winners_bp", "median_bp", "worst_bp")
        same = {name: getattr(row, name) for name in names}
        return cls(horizon=horizon, seconds=HORIZONS[horizon], **same)


class RecordOut(Out):
    """All that a creator ever called. Deleting or hiding a post changes nothing of it."""

    calls: int = Field(description="Tokens of others that were named; again within 7 days is the same call.")
    repeated: int = Field(description="Calls that count as one made before.")
    horizons: list[SummaryOut]
    own_calls: int = Field(description="Calls of the creator's own token, whose fees come back to them.")
    own: list[SummaryOut]

    @classmethod
    def of(cls, row: Record) -> Self:
        """The record in `row`."""
        return cls(
            calls=row.calls,
            repeated=row.repeated,
            horizons=[SummaryOut.of(name, one) for name, one in row.others.items()],
            own_calls=row.own_calls,
            own=[SummaryOut.of(name, one) for name, one in row.own.items()],
        )


class OutcomeOut(Out):
    """A call some time later; nulls while that is not over, or not final."""

    horizon: str = Field(examples=["1d"])
    price_before: Money | None = Field(description="Quote for one whole token when it was called.")
    price_after: Money | None
    change_bp: int | None = Field(description="Basis points, rounded down.")


class CallOut(Out):
    """A post named a token."""

    post: str = Field(description="Its id; the post itself may be hidden since.")
    member: str
    token: AddressOut
    symbol: str | None
    named: str = Field(examples=["$SEED"], description="How the post named it.")
    own: bool = Field(description="The creator's own token.")
    counts: bool = Field(description="false: the same token was called less than 7 days before.")
    at: int = Field(description="When the service learned of it, unix seconds.")
    outcomes: list[OutcomeOut]

    @classmethod
    def of(cls, row: CallView) -> Self:
        """The call in `row`."""
        same = {name: getattr(row, name) for name in ("post", "member", "token", "symbol", "named", "own")}
        return cls(**same, counts=row.counts, at=row.at, outcomes=[_outcome(row, name) for name in HORIZONS])


def _outcome(row: CallView, horizon: str) -> OutcomeOut:
    found = row.outcomes.get(horizon)
    return OutcomeOut(
        horizon=horizon,
        price_before=price(found.before) if found else None,
        price_after=price(found.after) if found else None,
        change_bp=found.change_bp if found else None,
    )
