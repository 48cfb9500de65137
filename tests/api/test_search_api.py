"""Search over HTTP: four kinds, pages, and whatever hostile people type."""

import pytest

from planet_chain.community import search
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, Scene


def test_posts_are_found_and_paged(scene: Scene) -> None:
    posts = [
        {"id": scene.fresh("kiwi"), "creator": "ann", "type": "note", "title": "Kiwi" if n < 2 else ""}
        for n in range(5)
    ]
    for post in posts:
        scene.post("posts", {**post, "text": "kiwi 手数料"}, expect=201)
    first = scene.get("search", q="kiwi", limit=3)
    assert [hit["post"]["title"] for hit in first["items"]] == ["Kiwi", "Kiwi", ""]
    rest = scene.get("search", q="kiwi", limit=3, cursor=first["next"])
    found = [hit["post"]["id"] for hit in first["items"] + rest["items"]]
    assert (sorted(found), rest["next"]) == (sorted(post["id"] for post in posts), None)
    assert len(scene.get("search", q="数料")["items"]) == 5
    assert {hit["community"] for hit in first["items"]} == {None}


def test_communities_creators_and_topics_are_found(scene: Scene) -> None:
    with transaction(scene.town.database) as session:
        search.refresh(session)
    (community,) = scene.get("search", q="seed club", kind="communities")["items"]
    assert community["community"]["token"] == scene.token
    (creator,) = scene.get("search", q="grower", kind="creators")["items"]
    assert creator["creator"]["address"] == CREATOR.address
    assert scene.get("search", q=CREATOR.address, kind="creators")["items"] == [creator]
    assert scene.get("search", q="#seeds", kind="topics")["items"][0]["topic"] == "seeds"


@pytest.mark.parametrize(
    "asked",
    [
        "' OR 1=1 --",
        "\\'); DROP TABLE post; --",
        "a & | ! <-> :* b",
        "(((((((",
        "\u0000x",
        "\ud7ff\uffff x",
        "%",
        "a" * 200,
        "水" * 200,
        " ".join("ab" for _ in range(60)),
        "${jndi:ldap://x}",
        "'x':*",
        "𠀀𠀁 𓀀 ﷽",
    ],
)
def test_hostile_words_are_looked_up_like_any_other(scene: Scene, asked: str) -> None:
    for kind in ("posts", "communities", "creators", "topics"):
        answer = scene.client.get("/api/v1/search", params={"q": asked, "kind": kind})
        assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize("asked", ["...", "!?", "\u200b", " "])
def test_without_a_word_there_is_nothing_to_look_for(scene: Scene, asked: str) -> None:
    assert scene.get("search", expect=422, q=asked)["code"] == "nothing-to-search"


def test_what_is_out_of_bounds_is_refused(scene: Scene) -> None:
    for wrong in ({"q": ""}, {"q": "x" * 201}, {"q": "x", "kind": "people"}, {"q": "x", "limit": 201}, {}):
        assert scene.get("search", expect=422, **wrong)["code"] == "invalid-request"
    assert scene.get("search", expect=422, q="x", cursor="WzFd")["code"] == "invalid-cursor"
