"""Posts: what they are about, that they never change, and the pages they are read in."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.community import members, posts
from planet_chain.community.errors import PostRefused, PostUnknown
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.community.words import assets_in, topic_of, topics_in
from planet_chain.store.database import transaction
from planet_chain.store.queries.posts import PostView
from planet_chain.store.queries.posts import posts as pages_of
from tests.community.place import GENESIS, Place

ADDRESS = "0x" + "c1" * 20


def publish(place: Place, draft: Draft, now: int = GENESIS) -> PostView:
    with transaction(place.database) as session:
        return posts.publish(session, draft, now=now)


def listed(place: Place, **wanted: Any) -> Sequence[str]:
    with transaction(place.database) as session:
        return [view.id for view in pages_of(session, **wanted)]


def test_a_post_says_what_it_is_about(place: Place) -> None:
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("ann", "A", ADDRESS)], now=GENESIS)
    content = "0x" + "CD" * 32
    text = f"On #Gas and #手数料, with $luna; see {ADDRESS.upper().replace('0X', '0x')}."
    view = publish(place, Draft("p", "ann", "trade-idea", "All about #XLayer", text, ["#DeFi"], content))
    assert view.topics == ("defi", "gas", "xlayer", "手数料")
    assert view.assets == ("$LUNA", ADDRESS)
    assert (view.author, view.content_id, view.created_at) == (ADDRESS, content.lower(), GENESIS)


def test_publishing_again_changes_nothing_and_another_text_is_refused(place: Place) -> None:
    draft = Draft("p", "ann", "analysis", "One", "#two", ["three"])
    first = publish(place, draft)
    assert publish(place, draft, now=GENESIS + 99) == first
    for other in (
        Draft("p", "bob", "analysis", "One", "#two", ["three"]),
        Draft("p", "ann", "video", "One", "#two", ["three"]),
        Draft("p", "ann", "analysis", "One", "#two!", ["three"]),
        Draft("p", "ann", "analysis", "One", "#two", ["four"]),
    ):
        with pytest.raises(PostRefused, match="already another post"):
            publish(place, other)
    with transaction(place.database) as session:
        assert posts.get(session, "p") == first


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "a b"}, "id"),
        ({"creator": "nobody"}, "creator"),
        ({"creator": "\x00"}, "creator"),
        ({"type": "Analysis"}, "type"),
        ({"type": "x" * 33}, "type"),
        ({"title": "x" * 301}, "title"),
        ({"title": "a\x00"}, "title"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"topics": ["two words"]}, "topics"),
        ({"topics": [f"t{number}" for number in range(21)]}, "topics"),
        ({"content_id": "0x12"}, "content_id"),
    ],
)
def test_a_malformed_draft_is_refused_by_field(place: Place, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(PostRefused) as refused:
        publish(place, Draft(**{"id": "p", "creator": "ann", "type": "analysis"} | changes))
    assert refused.value.field == field
    with transaction(place.database) as session, pytest.raises(PostUnknown):
        posts.get(session, "p")


def test_pages_go_on_where_the_last_one_ended(place: Place) -> None:
    for number in range(5):
        publish(place, Draft(f"p{number}", "bob", "video", text="#x $ABC"), now=GENESIS + number // 2)
    with transaction(place.database) as session:
        first = pages_of(session, creator="bob", limit=2)
    assert [view.id for view in first] == ["p4", "p3"]
    last = first[-1]
    assert listed(place, creator="bob", before=(last.created_at, last.id)) == ["p2", "p1", "p0"]
    assert set(listed(place, topic="x")) == set(listed(place, asset="$ABC")) == {f"p{n}" for n in range(5)}
    assert listed(place, topic="y") == listed(place, asset="$X") == listed(place, creator="cid") == []


@pytest.mark.parametrize(
    ("text", "topics", "assets"),
    [
        ("a#b #c# ##d", {"c"}, set()),
        ("#ＡＢＣ #abc", {"abc"}, set()),
        ("#straße #STRASSE", {"strasse"}, set()),
        ("costs $5 or $5k, US$ABC, $USD₮0 $a $ABCDEFGHIJK", set(), {"$USD₮0", "$A"}),
        (f"{ADDRESS}0 x{ADDRESS} {ADDRESS}", set(), {ADDRESS}),
    ],
)
def test_words_that_look_alike(text: str, topics: set[str], assets: set[str]) -> None:
    assert topics_in(text) == topics
    assert assets_in(text) == assets


@given(st.text(max_size=60))
def test_a_topic_is_the_same_however_it_is_reached(text: str) -> None:
    for topic in topics_in(text):
        assert topic_of(topic) == topic
