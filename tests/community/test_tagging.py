"""Tagging: what the rules find, that they always find the same, and that the job leaves nothing out."""

import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from planet_chain.community import posts
from planet_chain.community.errors import TaggerMissing, TaggerUnknown
from planet_chain.community.posts import Draft
from planet_chain.community.tagging import TAGGERS, Tagger, Tags, tagger_named
from planet_chain.community.tagging.job import tag_posts
from planet_chain.community.tagging.language import language_of
from planet_chain.community.tagging.rules import Rules
from planet_chain.store.database import transaction
from planet_chain.store.queries.posts import Tag
from planet_chain.store.queries.posts import posts as pages_of
from tests.community.place import GENESIS, Place


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where gas went this week and why it matters", "en"),
        ("Seven are down, and why. $LUNA #research", "en"),
        ("流动性池入门指南，手把手教你做市", "zh"),
        ("ステーキングの利回りを比較する", "ja"),
        ("東京で開催。詳細はこちら", "ja"),
        ("手数料と流動性について、Layer 2 の話", "ja"),
        ("유동성 풀을 설명합니다", "ko"),
        ("Wohin ging das Gas diese Woche", "und"),
        ("Куда делся газ", "und"),
        ("#art $MEI @ana https://example.org/the-and-of 0x00", "und"),
        ("用 Solidity 写合约", "zh"),
        ("", "und"),
    ],
)
def test_language_is_told_by_script_and_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("How to stake, step by step", "A staking guide for beginners: yield, risks", ("guide", "defi")),
        ("流动性池入门指南", "手把手教你做市和质押", ("guide", "defi")),
        ("ステーキングの利回りを比較", "データで見る分散型金融の傾向", ("analysis", "defi")),
        ("Airdrop snapshot", "Who may claim points this season", (None, "airdrops")),
        ("Hello", "nothing in particular", (None, None)),
        # one word below the title says too little, and a part of a word nothing
        ("", "an airdrop", (None, None)),
        ("", "artful daodejing longing", (None, None)),
    ],
)
def test_rules_find_type_and_topic(title: str, text: str, found: tuple[str | None, str | None]) -> None:
    tags = Rules().tag(title, text)
    assert tags.type == found[0]
    assert found[1] in tags.topics if found[1] else tags.topics == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_rules_take_any_text_and_say_the_same_twice(title: str, text: str) -> None:
    tags = Rules().tag(title, text)
    assert tags == Rules().tag(title, text)
    assert len(tags.topics) <= 3
    # nothing is in no language, and saying a word again makes no topic
    assert Rules().tag(title, f"{text}\n{text}").topics == tags.topics


def test_a_tagger_has_to_exist() -> None:
    with pytest.raises(TaggerUnknown, match="rules"):
        tagger_named("oracle")
    assert {name: tagger_named(name).name for name in TAGGERS}["rules"] == Rules.name


class Parrot:
    """Tags everything alike."""

    def __init__(self, version: int) -> None:
        self.name = f"parrot-{version}"

    def tag(self, title: str, text: str) -> Tags:
        return Tags("en", "note", ("birds",))


def tag_all(place: Place, tagger: Parrot) -> list[int]:
    with transaction(place.database) as session:
        return [tag_posts(session, tagger, most=2) for _ in range(4)]


def test_every_post_is_tagged_once_and_again_by_another_tagger(place: Place) -> None:
    with transaction(place.database) as session:
        for number in range(4):
            posts.publish(session, Draft(f"p{number}", "ann", "video"), now=GENESIS)
    assert tag_all(place, Parrot(1)) == [2, 2, 1, 0]
    assert tag_all(place, Parrot(1)) == [0, 0, 0, 0]
    assert tag_all(place, Parrot(2)) == [2, 2, 1, 0]
    with transaction(place.database) as session:
        view = posts.get(session, "p0")
        # what counts is the author's word
        assert (view.type, view.tag) == ("video", Tag("parrot-2", "en", "note", ("birds",)))
        assert len(pages_of(session, tag="birds", language="en")) == 5
        assert pages_of(session, tag="birds", language="ja") == pages_of(session, tag="bees") == []
        assert session.connection().execute(sql("SELECT count(*) FROM post_topic")).scalar() == 1


@pytest.fixture(scope="module")
def embedding() -> Tagger:
    return tagger_named("embedding")


def test_the_embedding_reads_posts_that_it_was_not_made_from(embedding: Tagger) -> None:
    posts = tomllib.loads(Path(__file__).with_name("tagged.toml").read_text("utf-8"))["post"]
    tags = [embedding.tag(post["title"], post["text"]) for post in posts]
    pairs = list(zip(posts, tags, strict=True))
    assert sum(post["topic"] in found.topics for post, found in pairs) >= 22
    assert sum(post["type"] == found.type for post, found in pairs) >= 19
    assert sum(len(found.topics) for found in tags) <= 28


@pytest.mark.parametrize(
    "words", ["", "Hello, nothing in particular", "今天天气下雨", "駅前でうどんを食べた"]
)
def test_the_embedding_finds_no_topic_where_there_is_none(embedding: Tagger, words: str) -> None:
    assert embedding.tag("", words).topics == ()


def test_the_embedding_says_the_same_after_learning_again(embedding: Tagger) -> None:
    again = tagger_named("embedding")
    for words in ("a vault with yield", "流动性池", "ステーキングの利回り", "?"):
        assert embedding.tag(words, words) == again.tag(words, words)


def test_without_its_package_the_embedding_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.decomposition", None)
    with pytest.raises(TaggerMissing, match=r"planet-chain\[tagging\]"):
        tagger_named("embedding")
