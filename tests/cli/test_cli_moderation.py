"""`planet moderation`: the operator decides in the moderators' log."""

import json

import pytest
from sqlalchemy import Engine

from planet_chain.cli.app import main
from planet_chain.community import members, moderation, posts
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.store.database import engine, transaction
from tests.community.bazaar import Bazaar

AT = 1_700_000_000


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("PLANET_DATABASE_URL", database_url)
    database = engine(database_url)
    with transaction(database) as session:
        Bazaar(session).final(AT)
        members.upsert(session, [MemberRow("ann"), MemberRow("bob")], now=AT)
        posts.publish(session, Draft("p", "ann", "note"), now=AT)
        moderation.report(session, "p", [members.Member(id="bob", joined_at=AT)], "spam", "ad", now=AT)
    return database


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["moderation", *arguments])
    assert (ended.value.code or 0) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def test_the_operator_lists_decides_and_reads_the_log(
    database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    (waiting,) = json.loads(run(capsys, "list", "--json"))
    assert (waiting["post"], waiting["reports"], waiting["reasons"]) == ("p", 1, ["spam"])
    run(capsys, "hide", "p", "--reason", "spam", "--words", "an ad", "--dry-run")
    assert len(json.loads(run(capsys, "log", "--json"))) == 1
    said = json.loads(run(capsys, "hide", "p", "--reason", "spam", "--words", "an ad", "--json"))
    assert (said["act"], said["actor"], said["at"]) == ("hidden", "operator", AT)
    assert "hidden already" in run(capsys, "hide", "p", "--reason", "spam", "--words", "", code=1)
    run(capsys, "restore", "p", "--words", "it is none")
    run(capsys, "retype", "p", "video", "--words", "it moves")
    assert "Nothing waits" in run(capsys, "list")
    log = json.loads(run(capsys, "log", "p", "--json"))
    assert [row["act"] for row in log] == ["retyped", "restored", "hidden", "reported"]
    assert "there is no post" in run(capsys, "answer", "q", "dismiss", "--words", "", code=1)
    database.dispose()


def test_before_anything_is_indexed_there_is_no_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANET_DATABASE_URL", database_url)
    assert "planet index run" in run(capsys, "restore", "p", "--words", "", code=1)
