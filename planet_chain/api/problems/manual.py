"""The errors' manual, docs/errors.md, out of the table."""

from typing import Final

from planet_chain.api.problems import PATH, PROBLEMS

_HEAD: Final = f"""<!-- made by scripts/docs.py -->

# Errors of the API

An error is a problem document (RFC 9457, `application/problem+json`). Programs compare its `code`, which is
stable; `detail` says in one sentence what happened this time. Its `type`, `{PATH}/<code>`, is an address of
the service itself: a browser reads there what follows here, a program gets it as JSON, and `GET {PATH}` lists
all.

429 and 503 that pass by themselves carry `Retry-After` in seconds. A refused request wrote nothing.

| code | status | what happened | what to do |
|---|---|---|---|
"""


def manual() -> str:
    """The whole of docs/errors.md: a line for every code, in alphabetical order."""
    lines = (
        f"| `{code}` | {kind.status.value} | {kind.happened} | {kind.remedy} |"
        for code, kind in PROBLEMS.items()
    )
    return _HEAD + "\n".join(lines) + "\n"
