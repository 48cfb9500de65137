"""Why a creator is paid: the lines sum to the pay, as text and as a picture."""

import xml.etree.ElementTree as ET

from sqlalchemy import select
from sqlmodel import Session

from planet_chain.store.queries.dues import dues_of
from planet_chain.store.rewards import Allocation, Epoch
from tests.api.scene import STRANGER, Scene


def allocated(scene: Scene) -> Allocation:
    with Session(scene.town.database) as session:
        return session.scalars(select(Allocation).where(Allocation.epoch == 1)).first()  # type: ignore[arg-type, return-value]  # SQLAlchemy's comparison


def test_a_creators_week_is_explained_to_the_unit(scene: Scene) -> None:
    row = allocated(scene)
    found = scene.get(f"epochs/1/allocations/0x{row.account[2:].upper()}")
    assert found["account"].lower() == row.account
    (shown,) = [one for one in found["allocations"] if one["entity"] == row.entity]
    amount = {name: int(shown[name]["amount"]) for name in ("value", "base", "cut", "paid", "others")}
    assert amount["value"] + amount["base"] - amount["cut"] == amount["paid"] == row.paid > 0
    assert sum(int(post["amount"]["amount"]) for post in shown["posts"]) + amount["others"] == row.paid
    assert int(found["paid"]["amount"]) >= row.paid

    picture = scene.client.get(found["picture"])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert ET.fromstring(picture.text).tag.endswith("svg")  # noqa: S314 - our own


def test_who_is_paid_nothing_is_told_so(scene: Scene) -> None:
    found = scene.get(f"epochs/1/allocations/{STRANGER.address}")
    assert (found["allocations"], found["picture"], found["paid"]["amount"]) == ([], None, "0")
    path = f"allocations/{STRANGER.address}/picture.svg"
    assert scene.get(f"epochs/1/{path}", expect=404)["code"] == "unknown-allocation"
    assert scene.get(f"epochs/99/{path}", expect=404)["code"] == "unknown-epoch"
    assert scene.get("epochs/1/allocations/0x12", expect=422)["code"] == "invalid-request"


def test_a_week_lists_whom_it_pays_the_best_paid_first(scene: Scene) -> None:
    week = scene.get("epochs/1")
    first = scene.get("epochs/1/allocations", limit=1)
    rest = scene.get("epochs/1/allocations", cursor=first["next"])
    rows = [*first["items"], *rest["items"]]
    paid = [int(row["paid"]["amount"]) for row in rows]
    assert paid == sorted(paid, reverse=True)
    assert sum(paid) == int(week["paid"]["amount"])
    assert len({row["entity"] for row in rows}) == len(rows) == week["creators"]
    assert rest["next"] is None
    assert scene.get("epochs/99/allocations", expect=404)["code"] == "unknown-epoch"


def test_a_week_tells_what_was_scarce(scene: Scene) -> None:
    assert scene.get("epochs/current")["scarcity"] is None
    for row in scene.get("epochs/1")["scarcity"]:
        assert 10_000 <= row["multiplier_bp"] <= 20_000
        assert row["supply"] >= 0


def test_what_a_rejected_week_would_have_paid_is_told_with_the_reason(scene: Scene) -> None:
    row = allocated(scene)
    assert scene.get(f"claims/{row.account}")["failed"] == []
    with Session(scene.town.database) as session:
        week = session.get_one(Epoch, 1)
        week.state, week.note = "rejected", "rejected by guardian 0x01: wrong root"
        session.add(week)
        session.flush()
        (failed, *_) = dues_of(session, row.account).failed
        session.rollback()
    assert (failed.epoch, failed.amount, failed.note) == (
        1,
        row.paid,
        "rejected by guardian 0x01: wrong root",
    )
