"""What is wrong with a field of a request, in words: pydantic's own name patterns and Python's types."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

PATTERNS: Final = {
    "^0x[0-9a-fA-F]{40}$": "write an address: 0x and 40 hexadecimal digits",
    "^0x[0-9a-fA-F]{64}$": "write a hash: 0x and 64 hexadecimal digits",
    "^(0|[1-9][0-9]{0,77})$": 'write whole smallest units as plain digits, such as "1500000"',
    "^[1-9][0-9]{0,27}$": 'write whole smallest units as plain digits, above 0, such as "5000000"',
    r"^[\x21-\x7e]{1,255}$": "write 1 to 255 visible ASCII characters without blanks",
    r"^[^\s\x00-\x1f\x7f]{1,128}$": "write 1 to 128 characters without blanks",
    "^[A-Za-z0-9_-]+$": "give what `next` of the page before said",
    "^[0-9a-f]{32}$": "write 32 hexadecimal digits in lower case",
    r'^(W/)?"[1-9][0-9]{0,17}"$': 'send the ETag that you read, such as "1" with its quotes',
    "^[a-z][a-z0-9-]{0,31}$": "write 1 to 32 small letters, digits and hyphens, a letter first",
    "^[a-z]{2,3}$": "write a language's code of two or three small letters, such as en",
    "^[A-Za-z0-9_-]{22}$": "give the id of a relay as it was answered, 22 characters",
    "^0x[0-9a-fA-F]{128}(1b|1c|1B|1C)$": "write a signature of 65 bytes: 0x and 130 hexadecimal digits",
    "^0x([0-9a-fA-F]{2}){0,4096}$": "write bytes: 0x and an even number of hexadecimal digits",
}
"""A pattern of the schema -> what fits it. A test knows that none is missing."""
_KINDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is no field of this request",
    "model_attributes_type": "write a JSON object",
    "model_type": "write a JSON object",
}


def unfit(entry: Mapping[str, Any]) -> dict[str, str]:
    """The field and the message of a validation error."""
    kind, place = entry["type"], entry["loc"]
    if kind == "json_invalid":  # the place is the character at which it breaks
        where = "".join(f" from character {character} on" for character in place[1:])
        return {"field": "body", "message": f"this is no JSON{where}"}
    if kind == "model_attributes_type" and isinstance(entry["input"], bytes):
        # nobody looked whether it is JSON
        return {"field": "header.content-type", "message": "send the body as application/json"}
    return {"field": _field(place), "message": _message(kind, entry)}


def _message(kind: str, entry: Mapping[str, Any]) -> str:
    said: str = entry["msg"]
    if kind == "string_pattern_mismatch":
        pattern: str = entry["ctx"]["pattern"]
        return PATTERNS.get(pattern, said)
    return _KINDS.get(kind, said)


def _field(location: Iterable[str | int]) -> str:
    return ".".join(str(part) for part in location) or "body"
