"""Problems of the service itself: the request may be right, and succeed later or elsewhere."""

from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.kind import Kind

_DEFECT: Final = HTTPStatus.INTERNAL_SERVER_ERROR
_ABSENT: Final = HTTPStatus.NOT_IMPLEMENTED
_ELSEWHERE: Final = HTTPStatus.BAD_GATEWAY
_LATER: Final = HTTPStatus.SERVICE_UNAVAILABLE

SERVICE: Final[dict[str, Kind]] = {
    "bundle-refused": Kind(
        _DEFECT,
        "The files of this week are damaged here.",
        "Download its bundle from somebody else, or report the request id.",
        private=True,
    ),
    "conservation-broken": Kind(
        _DEFECT,
        "An amount did not add up, so nothing was written.",
        "Please report the request id.",
        private=True,
    ),
    "database-unreachable": Kind(
        _LATER, "The database does not answer at the moment.", "Try again shortly.", private=True
    ),
    "index-behind": Kind(
        _LATER,
        "The index does not keep up with the chain: what is read may be old.",
        "Try again shortly; the operator looks at `planet index status`.",
    ),
    "index-halted": Kind(
        _LATER,
        "The index found the chain to contradict itself and stopped for good.",
        "Do not rely on what is read; the operator has to look at `planet index status`.",
    ),
    "index-not-started": Kind(
        _LATER, "The chain is not indexed yet.", "Try again shortly; `planet index run` does it."
    ),
    "index-of-other-chain": Kind(
        _LATER,
        "The database holds the index of another chain.",
        "The operator has to repair it; `planet index status` says how.",
    ),
    "invalid-pass-keys": Kind(
        _LATER, "The keys that sign passes are damaged.", "The operator has to repair them.", private=True
    ),
    "no-deployment": Kind(
        _LATER,
        "The service has no contracts configured yet.",
        "Its operator has to deploy them.",
        private=True,
    ),
    "no-route": Kind(
        _ELSEWHERE, "The DEX aggregator knows no route for this trade.", "Trade here, or another amount."
    ),
    "node-refused": Kind(
        _LATER, "The chain's node refuses to answer this.", "Try again shortly.", private=True
    ),
    "node-unreachable": Kind(
        _LATER, "The chain's node does not answer at the moment.", "Try again shortly.", private=True
    ),
    "not-configured": Kind(
        _ABSENT,
        "This service is not connected to what the request needs.",
        "Leave that part out; `detail` names the setting with which its operator can connect it.",
    ),
    "not-deployed": Kind(
        _LATER,
        "This contract is not deployed on this network.",
        "Its operator has to deploy it.",
        private=True,
    ),
    "okx-busy": Kind(_LATER, "OKX is asked too often at the moment.", "Try again shortly."),
    "okx-refused": Kind(
        _ELSEWHERE, "OKX does not accept this service's key.", "The operator has to renew it."
    ),
    "okx-unavailable": Kind(_ELSEWHERE, "OKX does not answer, or not in a usable way.", "Try again shortly."),
    "passes-unavailable": Kind(
        _ABSENT, "This service gives no passes.", "Its operator has to make a key: `planet gate new-key`."
    ),
    "readings-busy": Kind(_LATER, "Others are being explained their week.", "Try again shortly."),
    "relays-unavailable": Kind(
        _ABSENT,
        "This service sends nothing for others.",
        "Prepare it with POST /api/v1/transactions/… and pay the gas, or ask the operator for a relayer.",
    ),
    "rewards-not-started": Kind(
        _LATER, "There is no calendar of epochs yet.", "The operator has to start `planet worker` once."
    ),
    "search-too-broad": Kind(_LATER, "Looking for this takes too long.", "Write longer or rarer words."),
    "sign-in-unavailable": Kind(
        _ABSENT, "Nobody can sign in here.", "The operator has to set PLANET_PUBLIC_URL."
    ),
    "too-many-listeners": Kind(
        _LATER,
        "This process streams to as many as it can serve.",
        "Try again shortly; another process may answer.",
    ),
    "unexpected": Kind(
        _DEFECT,
        "Something broke here, not in your request.",
        "Please report the request id.",
        private=True,
    ),
    "week-too-large": Kind(
        _ABSENT,
        "This week has more interactions than one request should read.",
        "Download its bundle and run `planet rewards explain`.",
    ),
    "wrong-chain": Kind(
        _LATER,
        "The service is connected to the wrong chain.",
        "Its operator has to repair it.",
        private=True,
    ),
}
