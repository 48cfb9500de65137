"""A small bundle in parts, to be broken one at a time."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from planet_chain.core.epoch import Counted, Cumulative, Interaction, Member, Post, Tables
from planet_chain.rewards.bundle import BundleRefused, bundle_files, bundle_from
from tests.rewards.bundles import MANIFEST, TOKEN

SMALL = Tables(
    members=[Member("ann", "A", 3, "0x" + "aB" * 20), Member("bea", "B", 0, None)],
    posts=[Post("p", "bea", "guide")],
    interactions=[
        Interaction("1", "ann", "p", "dwell", 86_400),
        Interaction("2", "ann", "p", "like", 1),
        Interaction("2", "ann", "p", "like", 1),
    ],
    counted=[Counted("A", "p", 1), Counted("gone", "p", 2)],
    cumulative=[Cumulative("0x" + "Ab" * 20, TOKEN, 2**256 - 1)],
)
Files = dict[str, bytes]


def files_of(document: Mapping[str, Any], tables: Mapping[str, bytes]) -> Files:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}
    return {"manifest.json": json.dumps({**document, "files": hashes}).encode(), **tables}


def parts(tables: Tables = SMALL) -> tuple[dict[str, Any], Files]:
    files = bundle_files(MANIFEST, tables)
    return json.loads(files.pop("manifest.json")), files


def refusal(files: Files) -> BundleRefused:
    with pytest.raises(BundleRefused) as refused:
        bundle_from(files)
    assert str(refused.value).startswith(refused.value.file)
    return refused.value
