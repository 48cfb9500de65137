"""A short life of all contracts, every step predicted; and a model that is wrong by one unit is found out."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planet_chain.core import curve

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def soak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import soak

    yield soak
    for name in [name for name in sys.modules if name.startswith("soak")]:
        del sys.modules[name]


def test_every_step_of_a_short_life_goes_as_predicted(soak: Any) -> None:
    found = soak.live(700, seed=7, say=lambda text: None)
    assert found["steps"] == 700
    assert found["comparisons"] >= 1
    assert found["refused"] > 50
    done = {name for name, count in found["outcomes"].items() if count}
    assert {"CommunityMarket.buy", "Tips.tip", "FollowGraph.follow", "RewardDistributor.propose"} <= done


def test_a_model_that_rounds_the_fee_down_is_found_out(soak: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curve, "fee_rounded_up", lambda amount, fee_bps: amount * fee_bps // 10_000)
    with pytest.raises(SystemExit, match=r"TokensBought|TokensSold"):
        soak.live(3_000, seed=7, say=lambda text: None)
