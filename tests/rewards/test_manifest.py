import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planet_chain.core.epoch import ONE, Params, Scarcity
from planet_chain.core.pool import Growth
from planet_chain.rewards.bundle import BundleRefused, bundle_files, bundle_from
from planet_chain.rewards.manifest import TABLES, dump_manifest, parse_manifest
from tests.rewards.broken import SMALL, files_of, parts, refusal
from tests.rewards.bundles import MANIFEST, TOKEN, WEEK

HASHES = dict.fromkeys(TABLES, "0" * 64)


def put(**entries: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda document: document.update(entries)


def put_param(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda document: document["params"].update({name: value})


def put_scarcity(**entries: Any) -> Callable[[dict[str, Any]], Any]:
    row = {"target_bp": 1, "supply": 1, "previous": ONE} | entries
    return put(scarcity={"guide": row})


MANIFESTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (put(format="planet-epoch/2"), "planet-epoch/2"),
    (lambda document: document.pop("format"), "format is None"),
    (lambda document: document.pop("seed"), "lacks seed"),
    (put(extra=1), "unknown extra"),
    (put(epoch=0), "epoch is 0"),
    (put(epoch=1.0), "epoch is 1.0; write a whole number"),
    (put(epoch=True), "epoch is True"),
    (put(epoch="1"), "epoch is '1'"),
    (put(opens_at=-1), "opens_at is -1"),
    (put(closes_at=MANIFEST.opens_at + WEEK - 1), "the epoch lasts 604799 s"),
    (put(chain_id=0), "chain_id is 0"),
    (put(distributor="0x12"), "distributor: '0x12' is no address"),
    (put(token=None), "token is None; write it as text"),
    (put(points=TOKEN.upper().replace("X", "x")), "they must differ"),
    (put(pool=5), "pool is 5; write it as text"),
    (put(pool="05"), "pool: '05' is no amount"),
    (put(carry_in=str(2**256)), "carry_in: "),
    (put(pool=str(2**256 - 1), carry_in="1"), "pool and carry_in together"),
    (put(unit="-1"), "unit: '-1' is no amount"),
    (put(seed="0x" + "ab" * 31), "seed: "),
    (put(params=[]), "params is no JSON object"),
    (lambda document: document["params"].pop("pair_k"), "params lacks pair_k"),
    (put_param("extra", 1), "params has the unknown extra"),
    (put_param("actions", {"dwell": 1}), "names dwell"),
    (put_param("actions", {"like": 17}), "params.actions.like is 17"),
    (put_param("actions", {"like": 10, "share": 7}), "sum to 17"),
    (put_param("actions", {"like": "1"}), "params.actions.like is '1'"),
    (put(scarcity={"guide": 1}), "scarcity.guide is no JSON object"),
    (put(scarcity={"guide": {"target_bp": 1, "supply": 1}}), "scarcity.guide lacks previous"),
    (put_scarcity(target_bp=10_001), "target_bp is 10001"),
    (put_scarcity(supply=-1), "supply is -1"),
    (put_scarcity(supply=2**40 + 1), "supply is 1099511627777"),
    (put_scarcity(previous=ONE - 1), "previous is 1048575"),
    (put_scarcity(previous=2 * ONE + 1), "previous is 2097153"),
]


@pytest.mark.parametrize(("change", "reason"), MANIFESTS)
def test_a_manifest_that_breaks_a_rule_is_refused(
    change: Callable[[dict[str, Any]], Any], reason: str
) -> None:
    document, tables = parts()
    change(document)
    found = refusal(files_of(document, tables))
    assert (found.file, found.row) == ("manifest.json", None)
    assert reason in found.reason


RANGES = {
    "dwell_cap": (1, 600),
    "dwell_unit": (60, 3600),
    "action_seconds": (1, 600),
    "halvings_max": (0, 20),
    "pair_k": (1, 1000),
    "share_cap": (1, ONE // 4),
    "full_attention": (1, 86_400),
    "whale_divisor": (1, 1000),
    "boost_max": (ONE, 2 * ONE),
    "base_bp": (0, 10_000),
    "carry_pools": (0, 1000),
    "base_price": (0, 2**256 - 1),
    "creator_divisor": (1, 1000),
    "wash_divisor": (9, 1000),
    "point_unit": (1, 10**18),
    "points_cap": (0, 10**6),
    "cluster_bits": (30, 30),
}


def with_param(name: str, value: Any) -> Params:
    return replace(Params(), **{name: value})


@pytest.mark.parametrize(("name", "least", "most"), [(name, *ends) for name, ends in RANGES.items()])
def test_parameters_keep_to_their_ranges(name: str, least: int, most: int) -> None:
    for value in (least, most):
        params = with_param(name, value)
        assert bundle_from(bundle_files(replace(MANIFEST, params=params), SMALL)).manifest.params == params
    for value in (least - 1, most + 1):
        params = with_param(name, value)
        assert (
            f"params.{name} is {value}"
            in refusal(bundle_files(replace(MANIFEST, params=params), SMALL)).reason
        )


def test_previous_may_not_exceed_the_weeks_own_boost() -> None:
    manifest = replace(MANIFEST, params=Params(boost_max=ONE), scarcity={"guide": Scarcity(1, 1, ONE + 1)})
    assert "scarcity.guide.previous" in refusal(bundle_files(manifest, SMALL)).reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is no JSON"),
        (b"\xff", "is no JSON"),
        (b"[]", "the manifest is no JSON object"),
        (b'{"epoch": 1, "epoch": 2}', "epoch is stated twice"),
        (b'{"epoch": NaN}', "NaN is no number"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"epoch": ' + b"9" * 5_000 + b"}", "is no JSON"),
    ],
)
def test_what_is_no_manifest_is_refused(data: bytes, reason: str) -> None:
    assert reason in refusal(bundle_files(MANIFEST, SMALL) | {"manifest.json": data}).reason


@pytest.mark.parametrize("digest", ["", "ab" * 31, "AB" * 32, 5])
def test_a_hash_that_is_none_is_refused(digest: Any) -> None:
    document, tables = parts()
    document["files"]["posts.parquet"] = digest
    files = {"manifest.json": json.dumps(document).encode(), **tables}
    assert "files.posts.parquet" in refusal(files).reason


def test_files_of_another_name_are_refused() -> None:
    document, tables = parts()
    document["files"]["more.parquet"] = "ab" * 32
    assert (
        "unknown more.parquet" in refusal({"manifest.json": json.dumps(document).encode(), **tables}).reason
    )


def test_a_pool_that_grows_states_its_rule_and_others_keep_their_bytes() -> None:
    growth = Growth(base=10**10, share_bp=500, last=1_300, before=300)
    grown = replace(MANIFEST, pool=10**10 + 50 * 10**6, growth=growth)
    data = dump_manifest(grown, HASHES)
    assert parse_manifest(data)[0] == grown
    said = json.loads(data)["growth"]
    assert said == {"base": "10000000000", "share_bp": 500, "last": 1_300, "before": 300}
    assert "growth" not in json.loads(dump_manifest(MANIFEST, HASHES))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"base": "9999999999"}, "pool is 10050000000; by its growth it is 10049999999"),
        ({"share_bp": 5_001}, r"growth.share_bp is 5001; it must be in 0..5000"),
        ({"last": -1}, "growth.last is -1"),
        ({"base": 7}, "growth.base"),
        ({"more": 1}, "growth has the unknown more"),
    ],
)
def test_a_rule_of_growth_that_cannot_be_is_refused(change: dict[str, Any], reason: str) -> None:
    growth = Growth(base=10**10, share_bp=500, last=1_300, before=300)
    document = json.loads(dump_manifest(replace(MANIFEST, pool=10**10 + 50 * 10**6, growth=growth), HASHES))
    document["growth"] |= change
    with pytest.raises(BundleRefused, match=reason):
        parse_manifest(json.dumps(document).encode())
