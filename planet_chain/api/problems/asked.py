"""Problems of what was asked: another request may succeed."""

from http import HTTPStatus
from typing import Final

from planet_chain.api.problems.kind import Kind

_UNFIT: Final = HTTPStatus.UNPROCESSABLE_ENTITY

ASKED: Final[dict[str, Kind]] = {
    "airdrop-refused": Kind(
        _UNFIT,
        "The airdrop cannot be built as it was asked for.",
        "`detail` names what does not fit; change that part of the request.",
    ),
    "bad-request": Kind(
        HTTPStatus.BAD_REQUEST,
        "The request cannot be read.",
        "Compare its body and its Content-Type with the description under /api/docs.",
    ),
    "batch-too-large": Kind(
        _UNFIT, "A batch holds more rows than one transaction takes.", "Send the rows in several batches."
    ),
    "body-too-large": Kind(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The body is larger than any route needs; nothing of it was read.",
        "Send less at once.",
    ),
    "draft-changed": Kind(
        HTTPStatus.PRECONDITION_FAILED,
        "The draft was saved elsewhere since it was read; nothing was overwritten.",
        "Read it again, bring both versions together, and save with the new ETag.",
    ),
    "draft-refused": Kind(
        _UNFIT, "The draft breaks a rule and was not saved.", "`field` and `detail` say which; change it."
    ),
    "file-refused": Kind(
        _UNFIT,
        "A line of the file cannot be taken, so nothing of the file was.",
        "`detail` names the line and what belongs there; correct it and send the whole file again.",
    ),
    "idempotency-key-reused": Kind(
        _UNFIT,
        "The Idempotency-Key was used for another request before.",
        "Take a new key for every new request; keep the old one only to repeat the same request.",
    ),
    "invalid-address": Kind(_UNFIT, "A text is no address.", "Write 0x and 40 hexadecimal digits."),
    "invalid-amount": Kind(
        _UNFIT,
        "A text is no amount, or the amount is outside of what its place allows.",
        'Write whole smallest units as text, such as "1500000" for 1.5 of a token with 6 decimals.',
    ),
    "invalid-cursor": Kind(
        _UNFIT, "The cursor was not made by this list.", "Start again without one, with the same filters."
    ),
    "invalid-hash": Kind(_UNFIT, "A text is no 32-byte hash.", "Write 0x and 64 hexadecimal digits."),
    "invalid-request": Kind(
        _UNFIT,
        "A part of the request is missing, or is not what its place takes.",
        "`errors` names each field and what it takes; /api/docs describes the whole request.",
    ),
    "list-refused": Kind(
        _UNFIT,
        "The list of accounts breaks a rule of its format; nothing of it was used.",
        "`row` and `detail` say where and why; correct it and send the whole list again.",
    ),
    "member-unclear": Kind(
        _UNFIT, "The account speaks for several members.", "Say as which one; `detail` lists them."
    ),
    "method-not-allowed": Kind(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The path exists, but not with this method.",
        "The Allow header lists the methods that it has.",
    ),
    "negative-amount": Kind(_UNFIT, "An amount is below zero.", "Write 0 or more."),
    "nothing-to-search": Kind(_UNFIT, "The search names no word.", "Write at least a letter or a digit."),
    "post-refused": Kind(
        _UNFIT, "The post breaks a rule and was not published.", "`field` and `detail` say which; change it."
    ),
    "row-refused": Kind(
        _UNFIT,
        "A row of the batch breaks a rule, so nothing of the batch was taken.",
        "`row` is its index, from 0; correct it or leave it out, and send the others with the same ids.",
    ),
    "text-refused": Kind(
        _UNFIT,
        "The words of a question or an answer were not kept.",
        "Send exactly the words and the salt whose hash is on chain.",
    ),
    "version-missing": Kind(
        HTTPStatus.PRECONDITION_REQUIRED,
        "The request changes something without saying which version of it was read.",
        "Send If-Match with the ETag that the reading brought.",
    ),
}
