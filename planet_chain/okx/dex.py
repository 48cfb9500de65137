"""What a trade would give elsewhere: OKX's DEX aggregator.

Source: https://web3.okx.com/onchainos/dev-docs/trade/dex-get-quote and …/dex-error-code, API version 6.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final, Protocol
from urllib.parse import urlencode

import msgspec
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from planet_chain.core.amounts import parse_amount
from planet_chain.core.errors import PlanetError
from planet_chain.okx.credentials import Credentials
from planet_chain.okx.errors import NoRoute, OkxBusy, OkxRefused, OkxUnavailable
from planet_chain.okx.http import checked_url, get

PATH: Final = "/api/v6/dex/aggregator/quote"
_BYTES_MOST: Final = 262_144
_ROUTE_MOST: Final = 10
_NO_ROUTE: Final = frozenset({"82000", "82102", "82103", "82104", "82105", "82112", "82120"})
"""No liquidity, too little, too much, no such token, no such chain, too costly, a honeypot."""
_KEY: Final = frozenset({"50103", "50104", "50105", "50106", "50107", "50111", "50112", "50113"})
_BUSY: Final = "50011"
_PERCENT: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,30})?")


@dataclass(frozen=True)
class Elsewhere:
    """A quote of somebody else.

    Attributes:
        received: smallest units that would come out.
        price_impact_bp: how much worse than the price before, basis points, rounded up; None when unknown.
        route: names of the markets on the way.
        honeypot: whether the token is known to be one that cannot be sold again.
    """

    source: str
    received: int
    price_impact_bp: int | None
    route: tuple[str, ...]
    honeypot: bool


class Aggregator(Protocol):
    """Whoever quotes trades over many markets."""

    def quote(self, given: str, wanted: str, amount: int) -> Elsewhere:
        """What exactly `amount` smallest units of `given` would bring of `wanted`, lower-case addresses.

        Raises:
            NoRoute: it cannot be traded there.
            OkxBusy, OkxRefused, OkxUnavailable: nobody knows now.
        """
        ...


class OkxDex:
    """OKX's aggregator on one chain. One may be asked by many threads.

    Args:
        url: of the API, without a path.
        chain_id: OKX calls it `chainIndex`.
        rate: how often this process may ask, so that nobody uses the key up for everybody.
        now: unix seconds.
    """

    def __init__(
        self,
        url: str,
        chain_id: int,
        credentials: Credentials,
        rate: str = "3/second",
        now: Callable[[], float] = time.time,
    ) -> None:
        self._url = checked_url(url)
        self._chain_id = chain_id
        self._credentials = credentials
        self._rate = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._now = now

    def quote(self, given: str, wanted: str, amount: int) -> Elsewhere:
        """As the `Aggregator` says."""
        if not self._limiter.hit(self._rate):
            raise OkxBusy
        query = {
            "chainIndex": self._chain_id,
            "amount": amount,
            "swapMode": "exactIn",
            "fromTokenAddress": given,
            "toTokenAddress": wanted,
        }
        path = f"{PATH}?{urlencode(query)}"
        headers = self._credentials.headers("GET", path, self._now())
        answer = get(self._url + path, headers, _BYTES_MOST)
        told = _told(answer.status, answer.body)
        if told.code != "0":
            raise _refusal(told.code)
        if len(told.data) != 1:
            raise OkxUnavailable("it answers without a quote")
        return _elsewhere(told.data[0], given, wanted, amount)


class _Token(msgspec.Struct, frozen=True, rename="camel"):
    token_contract_address: str
    is_honey_pot: bool = False


class _Protocol(msgspec.Struct, frozen=True, rename="camel"):
    dex_name: str


class _Step(msgspec.Struct, frozen=True, rename="camel"):
    dex_protocol: _Protocol


class _Quote(msgspec.Struct, frozen=True, rename="camel"):
    from_token: _Token
    to_token: _Token
    from_token_amount: str
    to_token_amount: str
    dex_router_list: list[_Step]
    price_impact_percent: str | None = None


class _Answer(msgspec.Struct, frozen=True):
    code: str
    data: list[_Quote] = []


class _Code(msgspec.Struct, frozen=True):
    code: str


def _told(status: int, body: bytes) -> _Answer:
    try:
        # an error's `data` may be anything
        code = msgspec.json.decode(body, type=_Code).code
        return msgspec.json.decode(body, type=_Answer) if code == "0" else _Answer(code)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        if status == 429:
            raise OkxBusy from None
        raise OkxUnavailable(f"it answers {status} with something else than a quote") from None


def _refusal(code: str) -> PlanetError:
    if code in _NO_ROUTE:
        return NoRoute(code)
    if code in _KEY:
        return OkxRefused(code)
    return OkxBusy() if code == _BUSY else OkxUnavailable(f"its code is {code[:8]!r}")


def _elsewhere(quote: _Quote, given: str, wanted: str, amount: int) -> Elsewhere:
    """The quote, when it is that for which was asked."""
    told = (quote.from_token.token_contract_address, quote.to_token.token_contract_address)
    if [each.lower() for each in told] != [given, wanted] or quote.from_token_amount != str(amount):
        raise OkxUnavailable("it answers about another trade")
    try:
        received, impact = parse_amount(quote.to_token_amount), quote.price_impact_percent
        return Elsewhere(
            source="okx-dex",
            received=received,
            price_impact_bp=None if not impact else _worse_bp(impact),
            route=tuple(step.dex_protocol.dex_name[:64] for step in quote.dex_router_list[:_ROUTE_MOST]),
            honeypot=quote.to_token.is_honey_pot,
        )
    except (PlanetError, ValueError):
        raise OkxUnavailable("it answers amounts that are none") from None


def _worse_bp(percent: str) -> int:
    """OKX tells the change in value of what comes out, in percent: "-0.48" is 48 basis points worse."""
    if not _PERCENT.fullmatch(percent):
        raise ValueError(percent)
    return int((-100 * Decimal(percent)).to_integral_value(ROUND_CEILING))
