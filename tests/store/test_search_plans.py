"""Searching reads an index whatever is asked: a rare word by its posts, a frequent one from the newest back.

`benchmarks/search.py` takes the times at 100,000 posts.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import Session

from planet_chain.core.search import search_query
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import connect, engine, transaction
from planet_chain.store.queries.search import RANKED_MOST, found
from tests.store.test_plans import plans_of
from tests.store.written import write

POSTS = 20_000


@pytest.fixture(scope="module")
def session(postgres: EmbeddedPostgres, migrated: str) -> Iterator[Session]:
    url = postgres.create("search_plans", template=migrated)
    with connect(url) as connection:
        write(connection, POSTS)
    database = engine(url)
    with transaction(database) as reading:
        yield reading
    database.dispose()
    postgres.drop("search_plans")


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("own777", "search_post"),
        ("word19876 word2", "search_post"),
        ("word1", "search_newest_post"),
        ("word1 word2", "search_newest_post"),
    ],
)
def test_an_index_answers(asked: str, index: str, session: Session) -> None:
    query = search_query(asked)
    assert query is not None
    nodes = plans_of(session, lambda: found(session, "post", query))
    assert index in {node.get("Index Name") for node in nodes}
    # the few hidden posts may be read as a whole, what is searched never
    scanned = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}
    assert scanned <= {"hidden_span"}


def test_a_rare_word_finds_its_post_and_a_frequent_one_the_newest(session: Session) -> None:
    assert [hit.id for hit in found(session, "post", "'own777'")] == ["p777"]
    assert found(session, "post", "'own1000'") == []  # it is hidden
    assert min(hit.at for hit in found(session, "post", "'word1'", limit=500)) > POSTS // 2


def test_of_several_words_the_index_is_asked_for_the_rarest(session: Session) -> None:
    nodes = plans_of(session, lambda: found(session, "post", "'word2':* & 'own777' & 'word1':*"))
    (asked,) = (node["Index Cond"] for node in nodes if node.get("Index Name") == "search_post")
    assert "own777" in asked
    assert "'word" not in asked


@pytest.mark.parametrize(
    "asked",
    ["word3 word40", "word19876 word2", "own777 word1", "own777 own778", "own4 title", "word1 word2 word7"],
)
def test_all_words_must_be_there_however_they_are_looked_for(asked: str, session: Session) -> None:
    query = search_query(asked)
    everything = text(
        "SELECT id FROM search_document WHERE words @@ CAST(:query AS tsquery)"
        " AND id NOT IN (SELECT post FROM hidden_span) ORDER BY at DESC LIMIT :most"
    )
    expected = session.connection().execute(everything, {"query": query, "most": RANKED_MOST}).scalars()
    assert {hit.id for hit in found(session, "post", query or "", limit=RANKED_MOST)} == set(expected)
