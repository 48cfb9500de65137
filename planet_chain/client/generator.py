"""Writes the client from the API's schema: a class a schema, a method an operation, all of them typed."""

import json
import keyword
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

UNITS: Final = "units"
"""The format of a string that is an amount: an `int` in the client."""
_HEAD: Final = '''"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

'''
_PLAIN: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_JSON: Final = "application/json"
_ENDLESS: Final = "text/event-stream"
_SHARED: Final = "shared"
"""The module of what several tags need."""
_REFERENCE: Final = re.compile(r'"#/components/schemas/([^"]+)"')
Schema = Mapping[str, Any]
_Operation = tuple[str, str, Schema]
"""Path, method, and what the document says of them."""


def modules(schema: Schema) -> dict[str, str]:
    """The modules of the classes and methods in `schema`, an OpenAPI document: a pair for each of its tags.

    Returns:
        Path below planet_chain/client -> source.
    """
    operations: dict[str, list[_Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            operations.setdefault(_noun(operation["tags"][0]), []).append((path, method, operation))
    homes = _homes(schema, operations)
    nouns = sorted(set(homes.values()))
    made = {f"models/{noun}.py": _models(schema, homes, noun) for noun in nouns}
    made["models/__init__.py"] = _all_models(nouns)
    nouns = sorted(operations)
    made |= {f"operations/{noun}.py": _methods(noun, operations[noun]) for noun in nouns}
    made["operations/__init__.py"] = _all_methods(nouns)
    return made


def _homes(schema: Schema, operations: Mapping[str, list[_Operation]]) -> dict[str, str]:
    """Schema -> its module: that of the one tag which needs it, or the one that all share."""
    users: dict[str, set[str]] = {}
    for noun, tagged in operations.items():
        for name in _reached(schema, [operation for _, _, operation in tagged]):
            users.setdefault(name, set()).add(noun)
    return {
        name: next(iter(users[name])) if len(users.get(name, ())) == 1 else _SHARED
        for name, component in sorted(schema["components"]["schemas"].items())
        if component.get("type") == "object"
    }


def _reached(schema: Schema, start: Any) -> set[str]:
    """The schemas that `start` refers to, and those that they do."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(_REFERENCE.findall(json.dumps(waiting.pop()))) - reached
        reached |= new
        waiting += [schema["components"]["schemas"][name] for name in new]
    return reached


def _models(schema: Schema, homes: Mapping[str, str], noun: str) -> str:
    components = schema["components"]["schemas"]
    here = [name for name, home in homes.items() if home == noun]
    shared = _reached(schema, [components[name] for name in here]) - set(here)
    lines = ["import msgspec", "", "from planet_chain.client.model import Model"]
    if shared:
        lines.append(_imported(f"models.{_SHARED}", [name for name in shared if name in homes]))
    lines.append("")
    for name in here:
        lines += ["", *_model(class_name(name), components[name]), ""]
    return _module(lines)


def _all_models(nouns: list[str]) -> str:
    return _module([f"from planet_chain.client.models.{noun} import *" for noun in nouns])


def _imported(module: str, names: Iterable[str]) -> str:
    return f"from planet_chain.client.{module} import {', '.join(sorted(map(class_name, names)))}"


def _methods(noun: str, operations: list[_Operation]) -> str:
    """The methods of a tag, once for callers that wait and once for those that await."""
    lines = ["from planet_chain.client import models as m"]
    lines += ["from planet_chain.client.transport import AsyncTransport, Transport", ""]
    for word, base, title in (("", "Transport", "wait"), ("async ", "AsyncTransport", "await")):
        name = "Async" * bool(word) + _calls(noun)
        lines += ["", f"class {name}({base}):", f'    """{_words(noun)}, for callers that {title}."""', ""]
        for path, method, operation in operations:
            if _ENDLESS not in operation["responses"].get("200", {}).get("content", {}):
                lines += _method(word, path, method, operation)
    return _module(lines)


def _all_methods(nouns: list[str]) -> str:
    lines = []
    for noun in nouns:
        lines.append(f"from planet_chain.client.operations.{noun} import {_calls(noun)}, Async{_calls(noun)}")
    for word, title in (("", "wait"), ("Async", "await")):
        bases = ", ".join(word + _calls(noun) for noun in nouns)
        lines += ["", "", f"class {word}Operations({bases}):"]
        lines += [f'    """Every operation, for callers that {title}."""']
    return _module([*lines, "", "", '__all__ = ["AsyncOperations", "Operations"]'])


def _calls(noun: str) -> str:
    """The class of a tag's methods: `PaidTransactionsCalls`."""
    return f"{noun.title().replace('_', '')}Calls"


def _noun(tag: str) -> str:
    """The module of a tag: "paid transactions" is `paid_transactions`."""
    return re.sub(r"[^a-z0-9]+", "_", tag.lower())


def _words(noun: str) -> str:
    return noun.replace("_", " ").capitalize()


def class_name(name: str) -> str:
    """The Python name of a schema: `Page_TrendOut_` is `PageTrendOut`."""
    # two schemas of one name are told apart by their modules: planet_chain__api__schemas__gates__ReasonOut
    parts = name.split("__")[-2:]
    return "".join(re.sub(r"[^A-Za-z0-9]", "", part[:1].upper() + part[1:]) for part in parts)


def _module(lines: list[str]) -> str:
    body = "\n".join(lines).rstrip() + "\n"
    used = [word for word in ("Any", "ClassVar", "Literal") if re.search(rf"\b{word}\b", body)]
    typed = f"from typing import {', '.join(used)}\n\n" if used else ""
    return f"{_HEAD}{typed}{body}"


def _model(name: str, component: Schema) -> list[str]:
    required = set(component.get("required", ()))
    lines = [f"class {name}(Model, frozen=True, kw_only=True):"]
    if component.get("description"):
        lines.append(f'    """{_sentence(component["description"])}"""')
    units = sorted(field for field, one in component.get("properties", {}).items() if _is_units(one))
    if units:
        lines += ["", f"    units: ClassVar[frozenset[str]] = frozenset({units!r})"]
    lines.append("")
    for field, one in component.get("properties", {}).items():
        kind, python = type_of(one), _identifier(field)
        given = [f'name="{field}"'] if python != field else []
        if field not in required:
            optional = "default" not in one or one["default"] is None
            kind = f"{kind} | None" if optional and "None" not in kind else kind
            given.append(_default(int(one["default"]) if kind == "int" else one.get("default")))
        assigned = f" = msgspec.field({', '.join(given)})" if given else ""
        lines.append(f"    {python}: {kind}{assigned}")
    return lines if lines[-1] else [*lines, "    pass"]


def _method(word: str, path: str, method: str, operation: Schema) -> list[str]:
    name = operation["operationId"].partition("_api_v1")[0]
    places, queries = _parameters(operation, "path"), _parameters(operation, "query")
    arguments = [f"{_identifier(one['name'])}: {type_of(one['schema'])}" for one in places]
    body = _body(operation)
    if body:
        arguments.append(f"body: {body}")
    keyed = any(one["name"].lower() == "idempotency-key" for one in _parameters(operation, "header"))
    versioned = any(one["name"].lower() == "if-match" for one in _parameters(operation, "header"))
    arguments += ["*"] * bool(queries or keyed or versioned)
    arguments += [f"{_identifier(one['name'])}: {_optional(one)}" for one in queries]
    arguments += ["idempotency_key: str | None = None"] * keyed + ["if_match: str | None = None"] * versioned
    answer = _answer(operation)
    given = "{" + ", ".join(f'"{one["name"]}": {_identifier(one["name"])}' for one in queries) + "}"
    sent = [f'"{method.upper()}"', f'f"{_filled(path, places)}"' if places else f'"{path}"', answer]
    sent[2] = "type(None)" if answer == "None" else answer
    sent += [f"query={given}"] * bool(queries) + ["body=body"] * bool(body)
    if body == "bytes":
        sent.append(f'content_type="{next(iter(operation["requestBody"]["content"]))}"')
    sent += ["idempotency_key=idempotency_key"] * keyed + ["if_match=if_match"] * versioned
    wait = "await " if word else ""
    return [
        f"    {word}def {name}(self, {', '.join(arguments)}) -> {answer}:".replace("(self, )", "(self)"),
        f'        """{_sentence(operation.get("description") or operation["summary"])}"""',
        f"        return {wait}self.call({', '.join(sent)})",
        "",
    ]


def _parameters(operation: Schema, place: str) -> list[Any]:
    return [one for one in operation.get("parameters", ()) if one["in"] == place]


def _body(operation: Schema) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return ""
    return type_of(content[_JSON]["schema"], "m.") if _JSON in content else "bytes"


def _answer(operation: Schema) -> str:
    done = next(one for status, one in sorted(operation["responses"].items()) if status.startswith("2"))
    content = done.get("content", {})
    if not content:
        return "None"
    if set(content) != {_JSON}:
        return "bytes"
    return type_of(content[_JSON]["schema"], "m.")


def _optional(parameter: Schema) -> str:
    kind = type_of(parameter["schema"])
    if parameter.get("required"):
        return kind
    return (kind if "None" in kind else f"{kind} | None") + " = None"


def type_of(schema: Schema, prefix: str = "") -> str:
    """The Python type of what `schema` allows."""
    if "$ref" in schema:
        return prefix + class_name(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema or "oneOf" in schema:
        return _union([type_of(one, prefix) for one in schema.get("anyOf") or schema["oneOf"]])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(map(repr, values))}]"
    if _is_units(schema):
        return "int"
    kind = schema.get("type")
    if kind == "array":
        return f"list[{type_of(schema.get('items', {}), prefix)}]"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"dict[str, {type_of(values, prefix) if isinstance(values, Mapping) else 'Any'}]"
    return _PLAIN.get(str(kind), "Any")


def _union(kinds: list[str]) -> str:
    unique = list(dict.fromkeys(kinds))
    # two classes cannot be told apart without a tag
    classes = [kind for kind in unique if kind.rpartition(".")[2][0].isupper() and "[" not in kind]
    if "Any" in unique or len([kind for kind in classes if kind != "None"]) > 1:
        return "Any"
    return " | ".join(unique)


def _is_units(schema: Schema) -> bool:
    if "anyOf" in schema:
        return any(_is_units(one) for one in schema["anyOf"])
    return schema.get("type") == "string" and schema.get("format") == UNITS


def _default(value: Any) -> str:
    if isinstance(value, list | dict):
        return f"default_factory={type(value).__name__}"
    return f"default={value!r}"


def _identifier(name: str) -> str:
    python = name.replace("-", "_").lower() if "-" in name else name
    return f"{python}_" if keyword.iskeyword(python) else python


def _filled(path: str, places: list[Any]) -> str:
    for one in places:
        path = path.replace(f"{{{one['name']}}}", f"{{self.quoted({_identifier(one['name'])})}}")
    return path


def _sentence(text: str) -> str:
    first = text.partition("\n\n")[0]
    return first.replace("\n", " ").replace("\\", "\\\\").replace('"', "'").strip()
