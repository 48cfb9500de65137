"""`planet values`: from a file and from the exchange's feed, on a real database."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from planet_chain.cli.app import main
from planet_chain.community import members
from planet_chain.community.members import MemberRow
from planet_chain.store.database import engine, transaction
from tests.okx.exchange import credentials_file, exchange, statement

TABLE = "member,value\nann,250\nstranger,3\n"


def planet(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    with pytest.raises(SystemExit) as ended:
        main(["values", *arguments, "--json"])
    out, err = capsys.readouterr()
    return json.loads(out) if ended.value.code == 0 else err


@pytest.fixture(autouse=True)
def home(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("PLANET_HOME", str(tmp_path))
    monkeypatch.setenv("PLANET_DATABASE_URL", database_url)
    database = engine(database_url)
    with transaction(database) as session:
        members.upsert(session, [MemberRow("ann", "A")], now=1)
    database.dispose()
    return database_url


def value_of_ann(url: str) -> int:
    database = engine(url)
    with database.connect() as connection:
        found = connection.exec_driver_sql("SELECT value FROM member WHERE id = 'ann'").scalar_one()
    database.dispose()
    return int(found)


def test_a_file_is_tried_then_taken(home: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    file.write_text(TABLE)
    tried = planet(capsys, "import", str(file), "--dry-run")
    assert tried == {"rows": 2, "unknown": 1, "changed": 1, "dry_run": True}
    assert value_of_ann(home) == 0
    assert planet(capsys, "import", str(file))["changed"] == 1
    assert value_of_ann(home) == 250
    file.write_text("member,value\nann,-1\n")
    assert "values.csv:2" in planet(capsys, "import", str(file))


def test_the_feed_is_pulled_once_it_is_configured(
    home: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PLANET_VALUES_URL" in planet(capsys, "pull")
    now = int(time.time())
    with exchange() as okx:
        okx.reply = lambda _: statement(TABLE.encode(), now)
        monkeypatch.setenv("PLANET_VALUES_URL", f"{okx.url}/values")
        monkeypatch.setenv("PLANET_VALUES_CREDENTIALS_FILE", str(credentials_file(tmp_path)))
        pulled = planet(capsys, "pull")
        assert pulled == {"rows": 2, "unknown": 1, "changed": 1, "as_of": now, "dry_run": False}
        assert value_of_ann(home) == 250
        okx.reply = lambda _: statement(b"member,value\nann,1\n", now - 60)
        assert "was taken" in planet(capsys, "pull")
        assert value_of_ann(home) == 250
