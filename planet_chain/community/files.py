"""Files of activity, read line by line: what cannot be taken is refused with its line."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from planet_chain.community.activity import TIME_LIMIT, ActivityRow
from planet_chain.community.errors import FileRefused
from planet_chain.community.words import id_problem

_Parsed = TypeVar("_Parsed")

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_SEPARATOR = re.compile(r"[\s,]+")
_NAME_LONGEST: Final = 48
_COLUMNS: Final = ActivityRow._fields


class Edge(NamedTuple):
    """A message: `source` wrote to `target` at unix second `at`."""

    line: int
    source: str
    target: str
    at: int


def read_edges(path: Path) -> Iterator[Edge]:
    """The messages in `path`: `source target unixtime` a line, separated by blanks or a comma.

    A first line without a time is a header; empty lines and lines that begin with # are left out.

    Raises:
        FileRefused: a line is something else.
    """
    for number, line in _lines(path):
        words = _SEPARATOR.split(line.strip())
        if words == [""] or line.startswith("#"):
            continue
        if len(words) != 3:
            raise FileRefused(path, number, f"has {len(words)} fields; write source, target and unix time")
        if not _NUMBER.fullmatch(words[2]):
            if number == 1:
                continue
            raise FileRefused(path, number, f"{words[2]!r} is no unix time; write seconds as plain digits")
        at = int(words[2])
        if at >= TIME_LIMIT:
            raise FileRefused(path, number, f"{at} is no time in seconds; are these milliseconds?")
        for name in words[:2]:
            if problem := _name_problem(name):
                raise FileRefused(path, number, f"{name[:60]!r}: {problem}")
        yield Edge(number, words[0], words[1], at)


def read_csv(path: Path) -> Iterator[tuple[int, ActivityRow]]:
    """(line, row) of a CSV file with the columns id, member, post, action, quantity, at, in any order.

    Raises:
        FileRefused: a column is missing, or a line is something else.
    """
    for number, row in _records(path, _COLUMNS):
        yield number, _activity(path, number, row, _digits)


def read_jsonl(path: Path) -> Iterator[tuple[int, ActivityRow]]:
    """(line, row) of a file with one JSON object a line, with the keys of `ActivityRow`.

    Raises:
        FileRefused: a line is something else.
    """
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FileRefused(path, number, f"is no JSON ({error})") from error
        if not isinstance(row, dict) or sorted(row) != sorted(_COLUMNS):
            raise FileRefused(path, number, f"is no object with exactly the keys {', '.join(_COLUMNS)}")
        yield number, _activity(path, number, row, _whole)


def read_pairs(
    path: Path, column: str, parse: Callable[[str], _Parsed], lines: Iterable[str] | None = None
) -> dict[str, _Parsed]:
    """member -> value of a CSV file with the columns `member` and `column`.

    Args:
        parse: raises `ValueError` or a `PlanetError` with the reason.
        lines: what is in it; None reads it.
    Raises:
        FileRefused: a line is malformed, or a member repeats.
    """
    found: dict[str, _Parsed] = {}
    for number, row in _records(path, ("member", column), lines):
        if row["member"] in found:
            raise FileRefused(path, number, f"member {row['member']!r} repeats")
        try:
            found[row["member"]] = parse(row[column])
        except Exception as error:
            raise FileRefused(path, number, f"{column}: {error}") from error
    return found


def whole_number(text: str) -> int:
    """The whole number that `text` writes in plain digits.

    Raises:
        ValueError: it writes something else.
    """
    found = _digits(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no whole number; write plain digits")
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from enumerate(file, 1)
    except UnicodeDecodeError as error:
        raise FileRefused(path, None, f"is no UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise FileRefused(path, None, f"cannot be read: {error.strerror}") from error


def _records(
    path: Path, columns: Iterable[str], lines: Iterable[str] | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    read = (line for _, line in _lines(path)) if lines is None else lines
    reader = csv.DictReader(read, restkey="", strict=True)
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise FileRefused(path, 1, f"lacks the column {', '.join(missing)}")
        for row in reader:
            if "" in row or None in row.values():
                raise FileRefused(path, reader.line_num, "has another number of fields than the first line")
            yield reader.line_num, row
    except csv.Error as error:
        raise FileRefused(path, reader.reader.line_num, f"is no CSV ({error})") from error


def _activity(
    path: Path, number: int, row: Mapping[str, Any], whole: Callable[[Any], int | None]
) -> ActivityRow:
    for column in _COLUMNS[:4]:
        if not isinstance(row[column], str):
            raise FileRefused(path, number, f"{column} is {row[column]!r}; write it as text")
    quantity, at = whole(row["quantity"]), whole(row["at"])
    if quantity is None or at is None:
        column = "quantity" if quantity is None else "at"
        raise FileRefused(path, number, f"{column} is {row[column]!r}; write a whole number")
    return ActivityRow(row["id"], row["member"], row["post"], row["action"], quantity, at)


def _digits(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _whole(value: Any) -> int | None:
    return value if type(value) is int else None


def _name_problem(name: str) -> str | None:
    if len(name) > _NAME_LONGEST:
        return f"a name has at most {_NAME_LONGEST} characters here"
    return id_problem(name)
