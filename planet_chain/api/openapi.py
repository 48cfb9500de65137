"""The schema that describes the API: FastAPI's own, with problems where errors are."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from planet_chain.api.dependencies import expect_account
from planet_chain.api.errors import MEDIA_TYPE
from planet_chain.api.examples import add_examples
from planet_chain.api.problems import PATH, PROBLEMS, title_of
from planet_chain.api.schemas.intake import ActivityBatch

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_EXAMPLE_CODE: Final = "unknown-community"

_PROBLEM: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "RFC 9457. `code` is stable and what programs compare; `detail` is for people, and `type`"
    " leads to what can be done.",
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": sorted(PROBLEMS)},
        "detail": {"type": "string"},
        "name": {"type": "string", "description": "Of a contract's error, when one refused."},
        "values": {"type": "object", "description": "The error's values; integers as decimal text."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
    "example": {
        "type": f"{PATH}/{_EXAMPLE_CODE}",
        "title": title_of(_EXAMPLE_CODE),
        "status": PROBLEMS[_EXAMPLE_CODE].status.value,
        "code": _EXAMPLE_CODE,
        "detail": "There is no community 0x976EA74026E726554dB657fA54763abd0C3a0aa9.",
    },
}


def describe_problems(app: FastAPI) -> None:
    """Have the schema of `app` say what errors look like."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(plain())
            _say_who_need_not_sign_in(app, app.openapi_schema)
            add_examples(app.openapi_schema)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's documented way to extend the schema


def _with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM
    # its route reads the body itself, faster than FastAPI would
    _, read_apart = models_json_schema(
        [(ActivityBatch, "validation")], ref_template="#/components/schemas/{model}"
    )
    schemas.update(read_apart["$defs"])
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in schema["paths"].values():
        for method in _METHODS:
            if method in operations:
                responses = operations[method]["responses"]
                responses.pop("422", None)
                responses["4XX"] = {"description": "The request is refused, and why.", "content": content}
                responses["5XX"] = {
                    "description": "The service cannot answer now, and why.",
                    "content": content,
                }
    return schema


def _say_who_need_not_sign_in(app: FastAPI, schema: dict[str, Any]) -> None:
    """A session that only adds to an answer is one way to ask; without it is another."""
    for route in app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema and not _asks_for_account(route.dependant):
            for method in route.methods or ():
                operation = schema["paths"][route.path_format].get(method.lower(), {})
                if {"Session": []} in operation.get("security", ()):
                    operation["security"].append({})


def _asks_for_account(dependant: Dependant) -> bool:
    return dependant.call is expect_account or any(map(_asks_for_account, dependant.dependencies))
