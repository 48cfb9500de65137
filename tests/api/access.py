"""Who may ask what: one line a route, for `test_authorization`. `{…}` in a path is filled in by `paths`."""

from dataclasses import dataclass
from typing import Any, Final

from tests.api.scene import CREATOR, FAN, STRANGER, Scene


@dataclass(frozen=True)
class Rule:
    """What a route answers to nobody, to somebody else, and to whom it is for.

    Attributes:
        query: what follows the path.
        body: of the request; None sends none.
        number: what stands for `{number}` in the path.
    """

    anonymous: int
    stranger: int
    owner: int
    query: str = ""
    body: Any = None
    number: int = 1


def everybody(status: int = 200, query: str = "", body: Any = None, number: int = 1) -> Rule:
    """The same for all."""
    return Rule(status, status, status, query, body, number)


def by_key(body: Any, owner: int = 200) -> Rule:
    """For holders of an API key with the scope; a key without it is a stranger's."""
    return Rule(401, 403, owner, body=body)


def signed_in(status: int, body: Any = None, number: int = 1) -> Rule:
    """For every account that is signed in."""
    return Rule(401, status, status, body=body, number=number)


_NOBODYS: Final = 999_999
_MISSING: Final = ("questions/{number}", "competitions/{number}", "airdrops/{number}")
_BUY: Final = "?token={token}&quote_in=1000000"
_SELL: Final = "?token={token}&tokens_in=1000000000000000000"
# read by everybody; what a scene does not have is missing for everybody alike
_READS: Final = {
    "health": 200,
    "ready": 200,
    "status": 200,
    "communities": 200,
    "communities/{token}": 200,
    "communities/{token}/trades": 200,
    "communities/{token}/holders": 200,
    "communities/{token}/candles": 200,
    "communities/{token}/posts": 200,
    "trades": 200,
    "creators": 200,
    "creators/{address}": 200,
    "creators/{address}/earnings": 200,
    "creators/{address}/calls": 200,
    "follows": 200,
    "memberships/tiers": 200,
    "memberships": 200,
    "questions": 200,
    "posts": 200,
    "posts/{post}": 200,
    "trends": 200,
    "topics": 200,
    "recommendations": 200,
    "epochs": 200,
    "epochs/current": 200,
    "epochs/{number}": 200,
    "epochs/{number}/bundle": 200,
    "epochs/{number}/bundle/{file}": 200,
    "epochs/{number}/tree.json": 200,
    "epochs/{number}/allocations/{address}": 200,
    "epochs/{number}/allocations": 200,
    "claims/{address}": 200,
    "points/{address}": 200,
    "seasons": 200,
    "seasons/{number}": 200,
    "competitions": 200,
    "airdrops": 200,
    "nonce": 200,
    "questions/owed/{address}": 200,
    "cards/communities/{token}.png": 200,
    "cards/posts/{post}.png": 200,
}
# prepared for everybody: an unsigned transaction is of no use to whom it is not for. That an empty order is
# judged, and not refused, shows that nobody asked for a name.
_PREPARED: Final = (
    "buy",
    "sell",
    "tip",
    "claim",
    "create-community",
    "follow",
    "unfollow",
    "airdrop",
    "sweep",
    "join",
    "renew",
    "cancel",
    "gift",
    "accept-gift",
    "return-gift",
    "collect",
    "create-tier",
    "set-tier",
    "grant",
    "withdraw",
    "release",
    "ask",
    "answer",
    "award",
    "settle",
    "collect-prizes",
)

RULES: Final[dict[str, Rule]] = {
    **{f"GET {path}": everybody(status) for path, status in _READS.items()},
    **{f"POST transactions/{kind}": everybody(422, body={}) for kind in _PREPARED},
    **{f"GET {path}": everybody(404, number=_NOBODYS) for path in _MISSING},
    "GET epochs/{number}/allocations/{address}/picture.svg": everybody(404),
    "GET airdrops/{number}/{file}": everybody(422),
    "POST airdrops/previews": everybody(422, body={}),
    "POST airdrops/trees": signed_in(422, body={}),
    "GET questions/{number}/answers": signed_in(404, number=_NOBODYS),
    "PUT questions/{number}/text": everybody(422, body={}),
    "PUT questions/{number}/answers/{address}": everybody(422, body={}),
    "GET quotes/buy": everybody(query=_BUY),
    "GET quotes/sell": everybody(query=_SELL),
    "GET metrics": by_key(None),
    "POST activity": by_key(
        {"rows": [{"id": "acl", "member": "reader0", "post": "post-ann", "action": "like", "at": 1}]}
    ),
    "POST members": by_key({"rows": [{"id": "acl-member"}]}),
    "POST values": by_key({"rows": [{"member": "reader0", "value": 100}]}),
    "POST values/csv": by_key({}, owner=422),  # no CSV
    "POST posts": by_key({"id": "acl-post", "creator": "ann", "type": "note"}, owner=201),
    "GET search": everybody(query="?q=seed"),
    # drafts are found by their own account alone; without a version nothing is changed
    "GET drafts": signed_in(200),
    "POST drafts": signed_in(201, body={}),
    "GET drafts/{draft}": signed_in(404),
    "PUT drafts/{draft}": signed_in(428, body={}),
    "DELETE drafts/{draft}": signed_in(428),
    "POST drafts/{draft}/publication": signed_in(428, body={}),
    # members report, authors appeal what is hidden, keys with the scope decide
    "GET reports": Rule(401, 403, 200),
    "POST reports": Rule(401, 403, 201, body={"post": "post-ann", "reason": "spam"}),
    "POST moderation/appeals": Rule(401, 403, 409, body={"post": "post-seed", "words": ""}),
    "GET moderation/log": everybody(),
    "GET moderation/queue": by_key(None),
    "POST moderation/decisions": by_key({"post": "nothing", "decision": "dismiss", "words": ""}, owner=404),
    "GET gates/{community}": everybody(query="?address={fan}&balance=1"),
    "PUT gates/{community}": Rule(401, 403, 200, body={"rules": [{"kind": "balance", "at_least": "1"}]}),
    "GET gates/{community}/rules": everybody(),
    # by the rules that the creator set above: its creator holds the token, the stranger does not
    "POST gates/{community}/passes": Rule(401, 403, 201),
    "GET epochs/{number}/readings": signed_in(200),
    "POST relays/claims": everybody(422, body={}),
    "POST relays/tips": everybody(422, body={}),
    "POST relays/tips/authorizations": everybody(422, body={}),
    "POST relays/joins": everybody(422, body={}),
    "POST relays/joins/authorizations": everybody(422, body={}),
    "GET relays/{relay}": everybody(404),
    # who signs in proves who they are with the message itself; an empty one is judged
    "POST session": everybody(422, body={}),
    "GET session": everybody(),
    # the last, since nobody is signed in after it
    "DELETE session": everybody(204),
}

ENDLESS: Final = frozenset({"GET stream"})
"""For everybody, and test_stream.py reads it."""


def paths(scene: Scene) -> dict[str, str]:
    """What stands for the names in paths and queries."""
    return {
        "token": scene.token,
        "address": CREATOR.address,
        "community": scene.token,
        "relay": "A" * 22,
        "draft": "0" * 32,
        "post": "post-seed",
        "file": "manifest.json",
        "fan": FAN.address,
        "stranger": STRANGER.address,
    }
