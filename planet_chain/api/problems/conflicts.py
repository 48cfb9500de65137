"""Problems of how things stand: the request is well-formed, but does not fit them."""

from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.kind import Kind


def _conflict(happened: str, remedy: str) -> Kind:
    return Kind(HTTPStatus.CONFLICT, happened, remedy)


CONFLICTS: Final[dict[str, Kind]] = {
    "airdrop-differs": _conflict(
        "What was announced of an airdrop does not follow from what it is said to be made of.",
        "Do not rely on it; as its funder, build it again from the same block and the same rule.",
    ),
    "contract-reverted": _conflict(
        "The contract would refuse this transaction, so it was not prepared.",
        "`name` and `values` are the contract's own error; the manual of the contracts explains each.",
    ),
    "moderation-refused": _conflict(
        "The report, appeal or decision does not fit the state of the post; nothing was written.",
        "`field` and `detail` say what does not fit; read the post again first.",
    ),
    "no-token": _conflict(
        "There is no ERC-20 token at this address.", "Check the address and that it is of this network."
    ),
    "nothing-to-claim": _conflict(
        "Nothing can be claimed for this account now.",
        "GET /api/v1/claims/{address} shows what is on its way, and from when it can be claimed.",
    ),
    "only-itself-claims": _conflict(
        "The account said on chain that only itself may claim (setSelfOnly).",
        "Prepare the claim with POST /api/v1/transactions/claim and send it from that account.",
    ),
    "reserve-overflow": _conflict("The trade is larger than the curve can count.", "Trade less."),
    "zero-result": _conflict("The amount is too small: the trade would give nothing.", "Trade more."),
}
