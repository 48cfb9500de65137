"""The weekly run, killed anywhere: it goes on where it was, loses nothing and pays nothing twice."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from planet_chain.devnet.anvil import Anvil
from tests.rewards.town import POOL, Town, settle_in

WEEKS = 3
SEED = 20261122


class Killed(BaseException):
    """The process is gone; nothing may catch it."""


class Fate:
    """Kills at the n-th thing asked of the database, the disk or the node: before or after it is done."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        self.deaths = 0
        event.listen(town.database, "before_cursor_execute", lambda *_: self.step())
        event.listen(town.database, "commit", lambda *_: self.step())
        make_request = town.w3.provider.make_request

        def request(method: Any, params: Any) -> Any:
            self.step()
            answer = make_request(method, params)
            self.step()
            return answer

        monkeypatch.setattr(town.w3.provider, "make_request", request)
        from planet_chain.rewards import directory

        fill, move = directory._fill, directory._move
        monkeypatch.setattr(directory, "_fill", lambda *given: (self.step(), fill(*given), self.step()))
        monkeypatch.setattr(directory, "_move", lambda *given: (self.step(), move(*given), self.step()))

    def step(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            self.deaths += 1
            raise Killed


@pytest.fixture
def town(anvil: Anvil, database_url: str, tmp_path: Path) -> Iterator[Town]:
    town = settle_in(anvil, database_url, tmp_path)
    yield town
    town.database.dispose()


@pytest.mark.timeout(240)
def test_killed_anywhere_it_goes_on_and_pays_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    fate, chance = Fate(town, monkeypatch), random.Random(SEED)
    for number in range(1, WEEKS + 1):
        town.read()
        town.end_week()
        _run_dying(town, fate, chance, number, "proposed")
        town.end_window()
        _run_dying(town, fate, chance, number, "activated")
    epochs = [town.epoch(number) for number in range(1, WEEKS + 1)]
    assert [epoch.chain_epoch for epoch in epochs] == [1, 2, 3]
    carried = 0
    for epoch in epochs:
        assert epoch.carry_in == carried
        assert epoch.paid + epoch.carry_out + epoch.returned == POOL + epoch.carry_in
        carried = epoch.carry_out
    token = town.contract("USDT0").address
    funded = town.contract("RewardDistributor").functions.funded(token).call()
    assert funded == sum(epoch.paid for epoch in epochs) == epochs[-1].token_total
    mined = town.query(
        "SELECT purpose, count(*) AS times FROM reward_transaction WHERE state <> 'replaced' GROUP BY purpose"
    )
    assert {row.purpose: row.times for row in mined} == dict.fromkeys(
        ("approve", "fund", "propose", "activate"), WEEKS
    )
    print(f"{fate.deaths} deaths in {WEEKS} weeks")
    assert fate.deaths >= 25


def _run_dying(town: Town, fate: Fate, chance: random.Random, number: int, wanted: str) -> None:
    for _ in range(500):
        fate.left = chance.randint(1, 30)
        try:
            list(town.weekly.run())
        except Killed:
            town.database.dispose()
        fate.left = None
        town.anvil.rpc("anvil_mine", hex(1), hex(1))
        row = town.query("SELECT state FROM epoch WHERE number = :number", number=number)
        if row and row[0].state == wanted:
            return
    raise AssertionError(f"week {number} was never {wanted}")
