"""What tables show of exact values, and what a person is told who names the wrong directory."""

from pathlib import Path
from typing import Any

import pytest

from planet_chain.cli.output import Output
from planet_chain.cli.readable import beginning, dollars, moment, percent, words
from tests.conftest import planet


def test_values_are_read_without_counting_digits() -> None:
    assert moment(1_795_803_735) == "2026-11-27 18:22"
    assert [dollars(units) for units in (0, "70964244", -1_509_999)] == [
        "0 USD₮0",
        "70.96 USD₮0",
        "-1.5 USD₮0",
    ]
    assert [percent(score) for score in (92_645, "1000000", 99)] == ["9.26 %", "100 %", "0 %"]
    assert beginning("0x1a5888870186bd") == "0x1a588887…"
    assert words("activity,posts") == "activity, posts"


def test_tables_are_for_people_and_json_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, Any]] = [{"epoch": 1, "paid": "70964244"}, {"epoch": 2, "paid": None}]
    Output().table(rows, ("epoch", "paid"), "nothing", paid=dollars)
    assert "70.96 USD₮0" in capsys.readouterr().out
    Output(json=True).table(rows, ("epoch", "paid"), "nothing", paid=dollars)
    assert '"70964244"' in capsys.readouterr().out


def test_in_a_pipe_no_address_is_cut_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"account": "0x976EA74026E726554dB657fA54763abd0C3a0aa9", "words": "a word " * 12}
    Output().table([row], row, "nothing")
    assert row["account"] in capsys.readouterr().out


def test_a_directory_that_is_none_and_one_above_the_bundle_are_told_apart(tmp_path: Path) -> None:
    missing = planet(tmp_path, "verify", str(tmp_path / "nowhere"))
    assert (missing.returncode, f"there is no directory {tmp_path / 'nowhere'}" in missing.stderr) == (
        1,
        True,
    )
    (tmp_path / "epoch" / "bundle").mkdir(parents=True)
    (tmp_path / "epoch" / "bundle" / "manifest.json").write_text("{}")
    above = planet(tmp_path, "verify", str(tmp_path / "epoch"))
    assert f"try {tmp_path / 'epoch' / 'bundle'}" in above.stderr
