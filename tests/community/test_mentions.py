"""Mentions: who is meant, who stays text, and that nobody is flooded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.community import members, posts
from planet_chain.community.errors import PostRefused
from planet_chain.community.members import MemberRow
from planet_chain.community.mentions import HOUR_MOST, POST_MOST
from planet_chain.community.posts import Draft
from planet_chain.community.words import ID_LONGEST, mentions_in
from planet_chain.store.database import transaction
from planet_chain.store.queries.posts import posts as pages_of
from tests.community.place import GENESIS, Place

ADDRESS = "0x" + "c1" * 20


def mentioned(place: Place, text: str, post: str = "p", now: int = GENESIS) -> list[tuple[str, str | None]]:
    with transaction(place.database) as session:
        view = posts.publish(session, Draft(post, "ann", "note", "", text), now=now)
    return [tuple(mention) for mention in view.mentions]


def state(place: Place, *rows: MemberRow) -> None:
    with transaction(place.database) as session:
        members.upsert(session, rows, now=GENESIS)


def test_members_are_mentioned_by_id_and_by_address(place: Place) -> None:
    state(place, MemberRow("eve", "E", ADDRESS), MemberRow("eva", "E", ADDRESS), MemberRow("m-1.2", "M"))
    text = f"@bob, @bob and @m-1.2: see @{ADDRESS.upper().replace('0X', '0x')}; not @nobody, @ann or x@cid"
    assert mentioned(place, text) == [("bob", None), ("eva", ADDRESS), ("m-1.2", None)]
    with transaction(place.database) as session:
        assert [view.id for view in pages_of(session, mentioning="eva")] == ["p"]
        assert pages_of(session, mentioning="eve") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@bob.", ["bob"]),
        ("(@bob)", ["bob"]),
        ("看@bob的帖子", ["bob"]),
        ("こんにちは@bobさん", ["bob"]),
        ("@名前さん", []),
        ("@名前 さん", ["名前"]),
        ("bob@bob.example", []),
        ("@@bob @bob@bob", ["bob"]),
        ("@", []),
        ("@bobby", []),
    ],
)
def test_where_a_mention_begins_and_ends(place: Place, text: str, found: list[str]) -> None:
    state(place, MemberRow("名前"))
    assert [member for member, _ in mentioned(place, text)] == found


def test_who_becomes_known_later_was_not_mentioned(place: Place) -> None:
    assert mentioned(place, "@late") == []
    state(place, MemberRow("late"))
    assert mentioned(place, "@late") == []  # the same post again
    assert mentioned(place, "@late", "q") == [("late", None)]


def test_a_post_mentions_so_many_and_an_author_in_an_hour_so_many(place: Place) -> None:
    state(place, *(MemberRow(f"m{n:03}") for n in range(200)))
    names = [f"@m{n:03}" for n in range(200)]
    with pytest.raises(PostRefused, match=f"mentions {POST_MOST + 1} members"):
        mentioned(place, " ".join(names[: POST_MOST + 1]))
    for n in range(HOUR_MOST // POST_MOST):
        mentioned(place, " ".join(names[n * POST_MOST : (n + 1) * POST_MOST]), f"p{n}")
    with pytest.raises(PostRefused, match="within an hour"):
        mentioned(place, "@m199", "q")
    assert mentioned(place, "nobody", "r") == []
    assert mentioned(place, "@m199", "q", now=GENESIS + 3_600) == [("m199", None)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_whatever_is_written_a_mention_is_of_the_text(text: str) -> None:
    for candidates in mentions_in(text):
        assert candidates
        for each in candidates:
            assert 1 <= len(each) <= ID_LONGEST
            assert f"@{each}" in text or f"@{each}" in text.lower()


@given(st.from_regex(r"\A[A-Za-z0-9_]{1,40}\Z"), st.text(alphabet=" \n,;!?)」。、", min_size=1, max_size=3))
def test_a_name_alone_is_meant_whatever_stands_behind_it(name: str, behind: str) -> None:
    assert mentions_in(f"hello @{name}{behind}") == [(name.lower() if name.startswith("0x") else name,)]
