"""What the API says and hears, as objects: amounts are integers here, and text on the wire."""

from typing import Any, ClassVar, TypeVar

import msgspec

Answer = TypeVar("Answer")


class Model(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the API's schemas."""

    units: ClassVar[frozenset[str]] = frozenset()
    """Fields that are amounts in smallest units."""


def encoded(value: Any) -> Any:
    """`value` as JSON has it: amounts as decimal text, what was left out left out."""
    if isinstance(value, Model):
        fields = type(value).__struct_fields__, type(value).__struct_encode_fields__
        defaults = dict(zip(reversed(fields[0]), reversed(type(value).__struct_defaults__), strict=False))
        return {
            wire: str(found) if name in value.units and found is not None else encoded(found)
            for name, wire in zip(*fields, strict=True)
            if (found := getattr(value, name)) is not None or name not in defaults
        }
    if isinstance(value, list):
        return [encoded(item) for item in value]
    if isinstance(value, dict):
        return {key: encoded(item) for key, item in value.items()}
    return value


def decoded(body: bytes, kind: type[Answer]) -> Answer:
    """The object in `body`; the text of an amount becomes an integer."""
    return msgspec.json.decode(body, type=kind, strict=False)
