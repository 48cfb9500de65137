"""The words of the community's texts: ids, kinds, topics and assets."""

import re
import unicodedata
from typing import Final

ID_LONGEST: Final = 128
TEXT_LONGEST: Final = 20_000
TITLE_LONGEST: Final = 300
TOPICS_MOST: Final = 20

_KIND = re.compile(r"[a-z][a-z0-9-]{0,31}")
_TOPIC = re.compile(r"(?<![\w#])#(\w{1,50})")
_SYMBOL = re.compile(r"(?<![\w$])\$([^\W\d_][\w₮]{0,9})(?![\w₮])")
_ADDRESS = re.compile(r"(?<!\w)0x[0-9a-fA-F]{40}(?!\w)")
# ana@example.org mentions nobody; 看@ana的帖子 mentions ana, although no blank stands around it
_MENTION = re.compile(rf"(?<![0-9A-Za-z_.@])@([\w.:-]{{1,{ID_LONGEST}}})")
_ASCII_BEGINNING = re.compile(r"[0-9A-Za-z_.:-]+")


def id_problem(text: str) -> str | None:
    """Why `text` cannot name a row; None when it can: 1..128 characters, none of them blank or invisible."""
    if not 1 <= len(text) <= ID_LONGEST:
        return f"an id has 1 to {ID_LONGEST} characters, this one {len(text)}"
    if text.isascii() and text.isprintable() and " " not in text:
        return None  # nearly every id, without a look at each character
    if any(unicodedata.category(character)[0] in "CZ" for character in text):
        return "an id has no blanks and no control characters"
    return None


def text_problem(text: str, longest: int) -> str | None:
    """Why `text` cannot be kept as text of people; None when it can."""
    if len(text) > longest:
        return f"at most {longest} characters, not {len(text)}"
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        return "no control characters but line breaks and tabs"
    return None


def kind_problem(text: str) -> str | None:
    """Why `text` cannot be a content type; None when it can: `video`, `trade-idea`."""
    if not _KIND.fullmatch(text):
        return "a type has 1 to 32 of a-z, 0-9 and -, and begins with a letter"
    return None


def topic_of(text: str) -> str:
    """The topic that `#text` names: two spellings that look alike are one topic."""
    return unicodedata.normalize("NFKC", text.removeprefix("#")).casefold()


def topic_problem(text: str) -> str | None:
    """Why `text` cannot be a topic; None when it can."""
    if not _TOPIC.fullmatch("#" + text.removeprefix("#")):
        return "a topic has 1 to 50 letters, digits or _"
    return None


def topics_in(text: str) -> set[str]:
    """The topics that `text` names as `#tag`."""
    return {topic_of(tag) for tag in _TOPIC.findall(text)}


def assets_in(text: str) -> set[str]:
    """The assets that `text` names: `$SYMBOL` (upper case, with the sign) or a lower-case token address."""
    symbols = {"$" + symbol.upper() for symbol in _SYMBOL.findall(text)}
    return symbols | {address.lower() for address in _ADDRESS.findall(text)}


def mentions_in(text: str) -> list[tuple[str, ...]]:
    """What each `@…` in `text` may mean, in order: for each the member ids or address, the likeliest first.

    `@ana.` is a member `ana.` or, since sentences end, `ana`; `@anaさん` a member `anaさん` or `ana`.
    Addresses are in lower case. Ids with other characters than letters, digits and `_ . : -` are never meant.
    """
    return [_meant(word) for word in dict.fromkeys(_MENTION.findall(text))]


def _meant(word: str) -> tuple[str, ...]:
    beginning = _ASCII_BEGINNING.match(word)
    spelled = [word] + ([beginning.group()] if beginning else [])
    candidates = [each for found in spelled for each in (found, found.rstrip(".:-"))]
    meant = (each.lower() if _ADDRESS.fullmatch(each) else each for each in candidates)
    return tuple(dict.fromkeys(each for each in meant if each))
