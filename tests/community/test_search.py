"""Search on a real PostgreSQL: what is found, in what order, and that nothing hostile or large breaks it."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from planet_chain.community import members, moderation, posts, search
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.core.search import search_query
from planet_chain.store.chain import CommunityFact, RegisteredFact
from planet_chain.store.database import transaction
from planet_chain.store.queries.search import RANKED_MOST, Hit, Kind, SearchTooBroad, found
from tests.community.place import GENESIS, NOW, Place

ANN = "0x" + "c1" * 20
TOKEN = "0x" + "d1" * 20


def write(place: Place, *drafts: Draft) -> None:
    with transaction(place.database) as session:
        for number, draft in enumerate(drafts):
            posts.publish(session, draft, now=GENESIS + number)


def find(place: Place, asked: str, kind: Kind = "post") -> Sequence[str]:
    query = search_query(asked)
    assert query is not None
    with transaction(place.database) as session:
        return [hit.id for hit in found(session, kind, query)]


def test_posts_are_found_by_their_words_in_any_script(place: Place) -> None:
    write(
        place,
        Draft("gas", "ann", "analysis", "Where gas went", "Blocks got fuller, fees did not"),
        Draft("pool", "bob", "guide", "流動性プール入門", "手数料の話"),
        Draft("mint", "cid", "note", "", "新铸造的艺术品 and gas"),
    )
    assert find(place, "gas") == ["gas", "mint"]  # a title weighs more, though the other is newer
    assert find(place, "gas fees") == find(place, "FEES gas") == find(place, "block full") == ["gas"]
    assert find(place, "流動性") == find(place, "プール") == find(place, "手数料") == ["pool"]
    assert find(place, "艺术") == find(place, "品") == ["mint"]
    assert find(place, "動流") == find(place, "gas 流動") == find(place, "fe") == []


def test_hidden_posts_are_not_found_until_they_are_shown_again(place: Place) -> None:
    write(place, Draft("a", "ann", "note", "Tulips"), Draft("b", "bob", "note", "Tulips"))
    with transaction(place.database) as session:
        moderation.hide(session, "a", "mo", "spam", "", now=NOW)
    assert find(place, "tulips") == ["b"]
    with transaction(place.database) as session:
        moderation.restore(session, "a", "mo", "", now=NOW + 1)
    assert sorted(find(place, "tulips")) == ["a", "b"]


def test_pages_go_on_where_the_last_one_ended(place: Place) -> None:
    write(place, *(Draft(f"p{n:02}", "ann", "note", "Tulips" if n % 3 else "", "tulips") for n in range(20)))
    pages: list[Hit] = []
    with transaction(place.database) as session:
        while rows := found(session, "post", "'tulips'", before=pages[-1] if pages else None, limit=6):
            pages += rows
    assert len(pages) == len({hit.id for hit in pages}) == 20
    assert pages == sorted(pages, key=lambda hit: (hit.score, hit.at, hit.id), reverse=True)


def test_topics_communities_and_creators_are_found_by_name(place: Place) -> None:
    write(place, Draft("a", "ann", "note", "", "#staking #ステーキング"))
    at = {"block_number": 1, "log_index": 0, "block_time": GENESIS, "transaction_hash": "0x1"}
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("ann", "A", ANN)], now=GENESIS)
        session.add(RegisteredFact(**at, creator=ANN, number=1, issued_at=1))
        names = {"name": "Night Market", "symbol": "MEI", "fee_bps": 1, "first_quote": 0, "first_tokens": 0}
        session.add(CommunityFact(**at, token=TOKEN, creator=ANN, content_id="0x1", **names))
    with transaction(place.database) as session:
        assert search.refresh(session) >= 2
    with transaction(place.database) as session:
        assert search.refresh(session) == 0
    assert find(place, "stak", "topic") == ["staking"]
    assert find(place, "ステーキング", "topic") == ["ステーキング"]
    assert find(place, "mei", "community") == find(place, TOKEN[:9], "community") == [TOKEN]
    assert find(place, "ann", "creator") == find(place, "night market", "creator") == [ANN]
    assert find(place, ANN.upper().replace("0X", "0x"), "creator") == [ANN]
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("annabel", "A", ANN)], now=GENESIS)
    with transaction(place.database) as session:
        assert search.refresh(session) == 1
    assert find(place, "annabel", "creator") == [ANN]


def test_posts_that_came_by_another_way_are_made_findable(place: Place) -> None:
    write(place, Draft("a", "ann", "note", "Tulips", "#bulbs"))
    with transaction(place.database) as session:
        from sqlalchemy import text

        session.connection().execute(text("DELETE FROM search_document"))
    assert find(place, "tulips") == []
    with transaction(place.database) as session:
        search.refresh(session)
    assert (find(place, "tulips"), find(place, "bulbs", "topic")) == (["a"], ["bulbs"])


@how(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_postgresql_takes_whatever_is_asked_or_kept(place: Place, text: str) -> None:
    for kind in ("post", "topic"):
        if (query := search_query(text)) is not None:
            with transaction(place.database) as session:
                found(session, kind, query)
    with transaction(place.database) as session:
        search.keep_post(session, "x", text, text, [], at=1)
        session.rollback()


def test_what_takes_too_long_is_given_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    from planet_chain.store.queries import search as queries

    monkeypatch.setitem(queries._FINDS, "post", text("SELECT pg_sleep(10)::text, 1, 1"))
    monkeypatch.setattr(queries, "_PATIENCE", text("SET LOCAL statement_timeout = 50"))
    with pytest.raises(SearchTooBroad), transaction(place.database) as session:
        found(session, "post", "'x'")


def test_no_more_than_the_newest_are_ranked(place: Place) -> None:
    with transaction(place.database) as session:
        from sqlalchemy import text

        session.connection().execute(
            text(
                "INSERT INTO search_document SELECT 'topic', 't' || n, n, '', array_to_tsvector(ARRAY['all'])"
                " FROM generate_series(1, :most) AS n"
            ),
            {"most": RANKED_MOST + 100},
        )
    with transaction(place.database) as session:
        rows = found(session, "topic", "'all'", limit=1_000)
    assert [hit.at for hit in rows] == list(range(RANKED_MOST + 100, 100, -1))
