"""Problems of who asks, and how often."""

from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.kind import Kind

_KNOWN: Final = HTTPStatus.UNAUTHORIZED
_ALLOWED: Final = HTTPStatus.FORBIDDEN
_SLOWER: Final = HTTPStatus.TOO_MANY_REQUESTS

CALLERS: Final[dict[str, Kind]] = {
    "entry-refused": Kind(
        _ALLOWED,
        "The account does not fulfil the rules of this group at the last finalized block.",
        "`detail` names what is missing; ask again once a block with it is final.",
    ),
    "key-refused": Kind(
        _KNOWN,
        "The API key is missing, unknown or revoked.",
        "Send one as `Authorization: Bearer pk_…`; the operator makes it with `planet key create`.",
    ),
    "no-member": Kind(
        _ALLOWED,
        "No member's rewards go to this account.",
        "Have the community name this address as your payout.",
    ),
    "not-the-author": Kind(
        _ALLOWED, "The post is somebody else's.", "Sign in with the address of its author."
    ),
    "not-the-creator": Kind(
        _ALLOWED, "Only the creator may do this.", "Sign in with the creator's account, which `detail` names."
    ),
    "other-origin": Kind(
        _ALLOWED,
        "A signed-in request that changes something came from another site.",
        "Do it on this service's own page; programs send the service's address as Origin.",
    ),
    "relay-limit": Kind(
        _SLOWER,
        "The relayer pays no more gas for this account, this caller or this day.",
        "Wait as long as Retry-After says, or send the transaction yourself.",
    ),
    "reports-too-many": Kind(
        _SLOWER, "You reported more posts within a day than moderators can read.", "Go on tomorrow."
    ),
    "scope-missing": Kind(
        _ALLOWED,
        "The API key is valid, but not for this.",
        "Have the operator make one with the scope that `detail` names: `planet key create`.",
    ),
    "sign-in-needed": Kind(
        _KNOWN,
        "Only somebody who is signed in may ask this.",
        "GET /api/v1/nonce, sign its message, POST /api/v1/session, and bring the cookie.",
    ),
    "sign-in-refused": Kind(
        _KNOWN,
        "The signed message does not prove who you are.",
        "Ask for a new nonce, sign its message unchanged with the account it names, and send it once.",
    ),
    "too-many-requests": Kind(
        _SLOWER,
        "This caller asks faster than the service allows, or the service is full at the moment.",
        "Wait as many seconds as Retry-After says.",
    ),
}
