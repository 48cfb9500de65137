"""Progress that can be believed: silent when short, lines where nobody watches, the last pace decides."""

import time

import pytest

from planet_chain.cli.output import Output
from planet_chain.cli.progress import Progress


class Clock:
    now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock.monotonic)
    return clock


def lines(
    clock: Clock, capsys: pytest.CaptureFixture[str], pace: list[int], total: int, out: Output
) -> list[str]:
    """What is said while `pace` units are done in each second."""
    done = 0
    with Progress(out, "blocks") as progress:
        for units in pace:
            clock.now += 1
            done += units
            progress(done, total)
    return capsys.readouterr().err.splitlines()


def test_what_is_over_at_once_says_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(clock, capsys, [500], 500, Output()) == []
    assert lines(clock, capsys, [10] * 60, 10_000, Output(quiet=True)) == []


def test_a_line_every_five_seconds_with_the_time_left(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    said = lines(clock, capsys, [100] * 12, 10_000, Output())
    assert said == [
        "500 of 10,000 blocks, about 2 min to go.",
        "1,000 of 10,000 blocks, about 2 min to go.",
    ]


def test_the_estimate_follows_the_pace_of_the_last_half_minute(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    said = lines(clock, capsys, [1_000] * 20 + [10] * 40, 25_000, Output())
    assert said[3] == "20,000 of 25,000 blocks, about 5 s to go."
    assert said[-1] == "20,400 of 25,000 blocks, about 8 min to go."


def test_work_that_stands_still_and_work_that_begins_again(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "standing still" in lines(clock, capsys, [0] * 6, 100, Output())[0]
    with Progress(Output(), "blocks") as progress:
        progress(90, 100)
        clock.now += 10
        progress(1, 1_000)  # another stretch: the old one says nothing about it
        clock.now += 5
        progress(51, 1_000)
    assert capsys.readouterr().err == "51 of 1,000 blocks, about 2 min to go.\n"
