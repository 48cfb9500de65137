"""Files of activity: what is taken, and what is refused by file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from planet_chain.community.errors import FileRefused
from planet_chain.community.files import Edge, read_csv, read_edges, read_jsonl, read_pairs
from planet_chain.community.imports import import_rows
from planet_chain.store.database import transaction
from tests.community.place import GENESIS, NOW, Place, row

HEADER = "id,member,post,action,quantity,at"


def written(directory: Path, *lines: str) -> Path:
    path = directory / "file.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_messages_with_or_without_a_header_in_any_spacing(tmp_path: Path) -> None:
    wanted = [("1", "2", 10), ("名", "b", 11)]
    for lines in (
        ("src dst time", "1 2 10", "名\tb  11"),
        ("# from somewhere", "1 2 10", "", "名,b,11"),
        ("1 2 10", "名, b, 11"),
    ):
        assert [edge[1:] for edge in read_edges(written(tmp_path, *lines))] == wanted
    assert list(read_edges(written(tmp_path, "1 2 10"))) == [Edge(1, "1", "2", 10)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1 2", "has 2 fields"),
        ("1 2 3 4", "has 4 fields"),
        ("1 2 soon", "'soon' is no unix time"),
        ("1 2 -5", "'-5' is no unix time"),
        ("1 2 1.5", "'1.5' is no unix time"),
        ("1 2 1082040961000", "milliseconds"),
        (f"{'x' * 49} 2 5", "at most 48 characters"),
        ("a\x00 2 5", "no control characters"),
    ],
)
def test_a_malformed_message_is_named_by_file_and_line(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, "src dst time", "1 2 3", line)
    with pytest.raises(FileRefused, match=reason) as refused:
        list(read_edges(path))
    assert refused.value.line == 3
    assert f"{path}:3: " in str(refused.value)


def test_what_is_no_text_or_no_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "binary"
    path.write_bytes(b"1 2 3\n\xff\xfe\n")
    with pytest.raises(FileRefused, match="no UTF-8"):
        list(read_edges(path))
    with pytest.raises(FileRefused, match="No such file"):
        list(read_edges(tmp_path / "missing"))


def test_csv_in_any_order_and_jsonl_state_the_same_rows(tmp_path: Path) -> None:
    one = row("a,1", action="dwell", quantity=30)
    path = written(tmp_path, "at,id,member,post,quantity,action", f'{one.at},"a,1",bob,hello,30,dwell')
    assert list(read_csv(path)) == [(2, one)]
    assert list(read_jsonl(written(tmp_path, "", json.dumps(one._asdict())))) == [(2, one)]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["id,member,post,action,at"], 1, "lacks the column quantity"),
        ([HEADER, "a,bob,hello,like,1"], 2, "another number of fields"),
        ([HEADER, "a,bob,hello,like,1,5,6"], 2, "another number of fields"),
        ([HEADER, "a,bob,hello,like,one,5"], 2, "quantity is 'one'"),
        ([HEADER, "a,bob,hello,like,1,5.0"], 2, "at is '5.0'"),
        ([HEADER, 'a,"bob,hello,like,1,5'], 2, "is no CSV"),
    ],
)
def test_a_malformed_csv_is_named(tmp_path: Path, lines: list[str], line: int, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason) as refused:
        list(read_csv(written(tmp_path, *lines)))
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (None, "is no JSON"),
        ({"extra": 1}, "exactly the keys"),
        ({"at": True}, "at is True"),
        ({"quantity": 1.0}, "quantity is 1.0"),
        ({"member": 5}, "member is 5; write it as text"),
    ],
)
def test_a_malformed_json_line_is_named(tmp_path: Path, change: dict[str, Any] | None, reason: str) -> None:
    line = "{" if change is None else json.dumps(row("a")._asdict() | change)
    with pytest.raises(FileRefused, match=reason) as refused:
        list(read_jsonl(written(tmp_path, json.dumps(row("b")._asdict()), line)))
    assert refused.value.line == 2


def test_pairs_are_read_and_refused_by_line(tmp_path: Path) -> None:
    assert read_pairs(written(tmp_path, "member,value", "a,5", "b,6"), "value", int) == {"a": 5, "b": 6}
    with pytest.raises(FileRefused, match=r":3: member 'a' repeats"):
        read_pairs(written(tmp_path, "member,value", "a,5", "a,6"), "value", int)
    with pytest.raises(FileRefused, match=r":2: value: invalid literal"):
        read_pairs(written(tmp_path, "member,value", "a,x"), "value", int)


def test_rows_of_a_file_come_in_once(place: Place) -> None:
    rows = [(2, row("a")), (3, row("b", at=GENESIS + 10 * 7 * 86_400)), (4, row("a"))]
    path = Path("week.csv")
    for accepted in (2, 0):
        with transaction(place.database) as session:
            taken = import_rows(session, path, rows, now=None)
        assert (taken.rows, taken.accepted, taken.duplicates) == (3, accepted, 3 - accepted)
        assert (taken.first_epoch, taken.last_epoch) == (1, 11)
    assert [tuple(one) for one in place.query("SELECT id, epoch FROM activity ORDER BY id")] == [
        ("a", 1),
        ("b", 11),
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row("x", member="nobody"), "member 'nobody' is not known"),
        (row("x", post="nothing"), "post 'nothing' is not known"),
        (row("x", action="clap"), "action: 'clap' is not known"),
        (row("x", at=NOW + 61), "future of the chain"),
        (row("a", action="share"), "id a is also another line's"),
        (row("known", action="share"), "known was brought in before with another content"),
    ],
)
def test_a_bad_row_takes_the_whole_file_with_it(place: Place, bad: Any, reason: str) -> None:
    place.send(row("known"))
    with pytest.raises(FileRefused, match=reason) as refused, transaction(place.database) as session:
        import_rows(session, Path("week.csv"), [(2, row("a")), (3, bad)], now=NOW)
    assert refused.value.line == 3
    assert [one.id for one in place.query("SELECT id FROM activity")] == ["known"]
