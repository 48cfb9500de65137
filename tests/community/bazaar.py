"""Communities on real curves, in the tables that the indexer would write: with its own sums."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlmodel import Session

from indexer import sums
from planet_chain.core import curve
from planet_chain.core.addresses import ZERO_ADDRESS, ZERO_HASH
from planet_chain.core.record import Spot
from planet_chain.store.chain import Checkpoint, CommunityFact, TradeFact, TransferFact
from planet_chain.store.queries.communities import Curve

USD = 10**6
CURVE = Curve(5_000 * USD, 10**27)


def address(name: str) -> str:
    """A lower-case address that is `name`'s."""
    return f"0x{name.encode().hex()}".ljust(42, "0")


@dataclass
class Bazaar:
    """Each call is a block of its own; times ascend as the test says.

    Attributes:
        spots: token -> its reserves now.
    """

    session: Session
    spots: dict[str, Spot] = field(default_factory=dict)
    blocks: Any = field(default_factory=lambda: count(1))

    def community(self, name: str, creator: str, at: int, symbol: str | None = None) -> str:
        """A community of the address `creator`; returns its token."""
        token = address(name)
        self.session.add(
            CommunityFact(
                **self._place(at),
                token=token,
                creator=creator,
                content_id=ZERO_HASH,
                name=name,
                symbol=symbol or name.upper(),
                fee_bps=0,
                first_quote=0,
                first_tokens=0,
            )
        )
        self.session.flush()
        self.spots[token] = Spot(*CURVE)
        return token

    def buy(self, token: str, amount: int, at: int, trader: str = address("trader")) -> int:
        """Buy for `amount` quote units; returns the tokens that came out."""
        x, y = self.spots[token]
        traded = curve.buy(x, y, 0, amount)
        self.spots[token] = Spot(traded.x, traded.y)
        self._trade(token, trader, True, amount, traded.out, at)
        return traded.out

    def sell(self, token: str, amount: int, at: int, trader: str = address("trader")) -> None:
        """Sell `amount` tokens."""
        x, y = self.spots[token]
        traded = curve.sell(x, y, 0, amount)
        self.spots[token] = Spot(traded.x, traded.y)
        self._trade(token, trader, False, traded.out, amount, at)

    def final(self, at: int) -> None:
        """Everything up to `at` is indexed and final."""
        names = ("block", "safe", "finalized", "head")
        numbers = {f"{name}_number": next(self.blocks) for name in names}
        hashes = {f"{name}_hash": ZERO_HASH for name in ("block", "finalized", "genesis", "contracts")}
        times = {f"{name}_time": at for name in names}
        self.session.merge(
            Checkpoint(id=1, chain_id=31337, first_block=1, seen_at=at, **numbers, **hashes, **times)
        )
        self.session.flush()

    def _trade(self, token: str, trader: str, is_buy: bool, quote: int, tokens: int, at: int) -> None:
        what = {"token": token, "trader": trader, "is_buy": is_buy, "quote": quote, "fee": 0, "net": quote}
        ends = (ZERO_ADDRESS, trader) if is_buy else (trader, ZERO_ADDRESS)
        place = self._place(at)
        self.session.add(TradeFact(**place, **what, tokens=tokens, content_id=ZERO_HASH))
        self.session.add(TransferFact(**place, token=token, sender=ends[0], recipient=ends[1], amount=tokens))
        self.add_up(place["block_number"], "trade", "token_transfer")

    def add_up(self, block: int, *tables: str) -> None:
        """Have the sums know the facts of `block` in `tables`."""
        self.session.flush()
        connection: Any = self.session.connection().connection.driver_connection
        sums.add(connection, block - 1, tables)

    def _place(self, at: int) -> dict[str, Any]:
        number = next(self.blocks)
        return {"block_number": number, "log_index": 0, "block_time": at, "transaction_hash": ZERO_HASH}
