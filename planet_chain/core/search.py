"""Words that can be found: how text becomes search terms, the same for what is kept and for what is asked.

Scripts that put blanks between words give words; Chinese and Japanese, which do not, give every pair of
neighbouring characters, so that 流動性 is found by 流動 and 動性 in a row. PostgreSQL keeps and ranks the
terms (`tsvector`, `tsquery`); how they are cut depends on no setting of the server.

Source: docs/math/search.md.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

TERMS_MOST: Final = 4_096
"""Of one document; what comes behind is not found. Positions of a tsvector end at 16,383."""
ASKED_MOST: Final = 16
TERM_LONGEST: Final = 64
AND: Final = " & "
"""Between the terms of a query, and nowhere else in one."""
_PREFIX_SHORTEST: Final = 3
"""Characters of a word that find its continuations: two letters begin half of all words."""

_WORD = re.compile(r"\w+")
# Han with its extensions, kana; Hangul is written with blanks
_UNSPACED = re.compile(
    r"[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def search_terms(text: str) -> Iterator[str]:
    """The terms of `text` in their order: letters, digits and _ only, look-alikes in one spelling."""
    for is_unspaced, run in _runs(text):
        if is_unspaced:
            # the last character begins no pair, and would not be found alone
            yield from (run[place : place + 2] for place in range(len(run)))
        else:
            yield run


def search_document(title: str, body: str) -> str:
    """A tsvector, as text: the terms of `title` weigh as A, those of `body` as D."""
    placed = [(term, "A") for term in search_terms(title)]
    # a gap, so that no phrase reaches from one into the other
    gap = len(placed) + 1
    vector = [f"'{term}':{place}{weight}" for place, (term, weight) in enumerate(placed[:TERMS_MOST], 1)]
    room = TERMS_MOST - len(vector)
    vector += [
        f"'{term}':{place}" for place, term in enumerate(search_terms(body), gap + 1) if place - gap <= room
    ]
    return " ".join(vector)


def search_query(text: str) -> str | None:
    """A tsquery, as text: everything in `text` must be there; None when there is nothing to look for.

    A word of three letters or more finds its continuations too; characters without blanks stand in a row.
    """
    asked: list[str] = []
    for is_unspaced, run in _runs(text):
        if is_unspaced and len(run) > 1:
            pairs = [f"'{run[place : place + 2]}'" for place in range(len(run) - 1)]
            asked.append(f"({' <-> '.join(pairs)})")
        else:
            continued = is_unspaced or len(run) >= _PREFIX_SHORTEST
            asked.append(f"'{run}'{':*' if continued else ''}")
        if len(asked) == ASKED_MOST:
            break
    return AND.join(asked) or None


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Words, each in one kind of script, with whether that kind has no blanks."""
    # compatibility forms first: full-width letters are letters, half-width kana are kana
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        place = 0
        for match in _UNSPACED.finditer(word):
            if place < match.start():
                yield False, word[place : match.start()][:TERM_LONGEST]
            yield True, match.group()
            place = match.end()
        if place < len(word):
            yield False, word[place:][:TERM_LONGEST]
