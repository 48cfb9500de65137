"""Every problem that the API can answer with, by its code: the one table from a code to status and words."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.asked import ASKED
from planet_chain.api.problems.callers import CALLERS
from planet_chain.api.problems.conflicts import CONFLICTS
from planet_chain.api.problems.kind import Kind
from planet_chain.api.problems.missing import MISSING
from planet_chain.api.problems.service import SERVICE

__all__ = ["PATH", "PROBLEMS", "Kind", "status_of", "title_of"]

PATH: Final = "/problems"
"""Where each is explained, below this."""
PROBLEMS: Final[Mapping[str, Kind]] = dict(sorted((ASKED | CALLERS | MISSING | CONFLICTS | SERVICE).items()))


def status_of(code: str) -> HTTPStatus:
    """The HTTP status of an error's `code`; 400 of one that the table lacks."""
    return PROBLEMS[code].status if code in PROBLEMS else HTTPStatus.BAD_REQUEST


def title_of(code: str) -> str:
    """A short name of the problem, the same for every occurrence: "Unknown community"."""
    return code.replace("-", " ").capitalize()
