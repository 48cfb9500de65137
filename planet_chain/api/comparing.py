"""A quote beside what others would give."""

from planet_chain.api.schemas.base import quote, tokens
from planet_chain.api.schemas.trades import ElsewhereOut, QuoteOut
from planet_chain.api.service import Service
from planet_chain.core.addresses import lower_address
from planet_chain.core.errors import PlanetError
from planet_chain.okx.dex import Elsewhere
from planet_chain.okx.errors import NotConfigured

_BP = 10_000


def compared(service: Service, quoted: QuoteOut) -> QuoteOut:
    """`quoted` with what the aggregator would give for the same; whoever calls holds no connection meanwhile.

    Raises:
        NotConfigured: there is none to ask.
    """
    if service.aggregator is None:
        raise NotConfigured("The DEX aggregator", "PLANET_OKX_CREDENTIALS_FILE")
    pair = [service.quote.address, lower_address(quoted.token)]
    given, wanted = pair if quoted.side == "buy" else reversed(pair)
    try:
        found = service.aggregator.quote(given, wanted, int(quoted.given.amount))
    except PlanetError as error:
        # what is asked here is answered all the same
        nothing = ElsewhereOut(
            source="okx-dex",
            received=None,
            better_bp=None,
            price_impact_bp=None,
            route=[],
            honeypot=None,
            problem=error.code,
        )
        return quoted.model_copy(update={"elsewhere": nothing})
    return quoted.model_copy(update={"elsewhere": _shown(quoted, found)})


def _shown(quoted: QuoteOut, found: Elsewhere) -> ElsewhereOut:
    here = int(quoted.received.amount)
    return ElsewhereOut(
        source=found.source,
        received=(tokens if quoted.side == "buy" else quote)(found.received),
        better_bp=_BP * found.received // here - _BP,
        price_impact_bp=found.price_impact_bp,
        route=list(found.route),
        honeypot=found.honeypot,
        problem=None,
    )
