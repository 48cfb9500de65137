"""`planet trends` shows what the last refresh wrote."""

import json

import pytest

from planet_chain.cli.app import main
from planet_chain.store.community import Trend
from planet_chain.store.database import engine, transaction


def trend(topic: str, rank: int) -> Trend:
    why = {"people": 3, "posts": 2, "top_posts": [], "communities": [{"symbol": "SKY"}]}
    return Trend(topic=topic, rank=rank, heat=4.123, rise=1.5, why=why, refreshed_at=1)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["trends", *arguments])
    assert not ended.value.code
    return capsys.readouterr().out


def test_the_hottest_come_first_and_no_more_than_asked_for(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANET_DATABASE_URL", database_url)
    assert "Nothing is hot yet" in run(capsys)
    assert json.loads(run(capsys, "--json")) == []
    database = engine(database_url)
    with transaction(database) as session:
        session.add_all([trend("second", 2), trend("first", 1), trend("third", 3)])
    database.dispose()
    row = {"heat": 4.12, "rise": 1.5, "people": 3, "posts": 2, "communities": ["SKY"]}
    assert json.loads(run(capsys, "--json", "--limit", "2")) == [
        {"topic": "first", **row},
        {"topic": "second", **row},
    ]
    table = run(capsys)
    assert [word for word in table.split() if word in ("first", "second", "third")] == [
        "first",
        "second",
        "third",
    ]
