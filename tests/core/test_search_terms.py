"""Search terms: cut the same for what is kept and what is asked, and always valid to PostgreSQL."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.search import TERMS_MOST, search_document, search_query, search_terms

TERM = re.compile(r"'\w{1,64}'")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Where gas went", ["where", "gas", "went"]),
        ("流動性プール", ["流動", "動性", "性プ", "プー", "ール", "ル"]),
        ("$LUNAの手数料", ["luna", "の手", "手数", "数料", "料"]),
        ("ＡＢＣ ﾊﾝｶｸ", ["abc", "ハン", "ンカ", "カク", "ク"]),
        ("straße STRASSE wash_trade", ["strasse", "strasse", "wash_trade"]),
        ("it's; DROP TABLE post --", ["it", "s", "drop", "table", "post"]),
        ("鱼", ["鱼"]),
        ("한국어 글", ["한국어", "글"]),
        ("!? ...", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert list(search_terms(text)) == terms


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("gas", "'gas':*"),
        ("go up", "'go' & 'up'"),
        ("流動性 gas", "('流動' <-> '動性') & 'gas':*"),
        ("鱼", "'鱼':*"),
        (" ' & | ! <-> :* ", None),
        (" ".join(f"word{number}" for number in range(99)), None),
    ],
)
def test_queries(asked: str, query: str | None) -> None:
    if "word98" in asked:
        assert (search_query(asked) or "").count("&") == 15
    else:
        assert search_query(asked) == query


@given(st.text(max_size=200))
def test_whatever_is_typed_the_query_holds_words_and_operators_alone(text: str) -> None:
    query = search_query(text) or ""
    assert re.sub(r"[ &()]|<->|:\*", "", TERM.sub("", query)) == ""


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_document_holds_quoted_words_with_places_alone(title: str, body: str) -> None:
    document = search_document(title, body)
    assert re.sub(r":\d+A?| ", "", TERM.sub("", document)) == ""
    places = [int(place) for place in re.findall(r"':(\d+)", document)]
    assert places == sorted(set(places))


def test_a_document_has_a_limit() -> None:
    longest = " ".join(f"w{number}" for number in range(10_000))
    assert search_document(longest, longest).count(":") == TERMS_MOST
    assert search_document("title", longest).count(":") == TERMS_MOST


def test_no_phrase_reaches_from_the_title_into_the_text() -> None:
    assert search_document("流動", "性質") == "'流動':1A '動':2A '性質':4 '質':5"
