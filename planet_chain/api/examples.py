"""Examples of every request and answer: of each property by its name, of each body from its properties."""

from collections.abc import Iterator
from typing import Any, Final

_AT: Final = 1_790_000_000
_CREATOR: Final = "0x976EA74026E726554dB657fA54763abd0C3a0aa9"
_HEX: Final = "5f" * 32
_SIWE: Final = (
    "planet.example wants you to sign in with your Ethereum account:\n"
    f"{_CREATOR}\n\nSign in to Planet Chain.\n\nURI: https://planet.example\nVersion: 1\nChain ID: 196\n"
    "Nonce: 8fQ2kZr1TnXw5uYb\nIssued At: 2026-09-21T14:13:20Z"
)

# By name; by schema and name where a name means two things, or where the field itself says too little.
_WORDS: Final[dict[str, Any]] = {
    "activatable_at": _AT + 172_800,
    "AirdropPart.amount": "12500000",
    "AirdropPlan.amount": None,
    "AirdropPlan.block": None,
    "AirdropPlan.least": "1",
    "AirdropPlan.source": {"kind": "csv"},
    "AirdropPlan.token": None,
    "AirdropPlan.weights": None,
    "AirdropSourceIn.kind": "csv",
    "amount": "1500000",
    "answer_by": _AT + 259_200,
    "answers": 3,
    "appeal": "It is an analysis with its sources.",
    "as_of": _AT,
    "asked_at": _AT,
    "at": _AT,
    "better_bp": -37,
    "block": 48_213,
    "by": "moderator-1",
    "bytes": 52_480,
    "calls": 12,
    "campaign": 7,
    "CandleOut.close": "10150000000000000",
    "CandleOut.high": "10240000000000000",
    "CandleOut.low": "9980000000000000",
    "CandleOut.open": "10000000000000000",
    "CandleOut.volume": "125000000",
    "chain_id": 196,
    "change_bp": 420,
    "ClaimsOut.self_only": False,
    "CommunityOut.fees": {"amount": "3100000", "decimals": 6},
    "CommunityOut.market_cap": {"amount": "157000000", "decimals": 6},
    "CommunityOut.price": {"amount": "10315300000000000", "decimals": 18},
    "CommunityOut.reserve": {"amount": "157000000", "decimals": 6},
    "CommunityOut.supply": {"amount": "15457320074825243674313", "decimals": 18},
    "CommunityOut.volume": {"amount": "312500000", "decimals": 6},
    "claims": 38,
    "closes_at": _AT + 604_800,
    "consumers": 512,
    "contents": 9,
    "contracts": {"Tips": {"address": _CREATOR, "explorer": None}},
    "created_at": _AT,
    "created_block": 48_100,
    "creators": 41,
    "cumulative": "1500000",
    "decided_at": _AT + 172_805,
    "decimals": 6,
    "detail": "There is no community here.",
    "ends_at": _AT + 2_592_000,
    "entity": "ann",
    "epoch": 3,
    "errors": [{"field": "body.amount", "message": "is missing"}],
    "expires_at": _AT + 600,
    "explorer": f"https://www.okx.com/web3/explorer/xlayer/address/{_CREATOR}",
    "failures": 0,
    "faucet_url": None,
    "files": ["manifest.json", "leaves.csv"],
    "finished_at": _AT + 2,
    "first_epoch": 1,
    "followers": 230,
    "gas": 134_000,
    "gas_symbol": "OKB",
    "gift": 4,
    "GivenOut.creator": "ann",
    "halted": None,
    "heat": 12.4,
    "HitOut.community": None,
    "HitOut.creator": None,
    "HitOut.topic": None,
    "holders": 84,
    "id": "post-1042",
    "index": 17,
    "initial_quote": "10000000000",
    "initial_tokens": "1000000000000000000000000",
    "in_snapshot": 84,
    "interval": 3_600,
    "judge_by": _AT + 518_400,
    "JobOut.name": "refresh-trends",
    "JobOut.state": "ok",
    "jwt": "eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIweDk3NmUifQ.c2lnbmF0dXJl",
    "lag_blocks": 1,
    "lag_seconds": 1,
    "last_epoch": 12,
    "leaves": 84,
    "length_days": 30,
    "median_bp": 180,
    "member": "m-1042",
    "message": "settled week 3",
    "multiplier_bp": 12_500,
    "name": "Seed Club",
    "network": "xlayer",
    "new_type": "analysis",
    "next": "eyJhdCI6MTc5MDAwMDAwMCwiaWQiOiJwb3N0LTEwNDIifQ",
    "NonceOut.message": _SIWE,
    "note": None,
    "number": 1,
    "old_type": "note",
    "opens_at": _AT,
    "own_calls": 2,
    "PassOut.id": "340282366920938463463374607431768211457",
    "passes": 61,
    "pending": 3,
    "people": 37,
    "period_days": 30,
    "picture": f"/api/v1/epochs/3/allocations/{_CREATOR}/picture.svg",
    "place": 1,
    "post": "post-1042",
    "PostOut.corrections": [],
    "PostOut.hidden": None,
    "posts": 5,
    "price_decimals": 18,
    "price_impact_bp": 85,
    "problems": [],
    "proposed_at": _AT,
    "proposed_type": "note",
    "published_at": _AT,
    "question": 5,
    "quote_decimals": 6,
    "rank": 1,
    "reason": "It waits for a block.",
    "refreshed_at": _AT,
    "registered_at": _AT,
    "repeated": 1,
    "report_words": ["The same text as yesterday."],
    "reports": 2,
    "requested_at": _AT,
    "rise": 1.8,
    "rpc_url": "https://rpc.xlayer.tech",
    "rules": [{"kind": "balance", "at_least": "1000000000000000000"}],
    "season": 1,
    "seats": 200,
    "seen_seconds_ago": 1,
    "sha256": _HEX,
    "share_bp": 1_250,
    "SignInIn.message": _SIWE,
    "since": _AT,
    "started_at": _AT,
    "starts_at": _AT,
    "status": 404,
    "suggested_type": "analysis",
    "summary": "Buy at least 123.456 SEED for 5 USD₮0",
    "supply": 120,
    "symbol": "SEED",
    "TagOut.language": "en",
    "target_bp": 2_000,
    "text": "#defi is heating up again",
    "tier": 1,
    "time": _AT,
    "title": "Why $SEED is early",
    "token_decimals": 18,
    "TokenInfo.symbol": "USD₮0",
    "topics": ["defi"],
    "trades": 310,
    "tree": "/api/v1/epochs/3/tree.json",
    "type": "analysis",
    "until": _AT + 604_800,
    "updated_at": _AT,
    "url": "/api/v1/epochs/3/bundle/manifest.json",
    "values": {"share_bp": 9_200},
    "version": "0.1.0",
    "volume_decimals": 6,
    "weight": "1500000",
    "Winner.weight": 1,
    "WaitingOut.creator": "ann",
    "winners": 7,
    "winners_bp": 5_833,
    "words": "Copied from elsewhere.",
    "worst_bp": -6_200,
    "x": "10157000000",
    "y": "984542679925174756325687",
}
_JSON: Final = "application/json"
_REF: Final = "$ref"


def add_examples(schema: dict[str, Any]) -> None:
    """Have each property, and each schema that is a body, say what it looks like."""
    schemas = schema["components"]["schemas"]
    for name, found in schemas.items():
        for each, kind in found.get("properties", {}).items():
            own = f"{name}.{each}"
            word = own if own in _WORDS else each
            if word == own or (word in _WORDS and not _tells(kind)):
                kind["examples"] = [_WORDS[word]]
    for name in dict.fromkeys(_bodies(schema)):
        if not {"example", "examples"} & set(schemas[name]):
            schemas[name]["examples"] = [_example(schemas[name], schemas)]


def _tells(kind: dict[str, Any]) -> bool:
    """Whether an example follows from `kind` itself."""
    if {"example", "examples", "const", "enum", _REF} & set(kind) or kind.get("type") == "boolean":
        return True
    inner = [*kind.get("anyOf", ()), *([kind["items"]] if isinstance(kind.get("items"), dict) else [])]
    return any(map(_tells, inner))


def _bodies(schema: dict[str, Any]) -> Iterator[str]:
    """Names of the schemas of requests and answers; of a bare list, those of its items."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
                body = holder.get("content", {}).get(_JSON, {}).get("schema", {})
                named = body.get(_REF) or body.get("items", {}).get(_REF)
                if named:
                    yield named.rpartition("/")[2]


def _example(kind: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """What is of `kind`: its own example, or one made of those of its parts."""
    if kind.get("examples"):
        return kind["examples"][0]
    if _REF in kind:
        return _example(schemas[kind[_REF].rpartition("/")[2]], schemas)
    if kind.get("enum"):
        return kind["enum"][0]
    for key in ("example", "const", "default"):
        if kind.get(key) is not None:
            return kind[key]
    if "anyOf" in kind or "oneOf" in kind:
        return _example((kind.get("anyOf") or kind["oneOf"])[0], schemas)
    if kind.get("type") == "array":
        return [_example(kind["items"], schemas)]
    if kind.get("type") == "object":
        return {each: _example(part, schemas) for each, part in _given(kind)}
    return {"boolean": True, "null": None}.get(kind.get("type", "null"))


def _given(kind: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Properties that an example shows: what may be left out and says nothing of itself is left out."""
    required = set(kind.get("required", ()))
    for each, part in kind.get("properties", {}).items():
        if each in required or part.get("default", "") is not None or "examples" in part:
            yield each, part
