"""Explanations are the money itself, told apart: every line is recomputed here from the pure functions."""

import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planet_chain.core.attention import Attention, attention_of
from planet_chain.core.engagement import creators_of, engagements
from planet_chain.core.epoch import ONE
from planet_chain.core.scores import cluster_breadth, cluster_of, creator_hash
from planet_chain.core.weights import weights_of
from planet_chain.rewards.bundle import Bundle, bundle_files
from planet_chain.rewards.engines.duckdb import duckdb_backend
from planet_chain.rewards.engines.explained import NothingToExplain, gifts, stories
from planet_chain.rewards.explanation import Crowd, Story
from planet_chain.rewards.picture import drawn
from planet_chain.rewards.reference import accounts_of, settle, values_of
from planet_chain.rewards.settlement import Allocation, Line, Settlement
from tests.rewards.bundles import bundles
from tests.rewards.test_engines import EPOCHS

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def written(week: Bundle) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        for name, data in bundle_files(week.manifest, week.tables).items():
            (Path(directory) / name).write_bytes(data)
        yield Path(directory)


class Terms:
    """What every reader brought to every creator, by the pure functions."""

    def __init__(self, week: Bundle, result: Settlement) -> None:
        params, tables = week.manifest.params, week.tables
        creators = creators_of(tables)
        attention = attention_of(engagements(tables, result.multipliers, params), creators, params)
        weights = weights_of(attention, values_of(tables.members), params)
        payees = accounts_of(tables.members).keys() & set(creators.values())
        seed = bytes.fromhex(week.manifest.seed[2:])
        hashes = {creator: creator_hash(seed, creator) for creator in payees}
        self.cluster: dict[str, str | None] = {}
        self.value = Counter[tuple[str, str]]()
        self.breadth = Counter[tuple[str, str]]()
        for reader, one in attention.items():
            self._add(reader, one, weights[reader], hashes, week)

    def _add(self, reader: str, one: Attention, weight: int, hashes: dict[str, int], week: Bundle) -> None:
        parts = {creator: share for creator, share in one.shares.items() if creator in hashes}
        self.cluster[reader] = cluster_of({creator: share.part for creator, share in parts.items()}, hashes)
        params = week.manifest.params
        full = one.fullness(params.full_attention)
        for creator, share in parts.items():
            self.value[reader, creator] = weight * share.part * share.boost // ONE
            self.breadth[reader, creator] = full * share.part * share.boost >> params.cluster_bits

    def crowd(self, creator: str, cluster: str) -> tuple[int, int]:
        alike = [reader for reader, found in self.cluster.items() if found == cluster]
        value = sum(self.value[reader, creator] for reader in alike)
        return value, sum(self.breadth[reader, creator] for reader in alike)


@SLOW
@given(bundles())
def test_stories_are_the_settlement_told_apart(week: Bundle) -> None:
    result = settle(week)
    terms = Terms(week, result)
    with written(week) as directory:
        for row in result.allocations:
            (story,) = stories(duckdb_backend(), directory, row.entity)
            assert story.allocation == row
            assert row.value + row.base - row.cut == row.paid
            assert list(story.posts) == [line for line in result.explanation if line.entity == row.entity]
            assert sum(line.amount for line in story.posts) == row.paid
            assert sum(one.value for one in story.crowds) == row.value
            assert sum(one.base for one in story.crowds) == row.base
            expect_shared(story, terms)


def expect_shared(story: Story, terms: Terms) -> None:
    """Each crowd has its part of the tranches, to less than one unit."""
    row = story.allocation
    whole = sum(terms.value[key] for key in terms.value if key[1] == row.entity)
    breadths = {one.cluster: cluster_breadth(terms.crowd(row.entity, one.cluster)[1]) for one in story.crowds}
    for one in story.crowds:
        value, _ = terms.crowd(row.entity, one.cluster)
        assert abs(one.value * whole - row.value * value) < max(whole, 1)
        total = sum(breadths.values())
        assert abs(one.base * total - row.base * breadths[one.cluster]) < max(total, 1)


@settings(SLOW, max_examples=5)
@given(bundles())
def test_gifts_of_all_readers_are_the_tranches_but_for_rounding(week: Bundle) -> None:
    result = settle(week)
    terms = Terms(week, result)
    given_to, readers = Counter[str](), Counter[str]()
    with written(week) as directory:
        for reader, cluster in terms.cluster.items():
            for gift in gifts(duckdb_backend(), directory, reader):
                row = next(row for row in result.allocations if row.entity == gift.creator)
                whole = sum(terms.value[key] for key in terms.value if key[1] == gift.creator)
                assert gift.value == (row.value * terms.value[reader, gift.creator] // whole if whole else 0)
                assert cluster is not None
                given_to[gift.creator] += gift.value + gift.base
                readers[gift.creator] += 1
    for row in result.allocations:
        assert row.value + row.base - 2 * readers[row.entity] <= given_to[row.entity] <= row.value + row.base


def test_a_payout_address_names_everybody_who_is_paid_there(tmp_path: Path) -> None:
    rows = stories(duckdb_backend(), EPOCHS / "rich", "é12")
    account = rows[0].allocation.account
    found = stories(duckdb_backend(), EPOCHS / "rich", "0x" + account[2:].upper())
    assert "é12" in {story.allocation.entity for story in found}
    assert {story.allocation.account for story in found} == {account}


def test_who_is_not_paid_is_told_so() -> None:
    with pytest.raises(NothingToExplain, match="pays nothing to nobody; name an entity"):
        stories(duckdb_backend(), EPOCHS / "rich", "nobody")
    assert gifts(duckdb_backend(), EPOCHS / "rich", "nobody") == []


STORY = Story(
    3,
    Allocation("a<b>&c", "0x" + "1" * 40, 6_000_000, 2_000_000, 2_000_000, 6_000_000),
    [Crowd(f"taste{n}", n + 1, 600_000, 200_000) for n in range(10)],
    [Line("a<b>&c", "post <script>", 6_000_000)],
)


def test_a_picture_is_svg_whose_bars_have_the_lengths_of_the_amounts() -> None:
    root = ET.fromstring(drawn(STORY))  # noqa: S314 - our own
    space = {"s": "http://www.w3.org/2000/svg"}
    texts = [text.text or "" for text in root.findall("s:text", space)]
    assert texts[0] == "Week 3: a<b>&c is paid 6.00"
    assert "post <script>" in texts
    assert "3 others" in texts
    bars = [int(bar.attrib["width"]) for bar in root.findall("s:rect", space) if "x" in bar.attrib]
    value, base, cut = bars[:3]
    assert (value, base, cut) == (360 * 4_500_000 // 8_000_000, 360 * 6 // 8 - value, 360 - 360 * 6 // 8)


def test_a_picture_of_nothing_brought_has_no_empty_section() -> None:
    text = drawn(replace(STORY, crowds=[]))
    assert "Brought by" not in text
    assert "For these posts" in text
