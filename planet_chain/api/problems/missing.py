"""Problems of what does not exist, or not here."""

from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.kind import Kind


def _missing(happened: str, remedy: str) -> Kind:
    return Kind(HTTPStatus.NOT_FOUND, happened, remedy)


MISSING: Final[dict[str, Kind]] = {
    "not-found": _missing("There is no such path.", "The API's paths are listed under /api/docs."),
    "post-unknown": _missing("There is no such post.", "GET /api/v1/posts lists posts with their ids."),
    "unknown-airdrop": _missing(
        "There is no airdrop with this number.", "GET /api/v1/airdrops lists them; a new one appears shortly."
    ),
    "unknown-allocation": _missing(
        "This account is paid nothing in this epoch.",
        "GET /api/v1/epochs/{number}/allocations lists whom it pays.",
    ),
    "unknown-answer": _missing(
        "There is no such answer, or it is not for you: asker and author alone read it.",
        "Sign in as one of them.",
    ),
    "unknown-community": _missing(
        "There is no community with a token at this address.",
        "GET /api/v1/communities lists them; one just created appears with its block.",
    ),
    "unknown-competition": _missing(
        "There is no competition with this number.", "GET /api/v1/competitions lists them."
    ),
    "unknown-creator": _missing(
        "This account is no registered creator.", "GET /api/v1/creators lists those who are."
    ),
    "unknown-draft": _missing(
        "You have no draft with this id.",
        "GET /api/v1/drafts lists yours; sign in with the account that wrote it.",
    ),
    "unknown-epoch": _missing(
        "There is no such epoch, or it is not settled yet.",
        "GET /api/v1/epochs lists them with their states.",
    ),
    "unknown-file": _missing(
        "This file does not exist here, or not yet.",
        "A bundle appears when its week is settled, an airdrop's files when its funder registers them.",
    ),
    "unknown-gate": _missing(
        "The creator of this community set no rules of entry.",
        "State rules in the question, or have the creator PUT them.",
    ),
    "unknown-question": _missing(
        "There is no question with this number.",
        "GET /api/v1/questions lists them; a new one appears shortly.",
    ),
    "unknown-relay": _missing(
        "The relayer was never asked to send this.",
        "Use the id that POST /api/v1/relays/… answered with.",
    ),
    "unknown-season": _missing("There is no season with this number.", "GET /api/v1/seasons lists them."),
}
