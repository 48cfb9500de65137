"""What a closed epoch's bundle holds: admitted attention, fresh pseudonyms, and the same bytes each time."""

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet_chain.community import members, posts, values
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.community.values import ValueRow
from planet_chain.core.epoch import ONE
from planet_chain.rewards.bundle import Bundle
from planet_chain.rewards.close import ValuesTooLarge, WrongOrder, close
from planet_chain.rewards.export import Rules, export
from planet_chain.rewards.pseudonyms import pads, pseudonym, pseudonym_sql
from planet_chain.store.database import engine, transaction
from planet_chain.store.rewards import Calendar, Epoch
from tests.rewards.town import WEEK, address_of

GENESIS = 1_700_000_000 - 1_700_000_000 % 60
SEED = "0x" + "5e" * 32


class Desk:
    """A database with a calendar and no chain: weeks close when the test says so."""

    def __init__(self, url: str, directory: Path) -> None:
        self.database, self.directory = engine(url), directory
        with transaction(self.database) as session:
            session.add(
                Calendar(
                    id=1,
                    chain_id=31337,
                    distributor="0x" + "d1" * 20,
                    token="0x" + "a1" * 20,
                    points="0x" + "b1" * 20,
                    genesis=GENESIS,
                    week=WEEK,
                    open_epoch=1,
                )
            )

    def state(self, *people: MemberRow, worth: dict[str, int] | None = None) -> None:
        with transaction(self.database) as session:
            members.upsert(session, people, now=GENESIS)
            values.set_values(session, [ValueRow(*row) for row in (worth or {}).items()])

    def publish(self, post: str, creator: str, kind: str = "analysis") -> None:
        with transaction(self.database) as session:
            posts.publish(session, Draft(post, creator, kind), now=GENESIS)

    def take(self, *rows: ActivityRow) -> None:
        from planet_chain.community.activity import accept

        with transaction(self.database) as session:
            accept(session, rows, now=2**32)

    def end(self, number: int, rules: Rules | None = None, *, secret: bytes = b"s" * 32) -> Bundle:
        """Close and export an epoch, and let it be over."""
        with transaction(self.database) as session:
            close(session, number, pool=1000, seed=SEED, seed_block=1, secret=secret)
        bundle = self.export(number, rules)
        with transaction(self.database) as session:
            row = session.get_one(Epoch, number)
            row.state, row.carry_out = "empty", 7
        return bundle

    def export(self, number: int, rules: Rules | None = None) -> Bundle:
        with transaction(self.database) as session:
            row = session.get_one(Epoch, number)
            return export(session, row, self.directory / str(number), rules or Rules())


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(database_url, tmp_path)
    desk.state(
        MemberRow("ann", "A", address_of("ann")),
        MemberRow("ula", "U"),
        MemberRow("uma", "U", address_of("uma")),
        MemberRow("una", "U", address_of("una")),
        MemberRow("ghost", None, address_of("ghost")),
        worth={"ann": 5, "uma": 3, "una": 4, "ghost": 9},
    )
    for number in range(10):
        desk.publish(f"post{number}", "ann")
    yield desk
    desk.database.dispose()


def dwell(name: str, member: str, post: str, seconds: int, at: int) -> ActivityRow:
    return ActivityRow(name, member, post, "dwell", seconds, GENESIS + at)


def seconds_of(bundle: Bundle) -> Counter[str]:
    """Entity -> admitted seconds."""
    entity_of = {row.member: row.entity for row in bundle.tables.members}
    found = Counter[str]()
    for row in bundle.tables.interactions:
        found[entity_of[row.member]] += row.quantity if row.action == "dwell" else 0
    return found


def test_ten_open_pages_are_one_reader(desk: Desk) -> None:
    # ten pages for five minutes, in two accounts of one person
    desk.take(
        *(
            dwell(f"{page}-{minute}", "uma" if page % 2 else "una", f"post{page}", 60, 60 * minute + 60)
            for page in range(10)
            for minute in range(5)
        )
    )
    assert list(seconds_of(desk.end(1)).values()) == [300]


def test_one_page_counts_in_full_however_it_is_reported(desk: Desk) -> None:
    desk.take(
        dwell("long", "uma", "post0", 300, 1000),
        *(dwell(f"s{n}", "ghost", "post0", 1, n) for n in range(1, 301)),
    )
    assert sorted(seconds_of(desk.end(1)).values()) == [300, 300]


def test_overlapping_rows_share_their_minutes_and_no_others(desk: Desk) -> None:
    # 90 s on one page, 60 s on another that begins 30 s before the first one ends
    desk.take(dwell("a", "uma", "post0", 90, 120), dwell("b", "uma", "post1", 60, 150))
    rows = {row.post: row.quantity for row in desk.end(1).tables.interactions}
    # minutes 0, 1, 2: the first page takes 30 + 60, of the second one the seconds after 120 are left
    assert rows == {"post0": 90, "post1": 30}


def test_a_late_row_counts_in_the_next_epoch_once_and_not_beside_what_counted(desk: Desk) -> None:
    desk.take(dwell("on-time", "uma", "post0", 60, 600))
    desk.end(1)
    desk.take(dwell("late", "uma", "post1", 60, 600), dwell("later", "uma", "post1", 60, 660))
    desk.take(dwell("late", "uma", "post1", 60, 600))
    bundle = desk.end(2)
    # the minute before 600 was given to post0 already
    assert [(row.post, row.quantity) for row in bundle.tables.interactions] == [("post1", 60)]


def test_a_minute_across_the_border_is_given_once(desk: Desk) -> None:
    desk.take(dwell("before", "uma", "post0", 30, WEEK - 1), dwell("after", "uma", "post1", 60, WEEK + 10))
    first = desk.end(1)
    second = desk.end(2)
    assert sum(seconds_of(first).values()) == 30
    # of the minute before the border 31..60 were given; 50 s of `after` lie in it, 30 of them fit
    assert sum(seconds_of(second).values()) == 10 + 30


def test_members_are_people_with_their_whole_value_and_first_address(desk: Desk) -> None:
    desk.take(dwell("x", "una", "post0", 60, 60), dwell("y", "ghost", "post0", 60, 60))
    bundle = desk.end(1)
    by_entity = defaultdict(list)
    for row in bundle.tables.members:
        by_entity[row.entity].append((row.value, row.payout))
    addresses = {name: address_of(name).lower() for name in ("ann", "uma")}
    assert sorted(map(sorted, by_entity.values()), key=str) == sorted(
        [
            [(5, addresses["ann"])],
            [(0, addresses["uma"]), (3, addresses["uma"]), (4, addresses["uma"])],
            # nobody verified it: no value, no payout
            [(0, None)],
        ],
        key=str,
    )


def test_pseudonyms_are_fresh_and_tell_nothing(desk: Desk) -> None:
    secrets = (b"1" * 32, b"2" * 32)
    tables = []
    for number, secret in enumerate(secrets, 1):
        desk.take(dwell(f"x{number}", "uma", "post0", 60, WEEK * (number - 1) + 60))
        tables.append(desk.end(number, secret=secret).tables)
    first, second = tables
    for column in ("member", "entity"):
        one, two = ({getattr(row, column) for row in week.members} for week in tables)
        assert not one & two
    assert {row.id for row in first.interactions} == {pseudonym(secrets[0], "x1")}
    text = b"".join(path.read_bytes() for path in sorted((desk.directory / "1").iterdir()))
    assert b"uma" not in text
    assert second.interactions[0].member != first.interactions[0].member


def test_counted_pairs_follow_the_person_to_new_pseudonyms(desk: Desk) -> None:
    desk.take(dwell("x", "uma", "post0", 60, 60))
    desk.end(1)
    with transaction(desk.database) as session:
        from planet_chain.store.rewards import CountedPair

        session.add(CountedPair(holder="p:U", post="post0", epoch=1, epochs=3))
    desk.take(dwell("y", "una", "post0", 60, WEEK + 60), dwell("z", "ghost", "post0", 60, WEEK + 60))
    bundle = desk.end(2, secret=b"t" * 32)
    (row,) = bundle.tables.counted
    assert (row.entity, row.post, row.epochs) == (pseudonym(b"t" * 32, "p:U"), "post0", 3)


def test_only_posts_that_were_acted_on_are_listed(desk: Desk) -> None:
    desk.take(ActivityRow("like", "uma", "post3", "like", 1, GENESIS + 5))
    assert [row.post for row in desk.end(1).tables.posts] == ["post3"]


def test_exporting_again_gives_the_same_bytes(desk: Desk) -> None:
    desk.take(
        *(dwell(f"r{n}", ("uma", "una", "ghost")[n % 3], f"post{n % 10}", 40, 30 * n + 60) for n in range(50))
    )
    desk.end(1)
    before = _hashes(desk.directory / "1")
    # what changes later does not reach into a closed epoch
    desk.state(MemberRow("uma", "somebody-else"), worth={"una": 1})
    desk.take(dwell("late", "uma", "post1", 60, 600))
    shutil.rmtree(desk.directory / "1")
    desk.export(1)
    assert _hashes(desk.directory / "1") == before


def test_scarcity_follows_the_week_before(desk: Desk) -> None:
    desk.publish("film", "ann", "video")
    rules = Rules(targets={"video": 5000, "analysis": 5000})
    desk.take(
        dwell("v", "uma", "film", 60, 60),
        *(dwell(f"a{n}", "uma", f"post{n}", 5, 60 * n + 120) for n in range(3)),
    )
    first = desk.end(1, rules).manifest.scarcity["video"]
    assert (first.supply, first.previous) == (0, ONE)
    second = desk.end(2, rules).manifest.scarcity["video"]
    assert (second.target_bp, second.supply) == (5000, 1)
    with transaction(desk.database) as session:
        assert session.get_one(Epoch, 2).scarcity["video"]["multiplier"] > ONE


def test_carry_comes_from_the_last_epoch_that_is_over(desk: Desk) -> None:
    desk.end(1)
    with transaction(desk.database) as session:
        close(session, 2, pool=1000, seed=SEED, seed_block=1, secret=b"s" * 32)
        row = session.get_one(Epoch, 2)
        row.state, row.carry_out = "rejected", 500
    assert desk.end(3).manifest.carry_in == 7


def test_epochs_close_in_order_and_only_with_values_that_can_be_weighed(desk: Desk) -> None:
    with pytest.raises(WrongOrder, match="the one to close is 1"), transaction(desk.database) as session:
        close(session, 2, pool=1, seed=SEED, seed_block=1, secret=b"s" * 32)
    desk.take(dwell("x", "uma", "post0", 60, 60))
    with transaction(desk.database) as session:
        from sqlalchemy import text

        session.connection().execute(text("UPDATE member SET value = 16777215 WHERE person = 'U'"))
    with pytest.raises(ValuesTooLarge, match="50331645"), transaction(desk.database) as session:
        close(session, 1, pool=1, seed=SEED, seed_block=1, secret=b"s" * 32)
    with transaction(desk.database) as session:
        assert session.get_one(Calendar, 1).open_epoch == 1


@pytest.mark.parametrize("name", ["", "p:ann", "名前", "x" * 200])
def test_pseudonyms_in_sql_are_those_of_python(desk: Desk, name: str) -> None:
    from sqlalchemy import text

    secret = hashlib.sha256(name.encode()).digest()
    query = text(f"SELECT {pseudonym_sql('CAST(:name AS text)')}")
    with transaction(desk.database) as session:
        found = session.connection().execute(query, {"name": name} | pads(secret)).scalar_one()
    assert found == pseudonym(secret, name)


def _hashes(directory: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in directory.iterdir()}
