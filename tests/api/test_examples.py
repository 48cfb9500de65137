"""The schema shows what every request and answer looks like, and what it shows is true to itself."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from jsonschema_rs import Draft202012Validator

from planet_chain.api.app import create_app
from planet_chain.config import Settings
from planet_chain.core.addresses import checksum_address

_MADE = create_app(Settings()).openapi()
_SCHEMAS: dict[str, Any] = _MADE["components"]["schemas"]
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{40}\b")


def bodies() -> Iterator[str]:
    """Names of the schemas of requests and answers; of a list, those of its items. Files have none."""
    for operations in _MADE["paths"].values():
        for operation in operations.values():
            for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
                for content in holder.get("content", {}).values():
                    body = content.get("schema", {})
                    named = body.get("$ref") or body.get("items", {}).get("$ref")
                    if named:
                        yield named.rpartition("/")[2]


def examples_of(kind: dict[str, Any]) -> list[Any]:
    return [*kind.get("examples", ()), *([kind["example"]] if "example" in kind else [])]


def validator(kind: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**kind, "components": _MADE["components"]}, validate_formats=False)


@pytest.mark.parametrize("name", sorted(set(bodies())))
def test_a_body_has_an_example_that_validates(name: str) -> None:
    kind = _SCHEMAS[name]
    assert examples_of(kind)
    for example in examples_of(kind):
        validator(kind).validate(example)
        assert set(kind.get("required", ())) <= set(example)


def test_every_property_has_an_example_that_validates() -> None:
    wrong = {}
    for name, found in _SCHEMAS.items():
        for each, kind in found.get("properties", {}).items():
            told = examples_of(kind)
            if not told and not _follows(kind):
                wrong[f"{name}.{each}"] = "no example"
            elif any(not validator(kind).is_valid(example) for example in told):
                wrong[f"{name}.{each}"] = f"not what it says: {told}"
    assert wrong == {}


def _follows(kind: dict[str, Any]) -> bool:
    """Whether one is read off the kind: another schema, a choice, a yes or no, or its parts have one."""
    if {"$ref", "enum", "const"} & set(kind) or kind.get("type") in {"boolean", "null"}:
        return True
    parts = [*kind.get("anyOf", ()), *kind.get("oneOf", ()), *([kind["items"]] if "items" in kind else [])]
    return any(examples_of(part) or _follows(part) for part in parts if part.get("type") != "null")


def test_addresses_in_examples_have_their_checksum() -> None:
    told = [examples_of(kind) for kind in _SCHEMAS.values()]
    found = set(_ADDRESS.findall(str(told)))
    assert found
    assert {each for each in found if checksum_address(each.lower()) != each} == set()


def test_a_wrong_example_is_found() -> None:
    with pytest.raises(jsonschema_rs.ValidationError):
        validator(_SCHEMAS["Money"]).validate({"amount": 1_500_000, "decimals": 6})
