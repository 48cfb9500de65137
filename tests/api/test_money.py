"""Money in answers: decimal text with its decimals beside it, in the schema and in what is answered."""

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from planet_chain.api.app import PREFIX, create_app
from planet_chain.config import Settings
from tests.api.access import RULES, paths
from tests.api.scene import CREATOR, FAN, TOKEN, USD, Scene

_MONEY: Final = re.compile(
    r"(^|_)(amounts?|backing|balance|base|capital|cap|carry|cost|cumulative|cut|earned|earnings|fees?|given|"
    r"gives|left|low|high|open|close|others|owed|paid|pool|price|prizes?|profit|quote|received|refunds?|"
    r"refunded|reserve|returned|spent|stake|supply|tips|tokens|units|value|volume|wei)(_|$)"
)
"""Names that say money."""
_NO_MONEY: Final = re.compile(r"_(bp|bps|decimals|at|in|by)$|^open$")
_HOLDERS: Final = {"Money", "TokenMoney"}
"""Schemas of an amount and its decimals."""
_BARE: Final = {"string", "integer", "number", "object"}
_ELSEWHERE: Final = {
    "AirdropPart.amount": "AirdropPreview.total",
    "CandleOut.open": "CandlesOut.price_decimals",
    "CandleOut.high": "CandlesOut.price_decimals",
    "CandleOut.low": "CandlesOut.price_decimals",
    "CandleOut.close": "CandlesOut.price_decimals",
    "CandleOut.volume": "CandlesOut.volume_decimals",
    "ClaimableOut.cumulative": "ClaimableOut.amount",
    "CurveOut.initial_quote": "CurveOut.quote_decimals",
    "CurveOut.initial_tokens": "CurveOut.token_decimals",
    "MarketOut.initial_quote": "MarketOut.quote_decimals",
    "MarketOut.initial_tokens": "MarketOut.token_decimals",
}
"""Decimal text whose decimals stand once for many, and where."""
_NO_AMOUNTS: Final = {
    "ReasonOut.value": "persons, millionths or basis points, by its code",
    "ScarcityOut.supply": "posts",
    "StepOut.value": "wei, in the form that wallets take",
}
_FLOATS: Final = {"TopicOut.heat", "TopicOut.rise", "TrendOut.heat", "TrendOut.rise"}
_TOP: Final = 2**53
"""From here on a JSON number is not what it seems to a browser."""


def answers(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Schema, property and what it is, of everything that some answer holds."""
    found = schema["components"]["schemas"]
    bodies = [
        response
        for operation in schema["paths"].values()
        for described in operation.values()
        for response in described["responses"].values()
    ]
    waiting, seen = sorted(_named(bodies)), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += sorted(_named(found[name]))
            for each, kind in found[name].get("properties", {}).items():
                yield name, each, kind


def _named(part: Any) -> set[str]:
    """Names of the schemas that `part` refers to."""
    if isinstance(part, dict):
        own = {part["$ref"].rpartition("/")[2]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*map(_named, part.values())) if part else own
    return set().union(*map(_named, part)) if isinstance(part, list) else set()


def _types(kind: dict[str, Any]) -> set[str]:
    """What a property may be at last: names of schemas and JSON's types, lists and null looked through."""
    if "$ref" in kind:
        return {kind["$ref"].rpartition("/")[2]}
    if "anyOf" in kind:
        return set().union(*map(_types, kind["anyOf"])) - {"null"}
    if kind.get("type") == "array":
        return _types(kind["items"])
    if kind.get("type") == "object" and isinstance(kind.get("additionalProperties"), dict):
        return _types(kind["additionalProperties"])
    return {str(kind.get("type"))}


def misread(schema: dict[str, Any]) -> set[str]:
    """Properties of answers that are money and do not say how much."""
    return {
        f"{name}.{each}"
        for name, each, kind in answers(schema)
        if name not in _HOLDERS and _is_bare(name, each, kind)
    }


def _is_bare(name: str, each: str, kind: dict[str, Any]) -> bool:
    types = _types(kind)
    if "number" in types and f"{name}.{each}" not in _FLOATS:
        return True
    if f"{name}.{each}" in _ELSEWHERE:
        return types != {"string"}
    if kind.get("format") == "units":
        return True
    says_money = _MONEY.search(each) and not _NO_MONEY.search(each)
    return bool(says_money) and bool(types & _BARE) and f"{name}.{each}" not in _NO_AMOUNTS


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return create_app(Settings()).openapi()


def test_every_amount_in_an_answer_says_its_decimals(schema: dict[str, Any]) -> None:
    assert misread(schema) == set()


@pytest.mark.parametrize("where", sorted(_ELSEWHERE.values()))
def test_decimals_that_stand_elsewhere_are_there(schema: dict[str, Any], where: str) -> None:
    name, _, each = where.partition(".")
    (kind,) = _types(schema["components"]["schemas"][name]["properties"][each])
    assert kind in {"integer", "Money", "TokenMoney"}


@pytest.mark.parametrize(
    "planted",
    [
        {"creator_fee": {"type": "integer"}},
        {"paid": {"type": "string"}},
        {"refunds": {"type": "array", "items": {"type": "string"}}},
        {"price": {"anyOf": [{"type": "number"}, {"type": "null"}]}},
        {"amounts": {"type": "object", "additionalProperties": {"type": "integer"}}},
        {"anything": {"type": "string", "format": "units"}},
    ],
)
def test_a_planted_amount_is_found(schema: dict[str, Any], planted: dict[str, Any]) -> None:
    wrong = copy.deepcopy(schema)
    wrong["components"]["schemas"]["TradeOut"]["properties"] |= planted
    assert misread(wrong) == {f"TradeOut.{name}" for name in planted}


def numbers(told: Any, name: str = "") -> Iterator[str]:
    """Where an answer holds a number that money, or a program in a browser, cannot be trusted with."""
    if isinstance(told, dict):
        if "amount" in told and "decimals" in told:
            if not (isinstance(told["amount"], str) and re.fullmatch(r"-?(0|[1-9]\d*)", told["amount"])):
                yield f"{name}.amount"
            if not isinstance(told["decimals"], int | None):
                yield f"{name}.decimals"
        for key, value in told.items():
            yield from numbers(value, f"{name}.{key}")
    elif isinstance(told, list):
        for value in told:
            yield from numbers(value, f"{name}[]")
    elif isinstance(told, float):
        if name.rpartition(".")[2] not in {"heat", "rise"}:
            yield name
    elif isinstance(told, int) and not isinstance(told, bool) and abs(told) >= _TOP:
        yield name


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"items": [{"heat": 1.5, "paid": {"amount": "12", "decimals": 6}}]}, []),
        ({"paid": {"amount": 12, "decimals": 6}}, [".paid.amount"]),
        ({"paid": {"amount": "1e3", "decimals": 6}}, [".paid.amount"]),
        ({"items": [{"price": 1.5}]}, [".items[].price"]),
        ({"wei": 2**53}, [".wei"]),
    ],
)
def test_a_planted_number_is_found(told: Any, found: list[str]) -> None:
    assert list(numbers(told)) == found


def test_no_answer_of_a_lived_past_holds_money_as_a_number(scene: Scene) -> None:
    """Every read that succeeds, and every transaction that can be prepared here."""
    client = scene.signed_in(CREATOR)
    client.headers["Authorization"] = f"Bearer {scene.key}"
    told = {}
    for route, rule in RULES.items():
        method, _, path = route.partition(" ")
        if method == "GET" and rule.owner == 200:
            address = f"{PREFIX}/{path}{rule.query}".format(number=rule.number, **paths(scene))
            answer = client.get(address)
            if answer.headers["content-type"].startswith("application/json"):
                told[route] = answer.json()
    assert len(told) > 40
    told["buy"] = scene.prepare("buy", FAN, token=scene.token, quote_in=str(900 * USD))
    told["sell"] = scene.prepare("sell", FAN, token=scene.token, tokens_in=str(TOKEN))
    assert {"tokens_out", "min_tokens_out"} == set(told["buy"]["amounts"])
    assert any(risk["amounts"] for risk in told["buy"]["risks"])
    assert {route: list(numbers(each)) for route, each in told.items() if list(numbers(each))} == {}
