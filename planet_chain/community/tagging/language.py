"""The language of a text, by its script and its smallest words. Deterministic, and without a model.

English, Chinese and Japanese are what the product speaks; other languages are told apart where their script
does it, and are `und` otherwise.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

UNKNOWN: Final = "und"

_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
# links, tags, mentions and assets are the same in every language
_NEUTRAL = re.compile(r"https?://\S+|0x[0-9a-fA-F]+|[#@$][\w.:-]+")
_ENGLISH: Final = frozenset(
    _LATIN_WORD.findall("""
        a about after all an and are as at be because but by can do for from had has have how if in into
        is it its just more most my new no not of on one or our out over so than that the their them
        then there they this to up was we were what when which who why will with you your
    """)
)
_ENGLISH_SHARE: Final = 0.15
"""Of the words of an English text, at least so many are among the smallest; of other languages few are."""


def language_of(text: str) -> str:
    """`ja`, `zh`, `ko`, `en` or `und`.

    A text in Japanese has kana, one in Chinese has none; a few kana in much Han are a quoted name.
    """
    plain = _NEUTRAL.sub(" ", unicodedata.normalize("NFKC", text))
    kana, han, hangul = (len(script.findall(plain)) for script in (_KANA, _HAN, _HANGUL))
    words = _LATIN_WORD.findall(plain)
    # a character of these scripts says as much as half a word
    if kana + han + hangul > len(words):
        if hangul > kana + han:
            return "ko"
        return "ja" if kana * 10 > han else "zh"
    return "en" if _looks_english(word.lower() for word in words) else UNKNOWN


def _looks_english(words: Iterable[str]) -> bool:
    known = [word.partition("'")[0] in _ENGLISH for word in words]
    return bool(known) and sum(known) >= max(1, _ENGLISH_SHARE * len(known))
