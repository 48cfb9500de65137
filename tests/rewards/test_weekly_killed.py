"""The weekly run, killed anywhere: it goes on where it was, loses nothing and pays nothing twice."""

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from planet_chain.devnet.anvil import Anvil
from planet_chain.rewards import directory
from planet_chain.store.database import engine
from tests.rewards.town import POOL, Town, settle_in

WEEKS = 3
SEED = 20261122
_REWARDS = str(Path(directory.__file__).parent)


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


class EveryPlace:
    """Kills once at each place that asks database, disk or node for something: before, and after."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places: set[tuple[Any, ...]] = set()
        self.awake = False
        event.listen(town.database, "before_cursor_execute", lambda *_: self.step("before"))
        event.listen(town.database, "after_cursor_execute", lambda *_: self.step("after"))
        event.listen(town.database, "commit", lambda *_: self.step("before commit"))
        event.listen(Session, "after_commit", self._after_commit)
        make_request = town.w3.provider.make_request

        def request(method: Any, params: Any) -> Any:
            self.step(f"before {method}")
            answer = make_request(method, params)
            self.step(f"after {method}")
            return answer

        monkeypatch.setattr(town.w3.provider, "make_request", request)
        for name in ("_fill", "_move"):
            done = getattr(directory, name)
            monkeypatch.setattr(
                directory,
                name,
                lambda *given, done=done: (self.step("before"), done(*given), self.step("after")),
            )

    def remove(self) -> None:
        event.remove(Session, "after_commit", self._after_commit)

    def step(self, when: str) -> None:
        if not self.awake:
            return
        frame, place = sys._getframe(1), [when]
        while frame is not None:
            if frame.f_code.co_filename.startswith(_REWARDS):
                place.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
            frame = frame.f_back  # type: ignore[assignment]  # None at the end
        if tuple(place) not in self.places:
            self.places.add(tuple(place))
            raise Killed

    def _after_commit(self, _: Session) -> None:
        self.step("after commit")


@pytest.mark.timeout(280)
def test_killed_once_at_every_place_it_goes_on(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    fate = EveryPlace(town, monkeypatch)
    try:
        town.read()
        town.end_week()
        _run_until(town, fate, "proposed")
        town.end_window()
        _run_until(town, fate, "activated")
    finally:
        fate.remove()
    epoch = town.epoch(1)
    assert epoch.paid + epoch.carry_out + epoch.returned == POOL
    sent = town.query("SELECT purpose, count(*) AS times FROM reward_transaction GROUP BY purpose")
    assert {row.purpose: row.times for row in sent} == dict.fromkeys(
        ("approve", "fund", "propose", "activate"), 1
    ), "each was signed once and never again"
    token = town.contract("USDT0").address
    assert town.contract("RewardDistributor").functions.funded(token).call() == epoch.paid
    print(f"{len(fate.places)} places")
    assert len(fate.places) >= 60


def test_two_settlers_at_once_do_everything_once(town: Town) -> None:
    town.read()
    town.end_week()
    others = [replace(town.weekly, database=engine(town.database.url)) for _ in range(3)]
    for wanted in ("proposed", "activated"):
        for _ in range(20):
            with ThreadPoolExecutor(len(others)) as pool:
                list(pool.map(lambda weekly: list(weekly.run()), others))
            town.anvil.rpc("anvil_mine", hex(4), hex(1))
            if town.epoch(1).state == wanted:
                break
        assert town.epoch(1).state == wanted
        if wanted == "proposed":
            town.end_window()
    for weekly in others:
        weekly.database.dispose()
    sent = town.query("SELECT purpose, count(*) AS times FROM reward_transaction GROUP BY purpose")
    assert {row.purpose: row.times for row in sent} == dict.fromkeys(
        ("approve", "fund", "propose", "activate"), 1
    )


def _run_until(town: Town, fate: EveryPlace, wanted: str) -> None:
    for _ in range(1_000):
        fate.awake = True
        try:
            list(town.weekly.run())
        except Killed:
            town.database.dispose()
        finally:
            fate.awake = False
        town.anvil.rpc("anvil_mine", hex(1), hex(1))
        row = town.query("SELECT state FROM epoch WHERE number = 1")
        if row and row[0].state == wanted:
            return
    raise AssertionError(f"the week was never {wanted}")


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
