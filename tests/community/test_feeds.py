"""Values in bulk: all or nothing, and never backwards."""

from pathlib import Path
from typing import Any

import pytest

from planet_chain.community.errors import FileRefused
from planet_chain.community.feeds import FeedStale, Taken, take_csv, take_statement
from planet_chain.store.database import transaction
from tests.community.place import Place


def values(place: Place) -> dict[str, int]:
    return dict(place.query("SELECT id, value FROM member WHERE value > 0"))


def take(place: Place, table: str) -> Taken:
    with transaction(place.database) as session:
        return take_csv(session, Path("feed"), table.splitlines(keepends=True))


def hear(place: Place, as_of: int, table: str, sha256: str = "") -> Taken:
    with transaction(place.database) as session:
        return take_statement(session, "values", as_of, sha256 or table, table.encode())


def test_members_are_worth_what_the_table_says_and_strangers_are_skipped(place: Place) -> None:
    assert take(place, "value,member\n250,ann\n7,bob\n9,nobody\n") == Taken(3, 1, 2)
    assert values(place) == {"ann": 250, "bob": 7}
    assert take(place, "member,value\nbob,0\n") == Taken(1, 0, 1)
    assert values(place) == {"ann": 250}, "who is not named keeps theirs"


@pytest.mark.parametrize(
    "table",
    [
        "member\nann\n",
        "member,value\nann\n",
        "member,value\nann,1,2\n",
        "member,value\nann,-1\n",
        "member,value\nann,1_000\n",
        "member,value\nann,\N{FULLWIDTH DIGIT ONE}\n",
        "member,value\nann,1.5\n",
        "member,value\nann,16777216\n",
        "member,value\nann,1\nann,1\n",
        'member,value\n"ann,1\n',
        "",
    ],
)
def test_one_bad_line_and_nothing_is_taken(place: Place, table: str) -> None:
    take(place, "member,value\nbob,7\n")
    with pytest.raises(FileRefused):
        take(place, table.replace("member,value\n", "member,value\nbob,8\n"))
    assert values(place) == {"bob": 7}


def test_a_statement_is_taken_once_and_never_after_a_newer_one(place: Place) -> None:
    old, new = "member,value\nann,1\n", "member,value\nann,2\n"
    assert hear(place, 1_000, old) == Taken(1, 0, 1)
    assert hear(place, 1_000, old) == Taken(1, 0, 0)
    assert hear(place, 2_000, new).changed == 1
    refused: list[Any] = [(1_000, old), (1_999, new), (2_000, old)]
    for as_of, table in refused:
        with pytest.raises(FeedStale):
            hear(place, as_of, table)
    assert values(place) == {"ann": 2}
    with pytest.raises(FileRefused):
        hear(place, 3_000, "member,value\nann,x\n")
    assert hear(place, 2_001, old).changed == 1, "what was refused left no mark"


def test_a_statement_that_is_no_text_is_refused(place: Place) -> None:
    with transaction(place.database) as session, pytest.raises(FileRefused, match="UTF-8"):
        take_statement(session, "values", 1, "", b"member,value\n\xff,1\n")
